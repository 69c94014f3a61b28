/** A piece of text that stands at one place, as pdf.js gives it. */
export interface TextItem {
  str: string;
  /** to the coordinates of the page: [a, b, c, d, e, f], upwards, in points */
  transform: readonly number[];
  /** whether a line ends with it */
  hasEOL: boolean;
}

/** A line of a page. */
export interface Line {
  text: string;
  /** where it begins, along the line and across it, upwards, in points */
  x: number;
  y: number;
  /** of most of its letters, in points */
  size: number;
  /** where it runs to: (1, 0) is to the right */
  direction: readonly [number, number];
}

type Place = Omit<Line, 'text'>;

/** A gap that is larger than this times the usual distance of lines begins a paragraph. */
const PARAGRAPH_GAP = 1.25;
/** The usual distance of lines, in letter sizes, where there are too few of them to tell. */
const USUAL_LEADING = 1.4;
/** Gaps from which the usual distance of lines is told. */
const ENOUGH_GAPS = 4;
/** Pages that must share a line at the top or bottom for it to be a running one, where there are so many. */
const RUNNING_PAGES = 3;

/** Puts the pieces of a page together to lines, in the order in which they are drawn. */
export class LineBuilder {
  readonly lines: Line[] = [];
  private text = '';
  private endsBlank = false;
  private main: Place | undefined;

  add({ str, transform, hasEOL }: TextItem): void {
    if (str !== '') {
      const place = placeOf(transform);
      if (this.main !== undefined && (isMark(str, place, this.main) || isMark(this.text, this.main, place)) && !this.endsBlank) this.text += ' ';
      this.text += str;
      this.endsBlank = str.endsWith(' ');
      if (str.trim() !== '' && (this.main === undefined || place.size > this.main.size * 1.05)) this.main = { ...place, x: this.main?.x ?? place.x };
    }
    if (hasEOL) this.end();
  }

  /** The lines so far, the last of them ended. */
  end(): readonly Line[] {
    const text = cleanLine(this.text);
    if (text !== '' && this.main !== undefined) this.lines.push({ text, ...this.main });
    this.text = '';
    this.main = undefined;
    return this.lines;
  }
}

function placeOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Place {
  const length = Math.sqrt(a * a + b * b) || 1;
  const [u, v] = [a / length, b / length];
  return { x: e * u + f * v, y: f * u - e * v, size: Math.sqrt(c * c + d * d), direction: [u, v] };
}

/** Whether it is the raised number of a footnote, which would become part of the word beside it. */
function isMark(text: string, { y, size }: Place, beside: Place): boolean {
  return size < 0.9 * beside.size && y > beside.y + 0.15 * beside.size && /^[0-9*†‡§,]+$/.test(text);
}

const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  ˋ: '\u0300',
  '´': '\u0301',
  ˆ: '\u0302',
  '˜': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
};

