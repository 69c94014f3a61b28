/** The rows behind a figure or in a table, by column. */
export interface Rows {
  header: readonly string[];
  rows: Iterable<readonly (string | number)[]>;
}
