/** The rows of a table, cells separated by tabs, and the line after it. */
interface Rows {
  rows: string[];
  next: number;
}

export const isGridBorder = (rest: string): boolean => rest.startsWith('+') && rest.length > 2 && /^\+[-=][-=+]*\+$/.test(rest);

export const isSimpleBorder = (rest: string): boolean => rest.startsWith('=') && /^=+(?: +=+)+$/.test(rest);

/** Text by column; what belongs to one cell is joined. */
class Row {
  private readonly cells = new Map<number, string>();

  put(column: number, text: string): void {
    const before = this.cells.get(column);
    if (text !== '') this.cells.set(column, before === undefined ? text : `${before} ${text}`);
  }

  /** The row so far, in the order of its columns; empty where there is none. */
  take(): string {
    const row = [...this.cells].sort(([a], [b]) => a - b).map(([, text]) => text);
    this.cells.clear();
    return row.join('\t');
  }
}

/** A table drawn with +, - and |. */
export function gridTable(lines: readonly string[], at: number, indent: number): Rows {
  const rows: string[] = [];
  const row = new Row();
  let edges: number[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] as string;
    if (line.length <= indent || (line[indent] !== '+' && line[indent] !== '|') || line.slice(0, indent).trim() !== '') break;
    if (isGridBorder(line.slice(indent))) {
      rows.push(row.take());
      edges = placesOf('+', line);
      continue;
    }
    let start = indent;
    for (const edge of edges) {
      if (edge >= line.length) break;
      // a cell may go across the edges of others
      if (edge === indent || (line[edge] !== '|' && line[edge] !== '+')) continue;
      row.put(start, cellText(line.slice(start + 1, edge)));
      start = edge;
    }
    row.put(start, cellText(line.slice(start + 1)));
  }
  rows.push(row.take());
  return { rows: rows.filter((cells) => cells !== ''), next };
}

/** What a part of a line says; nothing where it is the border of a cell beside others that go on. */
function cellText(part: string): string {
  return /^[-=+]{2,}$/.test(part) ? '' : part.replaceAll('|', ' ').trim();
}

/** A table with borders of = above and below. */
export function simpleTable(lines: readonly string[], at: number, indent: number): Rows {
  const border = lines[at] as string;
  const starts = [...border.matchAll(/=+/g)].map(({ index }) => index);
  const rows: string[] = [];
  const row = new Row();
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] as string;
    const rest = line.slice(indent);
    if (line === '') rows.push(row.take());
    else if (line.slice(0, indent).trim() !== '') break;
    else if (/^=[= ]*$/.test(rest)) {
      rows.push(row.take());
      if ((lines[next + 1] ?? '') === '') {
        next++;
        break;
      }
    } else if (!/^-[- ]*$/.test(rest)) {
      if (line[starts[0] as number] !== ' ') rows.push(row.take());
      putCells(row, line, starts);
    }
  }
  rows.push(row.take());
  return { rows: rows.filter((cells) => cells !== ''), next };
}

function putCells(row: Row, line: string, starts: readonly number[]): void {
  let from = starts[0] as number;
  for (const start of starts) {
    if (start >= line.length) break;
    // text may go across columns
    if (start === from || line[start - 1] !== ' ') continue;
    row.put(from, line.slice(from, start).trim());
    from = start;
  }
  row.put(from, line.slice(from).trim());
}

/** The rows of comma-separated values; a cell in quotation marks may go over lines. */
export function csvRows(lines: readonly string[]): string[] {
  const rows: string[] = [];
  let cells = '';
  let isQuoted = false;
  for (const line of lines) {
    const parts = line.trim().split('"');
    for (let p = 0; p < parts.length; p++) {
      if (p > 0) isQuoted = !isQuoted;
      // two marks inside a cell are one of its own
      if (p > 0 && isQuoted && parts[p - 1] === '' && p > 1) cells += '"';
      cells += isQuoted ? parts[p] : (parts[p] as string).replaceAll(/, ?/g, '\t');
    }
    if (isQuoted) cells += ' ';
    else {
      rows.push(cells.trim());
      cells = '';
    }
  }
  rows.push(cells.trim());
  return rows;
}

function placesOf(mark: string, line: string): number[] {
  const places: number[] = [];
  for (let place = line.indexOf(mark); place >= 0; place = line.indexOf(mark, place + 1)) places.push(place);
  return places;
}
