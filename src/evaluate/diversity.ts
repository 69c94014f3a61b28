/**
 * Topic diversity (Dieng, Ruiz and Blei 2020, "Topic modeling in embedding spaces", section 5): the share of different terms among the first
 * terms of all topics; the paper takes the first 25. Between 1 / topics, where all lists are the same, and 1, where no term is in two; NaN
 * where there is no term.
 *
 * @param lists the first terms of each topic
 */
export function diversity(lists: readonly (readonly number[])[]): number {
  const all = lists.flat();
  return new Set(all).size / all.length;
}
