const LINE_FEED = 0x0a;
/** Terms that are decoded together: those around the one that is asked for are mostly asked for next. */
export const BLOCK = 64;

/** Distinct terms by code point. There may be millions, of which few are ever looked at: they are bytes until then. */
export class TermList implements Iterable<string> {
  readonly length: number;
  private readonly bytes: Uint8Array;
  private readonly blocks: Uint32Array;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** the block that was decoded last, and its number */
  private terms: string[] = [];
  private block = -1;

  /**
   * @param bytes UTF-8, by code point, a line feed after each
   * @param blocks where the first, the sixty-fifth … of the terms begin
   * @param length how many terms there are
   */
  constructor(bytes: Uint8Array, blocks: Uint32Array, length: number) {
    this.bytes = bytes;
    this.blocks = blocks;
    this.length = length;
  }

  /** @param terms by code point, each once */
  static of(terms: readonly string[]): TermList {
    const bytes = new TextEncoder().encode(terms.map((term) => `${term}\n`).join(''));
    const blocks = new Uint32Array(Math.ceil(terms.length / BLOCK));
    let start = 0;
    for (let index = 0; index < terms.length; index++) {
      if (index % BLOCK === 0) blocks[index / BLOCK] = start;
      start = bytes.indexOf(LINE_FEED, start) + 1;
    }
    return new TermList(bytes, blocks, terms.length);
  }

  /** @param index below the length */
  at(index: number): string {
    return this.termsOf(Math.floor(index / BLOCK))[index % BLOCK] as string;
  }

  /** Where a term is; −1 where it is not. */
  indexOf(term: string): number {
    const wanted = this.encoder.encode(term);
    let low = 0;
    let high = this.blocks.length - 1;
    // the last block that does not begin behind it
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.isBefore(wanted, this.blocks[middle])) high = middle - 1;
      else low = middle;
    }
    const place = this.length === 0 ? -1 : this.termsOf(low).indexOf(term);
    return place < 0 ? -1 : BLOCK * low + place;
  }

  /**
   * The bytes of some terms, a line feed after each.
   *
   * @param first a multiple of BLOCK
   * @param end one too, or the length
   */
  bytesOf(first: number, end: number): Uint8Array {
    return this.bytes.subarray(this.blocks[first / BLOCK] ?? 0, end === this.length ? this.bytes.length : this.blocks[end / BLOCK]);
  }

  *[Symbol.iterator](): Generator<string> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  private termsOf(block: number): string[] {
    if (block !== this.block) {
      this.terms = this.decoder.decode(this.bytes.subarray(this.blocks[block], this.blocks[block + 1])).split('\n');
      // behind the last line feed there is no term
      this.terms.pop();
      this.block = block;
    }
    return this.terms;
  }

  /** Whether a term comes before the one that starts at a place: the order of their bytes in UTF-8 is that of code points. */
  private isBefore(wanted: Uint8Array, start: number): boolean {
    const { bytes } = this;
    for (let b = 0; b < wanted.length; b++) if (bytes[start + b] !== wanted[b]) return wanted[b] < bytes[start + b] && bytes[start + b] !== LINE_FEED;
    return bytes[start + wanted.length] !== LINE_FEED;
  }
}
