import { countWords, isWellKnownName } from '../guess-columns.js';
import type { TableRow } from './csv-rows.js';

/** The columns of a table. */
export interface TableColumns {
  /** all different; of a column without a name column_ and its number */
  names: string[];
  /** whether the first row is a header, and no data */
  header: boolean;
  /** whether the rows have a first cell more than the header, as R writes them */
  rowNames: boolean;
}

/** Words that the first row may have where the texts are, to be taken for a header. */
const LONG_NAME = 5;
/** The same as a share of the mean of words there: a question may be the header of its answers. */
const LONG_SHARE = 0.25;

const NUMBER = /^[+-]?[\d.,]*\d%?$/;
const FILE = /\.(txt|pdf|docx?|odt|rtf|html?|md|csv|json|xml|eml|jpe?g|png)$/i;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/;

/**
 * Names the columns of a table.
 *
 * @param rows its first rows, at least one
 * @param wanted names of columns that were asked for; column_ and a number, if it is no name in the first row, says that this is no header
 */
export function nameColumns(rows: readonly TableRow[], wanted: readonly string[]): TableColumns {
  const [first, ...others] = rows as [TableRow, ...TableRow[]];
  const sound = others.filter(isSound);
  if (!isSound(first) || !isHeader(first.cells, sound, wanted)) {
    const width = (isSound(first) ? first : (sound[0] ?? first)).cells.length;
    return { names: Array.from({ length: width }, (_, c) => unnamed(c)), header: false, rowNames: false };
  }
  const names = first.cells.map((name) => name.trim());
  const rowNames = sound.length > 0 && sound.every(({ cells }) => cells.length === names.length + 1 && cells.at(-1) !== '');
  if (rowNames) names.unshift('row');
  return { names: uniqueNames(names), header: true, rowNames };
}

/** Whether a row is one row. */
export function isSound({ cells, strayQuote, openQuote, tooLong }: TableRow): boolean {
  return !tooLong && !openQuote && !(strayQuote && cells.some((cell) => cell.includes('\n')));
}

/** Whether the first row names the columns, rather than being like the others. */
function isHeader(first: readonly string[], rows: readonly TableRow[], wanted: readonly string[]): boolean {
  if (first.some((cell) => isOneOf(wanted, cell))) return true;
  if (wanted.some((name) => UNNAMED.test(name)) && first.every((cell) => cell.trim() !== '')) return false;
  if (first.some(isWellKnownName)) return true;
  if (first.some(isValue)) return false;
  let wordiest = 0;
  let most = -1;
  let recurs = false;
  for (let c = 0; c < first.length; c++) {
    const values = rows.map(({ cells }) => cells[c] ?? '').filter((value) => value.trim() !== '');
    if (values.length > 1 && values.every(isValue)) return true;
    recurs ||= values.includes(first[c] as string);
    const words = values.reduce((sum, value) => sum + countWords(value), 0);
    if (words > most) {
      most = words;
      wordiest = c;
    }
  }
  if (recurs) return false;
  const words = countWords(first[wordiest] ?? '');
  return words <= LONG_NAME || words < LONG_SHARE * (most / rows.length);
}

/** Whether a cell holds a number, a date or the name of a file, as names of columns don't. */
function isValue(cell: string): boolean {
  const value = cell.trim();
  return NUMBER.test(value) || DATE.test(value) || FILE.test(value);
}

/** A name that an earlier column has gets a number, and an empty one that of its column. */
function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return header.map((given, c) => {
    const name = given === '' ? unnamed(c) : given;
    let unique = name;
    let number = numbers.get(name) ?? 1;
    while (taken.has(unique)) unique = `${name}~${++number}`;
    numbers.set(name, number);
    taken.add(unique);
    return unique;
  });
}

/** Whether a cell is one of the names of columns that were asked for, in any case. */
export function isOneOf(wanted: readonly string[], cell: string): boolean {
  return wanted.some((name) => name.toLowerCase() === cell.trim().toLowerCase());
}

const UNNAMED = /^column_\d+$/i;
const unnamed = (c: number) => `column_${c + 1}`;

/** The names of columns for a message: a table without a header would quote its texts. */
export function listNames(names: readonly string[]): string {
  const short = names.slice(0, 20).map((name) => (name.length > 30 ? `${name.slice(0, 30)}…` : name));
  return short.join(', ') + (names.length > 20 ? ', …' : '');
}
