import { LITERAL, OPTION, SHOWN_FIELDS, shownOptions, UNSEEN, UNTITLED } from './restructured-text-directives.js';
import { csvRows, gridTable, isGridBorder, isSimpleBorder, simpleTable } from './restructured-text-tables.js';

/** A block of a document. */
export interface TextBlock {
  /** with inline markup, but where it is raw */
  text: string;
  isRaw: boolean;
  /** whether it stands right below the block before, without an empty line */
  isTight: boolean;
}

export interface TextBlocks {
  blocks: TextBlock[];
  /** of the list of fields at the top */
  fields: [name: string, value: string][];
  /** what |names| stand for */
  definitions: [name: string, value: string][];
  /** of the first section, where no text comes before it */
  title: string | undefined;
}

const DIRECTIVE = /^([A-Za-z][\w.+-]*(?::[A-Za-z][\w.+-]*){0,3}) ?::(?: +(.*))?$/s;
const DEFINITION = /^\|([^|]{1,200})\| +([A-Za-z]+)::(?: +(.*))?$/s;
const NOTE = /^\[(?:\d{1,9}|#[\w.-]{0,80}|\*|\w[\w.:-]{0,80})\](?: +|$)/;
const FIELD = /^:(?![: ])((?:\\.|[^\\:`]){1,80}):(?: +(.*))?$/s;
const BULLET = /^[-*+•‣⁃](?: +|$)/;
const ENUMERATOR = /^(?:\(?(?:\d{1,9}|[A-Za-z#]|[ivxlcdmIVXLCDM]{1,8})\)|(?:\d{1,9}|[A-Za-z#]|[ivxlcdmIVXLCDM]{1,8})\.)(?: +|$)/;
/** Lists inside one another on one line; a deeper mark is text. */
const MAX_MARKS = 32;

/** Reads the blocks of reStructuredText in one pass over its lines; what is inside what is known by indentation alone. */
export class BlockReader {
  private readonly lines: string[];
  private at: number;
  private readonly blocks: TextBlock[] = [];
  private readonly fields: [string, string][] = [];
  private readonly definitions: [string, string][] = [];
  private title: string | undefined;
  private isTight = false;
  /** whether fields are still those of the document */
  private atTop = true;

  /**
   * @param lines without tabs, and without white space at their ends; marks of lists are taken out of them
   * @param at the line to begin at
   */
  constructor(lines: string[], at: number) {
    this.lines = lines;
    this.at = at;
  }

  read(): TextBlocks {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line === '') {
        this.at++;
        this.isTight = false;
      } else this.block(line);
    }
    const { blocks, fields, definitions, title } = this;
    return { blocks, fields, definitions, title };
  }

  private line(at: number): string {
    return this.lines[at] ?? '';
  }

  private block(line: string): void {
    let indent = indentOf(line);
    let rest = line.slice(indent);
    for (let marks = 0; marks < MAX_MARKS && rest !== ''; marks++) {
      if (this.special(indent, rest)) return;
      const mark = NOTE.exec(rest.startsWith('.. ') ? rest.slice(3).trimStart() : '');
      const taken = mark !== null ? rest.length - rest.slice(3).trimStart().length + mark[0].length : this.listMark(indent, rest);
      if (taken === 0) break;
      // the text of a note is indented as its second line is, whatever its label is
      const below = indentOf(this.line(this.at + 1));
      indent = mark === null ? indent + taken : below > indent ? below : indent + 3;
      rest = rest.slice(taken);
      // what follows the mark may be the first line of anything
      this.lines[this.at] = rest === '' ? '' : ' '.repeat(indent) + rest;
    }
    if (rest === '') this.at++;
    else this.paragraph(indent, rest);
  }

  /** Reads what begins here, if it is anything but a paragraph, a list item or a note. */
  private special(indent: number, rest: string): boolean {
    const { at, lines } = this;
    if (rest === '..' || (rest.startsWith('.. ') && !NOTE.test(rest.slice(3).trimStart()))) this.explicit(indent, rest.slice(3).trimStart());
    else if (rest.startsWith('__ ')) this.at++;
    else if (isGridBorder(rest)) this.rows(gridTable(lines, at, indent));
    else if (isSimpleBorder(rest)) this.rows(simpleTable(lines, at, indent));
    else if (rest.startsWith('>>> ')) this.session(indent);
    else if (/^\|(?: |$)/.test(rest)) this.lineBlock(indent, rest);
    else if (FIELD.test(rest)) this.field(indent, rest);
    else return this.sectionTitle(indent, rest);
    return true;
  }

  private sectionTitle(indent: number, rest: string): boolean {
    if (rest === '::') return false;
    const below = this.line(this.at + 1);
    const overlined = isAdornment(rest);
    if (overlined && below.trim() !== '' && this.line(this.at + 2).trimStart() === rest) {
      this.at += 3;
      this.heading(below.trim());
    } else if (overlined && rest.length >= 4) this.at++;
    else if (indent === 0 && isAdornment(below) && (below.length >= 4 || below.length >= rest.length) && below !== '::' && below !== '..') {
      this.at += 2;
      this.heading(rest);
    } else return false;
    return true;
  }

  private heading(text: string): void {
    if (this.blocks.length === 0) this.title ??= text;
    const { atTop } = this;
    this.isTight = false;
    this.add(text, false);
    this.isTight = false;
    // below a second title, fields are none of the document
    this.atTop = atTop && this.blocks.length === 1;
  }

  /** The width of a bullet or number that begins a list item here, else 0. */
  private listMark(indent: number, rest: string): number {
    const bullet = BULLET.exec(rest)?.[0].length;
    if (bullet !== undefined) return bullet;
    const number = ENUMERATOR.exec(rest.slice(0, 80))?.[0].length ?? 0;
    const below = this.line(this.at + 1);
    // "A. Bell" may begin a paragraph: then the next line begins below the A
    return number > 0 && (below === '' || indentOf(below) !== indent || ENUMERATOR.test(below.slice(indent, indent + 80))) ? number : 0;
  }

  private paragraph(indent: number, first: string): void {
    const parts = [first];
    for (this.at++; this.line(this.at) !== '' && indentOf(this.line(this.at)) === indent; this.at++) parts.push(this.line(this.at).slice(indent));
    this.addParagraph(parts.join(' '), indent);
  }

  /** Adds a paragraph, and the block of code that comes after it where it ends in "::". */
  private addParagraph(text: string, indent: number): void {
    if (!text.endsWith('::')) {
      this.add(text, false);
      return;
    }
    this.add(text === '::' || text.endsWith(' ::') ? text.slice(0, -2).trimEnd() : text.slice(0, -1), false);
    this.skipEmpty();
    const begin = this.line(this.at);
    const quote = begin[indent];
    if (indentOf(begin) > indent) this.literal(indent);
    else if (begin !== '' && indentOf(begin) === indent && quote !== undefined && !/[\w\s]/.test(quote) && quote < '\x7f') {
      this.add(this.take((line) => line[indent] === quote).join('\n'), true);
    }
  }

  /** Adds all lines that are indented by more, as they are. */
  private literal(indent: number): void {
    this.skipEmpty();
    const lines = this.take((line) => line === '' || indentOf(line) > indent);
    const edge = lines.reduce((least, line) => (line === '' ? least : Math.min(least, indentOf(line))), Number.POSITIVE_INFINITY);
    this.add(
      lines
        .map((line) => line.slice(edge))
        .join('\n')
        .trimEnd(),
      true,
    );
    this.isTight = false;
  }

  /** What begins with two dots: a directive, a target, a definition or a comment; not a note. */
  private explicit(indent: number, rest: string): void {
    const directive = DIRECTIVE.exec(rest);
    const definition = DEFINITION.exec(rest);
    this.at++;
    if (directive !== null) this.directive(indent, directive[1] as string, directive[2] ?? '');
    else if (definition !== null) {
      const [, name, kind, value = ''] = definition as unknown as [string, string, string, string | undefined];
      const more = this.take((line) => line !== '' && indentOf(line) > indent).map((line) => line.trim());
      if (kind === 'replace') this.definitions.push([name, [value, ...more].join(' ')]);
    } else if (rest[0] === '_') this.take((line) => line !== '' && indentOf(line) > indent);
    // two dots alone are an empty comment
    else if (rest !== '' || this.line(this.at) !== '') this.skipInside(indent);
  }

  private directive(indent: number, fullName: string, argument: string): void {
    const name = (fullName.split(':').at(-1) as string).toLowerCase();
    if (UNSEEN.has(name)) {
      this.skipInside(indent);
      return;
    }
    const inside = indentOf(this.line(this.at)) > indent ? indentOf(this.line(this.at)) : indent + 3;
    const parts = argument === '' ? [] : [argument];
    const isText = (line: string) => line !== '' && indentOf(line) > indent && !OPTION.test(line.trimStart());
    if (argument !== '') parts.push(...this.take(isText).map((line) => line.trim()));
    const options = OPTION.test(this.line(this.at).trimStart()) ? this.take((line) => line !== '' && indentOf(line) > indent) : [];
    if (!UNTITLED.has(name) && !name.startsWith('auto') && parts.length > 0) this.addParagraph(parts.join(' '), inside);
    for (const text of shownOptions(options)) this.add(text, false);
    if (LITERAL.has(name)) this.literal(indent);
    else if (name === 'csv-table') for (const row of csvRows(this.take((line) => line === '' || indentOf(line) > indent))) this.add(row, false);
  }

  /** Adds an example of a session as it is, down to an empty line. */
  private session(indent: number): void {
    const lines = this.take((line) => line !== '');
    this.add(lines.map((line) => line.slice(indent)).join('\n'), true);
  }

  private lineBlock(indent: number, first: string): void {
    const parts = [first.slice(2).trim()];
    for (this.at++; this.line(this.at) !== ''; this.at++) {
      const line = this.line(this.at);
      if (line[indent] === '|' && indentOf(line) === indent) parts.push('\n', line.slice(indent + 2).trim());
      else if (indentOf(line) > indent) parts.push(' ', line.trim());
      else break;
    }
    this.add(parts.join(''), false);
  }

  private field(indent: number, rest: string): void {
    const [, name, value = ''] = FIELD.exec(rest) as unknown as [string, string, string | undefined];
    const isShown = !this.atTop || indent > 0 || SHOWN_FIELDS.has(name.toLowerCase());
    this.at++;
    if (isShown) {
      const more = this.take((line) => line !== '' && indentOf(line) > indent).map((line) => line.trim());
      const { atTop } = this;
      this.addParagraph([`${name}:`, value, ...more].join(' '), indent);
      this.atTop = atTop;
      return;
    }
    const more: string[] = [];
    while (indentOf(this.line(this.at)) > indent || (this.line(this.at) === '' && indentOf(this.line(this.at + 1)) > indent))
      more.push(this.line(this.at++).trim());
    this.fields.push([name, fieldValue([value, ...more].filter((line) => line !== ''))]);
  }

  private rows({ rows, next }: { rows: string[]; next: number }): void {
    this.at = next;
    for (const row of rows) this.add(row, false);
    this.isTight = false;
  }

  private add(text: string, isRaw: boolean): void {
    if (text.trim() === '') return;
    this.blocks.push({ text, isRaw, isTight: this.isTight });
    this.isTight = true;
    this.atTop = false;
  }

  /** Goes on as long as lines are of a kind. */
  private take(isWanted: (line: string) => boolean): string[] {
    const start = this.at;
    while (this.at < this.lines.length && isWanted(this.line(this.at))) this.at++;
    return this.lines.slice(start, this.at);
  }

  private skipEmpty(): void {
    for (; this.at < this.lines.length && this.line(this.at) === ''; this.at++) this.isTight = false;
  }

  private skipInside(indent: number): void {
    while (this.at < this.lines.length && (this.line(this.at) === '' || indentOf(this.line(this.at)) > indent)) this.at++;
    this.isTight = false;
  }
}

/** What a field at the top says: the items of a list, keywords of version control without their dollars. */
function fieldValue(lines: string[]): string {
  if (lines.length > 0 && lines.every((line) => /^[-*+] /.test(line))) return lines.map((line) => line.slice(2).trim()).join('; ');
  const value = lines.join(' ');
  return /^\$[A-Za-z]+: (.*) \$$/s.exec(value)?.[1] ?? value;
}

/** Whether a line is one punctuation character, repeated. */
function isAdornment(line: string): boolean {
  if (line.length < 2 || !/^[!-/:-@[-`{-~]/.test(line)) return false;
  for (let i = 1; i < line.length; i++) if (line[i] !== line[0]) return false;
  return true;
}

function indentOf(line: string): number {
  let spaces = 0;
  while (line[spaces] === ' ') spaces++;
  return spaces;
}
