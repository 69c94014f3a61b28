import { isWellKnownName } from '../guess-columns.js';
import { type Dialect, RowSplitter, type TableRow } from './csv-rows.js';
import { isOneOf } from './table-columns.js';

/** First line by which Excel is told the separator. */
const SEPARATOR_LINE = /^"?sep=(.)"?(\r\n|\n|\r)/i;
/** Share of the lines that must have as many cells as the first row, unless that is sure to be a header. */
const SURE = 0.5;

/** How well a table fits a dialect. */
interface Fit {
  dialect: Dialect;
  /** the cells of its first row */
  first: readonly string[];
  /** share of the lines after the first row that are in rows of as many cells, without fault; 0 where there are none */
  share: number;
  /** rows that have a cell in quotation marks, as a share of all rows */
  quoted: number;
}

/**
 * Finds out how a table is written. Separators are , ; tab and |, quotation marks " and '; with tabs it is possible too that quotation
 * marks have no meaning.
 *
 * @param sample the start of the table
 * @param whole whether that is all of it
 * @param tabs whether its name says that separators are tabs
 * @param wanted names of columns that were asked for
 * @returns how many characters come before the first row, too
 */
export function findDialect(
  sample: string,
  { whole, tabs, wanted }: { whole: boolean; tabs: boolean; wanted: readonly string[] },
): { dialect: Dialect; before: number } {
  const lineEnd = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const told = SEPARATOR_LINE.exec(sample);
  const before = told?.[0].length ?? 0;
  const text = before === 0 ? sample : sample.slice(before);
  const fits = separators(text, told?.[1], tabs).map((separator) => bestQuote(text, whole, separator, lineEnd));
  const sure = fits.filter(({ first, share }) => first.length > 1 && (share >= SURE || first.some((cell) => isWellKnownName(cell) || isOneOf(wanted, cell))));
  sure.sort((a, b) => b.share - a.share || b.quoted - a.quoted || b.first.length - a.first.length);
  const best = sure[0] ?? (told === null ? undefined : fits[0]) ?? bestQuote(text, whole, undefined, lineEnd);
  return { dialect: best.dialect, before };
}

function separators(text: string, told: string | undefined, tabs: boolean): string[] {
  if (told !== undefined) return [told];
  return tabs && text.includes('\t') ? ['\t'] : [',', ';', '\t', '|'].filter((separator) => text.includes(separator));
}

function bestQuote(text: string, whole: boolean, separator: string | undefined, lineEnd: '\n' | '\r'): Fit {
  const fitted = (quote: string | undefined) => fitOf(text, whole, { separator, quote, lineEnd });
  const usual = fitted('"');
  const single = text.includes("'") ? fitted("'") : undefined;
  const taken = single !== undefined && isSingleQuoted(single, usual) ? single : usual;
  const bare = separator === '\t' && text.includes('"') ? fitted(undefined) : undefined;
  return bare !== undefined && bare.share > taken.share ? bare : taken;
}

function isSingleQuoted(single: Fit, usual: Fit): boolean {
  if (single.quoted <= usual.quoted) return false;
  return single.share > usual.share || (single.share === usual.share && usual.quoted === 0 && single.quoted >= 0.5);
}

/** Lines are counted rather than rows, so that rows that a wrong quotation mark makes of many lines weigh as much as those lines. */
function fitOf(text: string, whole: boolean, dialect: Dialect): Fit {
  const splitter = new RowSplitter(dialect, Number.POSITIVE_INFINITY);
  const rows = splitter.push(text);
  const last = splitter.end();
  // of a row that is cut off one knows the first cells
  if (whole || rows.length === 0) rows.push(...last);
  const [first, ...others] = rows;
  if (first === undefined) return { dialect, first: [], share: 0, quoted: 0 };
  const width = first.cells.length;
  const sound = others.filter((row) => !row.strayQuote && !row.openQuote);
  const equal = countLines(sound.filter(({ cells }) => cells.length === width || hasOnlyEmpty(cells, width)));
  // a header of R's, which has no name for the names of rows
  const oneMore = countLines(sound.filter(({ cells }) => cells.length === width + 1));
  const lines = Math.max(1, countLines(others) + (whole ? 0 : Math.max(0, countLines(last) - 1)));
  return { dialect, first: first.cells, share: Math.max(equal, oneMore) / lines, quoted: rows.filter((row) => row.quoted).length / rows.length };
}

/** Whether all cells from one on are empty. */
function hasOnlyEmpty(cells: readonly string[], from: number): boolean {
  return cells.length > from && cells.slice(from).every((cell) => cell === '');
}

function countLines(rows: readonly TableRow[]): number {
  return rows.reduce((sum, { cells, quoted }) => sum + (quoted ? cells.reduce((within, cell) => within + countLineEnds(cell), 1) : 1), 0);
}

function countLineEnds(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (lines > 0) return lines;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) lines++;
  return lines;
}
