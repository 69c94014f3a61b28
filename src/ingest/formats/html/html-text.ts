import { type OpenedElement, walkTags } from './html-tags.js';

/** Elements that hold nothing to be read. */
const UNREAD: ReadonlySet<string> = new Set(
  'annotation audio button canvas datalist dialog iframe map noembed noframes noscript object script select style svg template textarea title video'.split(' '),
);

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend main menu nav ol listing p pre section summary table ul xmp'.split(
    ' ',
  ),
);
const LINES: ReadonlySet<string> = new Set(['tr', 'optgroup', 'option', 'rt']);
const VERBATIM: ReadonlySet<string> = new Set(['pre', 'xmp', 'listing']);
const LISTS: ReadonlySet<string> = new Set(['ol', 'ul', 'menu', 'dl']);

/** What keeps two texts apart; the greater one counts where several meet. */
const NOTHING = 0;
const SPACE = 1;
const CELL = 2;
const LINE = 3;
const PARAGRAPH = 4;
/** Separators inside a line. */
const WRITTEN = ['', ' ', '\t'] as const;

/** Most ">" at the start of a line. */
const MOST_MARKS = 8;

/** Elements inside which a paragraph is one only if there are several: the separator before and after them. */
const CONTAINERS: ReadonlyMap<string, number> = new Map([
  ['td', CELL],
  ['th', CELL],
  ['li', LINE],
  ['dt', LINE],
  ['dd', LINE],
]);

/** How HTML is turned into text. */
interface HtmlTextSettings {
  /** elements to leave out with all that is in them, beside scripts, hidden ones and the like */
  leaveOut?: (element: OpenedElement) => boolean;
  /** begin the lines of a blockquote with ">", as mails do */
  markQuotes?: boolean;
}

/**
 * The text of an HTML document or fragment as a reader sees it: paragraphs (block elements) are parted by an empty line; list items, rows
 * of tables and what <br> breaks by a line feed; cells by a tab. White space is collapsed except in <pre>. Scripts, styles, templates, form
 * controls and hidden elements are left out. Takes time linear in the length, whatever is in it, and never throws.
 */
export function htmlText(html: string, settings: HtmlTextSettings = {}): string {
  const writer = new TextWriter();
  /** elements inside the outermost one that is left out, itself included */
  let leftOut = 0;
  let pre = 0;
  walkTags(html, {
    open(element) {
      if (leftOut > 0 || isUnread(element) || settings.leaveOut?.(element)) {
        leftOut++;
        return;
      }
      const { name } = element;
      if (name === 'br') writer.breakLine(pre > 0);
      else writer.edge(name, true);
      if (VERBATIM.has(name)) {
        pre++;
        writer.verbatimBegun = false;
      } else if (name === 'blockquote' && settings.markQuotes) writer.quoted++;
    },
    close(name) {
      if (leftOut > 0) {
        leftOut--;
        return;
      }
      if (VERBATIM.has(name)) pre--;
      else if (name === 'blockquote' && settings.markQuotes) writer.quoted--;
      writer.edge(name, false);
    },
    text(text) {
      if (leftOut === 0) writer.write(text, pre > 0);
    },
  });
  return writer.result();
}

/** Whether an element holds nothing that a reader of the page sees as text. */
export function isUnread({ name, attributes }: OpenedElement): boolean {
  if (UNREAD.has(name)) return name !== 'dialog' || !attributes.has('open');
  if (attributes.size === 0) return false;
  if (attributes.has('hidden') && attributes.get('hidden') !== 'until-found') return true;
  if (attributes.get('aria-hidden') === 'true') return true;
  const style = attributes.get('style');
  return style !== undefined && /display:none|visibility:hidden|mso-hide:all/.test(style.slice(0, 2000).replace(/\s/g, '').toLowerCase());
}