/** TeX draws an accent, then the letter under it, unless its fonts have the letter with it. */
function joinAccents(text: string): string {
  return text
    .replace(/([´ˆ˜¯˘˙¨˚˝ˇˋ]|(?<=[A-Za-z])`)([A-Za-zıȷ])/g, (both, accent: string, letter: string) => {
      const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
      const joined = (base + ACCENTS[accent]).normalize('NFC');
      return joined.length === 1 ? joined : both;
    })
    .replace(/([CcSsTt])¸/g, (_, letter: string) => `${letter}\u0327`.normalize('NFC'));
}

/** Without control characters, which stand for signs that have no letter, such as bullets. */
function cleanLine(text: string): string {
  return joinAccents(text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')).trim();
}

/**
 * The text of a document: lines by line feeds, paragraphs and pages by empty lines. Left out is what stands beside the text: a line at
 * the very top or bottom of a page that says no more than the number of the page, or that three pages (or both of two) have at the same
 * place, the same but for its digits.
 */
export function pagesToText(pages: readonly (readonly Line[])[]): string {
  const kept = withoutRunningLines(pages);
  const leading = usualLeading(kept);
  return kept
    .filter((lines) => lines.length > 0)
    .map((lines) => pageToText(lines, leading))
    .join('\n\n');
}

function withoutRunningLines(pages: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const seen = new Map<string, number>();
  const edges = pages.map(outermost);
  for (const line of edges.flat()) seen.set(runningKey(line), (seen.get(runningKey(line)) ?? 0) + 1);
  const enough = Math.min(RUNNING_PAGES, Math.max(2, pages.length));
  const kept = pages.map((lines, p) => {
    const running = (edges[p] as Line[]).filter((line) => isPageNumber(line.text, p + 1) || (seen.get(runningKey(line)) ?? 0) >= enough);
    return running.length === 0 ? lines : lines.filter((line) => !running.includes(line));
  });
  // pages that are all the same have nothing that stands beside their text
  return kept.some((lines) => lines.length > 0) ? kept : pages;
}

/** The lines at the top and at the bottom of a page; a single line is neither. */
function outermost(lines: readonly Line[]): Line[] {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return [];
  let [top, bottom] = [first, first];
  for (const line of lines) {
    if (line.y > top.y) top = line;
    if (line.y < bottom.y) bottom = line;
  }
  return top === bottom ? [top] : [top, bottom];
}

/** Whether it is `2` or `- 2 -` on page 2. */
function isPageNumber(text: string, page: number): boolean {
  return text.length < 20 && text.replace(/[-–—\s]/g, '') === `${page}`;
}

function runningKey({ text, y }: Line): string {
  return `${Math.round(y)} ${text.replace(/[0-9]+/g, '0')}`;
}

/** Letter sizes of half a point apart are one. */
const sizeClass = (size: number) => Math.round(2 * size);

/** The usual distance of lines for each size of letters: the median. */
function usualLeading(pages: readonly (readonly Line[])[]): (size: number) => number {
  const gaps = new Map<number, number[]>();
  for (const lines of pages) {
    for (let l = 1; l < lines.length; l++) {
      const [above, line] = [lines[l - 1] as Line, lines[l] as Line];
      const gap = above.y - line.y;
      const key = sizeClass(line.size);
      if (!sameDirection(above, line) || key !== sizeClass(above.size) || gap <= 0 || gap > 4 * line.size) continue;
      const known = gaps.get(key);
      if (known === undefined) gaps.set(key, [gap]);
      else known.push(gap);
    }
  }
  const medians = new Map<number, number>();
  for (const [key, known] of gaps) {
    if (known.length >= ENOUGH_GAPS) medians.set(key, known.sort((a, b) => a - b)[known.length >> 1] as number);
  }
  return (size) => medians.get(sizeClass(size)) ?? USUAL_LEADING * size;
}

function pageToText(lines: readonly Line[], leading: (size: number) => number): string {
  let text = '';
  let top = Number.NEGATIVE_INFINITY;
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as Line;
    const above = lines[l - 1];
    if (above !== undefined) text += beginsParagraph(above, line, lines[l + 1], top, leading) ? '\n\n' : '\n';
    text += line.text;
    top = Math.max(top, line.y);
  }
  return text;
}

/** @param top of the lines before it on the page */
function beginsParagraph(above: Line, line: Line, next: Line | undefined, top: number, leading: (size: number) => number): boolean {
  if (!sameDirection(above, line) || Math.abs(above.size - line.size) > 0.15 * Math.max(above.size, line.size)) return true;
  const gap = above.y - line.y;
  // further up goes the next column, or what stands above all of them
  if (gap <= 0) return line.y > top + 0.5 * line.size;
  return gap > PARAGRAPH_GAP * leading(line.size) || isIndented(above, line, next);
}

/** Whether it begins a paragraph by its indentation: after the end of a sentence, further in than the line after it. */
function isIndented(above: Line, line: Line, next: Line | undefined): boolean {
  if (next === undefined || !sameDirection(line, next) || next.y >= line.y || !/[.!?:;…。！？]["'”’»)\]]*$/.test(above.text)) return false;
  const indentation = line.x - next.x;
  return indentation > 0.8 * line.size && indentation < 5 * line.size && line.x > above.x - 0.3 * line.size;
}

function sameDirection({ direction: [a, b] }: Line, { direction: [c, d] }: Line): boolean {
  return a * c + b * d > 0.99;
}
