/** Bytes that come in pieces, taken from their start on in the lengths that a parser asks for. */
export class ByteCursor {
  /** how many bytes have been taken */
  position = 0;
  private readonly source: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array();
  /** how much of the piece has been taken */
  private at = 0;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.source = source;
  }

  /** The next bytes as they come, one to `most`; undefined at the end. */
  async next(most: number): Promise<Uint8Array | undefined> {
    while (this.at === this.piece.length) {
      const { value, done } = await this.source.next();
      if (done) return undefined;
      this.piece = value;
      this.at = 0;
    }
    const taken = this.piece.subarray(this.at, this.at + most);
    this.at += taken.length;
    this.position += taken.length;
    return taken;
  }

  /** The next `length` bytes in one piece; fewer at the end only. */
  async take(length: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const piece = await this.next(missing);
      if (piece === undefined) break;
      missing -= piece.length;
      pieces.push(piece);
    }
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  }

  /** Passes over bytes. @returns how many of them there were */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    while (skipped < length) {
      const piece = await this.next(length - skipped);
      if (piece === undefined) break;
      skipped += piece.length;
    }
    return skipped;
  }

  /** Gives back what was taken last. */
  putBack(bytes: Uint8Array): void {
    this.position -= bytes.length;
    if (bytes.length <= this.at) this.at -= bytes.length;
    else {
      // they came in several pieces
      this.piece = Buffer.concat([bytes, this.piece.subarray(this.at)]);
      this.at = 0;
    }
  }
}
