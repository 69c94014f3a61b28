/** What a |name| stands for, if anything. */
export type Substitute = (name: string) => string | undefined;

/** Roles whose content is no text. */
const UNSEEN_ROLES = new Set(['math', 'raw', 'eq', 'index']);
/** Roles that the page shows with a word before them. */
const NAMED_ROLES: Readonly<Record<string, string>> = { pep: 'PEP ', rfc: 'RFC ' };

const ROLE = /^:((?:[A-Za-z][\w.+-]*:){1,4})/;
const NOTE_REFERENCE = /^\[(?:\d+|#[\w.-]*|\*|\w[\w.:-]*)\]_(?!\w)/;
/** ASCII characters that markup may begin after, and those that it may end before, besides white space. */
const BEFORE = '-:/\'"<([{';
const AFTER = '\'")]}>-/\\:.,;!?_';
/** Bounds on roles and references, in characters. */
const MOST_AHEAD = 100;

/** The text of a paragraph of reStructuredText, without its inline markup. */
export function inlineText(text: string, substitute: Substitute): string {
  return /[\\`*|[_]/.test(text) ? new InlineScanner(text, substitute).read() : text;
}

class InlineScanner {
  private readonly text: string;
  private readonly substitute: Substitute;
  private out = '';
  private at = 0;
  /** of each mark, the first place from which it ends something, at or after the last that was asked for */
  private readonly ends = new Map<string, number>();

  constructor(text: string, substitute: Substitute) {
    this.text = text;
    this.substitute = substitute;
  }

  read(): string {
    const { text } = this;
    while (this.at < text.length) {
      if (this.markup(text[this.at] as string)) continue;
      const start = this.at++;
      if (isWordUnit(text.charCodeAt(start)) || text[start] === '_') this.word(start);
      else this.out += text[start];
    }
    return this.out;
  }

  /** Reads the markup that begins here, if any does. */
  private markup(first: string): boolean {
    const { text, at } = this;
    switch (first) {
      case '\\':
        // white space after it is there to end markup inside a word
        if (!isSpace(text[at + 1])) this.out += text[at + 1] ?? '';
        this.at += 2;
        return true;
      case '`':
        return text.startsWith('``', at) ? this.span('``', (content) => content) : this.interpreted(at, '');
      case '*':
        return text.startsWith('**', at) ? this.span('**', unescaped) : this.span('*', unescaped);
      case '|':
        return this.span('|', (name) => this.substitute(name) ?? name, /^__?(?!\w)/);
      case '_':
        return text[at + 1] === '`' && this.interpreted(at + 1, '');
      case ':': {
        const role = ROLE.exec(text.slice(at, at + MOST_AHEAD));
        return role !== null && text[at + role[0].length] === '`' && this.interpreted(at + role[0].length, (role[1] as string).slice(0, -1));
      }
      case ' ':
        return text[at + 1] === '[' && this.noteReference(at + 1);
      case '[':
        return this.noteReference(at);
      default:
        return false;
    }
  }

  private noteReference(at: number): boolean {
    const reference = NOTE_REFERENCE.exec(this.text.slice(at, at + MOST_AHEAD));
    if (reference !== null) this.at = at + reference[0].length;
    return reference !== null;
  }

  /** Reads what stands between two marks. */
  private span(mark: string, shown: (content: string) => string, after?: RegExp): boolean {
    const { text, at } = this;
    const start = at + mark.length;
    if (!this.mayBegin() || isSpace(text[start])) return false;
    const end = this.end(mark, start + 1);
    if (end < 0) return false;
    this.out += shown(text.slice(start, end));
    this.at = end + mark.length;
    if (after !== undefined) this.at += after.exec(text.slice(this.at, this.at + 3))?.[0].length ?? 0;
    return true;
  }

  /** Reads `text`, with its role before or after it, or with what it refers to. */
  private interpreted(at: number, roleBefore: string): boolean {
    const { text } = this;
    if (!this.mayBegin() || isSpace(text[at + 1])) return false;
    const end = this.end('`', at + 2);
    if (end < 0) return false;
    this.at = end + 1;
    const after = text.slice(this.at, this.at + MOST_AHEAD);
    const role = roleBefore || (ROLE.exec(after)?.[1] ?? '').slice(0, -1);
    this.at += (roleBefore === '' ? (ROLE.exec(after) ?? /^__?/.exec(after)) : null)?.[0].length ?? 0;
    this.out += shownContent(unescaped(text.slice(at + 1, end)), role.split(':').at(-1) as string);
    return true;
  }

  /** Whether markup may begin here: after white space, an opening bracket or the like. */
  private mayBegin(): boolean {
    const before = this.text[this.at - 1];
    return isSpace(before) || BEFORE.includes(before as string) || ((before as string) >= '\x80' && !isWordUnit((before as string).charCodeAt(0)));
  }

  /** Where a mark next ends something: right after what is no white space, and before what is no letter. -1 where it doesn't. */
  private end(mark: string, from: number): number {
    const known = this.ends.get(mark);
    if (known !== undefined && (known >= from || known < 0)) return known;
    const { text } = this;
    let end = text.indexOf(mark, from);
    while (end >= 0 && !this.isEnd(mark, end)) end = text.indexOf(mark, end + (mark === '`' && text[end + 1] === '`' ? 2 : 1));
    this.ends.set(mark, end);
    return end;
  }

  private isEnd(mark: string, end: number): boolean {
    const { text } = this;
    const before = text[end - 1];
    if (isSpace(before) || (before === '\\' && mark !== '``')) return false;
    const next = text[end + mark.length];
    if (mark === '`' && (next === '_' || next === ':')) return true;
    return isSpace(next) || AFTER.includes(next as string) || ((next as string) >= '\x80' && !isWordUnit((next as string).charCodeAt(0)));
  }

  /** Reads a word; a single or double underscore at its end makes it a reference. */
  private word(start: number): void {
    const { text } = this;
    while (this.at < text.length && (isWordUnit(text.charCodeAt(this.at)) || text[this.at] === '_')) this.at++;
    const word = text.slice(start, this.at);
    this.out += word[0] === '_' || !word.endsWith('_') ? word : word.slice(0, word.endsWith('__') ? -2 : -1);
  }
}

function shownContent(content: string, role: string): string {
  if (UNSEEN_ROLES.has(role)) return '';
  const target = content.endsWith('>') ? content.lastIndexOf('<') : -1;
  if (target >= 0) return content.slice(0, target).trim() || content.slice(target + 1, -1);
  if (content[0] === '~') return content.slice(Math.max(content.lastIndexOf('.'), 0) + 1);
  return (Object.hasOwn(NAMED_ROLES, role) ? (NAMED_ROLES[role] as string) : '') + (content[0] === '!' ? content.slice(1) : content);
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\(?:\s|(.))/gs, '$1') : text;
}

const isSpace = (character: string | undefined): boolean => character === undefined || character === ' ' || character === '\n' || character === '\t';

/** Letters and digits, roughly: ASCII's, and whatever is no punctuation beyond it. */
function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
  return unit >= 0xc0 && !(unit >= 0x2000 && unit < 0x2070) && !(unit >= 0x3000 && unit < 0x3040);
}
