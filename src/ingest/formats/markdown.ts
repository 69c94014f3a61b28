import type { Lexer, Token } from 'marked';
import { readText } from '../decode-text.js';
import type { Finding, Format, Source } from '../document.js';
import type { Problem } from '../ledger.js';
import { metadataOf, onOneLine } from '../metadata.js';
import { type MarkdownBlock, markdownBlocks } from './markdown/markdown-blocks.js';
import { type TextOfHtml, textOfHtml, trimmedLines } from './markdown/text-of-html.js';

/** Markdown: the text of the rendered page; YAML front matter is metadata. */
export const markdown: Format = { name: 'Markdown', extensions: ['.md', '.markdown', '.mdown'], isText: true, read: readMarkdown };

async function* readMarkdown(source: Source): AsyncGenerator<Finding> {
  const decoded = await readText(source);
  if (decoded.note !== undefined) yield { kind: 'note', problem: decoded.note };
  const { body, metadata, note } = await frontMatter(decoded.text.replaceAll(/\r\n?/g, '\n'));
  if (note !== undefined) yield { kind: 'note', problem: note };
  const { blocks, links, footnotes, unclosed } = markdownBlocks(body);
  if (unclosed)
    yield { kind: 'note', problem: { reason: 'malformed', detail: 'a block of HTML in it opens and is never closed; what a page would not show is left out' } };
  const { Lexer } = await import('marked');
  // without GitHub's additions: of them, tables and lists are blocks, and bare addresses are text anyway
  const inline = new InlineReader(new Lexer({ gfm: false }), links, footnotes, await textOfHtml());
  const parts: string[] = [];
  let title: string | undefined;
  for (const block of blocks) {
    const text = inline.block(block);
    if (text === '') continue;
    if (block.kind === 'heading' && block.level === 1) title ??= onOneLine(text);
    if (parts.length > 0) parts.push(block.tight ? '\n' : '\n\n');
    parts.push(text);
  }
  yield { kind: 'document', text: parts.join(''), metadata: metadataOf([...metadata, ['title', title ?? '']]) };
}

/** Longest front matter, in characters. */
const MOST_FRONT_MATTER = 16 * 1024;
const FRONT_MATTER_START = /^---[ \t]*\n(?=[\w"'][^\n:]{0,100}:(?:\s|$)|#|-{3}[ \t]*(?:\n|$))/;
const FRONT_MATTER_END = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm;

/** Takes the front matter off a text. Where it cannot be read it stays in the text. */
async function frontMatter(text: string): Promise<{ body: string; metadata: [string, string][]; note?: Problem }> {
  const start = FRONT_MATTER_START.exec(text)?.[0].length;
  if (start === undefined) return { body: text, metadata: [] };
  const head = text.slice(start, start + MOST_FRONT_MATTER);
  FRONT_MATTER_END.lastIndex = 0;
  const end = FRONT_MATTER_END.exec(head);
  if (end === null) return { body: text, metadata: [] };
  const fields = await yamlFields(head.slice(0, end.index));
  const body = text.slice(start + end.index + end[0].length);
  if (fields instanceof Map) return { body, metadata: [...fields].flatMap(([name, value]) => field(name, value)) };
  if (fields === null) return { body, metadata: [] };
  return { body: text, metadata: [], note: { reason: 'malformed', detail: 'its front matter is not YAML with a name for each value; it is read as text' } };
}

/** Most brackets inside one another; YAML is read by recursion, and where the stack is at its end, V8 may end the process. */
const MOST_NESTED = 32;
const NESTED_MARKS = new RegExp(`(?:[-?:][ \\t]+){${MOST_NESTED}}`);

/** What YAML says, its scalars as they are written; undefined where it cannot be read. */
async function yamlFields(yaml: string): Promise<unknown> {
  let depth = 0;
  for (const character of yaml) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > MOST_NESTED) return undefined;
  }
  if (NESTED_MARKS.test(yaml)) return undefined;
  const { parseDocument } = await import('yaml');
  const document = parseDocument(yaml, { schema: 'failsafe', logLevel: 'silent' });
  try {
    return document.errors.length > 0 ? undefined : document.toJS({ mapAsMap: true, maxAliasCount: 0 });
  } catch {
    // an alias: those of aliases have no end
    return undefined;
  }
}

