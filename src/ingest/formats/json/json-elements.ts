/** A piece of JSON that stands by itself, or how it ends. */
export type JsonElement =
  | { kind: 'element'; text: string | /** longer than it may be */ undefined /** of an array, or by itself */; inArray: boolean }
  /** it ends inside an element or an array; what is there of the element is left out */
  | { kind: 'cut'; inArray: boolean }
  /** what follows is no more of it, and is left out */
  | { kind: 'more'; inArray: boolean };

/**
 * The elements of the array that a JSON text is, or the objects that stand in it one after the other. Each character is looked at once;
 * nothing is parsed: brackets and strings are followed.
 *
 * @param most UTF-16 code units that an element may have: of a longer one no text is given
 */
export async function* splitElements(pieces: AsyncIterable<string>, most: number): AsyncGenerator<JsonElement> {
  const scanner = new Scanner(most);
  for await (const piece of pieces) {
    yield* scanner.push(piece);
    if (scanner.done) return;
  }
  yield* scanner.end();
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

class Scanner {
  /** whether nothing more is to be said */
  done = false;
  private readonly most: number;
  private place: 'before' | 'array' | 'objects' | 'after' = 'before';
  /** brackets that are open inside the element */
  private depth = 0;
  private string: 'none' | 'inside' | 'after backslash' = 'none';
  /** whether an element has begun */
  private begun = false;
  private text = '';
  private length = 0;

  constructor(most: number) {
    this.most = most;
  }

  *push(piece: string): Generator<JsonElement> {
    let start = 0;
    for (let i = 0; i < piece.length; i++) {
      if (this.string !== 'none') {
        i = this.skipString(piece, i);
        continue;
      }
      const code = piece.charCodeAt(i);
      if (code <= 0x20) continue;
      if (!this.begun) {
        this.begun = this.begins(code);
        start = i;
        if (this.done) {
          yield { kind: 'more', inArray: this.place === 'after' };
          return;
        }
      }
      if (!this.begun) continue;
      const end = this.follow(code);
      if (end === 'none') continue;
      yield this.element(piece.slice(start, end === 'after' ? i + 1 : i));
      if (code === CLOSE_BRACKET && end === 'before') this.place = 'after';
    }
    if (this.begun) this.take(piece.slice(start));
  }

  *end(): Generator<JsonElement> {
    const inArray = this.place === 'array';
    if (inArray && this.begun && this.depth === 0 && this.string === 'none') yield this.element('');
    if (inArray || this.begun) yield { kind: 'cut', inArray };
  }

  /** Follows a character of an element. @returns whether the element ends before or after it */
  private follow(code: number): 'none' | 'before' | 'after' {
    if (code === QUOTE) this.string = 'inside';
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.depth++;
    else if (this.depth === 0) return code === COMMA || code === CLOSE_BRACKET ? 'before' : 'none';
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.depth--;
      if (this.depth === 0 && this.place === 'objects') return 'after';
    }
    return 'none';
  }

  /** Whether an element begins with a character that is between elements; sets `done` where nothing can follow. */
  private begins(code: number): boolean {
    if (this.place === 'before') {
      if (code === OPEN_BRACKET) this.place = 'array';
      else if (code === OPEN_BRACE) this.place = 'objects';
      else this.done = true;
      return code === OPEN_BRACE;
    }
    if (this.place === 'array') {
      if (code === CLOSE_BRACKET) this.place = 'after';
      return code !== CLOSE_BRACKET && code !== COMMA;
    }
    // objects one after the other may have commas between them
    this.done = this.place === 'after' || (code !== OPEN_BRACE && code !== COMMA);
    return code === OPEN_BRACE && !this.done;
  }

  /** @returns the last character of the string that is in this piece */
  private skipString(piece: string, from: number): number {
    let i = from;
    if (this.string === 'after backslash') {
      this.string = 'inside';
      i++;
    }
    for (; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (code === BACKSLASH) {
        i++;
        if (i === piece.length) this.string = 'after backslash';
      } else if (code === QUOTE) {
        this.string = 'none';
        return i;
      }
    }
    return i;
  }

  private take(text: string): void {
    this.length += text.length;
    this.text = this.length > this.most ? '' : this.text + text;
  }

  private element(rest: string): JsonElement {
    this.take(rest);
    const element: JsonElement = { kind: 'element', text: this.length > this.most ? undefined : this.text, inArray: this.place === 'array' };
    this.begun = false;
    this.text = '';
    this.length = 0;
    return element;
  }
}
