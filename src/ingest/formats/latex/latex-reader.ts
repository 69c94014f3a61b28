import { accented, type Characters, isAccent, punctuation, SYMBOLS, saysGerman } from './latex-characters.js';
import { type Arguments, COMMANDS, ENVIRONMENTS, SWITCHES, UNSEEN_ENVIRONMENTS, VERBATIM_ENVIRONMENTS } from './latex-commands.js';
import { LatexOutput } from './latex-output.js';
import { ADDRESS, ASSIGNMENT, COMMAND, LENGTH, LENGTHS, NAME, PARAMETERS, PLAIN, SPACE, SPACE_IN_LINE, SPACES } from './latex-patterns.js';
import { endOf, type Frame, LatexStack } from './latex-stack.js';
import { LatexVerbatim } from './latex-verbatim.js';

export interface LatexText {
  text: string;
  /** title, author, date, in the order in which they stand */
  fields: [name: string, value: string][];
  /** braces, formulas or environments that are never closed, or closed without being open */
  unbalanced: boolean;
}

/** Arguments of a command that is not known: all of them are kept. */
const ANY = '*';
/** What does not go beyond the end of a paragraph: formulas, short arguments. */
const SHORT = 'dbmtay';

/** Reads LaTeX in one pass, without expanding macros: what is open is on a stack, and what is no text is taken back when it closes. */
export class LatexReader {
  private readonly text: string;
  private at = 0;
  private readonly out = new LatexOutput();
  private readonly stack = new LatexStack();
  private readonly verbatim: LatexVerbatim;
  private readonly fields: [string, string][] = [];
  private title = '';
  /** whether " begins a shorthand */
  private german = false;

  constructor(text: string) {
    this.text = text;
    this.verbatim = new LatexVerbatim(text);
  }

  read(): LatexText {
    const { text, stack } = this;
    while (this.at < text.length) {
      const plain = this.match(PLAIN);
      if (plain !== undefined) this.out.push(plain[0]);
      else this.special(text[this.at++] as string);
    }
    while (!stack.isEmpty) stack.abandon();
    return { text: this.out.text(), fields: this.fields, unbalanced: stack.unbalanced };
  }