/** One field of front matter; nested values are left out. */
function field(name: unknown, value: unknown): [string, string][] {
  const list = Array.isArray(value) ? value : [value];
  if (typeof name !== 'string' || !list.every((one) => typeof one === 'string')) return [];
  const known = name.trim().toLowerCase();
  const common = known === 'authors' ? 'author' : ['title', 'date', 'author'].includes(known) ? known : onOneLine(name);
  return [
    [
      common,
      list
        .map((one: string) => one.trim())
        .filter(Boolean)
        .join('; '),
    ],
  ];
}

/** In a text without these there is no inline markup. */
const MARKUP = /[\\`*_[\]!<&~]|\n/;

/**
 * Text goes to marked in pieces that end after so many characters of markup, or characters: its lexer looks ahead from each of them, so
 * that its time grows with their number times the length. At the first bound a piece ends with its line, at the second with a word, at
 * the third anywhere.
 */
const MOST_MARKS = [200, 300, 400] as const;
const MOST_LENGTH = [16384, 20480, 32768] as const;

/** Reads what is inside paragraphs. */
class InlineReader {
  private readonly lexer: Lexer;
  private readonly footnotes: ReadonlySet<string>;
  private readonly html: TextOfHtml;

  constructor(lexer: Lexer, links: ReadonlySet<string>, footnotes: ReadonlySet<string>, html: TextOfHtml) {
    this.lexer = lexer;
    this.footnotes = footnotes;
    this.html = html;
    for (const label of links) lexer.tokens.links[label] = { href: '', title: null };
  }

  block({ kind, text, cells }: MarkdownBlock): string {
    if (kind === 'code') return text;
    if (kind === 'html') return this.html.strip(text);
    if (kind === 'row') return (cells ?? []).map((cell) => onOneLine(this.paragraph(cell))).join('\t');
    return this.paragraph(text);
  }

  private paragraph(text: string): string {
    if (!MARKUP.test(text)) return text;
    // the lexer looks for a line break at every space
    const spaced = text.replaceAll(/ {3,}/g, '  ');
    let out = '';
    for (const piece of pieces(spaced)) out += this.textOf(this.lexer.inlineTokens(piece));
    return trimmedLines(out);
  }

  /** What a reader sees of tokens. */
  private textOf(tokens: Token[]): string {
    let out = '';
    const ahead = tokens.toReversed();
    for (let token = ahead.pop(); token !== undefined; token = ahead.pop()) {
      if ('tokens' in token && token.tokens !== undefined) {
        // a loop, since an array of any length cannot be spread
        for (let t = token.tokens.length - 1; t >= 0; t--) ahead.push(token.tokens[t] as Token);
      } else if (token.type === 'text') out += this.plain(token.raw);
      else if (token.type === 'br') out += '\n';
      else if (token.type === 'html') out += this.html.tag(token.raw);
      else if ('text' in token) out += token.text;
    }
    return out;
  }

  private plain(raw: string): string {
    let text = raw.replaceAll('\n', ' ').replaceAll('~~', '');
    if (this.footnotes.size > 0) text = text.replaceAll(/\[\^([^\]\s]{1,100})\]/g, (reference, label: string) => (this.footnotes.has(label) ? '' : reference));
    return this.html.decode(text);
  }
}

/** Cuts a text so that no piece has much markup. */
function* pieces(text: string): Generator<string> {
  let start = 0;
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isMark(unit)) marks++;
    const length = i - start;
    if (marks < MOST_MARKS[0] && length < MOST_LENGTH[0]) continue;
    const isEnd = unit === 10 || (unit === 32 && (marks >= MOST_MARKS[1] || length >= MOST_LENGTH[1])) || marks >= MOST_MARKS[2] || length >= MOST_LENGTH[2];
    if (!isEnd || (unit & 0xfc00) === 0xd800) continue;
    yield text.slice(start, i + 1);
    start = i + 1;
    marks = 0;
  }
  if (start < text.length) yield text.slice(start);
}

/** Whether a UTF-16 code unit may begin or end markup: ASCII punctuation but . and , and ". */
function isMark(unit: number): boolean {
  if (unit < 0x21 || unit > 0x7e || unit === 0x2e || unit === 0x2c || unit === 0x22 || unit === 0x27 || unit === 0x2d) return false;
  return unit < 0x30 || (unit > 0x39 && unit < 0x41) || (unit > 0x5a && unit < 0x61) || unit > 0x7a;
}
