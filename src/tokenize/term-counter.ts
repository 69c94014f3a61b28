import { UNITS } from './characters.js';
import { type Kernel, newKernel } from './kernel/kernel.js';
import type { WordRule } from './word-scanner.js';

/** A document as it was counted. */
export interface CountedText {
  /** see packed-rows.ts; to be used before the next text is counted */
  row: Uint8Array;
  /** how many words were counted */
  tokens: number;
  /** how many runs of letters were too long to be words */
  tooLong: number;
}

/** UTF-16 code units that go through the kernel at a time: few enough that the processor has them at hand. */
const PIECE = 32768;

/** Counts the words that a WordScanner finds, document by document: a kernel in WebAssembly scans the text as UTF-8 and holds the terms. */
export class TermCounter {
  private readonly kernel: Kernel;
  private readonly encoder = new TextEncoder();
  /** the kernel's memory */
  private bytes: Uint8Array;
  /** where texts are laid in it, and how many bytes they may have */
  private input = 0;
  private capacity = 0;
  /** bytes of the dictionary that newTerms() has given */
  private given = 0;

  /** @param kind of the rows, see packed-rows.ts */
  constructor(rule: WordRule, kind: 'counts' | 'sequence' = 'counts') {
    this.kernel = newKernel(rule.minLength, rule.numbers, kind === 'sequence');
    this.bytes = new Uint8Array(this.kernel.memory.buffer);
  }

  /**
   * Counts one document's words.
   *
   * @param wholeTerms further terms of the document, of any length, that are counted as they are, after its words
   */
  add(text: string, wholeTerms: readonly string[] = []): CountedText {
    const { kernel } = this;
    kernel.startText();
    for (let at = 0; at < text.length; ) {
      const end = pieceEnd(text, at);
      kernel.scan(this.encode(text.substring(at, end)));
      at = end;
    }
    for (const term of wholeTerms) kernel.takeWhole(this.encode(term));
    const size = kernel.finishRow();
    const start = kernel.rowStart();
    return { row: this.memory().subarray(start, start + size), tokens: kernel.tokenCount(), tooLong: kernel.tooLongCount() };
  }

  /** Bytes of the terms that newTerms() has given. */
  get termBytes(): number {
    return this.given;
  }

  /** The terms that were first met since the last call, in the order of their numbers: UTF-8, a line feed after each. */
  newTerms(): Uint8Array {
    const start = this.kernel.dictionaryStart();
    const end = this.kernel.dictionaryEnd();
    const terms = this.memory().slice(start + this.given, end);
    this.given = end - start;
    return terms;
  }

  /** Lays a text into the kernel's memory; returns how many bytes it has. */
  private encode(text: string): number {
    if (3 * text.length > this.capacity) {
      this.capacity = Math.max(3 * text.length, 2 * this.capacity);
      this.input = this.kernel.inputFor(this.capacity);
    }
    return this.encoder.encodeInto(text, this.memory().subarray(this.input, this.input + this.capacity)).written;
  }

  /** The kernel's memory, of which there is another view whenever it has grown. */
  private memory(): Uint8Array {
    if (this.bytes.length === 0) this.bytes = new Uint8Array(this.kernel.memory.buffer);
    return this.bytes;
  }
}

/** Where the piece of a text ends that starts at a position: after a separator, so that no word and nothing that joins words is cut. */
function pieceEnd(text: string, start: number): number {
  const most = start + PIECE;
  if (most >= text.length) return text.length;
  for (let end = most; end > start; end--) if (UNITS[text.charCodeAt(end - 1)] === 0) return end;
  for (let end = most + 1; end < text.length; end++) if (UNITS[text.charCodeAt(end - 1)] === 0) return end;
  return text.length;
}
