/** How a table is written. */
export interface Dialect {
  /** a character; undefined where a row is one cell */
  separator: string | undefined;
  /** a character, doubled where it is meant; undefined where every character is text */
  quote: string | undefined;
  /** what ends a row; CR before LF is no part of a row */
  lineEnd: '\n' | '\r';
}

/** A row of a table, and what is wrong with it. */
export interface TableRow {
  /** none of a row that is too long */
  cells: string[];
  /** a cell is in quotation marks */
  quoted: boolean;
  /** a quotation mark inside a quoted cell is not doubled: it was read as text, up to one that ends a cell */
  strayQuote: boolean;
  /** a quotation mark is never closed: this is all the rest of the table */
  openQuote: boolean;
  /** it has more characters, or more cells, than a row may have */
  tooLong: boolean;
}

/** Cells that a row may have. */
export const MOST_CELLS = 1_000_000;

/** Where in a row the last piece of text ended. */
type State = 'cell start' | 'plain' | 'quoted' | 'after quote';

/**
 * Cuts a table that comes in pieces into rows. Each character is looked at once, wherever the pieces end. Lines without any character
 * are no rows. White space between a closing quotation mark and the separator is passed over.
 *
 * @param most UTF-16 code units that a row may have: of a longer one the cells are dropped, and the next row is the one after its end
 */
export class RowSplitter {
  private readonly dialect: Dialect;
  private readonly most: number;
  private state: State = 'cell start';
  private row = emptyRow();
  private length = 0;
  private cell = '';
  /** white space after a quotation mark that may close its cell */
  private gap = '';

  constructor(dialect: Dialect, most: number) {
    this.dialect = dialect;
    this.most = most;
  }

  /** @returns the rows that end in this piece */
  push(text: string): TableRow[] {
    const { separator, quote, lineEnd } = this.dialect;
    const rows: TableRow[] = [];
    let at = 0;
    let separatorAt = -1;
    let lineEndAt = -1;
    while (at < text.length) {
      if (this.state === 'quoted') {
        at = this.readQuoted(text, at, rows);
      } else if (this.state === 'after quote') {
        at = this.readAfterQuote(text, at, rows);
      } else if (this.state === 'cell start' && text[at] === quote) {
        this.row.quoted = true;
        this.state = 'quoted';
        at++;
      } else {
        if (separatorAt < at) separatorAt = separator === undefined ? text.length : indexOrEnd(text, separator, at);
        if (lineEndAt < at) lineEndAt = indexOrEnd(text, lineEnd, at);
        const end = Math.min(separatorAt, lineEndAt);
        this.take(text.slice(at, end));
        this.state = 'plain';
        if (end < text.length) this.endCell(end === lineEndAt, rows);
        at = end + 1;
      }
    }
    return rows;
  }

  /** @returns the last row, if it has no line end */
  end(): TableRow[] {
    const rows: TableRow[] = [];
    if (this.state === 'quoted') this.row.openQuote = true;
    this.endCell(true, rows);
    return rows;
  }

  /** Reads on inside quotation marks. @returns where to go on */
  private readQuoted(text: string, from: number, rows: TableRow[]): number {
    const quote = this.dialect.quote as string;
    let doubled = false;
    const take = (end: number) => {
      const raw = text.slice(from, end);
      // of a row that is left out only the end is looked for; replaceAll makes a string of as many parts as it replaces
      this.take(doubled && !this.row.tooLong ? raw.split(quote + quote).join(quote) : raw);
    };
    let at = text.indexOf(quote, from);
    while (at >= 0) {
      if (text[at + 1] === quote) {
        doubled = true;
        at = text.indexOf(quote, at + 2);
        continue;
      }
      let next = at + 1;
      while (next < text.length && this.isGap(text[next] as string)) next++;
      if (next === text.length || this.endsCell(text[next] as string)) {
        take(at);
        this.gap = text.slice(at + 1, next);
        this.state = 'after quote';
        return next === text.length ? next : this.readAfterQuote(text, next, rows);
      }
      this.row.strayQuote = true;
      at = text.indexOf(quote, next);
    }
    take(text.length);
    return text.length;
  }

  /** Reads on after a quotation mark inside quotation marks, of which it is not known yet whether it closes its cell. */
  private readAfterQuote(text: string, at: number, rows: TableRow[]): number {
    const quote = this.dialect.quote as string;
    const next = text[at] as string;
    if (next === quote && this.gap === '') {
      this.take(quote);
      this.state = 'quoted';
      return at + 1;
    }
    if (this.endsCell(next)) {
      this.endCell(next === this.dialect.lineEnd, rows);
      return at + 1;
    }
    if (this.isGap(next)) {
      let end = at + 1;
      while (end < text.length && this.isGap(text[end] as string)) end++;
      this.gap += text.slice(at, end);
      if (this.length + this.gap.length > this.most) {
        this.length += this.gap.length;
        this.gap = ' ';
        this.drop();
      }
      return end;
    }
    this.row.strayQuote = true;
    const { gap } = this;
    this.gap = '';
    this.take(quote + gap);
    this.state = 'quoted';
    return at;
  }

  private endsCell(character: string): boolean {
    return character === this.dialect.separator || character === this.dialect.lineEnd;
  }

  private isGap(character: string): boolean {
    return (character === ' ' || character === '\t' || character === '\r') && !this.endsCell(character);
  }

  private take(text: string): void {
    this.length += text.length;
    if (this.length + this.gap.length > this.most) this.drop();
    else this.cell = this.cell === '' ? text : this.cell + text;
  }

  private drop(): void {
    this.row.tooLong = true;
    this.row.cells = [];
    this.cell = '';
  }

  private endCell(endsRow: boolean, rows: TableRow[]): void {
    const { row } = this;
    // a carriage return that belongs to the line end
    if (endsRow && this.state === 'plain' && this.cell.endsWith('\r')) this.cell = this.cell.slice(0, -1);
    this.length += this.gap.length + 1;
    if (this.length > this.most + 1 || row.cells.length === MOST_CELLS) this.drop();
    if (!row.tooLong) row.cells.push(this.cell);
    this.cell = '';
    this.gap = '';
    this.state = 'cell start';
    if (!endsRow) return;
    if (row.tooLong || row.openQuote || row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    this.row = emptyRow();
    this.length = 0;
  }
}

const emptyRow = (): TableRow => ({ cells: [], quoted: false, strayQuote: false, openQuote: false, tooLong: false });

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at < 0 ? text.length : at;
}