  /** Matches a sticky pattern here, and goes on behind it. */
  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at = pattern.lastIndex;
    return found;
  }

  private special(character: string): void {
    switch (character) {
      case '\\':
        this.command(this.match(COMMAND)?.[0] ?? '');
        break;
      case '{':
        this.open('}', 'k');
        break;
      case '}':
        if (!this.closeInner('}')) this.stack.unbalanced = true;
        break;
      case ']':
        if (this.stack.close === ']') this.close(this.stack.pop());
        else this.out.push(']');
        break;
      case '$':
        this.dollar();
        break;
      case '%':
        this.comment();
        break;
      case '\n':
        this.lineEnd();
        break;
      default:
        this.take(punctuation(this.text, this.at - 1, this.german));
    }
  }

  private take({ shown, next }: Characters): void {
    this.out.push(shown);
    this.at = next;
  }

  /** The end of a line is a space, that of an empty one the end of a paragraph. */
  private lineEnd(): void {
    if (this.match(SPACES)?.[0].includes('\n')) this.endParagraph();
    else this.out.push(' ');
  }

  /** A comment goes to the start of what the next line says, but an empty line behind it ends the paragraph. */
  private comment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
    this.match(SPACE_IN_LINE);
    if (this.text[this.at] === '\n') this.endParagraph();
  }

  /** What is short and still open at the end of a paragraph is text with a stray mark. */
  private endParagraph(): void {
    while (this.stack.has(SHORT)) this.stack.abandon();
    if (!this.stack.has('nxu')) this.out.flushNotes();
    this.out.endParagraph();
  }

  private dollar(): void {
    if (this.stack.has('x')) return;
    const isDouble = this.text[this.at] === '$' && this.stack.close !== '$';
    if (isDouble) this.at++;
    const mark = isDouble ? '$$' : '$';
    // braces in a formula may hold text, and that another formula
    if (this.stack.close === mark) this.close(this.stack.pop());
    else this.open(mark, 'm');
  }

  private command(name: string): void {
    // a definition is not read, unless it never ends
    if (this.stack.has('x') && !(name === 'begin' && this.text.startsWith('{document}', this.at) && this.text[this.at - 7] === '\n')) return;
    const action = this.actions.get(name);
    if (action !== undefined) action();
    else if (isAccent(name)) this.take(accented(name, this.text, this.at));
    else if (/^[A-Za-z]/.test(name)) this.word(name);
    else this.out.push(SYMBOLS.get(name) ?? '');
  }

  /** Commands that are more than a sign, or arguments. */
  private readonly actions: ReadonlyMap<string, () => void> = new Map([
    ['begin', () => this.begin()],
    ['end', () => this.end()],
    ['(', () => this.open('\\)', 'm')],
    ['[', () => this.open('\\]', 'm')],
    [')', () => void this.closeInner('\\)')],
    [']', () => void this.closeInner('\\]')],
    ...['verb', 'lstinline'].map((name) => [name, () => this.take(this.verbatim.word(this.at))] as const),
    ...['url', 'nolinkurl', 'path'].map((name) => [name, () => this.out.push(this.match(ADDRESS)?.[1] ?? '')] as const),
    [
      'href',
      () => {
        this.match(ADDRESS);
        this.argumentsOf('k');
      },
    ],
    ...['def', 'edef', 'gdef', 'xdef'].map((name) => [name, () => this.match(PARAMETERS) && this.argumentsOf('x')] as const),
    ...['let', 'futurelet'].map((name) => [name, () => void this.match(ASSIGNMENT)] as const),
    ['par', () => this.endParagraph()],
    ...['maketitle', 'titlepage'].map((name) => [name, () => this.showTitle()] as const),
    ['iffalse', () => this.open('\\fi', 'u')],
    ...['else', 'fi'].map((name) => [name, () => void this.closeInner('\\fi')] as const),
    ['item', () => this.newLine('l')],
    ['\\', () => this.newLine('d')],
  ]);

  /** Shows the title where it stands for the first time. */
  private showTitle(): void {
    this.out.block(this.title);
    this.title = '';
  }

  private newLine(bracketUse: string): void {
    this.out.push('\n');
    if (this.text[this.at] === '*') this.at++;
    if (this.text[this.at] !== '[') return;
    this.at++;
    this.open(']', bracketUse);
  }

  private word(name: string): void {
    const symbol = SYMBOLS.get(name);
    if (symbol !== undefined || SWITCHES.has(name)) {
      this.out.push(symbol ?? '');
      this.match(SPACE_IN_LINE);
      return;
    }
    if (name === 'usepackage' || name.startsWith('document')) this.german ||= saysGerman(this.text.slice(this.at, this.at + 200));
    else if (name === 'selectlanguage') this.german = saysGerman(this.text.slice(this.at, this.at + 200));
    const known = COMMANDS.get(name) ?? (/cite/i.test(name) ? 'd' : undefined);
    if (known !== undefined) {
      if (this.text[this.at] === '*') this.at++;
      this.argumentsOf(known);
    } else if (LENGTHS.has(name)) this.match(LENGTH);
    else if (name.startsWith('if') && this.stack.has('u')) this.open('\\fi', 'u');
    else this.argumentsOf(ANY);
  }

  /** Opens the next argument of a command; what there is in brackets is left out. */
  private argumentsOf(expected: Arguments): void {
    const before = this.at;
    if (expected !== ANY) this.match(SPACE);
    const next = this.text[this.at];
    if (next === '[') {
      this.at++;
      this.open(']', 'd', expected);
    } else if (next === '\\' && expected[0] === 'c') {
      this.at++;
      this.match(COMMAND);
      this.argumentsOf(expected.slice(1));
    } else if (next === '{' && expected !== '') {
      this.at++;
      const use = expected === ANY ? 'k' : (expected[0] as string);
      if ('sbp'.includes(use)) this.endParagraph();
      this.open('}', use === 'c' ? 'd' : use, expected === ANY ? ANY : expected.slice(1));
    } else this.at = before;
  }

  private begin(): void {
    const written = this.match(NAME)?.[1];
    const name = nameOf(written);
    if (name === 'document') this.beginDocument();
    if (written === undefined || name === 'document') return;
    const isShown = VERBATIM_ENVIRONMENTS.get(name);
    const verbatim = isShown === undefined ? undefined : this.verbatim.environment(written, this.at);
    if (verbatim !== undefined) {
      if (isShown) this.out.code(verbatim.shown);
      this.at = verbatim.next;
      return;
    }
    const isUnseen = UNSEEN_ENVIRONMENTS.has(name);
    if (!isUnseen) this.out.endParagraph();
    this.open(endOf(name), isUnseen ? 'u' : 'e');
    this.argumentsOf(ENVIRONMENTS.get(written) ?? ENVIRONMENTS.get(name) ?? '');
  }

  /** What comes before the document is no text of it. */
  private beginDocument(): void {
    while (!this.stack.isEmpty) this.stack.abandon();
    this.stack.unbalanced = false;
    this.out.clear();
  }

  private end(): void {
    const name = nameOf(this.match(NAME)?.[1]);
    // nothing behind the document is read
    if (name === 'document') this.at = this.text.length;
    else if (!this.closeInner(endOf(name))) this.stack.unbalanced = true;
  }

  private open(close: string, use: string, rest?: Arguments): void {
    this.stack.push({ close, use, from: this.out.length, rest });
  }

  /** Closes what a mark closes, if that is open. */
  private closeInner(close: string): boolean {
    const frame = this.stack.popTo(close);
    if (frame !== undefined) this.close(frame);
    return frame !== undefined;
  }

  private close({ close, use, from, rest }: Frame): void {
    const { out } = this;
    switch (use) {
      case 'm':
      case 'u':
      case 'd':
      case 'b':
      case 'x':
        out.takeFrom(from);
        // what stands on lines of its own separates words
        if (use === 'u' || close === '\\]' || close === '$$') out.push(' ');
        break;
      case 'n':
        out.note(from);
        break;
      case 't':
        this.title = out.textFrom(from);
        this.fields.push(['title', this.title]);
        break;
      case 'a':
        this.fields.push(['author', out.textFrom(from).replaceAll('\n', ', ').replaceAll(' ;', ';')]);
        break;
      case 'y':
        this.fields.push(['date', out.textFrom(from)]);
        break;
      case 's':
      case 'e':
        this.endParagraph();
        break;
      case 'l':
      case 'p':
        out.push(' ');
        break;
    }
    // arguments of unknown commands side by side are words of their own
    if (rest === ANY && '{\\'.includes(this.text[this.at] ?? ' ')) out.push(' ');
    if (rest) this.argumentsOf(rest);
  }
}

/** The name of an environment, without the star of its variant. */
function nameOf(written = ''): string {
  return written.trim().replace(/\*$/, '');
}
