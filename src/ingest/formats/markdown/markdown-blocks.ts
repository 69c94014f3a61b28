import {
  BLOCK_TAG,
  BULLET,
  cellsOf,
  DELIMITERS,
  expandTabs,
  FENCE,
  FOOTNOTE_LABEL,
  HEADING,
  indentOf,
  LINK_LABEL,
  LINK_TITLE,
  LONE_TAG,
  linkLabel,
  RAW_HTML,
  RULE,
  startsBlock,
  TASK_BOX,
  UNDERLINE,
  withoutHashes,
} from './markdown-lines.js';

/** A block of a Markdown document, its text still with inline markup (but that of code and HTML). */
export interface MarkdownBlock {
  /** `row`: of a table, its cells */
  kind: 'code' | 'heading' | 'html' | 'paragraph' | 'row';
  text: string;
  /** of a table's row */
  cells?: string[];
  /** of a heading, 1 to 6 */
  level: number;
  /** whether it stands right below the block before, without an empty line */
  tight: boolean;
}

export interface MarkdownBlocks {
  blocks: MarkdownBlock[];
  /** labels of links that are defined somewhere */
  links: Set<string>;
  /** labels of footnotes, without ^ */
  footnotes: Set<string>;
  /** a comment or the like that opens and is never closed: all that follows is in it */
  unclosed: boolean;
}

/** Quotes and lists inside one another; a deeper marker is text. */
const MAX_DEPTH = 64;
/** In place of a list item's indentation. */
const QUOTE = 0;
/** How far a footnote's further lines are indented. */
const FOOTNOTE = 4;

/** What lines are added to, until something ends it. */
type Open =
  | { kind: 'code' | 'paragraph' | 'table'; lines: string[] }
  | { kind: 'fence'; lines: string[]; fence: string }
  | { kind: 'html'; lines: string[]; end: RegExp | undefined };

/**
 * The blocks of a Markdown document (CommonMark, with the tables, task lists and footnotes of GitHub), in one pass over its lines.
 * Lists and quotes leave nothing but the blocks in them.
 */
export function markdownBlocks(text: string): MarkdownBlocks {
  const scanner = new BlockScanner();
  for (const line of text.split('\n')) scanner.read(line.includes('\t') ? expandTabs(line) : line);
  return scanner.end();
}

class BlockScanner {
  private readonly blocks: MarkdownBlock[] = [];
  private readonly links = new Set<string>();
  private readonly footnotes = new Set<string>();
  /** quotes and list items that the current line is in: QUOTE, or the indentation of an item's content */
  private containers: number[] = [];
  private open: Open | undefined;
  private tight = false;

  read(line: string): void {
    const end = line.trimEnd().length;
    let { matched, at } = this.match(line, end);
    const all = matched === this.containers.length;
    if (this.open !== undefined && (this.open.kind === 'fence' || this.open.kind === 'html') && all) {
      this.readRaw(this.open, line.slice(at));
      return;
    }
    // what stands in a quote or list that has ended; of a paragraph the next lines need no mark
    if (!all && this.open?.kind !== 'paragraph') this.close();
    while (matched < MAX_DEPTH) {
      const found = this.container(line, at, end, all && this.open?.kind === 'paragraph');
      if (found === undefined) break;
      this.close();
      this.containers.length = matched;
      this.containers.push(found.content);
      matched++;
      at = found.at;
    }
    const rest = line.slice(at, Math.max(at, end));
    const lazy = matched < this.containers.length && this.open?.kind === 'paragraph' && rest !== '' && !startsBlock(rest.trimStart());
    if (!lazy && matched < this.containers.length) {
      this.close();
      this.containers.length = matched;
    }
    this.readLeaf(rest, line.length - end >= 2 ? '  ' : '', lazy);
  }

  /** How many of the open quotes and lists a line goes on with, and where what it says in them begins. */
  private match(line: string, end: number): { matched: number; at: number } {
    let at = 0;
    let matched = 0;
    for (const content of this.containers) {
      if (content === QUOTE) {
        const mark = at + indentOf(line, at);
        if (mark > at + 3 || line[mark] !== '>') break;
        at = mark + (line[mark + 1] === ' ' ? 2 : 1);
      } else if (at < end) {
        if (indentOf(line, at, content) < content) break;
        at += content;
      }
      matched++;
    }
    return { matched, at };
  }

