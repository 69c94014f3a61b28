/** Which of the documents that were found in files were kept, in the order of the files: a bit each. They are numbered from 0. */
export class FoundDocuments {
  private bits = new Uint8Array(1024);
  private length = 0;
  /** of each file, the number of the document after its last */
  private readonly ends: number[] = [];

  add(isKept: boolean): void {
    if (this.length >>> 3 === this.bits.length) {
      const bits = new Uint8Array(2 * this.bits.length);
      bits.set(this.bits);
      this.bits = bits;
    }
    if (isKept) this.bits[this.length >>> 3] |= 1 << (this.length & 7);
    this.length++;
  }

  /** Says that what comes next is of the next file. */
  endFile(): void {
    this.ends.push(this.length);
  }

  isKept(document: number): boolean {
    return ((this.bits[document >>> 3] >>> (document & 7)) & 1) === 1;
  }

  /** Number of the first document of a file. */
  firstOf(file: number): number {
    return file === 0 ? 0 : (this.ends[file - 1] as number);
  }

  /** The files with the documents from `first` to `end`: [from, to). */
  filesOf(first: number, end: number): { from: number; to: number } {
    return { from: this.ends.findIndex((last) => last > first), to: this.ends.findIndex((last) => last >= end) + 1 };
  }
}
