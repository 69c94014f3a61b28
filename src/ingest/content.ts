import { ReadingError, sizeName } from './limits.js';

/** The bytes of a file or of a member of an archive: their start may be looked at, then they are read once. */
export class Content {
  private readonly source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  /** pieces that were taken from the source to be looked at */
  private ahead: Uint8Array[] = [];
  private ended = false;

  constructor(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  }

  static of(bytes: Uint8Array): Content {
    return new Content([bytes]);
  }

  /** The first bytes: at least `length` of them, unless there are fewer. What is looked at is read again later. */
  async head(length: number): Promise<Uint8Array> {
    let known = this.ahead.reduce((sum, piece) => sum + piece.length, 0);
    while (known < length && !this.ended) {
      const { value, done } = await this.source.next();
      if (done) this.ended = true;
      else {
        this.ahead.push(value);
        known += value.length;
      }
    }
    if (this.ahead.length > 1) this.ahead = [Buffer.concat(this.ahead)];
    return this.ahead[0] ?? new Uint8Array();
  }

  /**
   * All bytes in one piece.
   *
   * @throws ReadingError where there are more than `most`
   */
  async all(most: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of this.pieces()) {
      bytes += piece.length;
      if (bytes > most) throw new ReadingError({ reason: 'too-large', detail: `it has more than ${sizeName(most)}, the most that a document may have` });
      pieces.push(piece);
    }
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  }

  /** All bytes, piece by piece. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    for (let piece = this.ahead.shift(); piece !== undefined; piece = this.ahead.shift()) yield piece;
    while (!this.ended) {
      const { value, done } = await this.source.next();
      if (done) this.ended = true;
      else yield value;
    }
  }

  /** Lets go of what the bytes come from. */
  async close(): Promise<void> {
    this.ended = true;
    await this.source.return?.();
  }
}