  /** The quote, list item or footnote that begins in a line, from `edge` on; a paragraph is interrupted by fewer of them. */
  private container(line: string, edge: number, end: number, interrupts: boolean): { content: number; at: number } | undefined {
    const indent = indentOf(line, edge, 4);
    const at = edge + indent;
    if (indent > 3 || at >= end) return undefined;
    if (line[at] === '>') return { content: QUOTE, at: at + (line[at + 1] === ' ' ? 2 : 1) };
    const start = line.slice(at, at + 120);
    const bullet = BULLET.exec(start)?.[0];
    if (bullet !== undefined) {
      const isEmpty = at + bullet.length >= end;
      if (interrupts && (isEmpty || /^(?!1[.)])\d/.test(bullet))) return undefined;
      if (RULE.test(line.slice(at, end))) return undefined;
      const space = indentOf(line, at + bullet.length, 5);
      const width = bullet.length + (isEmpty || space > 4 ? 1 : space);
      const box = TASK_BOX.exec(line.slice(at + width, at + width + 16));
      return { content: indent + width, at: at + width + (box?.[0].length ?? 0) };
    }
    const label = FOOTNOTE_LABEL.exec(start);
    if (label === null) return undefined;
    this.footnotes.add(label[1] as string);
    const text = at + label[0].length;
    return { content: FOOTNOTE, at: text + indentOf(line, text, 4) };
  }

  private readRaw(open: Open & { kind: 'fence' | 'html' }, line: string): void {
    if (open.kind === 'fence') {
      const { fence } = open;
      const mark = line.trim();
      if (mark.startsWith(fence) && mark === (fence[0] as string).repeat(mark.length) && indentOf(line, 0) < 4) this.close();
      else open.lines.push(line);
      return;
    }
    if (open.end === undefined && line.trim() === '') {
      this.close();
      this.tight = false;
      return;
    }
    open.lines.push(line);
    if (open.end?.test(line)) this.close();
  }

  private readLeaf(line: string, lineBreak: string, lazy: boolean): void {
    const indent = indentOf(line, 0);
    const rest = line.slice(indent);
    if (rest === '') {
      if (this.open?.kind === 'code') this.open.lines.push('');
      else this.close();
      this.tight = false;
      return;
    }
    if (this.open?.kind === 'paragraph') {
      const { lines } = this.open;
      if (indent > 3) {
        lines.push(rest + lineBreak);
        return;
      }
      if (!lazy && UNDERLINE.test(rest) && this.isText()) {
        this.open = undefined;
        this.add('heading', lines.join('\n').trim(), rest[0] === '=' ? 1 : 2);
        return;
      }
      if (!lazy && this.beginsTable(lines.at(-1) as string, rest)) {
        const header = lines.pop() as string;
        this.close();
        this.open = { kind: 'table', lines: [header] };
        return;
      }
      if (!startsBlock(rest)) {
        lines.push(rest + lineBreak);
        return;
      }
    }
    if (this.open?.kind === 'code') {
      if (indent > 3) {
        this.open.lines.push(line.slice(4));
        return;
      }
    }
    if (this.open?.kind === 'table' && indent < 4 && !startsBlock(rest)) {
      this.open.lines.push(rest);
      return;
    }
    this.close();
    if (indent > 3) this.open = { kind: 'code', lines: [line.slice(4)] };
    else this.beginLeaf(rest, lineBreak);
  }

  private beginLeaf(rest: string, lineBreak: string): void {
    const fence = FENCE.exec(rest);
    const heading = HEADING.exec(rest);
    if (fence !== null) this.open = { kind: 'fence', lines: [], fence: (fence[1] ?? fence[2]) as string };
    else if (heading !== null) this.add('heading', withoutHashes(heading[2] ?? ''), (heading[1] as string).length);
    else if (RULE.test(rest)) this.tight = false;
    else if (rest[0] === '<') {
      const raw = RAW_HTML.find(([start]) => start.test(rest));
      if (raw !== undefined || BLOCK_TAG.test(rest) || LONE_TAG.test(rest)) {
        this.open = { kind: 'html', lines: [rest], end: raw?.[1] };
        if (raw?.[1].test(rest.slice(raw[0] === RAW_HTML[1]?.[0] ? 2 : 1))) this.close();
      } else this.open = { kind: 'paragraph', lines: [rest + lineBreak] };
    } else this.open = { kind: 'paragraph', lines: [rest + lineBreak] };
  }

  /** Whether the open paragraph is more than definitions of links. */
  private isText(): boolean {
    if (this.open?.kind !== 'paragraph') return false;
    this.takeDefinitions(this.open.lines);
    return this.open.lines.length > 0;
  }

  private beginsTable(header: string, delimiters: string): boolean {
    if (!/[|:]/.test(delimiters) || !DELIMITERS.test(delimiters)) return false;
    return cellsOf(header).length === cellsOf(delimiters).length;
  }

  private close(): void {
    const { open } = this;
    this.open = undefined;
    if (open === undefined) return;
    if (open.kind === 'paragraph') {
      this.takeDefinitions(open.lines);
      this.add('paragraph', open.lines.join('\n').trim(), 0);
    } else if (open.kind === 'table') {
      for (const line of open.lines) {
        this.add('row', line, 0, cellsOf(line));
        this.tight = true;
      }
      this.tight = false;
    } else this.add(open.kind === 'html' ? 'html' : 'code', open.lines.join('\n').trimEnd(), 0);
  }

  /** Takes the definitions of links off the start of a paragraph. */
  private takeDefinitions(lines: string[]): void {
    let taken = 0;
    while (taken < lines.length) {
      const [start, label] = LINK_LABEL.exec(lines[taken] as string) ?? [];
      if (start === undefined || label === undefined) break;
      // where a link goes to, and its title, may stand on lines of their own
      let rest = (lines[taken] as string).slice(start.length).trim();
      const ownLine = rest === '';
      if (ownLine) rest = (lines[taken + 1] ?? '').trim();
      const space = rest.indexOf(' ');
      const title = space < 0 ? '' : rest.slice(space).trim();
      if (rest === '' || (title !== '' && !LINK_TITLE.test(title))) break;
      taken += ownLine ? 2 : 1;
      if (title === '' && LINK_TITLE.test((lines[taken] ?? '').trim())) taken++;
      this.links.add(linkLabel(label));
    }
    lines.splice(0, taken);
  }

  private add(kind: MarkdownBlock['kind'], text: string, level: number, cells?: string[]): void {
    if (text.trim() === '') return;
    this.blocks.push({ kind, text, level, tight: this.tight && kind !== 'heading' && this.blocks.at(-1)?.kind !== 'heading', ...(cells && { cells }) });
    this.tight = true;
  }

  end(): MarkdownBlocks {
    const unclosed = this.open?.kind === 'html' && this.open.end !== undefined;
    this.close();
    const { blocks, links, footnotes } = this;
    return { blocks, links, footnotes, unclosed };
  }
}
