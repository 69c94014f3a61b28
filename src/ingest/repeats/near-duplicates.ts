import type { PieceStore } from '../../tokenize/packed-rows.js';
import { SIGNATURE_BINS } from './min-hash.js';
import { Signatures } from './signatures.js';

/** Least probability with which a document as similar as the threshold is compared at all. */
const RECALL = 0.95;
/** What is kept of documents is so in pages of so many documents, so that growing copies nothing. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;
/**
 * Most documents looked at in a bucket, the latest ones. It bounds the work where many documents share a band without being copies, for
 * instance by a long disclaimer. A copy of an earlier one of them is found all the same if it shares a band with it that few others do.
 */
const MAX_LOOKED_AT = 32;
/** Documents of which it is remembered that the current one was compared with them, a power of two. */
const REMEMBERED = 2048;

/** An earlier document that a text is nearly a copy of. */
export interface NearDuplicate {
  /** number of the earlier document */
  of: number;
  /** estimated Jaccard similarity of their shingles, from the threshold to 1 */
  similarity: number;
}

/**
 * Finds documents that are nearly copies of earlier ones, by locality-sensitive hashing: signatures are cut into bands, and documents
 * with the same numbers in a band are compared. At least 95 % of the documents that are as similar as the threshold are compared, and
 * more of those that are more similar.
 *
 * Copies are not compared with later documents, so a copy is always one of a document that is none itself; and a thousand copies cost
 * no more memory than one. A document that is no copy costs 4 bytes for its number, 16 or 32 for the sketch of its signature, and for each
 * band 4 for a link and 2 to 4 for its share of a bucket: with the 13 bands of a threshold of 0.8 some 100 to 125 bytes. The signatures
 * themselves, 256 bytes each, lie in a store where there are many and there is one.
 */
export class NearDuplicates {
  private readonly required: number;
  private readonly rows: number;
  private readonly bands: number;

  /** documents that are no copies, in order: what follows is by their index here */
  private kept = 0;
  private readonly numbers: Uint32Array[] = [];
  private readonly signatures: Signatures;
  /**
   * of each a record, whose parts are looked at together: for each band, the entry before in its bucket; then the sketch of its signature. An
   * entry is index × bands + band + 1, 0 for none
   */
  private readonly records: Uint32Array[] = [];
  private readonly recordSize: number;
  /** each bucket's latest entry; at most two entries a bucket in the mean */
  private buckets = new Uint32Array(PAGE);
  /** documents + 1 that the current one was compared with */
  private readonly comparedWith = new Uint32Array(REMEMBERED);
  /** the buckets of the current signature's bands */
  private readonly current: Int32Array;
  /** their latest entries */
  private readonly latest: Uint32Array;

  /**
   * @param threshold least similarity of a copy, 0.5 to 1
   * @param store for signatures, where there may be many
   * @param held how many stay in memory all the same
   */
  constructor(threshold: number, store?: PieceStore, held?: number) {
    if (!(threshold >= 0.5 && threshold <= 1)) throw new RangeError(`the threshold is ${threshold}; expected 0.5 to 1`);
    // a share like 0.7 times 128 must not be rounded up for its last bit
    this.required = Math.ceil(threshold * SIGNATURE_BINS - 1e-9);
    this.signatures = new Signatures(SIGNATURE_BINS - this.required, store, held);
    ({ rows: this.rows, bands: this.bands } = bandsFor(threshold));
    this.recordSize = this.bands + this.signatures.sketch.length;
    this.current = new Int32Array(this.bands);
    this.latest = new Uint32Array(this.bands);
  }

