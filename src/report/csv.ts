/** A text that a spreadsheet would run as a formula, behind any number of the apostrophes that keep it from doing so. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
/** Texts that readers would cut, trim or take for a byte order mark. */
const QUOTED = /[",\r\n\ufeff]|^ | $/;
const ROWS_PER_PIECE = 2000;

type Cell = string | number;

/**
 * A CSV file (RFC 4180) in pieces. Texts that a spreadsheet would run as a formula get an apostrophe in front, which `parseCsv`
 * takes away again; numbers are written as they are, and one that is NaN as an empty cell.
 */
export function* writeCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  yield* writeCsvRows(rows, line(header));
}

/** Further rows of such a file. */
export function* writeCsvRows(rows: Iterable<readonly Cell[]>, before = ''): Generator<string> {
  let piece = before;
  let lines = before === '' ? 0 : 1;
  for (const row of rows) {
    piece += line(row);
    if (++lines === ROWS_PER_PIECE) {
      yield piece;
      piece = '';
      lines = 0;
    }
  }
  if (piece !== '') yield piece;
}

function line(row: readonly Cell[]): string {
  let text = '';
  for (let c = 0; c < row.length; c++) {
    const cell = row[c] as Cell;
    text += `${c === 0 ? '' : ','}${typeof cell === 'string' ? quoted(neutralise(cell)) : Number.isNaN(cell) ? '' : cell}`;
  }
  return `${text}\r\n`;
}

function quoted(text: string): string {
  if (!QUOTED.test(text)) return text;
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

function neutralise(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A float32 in the fewest digits that read back as the same float32; a whole number whole. */
export function float32Text(value: number): string {
  if (value === 0 || Number.isInteger(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}
