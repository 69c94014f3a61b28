import { type DocumentSurprise, type MisfitScale, misfitScaleBy, WithinVariance } from '../../evaluate/misfit.js';
import type { ScratchFile } from '../scratch-file.js';

/** Digits of 16 bits of a float64. */
const DIGITS = 4;
const VALUES_OF_DIGIT = 65536;

/** The surprise of documents on disk: two numbers for each, in blocks, in their order. */
export class SurpriseFile {
  private readonly file: ScratchFile;
  private readonly blockRows: number[] = [];
  private readonly variance = new WithinVariance();

  constructor(file: ScratchFile) {
    this.file = file;
  }

  add({ words, means, squares }: DocumentSurprise): void {
    const block = new Float64Array(2 * words.length);
    block.set(words);
    block.set(means, words.length);
    this.file.add(new Uint8Array(block.buffer));
    this.blockRows.push(words.length);
    this.variance.add({ words, squares });
  }

  /** The blocks as they were added. */
  *blocks(): Generator<Pick<DocumentSurprise, 'words' | 'means'>> {
    for (const [number, rows] of this.blockRows.entries()) {
      const block = new Float64Array(2 * rows);
      this.file.read(number, new Uint8Array(block.buffer));
      yield { words: block.subarray(0, rows), means: block.subarray(rows) };
    }
  }

  /** The same bits as `misfitScale` of all at once. */
  scale(): MisfitScale {
    return misfitScaleBy((figure) => this.median(figure), this.variance.value);
  }

  /**
   * The median of a figure ≥ 0 over the documents with words: by counting 16 bits of it at a time, the highest first, since the bits of such
   * floats are in the order of the floats.
   */
  private median(figure: (words: number, mean: number) => number): number {
    const bits = new DataView(new ArrayBuffer(8));
    const found = new DataView(new ArrayBuffer(8));
    let rank = -1;
    for (let digit = 0; digit < DIGITS; digit++) {
      const counts = new Float64Array(VALUES_OF_DIGIT);
      let documents = 0;
      for (const { words, means } of this.blocks()) {
        for (let i = 0; i < words.length; i++) {
          if (words[i] === 0) continue;
          // −0 becomes 0
          bits.setFloat64(0, figure(words[i], means[i]) + 0);
          if (!haveSameStart(bits, found, digit)) continue;
          counts[bits.getUint16(2 * digit)]++;
          documents++;
        }
      }
      if (documents === 0) return Number.NaN;
      if (digit === 0) rank = documents >> 1;
      let value = 0;
      for (; rank >= counts[value]; value++) rank -= counts[value];
      found.setUint16(2 * digit, value);
    }
    return found.getFloat64(0);
  }
}

/** Whether the first digits of two numbers are equal. */
function haveSameStart(a: DataView, b: DataView, digits: number): boolean {
  for (let d = 0; d < digits; d++) if (a.getUint16(2 * d) !== b.getUint16(2 * d)) return false;
  return true;
}