  /**
   * Looks for the most similar earlier document, of equally similar ones the earliest; if there is none, the document is kept for
   * later ones to be compared with.
   *
   * @param number of the document, for later answers; 0 to 2³² − 1
   */
  add(number: number, signature: Uint16Array): NearDuplicate | undefined {
    if (this.kept * this.bands >= 2 * this.buckets.length) this.growBuckets();
    this.findBuckets(signature);
    this.signatures.look(signature);
    this.comparedWith.fill(0);
    let best = -1;
    let equal = this.required;
    // all together first: each is somewhere else in memory
    for (let band = 0; band < this.bands; band++) this.latest[band] = this.buckets[this.current[band]];
    const { bands, records, recordSize } = this;
    for (let first = 0; first < bands; first++) {
      let entry = this.latest[first];
      for (let looks = 0; entry > 0 && looks < MAX_LOOKED_AT; looks++) {
        const index = ((entry - 1) / bands) >>> 0;
        const page = records[index >>> PAGE_BITS];
        const record = (index & (PAGE - 1)) * recordSize;
        // mostly met in several bands; where that is forgotten it is compared again, which changes nothing
        const place = index & (REMEMBERED - 1);
        if (this.comparedWith[place] !== index + 1 && this.signatures.mayBeAlike(page, record + bands)) {
          this.comparedWith[place] = index + 1;
          const found = this.equalBins(index, signature, equal);
          if (found > equal || (found === equal && (best < 0 || index < best))) {
            best = index;
            equal = found;
          }
        }
        entry = page[record + entry - 1 - index * bands];
      }
    }
    if (best >= 0) return { of: this.numbers[best >>> PAGE_BITS][best & (PAGE - 1)], similarity: equal / SIGNATURE_BINS };
    this.keep(number, signature);
    return undefined;
  }

  /** How many bins are equal; less than `least` where it is certain that they are fewer. */
  private equalBins(index: number, signature: Uint16Array, least: number): number {
    const earlier = this.signatures.at(index);
    let mayDiffer = SIGNATURE_BINS - least;
    for (let bin = 0; bin < signature.length && mayDiffer >= 0; bin++) if (earlier[bin] !== signature[bin]) mayDiffer--;
    return least + mayDiffer;
  }

  private keep(number: number, signature: Uint16Array): void {
    const index = this.kept++;
    if (index % PAGE === 0) {
      this.numbers.push(new Uint32Array(PAGE));
      this.records.push(new Uint32Array(PAGE * this.recordSize));
    }
    this.numbers[index >>> PAGE_BITS][index & (PAGE - 1)] = number;
    this.signatures.add(signature);
    this.records[index >>> PAGE_BITS].set(this.signatures.sketch, (index & (PAGE - 1)) * this.recordSize + this.bands);
    this.link(index);
  }

  /** Puts a document first into the current buckets. */
  private link(index: number): void {
    const page = this.records[index >>> PAGE_BITS];
    const record = (index & (PAGE - 1)) * this.recordSize;
    for (let band = 0; band < this.bands; band++) {
      page[record + band] = this.buckets[this.current[band]];
      this.buckets[this.current[band]] = index * this.bands + band + 1;
    }
  }

  /** The buckets of a signature. */
  private findBuckets(from: Uint16Array): void {
    let at = 0;
    for (let band = 0; band < this.bands; band++) {
      let hash = Math.imul(band + 1, 0x9e3779b1);
      for (let row = 0; row < this.rows; row++) hash = Math.imul(hash ^ (hash >>> 15) ^ from[at++], 0x85ebca6b);
      this.current[band] = (hash ^ (hash >>> 15)) & (this.buckets.length - 1);
    }
  }

  private growBuckets(): void {
    this.buckets = new Uint32Array(2 * this.buckets.length);
    for (let index = 0; index < this.kept; index++) {
      this.findBuckets(this.signatures.at(index));
      this.link(index);
    }
  }
}

/** The longest bands of which a signature has enough for the recall, and as many as that takes. */
function bandsFor(threshold: number): { rows: number; bands: number } {
  for (let rows = SIGNATURE_BINS; rows > 1; rows--) {
    // not a power: its last bits differ from one engine to the next
    let equal = 1;
    for (let row = 0; row < rows; row++) equal *= threshold;
    let missed = 1;
    for (let bands = 1; bands * rows <= SIGNATURE_BINS; bands++) {
      missed *= 1 - equal;
      if (missed <= 1 - RECALL) return { rows, bands };
    }
  }
  return { rows: 1, bands: SIGNATURE_BINS };
}