/** Puts texts together with what is between them. */
class TextWriter {
  /** number of blockquotes around what is written next */
  quoted = 0;
  /** whether the preformatted text that is being written has begun: line feeds before it mean nothing */
  verbatimBegun = false;
  private readonly parts: string[] = [];
  private separator = NOTHING;
  /** whether the separator comes from <br>: two of them end a paragraph */
  private broken = false;
  /** as `quoted`, of what was written last */
  private lastQuoted = 0;
  private readonly containers: { own: number /** whether anything was written in it */; begun: boolean /** greatest separator in it */; inner: number }[] = [];

  /** An element begins or ends. */
  edge(name: string, begins: boolean): void {
    const own = CONTAINERS.get(name);
    if (own !== undefined) this.container(own, begins);
    else if (LISTS.has(name) && this.containers.at(-1)?.own === LINE) this.separate(LINE);
    else if (BLOCKS.has(name)) this.separate(PARAGRAPH);
    else if (LINES.has(name)) this.separate(LINE);
  }

  /** A line ends; in preformatted text every time. */
  breakLine(verbatim: boolean): void {
    if (verbatim) this.write('\n', true);
    else if (this.broken && this.separator === LINE) this.separate(PARAGRAPH);
    else {
      this.separate(LINE);
      this.broken = true;
    }
  }

  write(text: string, verbatim: boolean): void {
    if (verbatim) this.writeVerbatim(text.replace(/\r\n?/g, '\n'));
    else {
      const collapsed = text.replace(/[\t\n\f\r \u00a0]+/g, ' ');
      const begins = collapsed.startsWith(' ') ? 1 : 0;
      const end = collapsed.length > begins && collapsed.endsWith(' ') ? collapsed.length - 1 : collapsed.length;
      if (begins === 1 && this.separator < SPACE) this.separator = SPACE;
      if (end > begins) this.put(collapsed.slice(begins, end));
      if (end < collapsed.length) this.separator = SPACE;
    }
  }

  result(): string {
    return this.parts.join('');
  }

  private container(own: number, begins: boolean): void {
    this.separate(own);
    if (begins) {
      this.containers.push({ own, begun: false, inner: NOTHING });
      return;
    }
    const ended = this.containers.pop();
    const outer = this.containers.at(-1);
    if (ended === undefined || !ended.begun) return;
    // the end of the last paragraph in a cell is that of the cell, unless there were several
    this.separator = Math.max(own, ended.inner);
    if (outer !== undefined) {
      outer.begun = true;
      outer.inner = Math.max(outer.inner, ended.inner);
    }
  }

  private separate(separator: number): void {
    const container = this.containers.at(-1);
    if (container !== undefined && !container.begun && separator > container.own) return;
    if (separator > this.separator) this.separator = separator;
    this.broken = false;
  }

  private writeVerbatim(text: string): void {
    const lines = text.split('\n');
    for (let l = 0; l < lines.length; l++) {
      // an empty line is kept by the line feeds that wait for the next one
      if (l > 0 && this.verbatimBegun) this.separator = this.separator >= LINE ? this.separator + 1 : LINE;
      const line = lines[l] as string;
      if (line === '') continue;
      this.put(line);
      this.verbatimBegun = true;
    }
  }

  private put(text: string): void {
    const { separator, parts } = this;
    this.separator = NOTHING;
    this.broken = false;
    const container = this.containers.at(-1);
    if (container !== undefined) {
      if (container.begun) container.inner = Math.max(container.inner, Math.min(separator, PARAGRAPH));
      container.begun = true;
    }
    const depth = Math.min(this.quoted, MOST_MARKS);
    const between = '>'.repeat(Math.min(depth, this.lastQuoted));
    const marks = depth === 0 ? '' : `${'>'.repeat(depth)} `;
    this.lastQuoted = depth;
    if (parts.length === 0) parts.push(marks);
    else if (separator < LINE) parts.push(WRITTEN[separator] as string);
    else parts.push('\n', `${between}\n`.repeat(separator - LINE), marks);
    parts.push(text);
  }
}
