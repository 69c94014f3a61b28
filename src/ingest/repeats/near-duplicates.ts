import { SIGNATURE_BINS } from './min-hash.js';

/** Least probability with which a document as similar as the threshold is compared at all. */
const RECALL = 0.95;
/** Signatures and links are kept in pages of so many documents, so that growing copies nothing. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;
/**
 * Most documents looked at in a bucket, the latest ones. It bounds the work where many documents share a band without being copies, for
 * instance by a long disclaimer. A copy of an earlier one of them is found all the same if it shares a band with it that few others do.
 */
const MAX_LOOKED_AT = 32;

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
 * no more memory than one. A document that is no copy costs at most 450 bytes.
 */
export class NearDuplicates {
  private readonly required: number;
  private readonly rows: number;
  private readonly bands: number;

  /** documents that are no copies, in order: what follows is by their index here */
  private kept = 0;
  private numbers = new Uint32Array(PAGE);
  /** the last call in which it was compared */
  private compared = new Uint32Array(PAGE);
  private readonly signatures: Uint16Array[] = [];
  /** for each band, the entry before in its bucket; an entry is index × bands + band + 1, 0 for none */
  private readonly links: Uint32Array[] = [];
  /** each bucket's latest entry; at most two entries a bucket in the mean */
  private buckets = new Uint32Array(PAGE);
  private calls = 0;
  /** the buckets of the current signature's bands */
  private readonly current: Int32Array;
  /** their latest entries */
  private readonly latest: Uint32Array;

  /** @param threshold least similarity of a copy, 0.5 to 1 */
  constructor(threshold: number) {
    if (!(threshold >= 0.5 && threshold <= 1)) throw new RangeError(`the threshold is ${threshold}; expected 0.5 to 1`);
    // a share like 0.7 times 128 must not be rounded up for its last bit
    this.required = Math.ceil(threshold * SIGNATURE_BINS - 1e-9);
    ({ rows: this.rows, bands: this.bands } = bandsFor(threshold));
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
    this.findBuckets(signature, 0);
    this.calls++;
    let best = -1;
    let equal = this.required;
    // all together first: each is somewhere else in memory
    for (let band = 0; band < this.bands; band++) this.latest[band] = this.buckets[this.current[band]];
    for (let band = 0; band < this.bands; band++) {
      let entry = this.latest[band];
      for (let looks = 0; entry > 0 && looks < MAX_LOOKED_AT; looks++) {
        const index = ((entry - 1) / this.bands) >>> 0;
        if (this.compared[index] !== this.calls) {
          this.compared[index] = this.calls;
          const found = this.equalBins(index, signature, equal);
          if (found > equal || (found === equal && (best < 0 || index < best))) {
            best = index;
            equal = found;
          }
        }
        entry = this.linkOf(entry);
      }
    }
    if (best >= 0) return { of: this.numbers[best], similarity: equal / SIGNATURE_BINS };
    this.keep(number, signature);
    return undefined;
  }

  /** How many bins are equal; less than `least` where it is certain that they are fewer. */
  private equalBins(index: number, signature: Uint16Array, least: number): number {
    const page = this.signatures[index >>> PAGE_BITS];
    const start = (index & (PAGE - 1)) * SIGNATURE_BINS;
    let mayDiffer = SIGNATURE_BINS - least;
    for (let bin = 0; bin < signature.length && mayDiffer >= 0; bin++) if (page[start + bin] !== signature[bin]) mayDiffer--;
    return least + mayDiffer;
  }

  private linkOf(entry: number): number {
    const pageSize = PAGE * this.bands;
    return this.links[Math.floor((entry - 1) / pageSize)][(entry - 1) % pageSize];
  }

  private keep(number: number, signature: Uint16Array): void {
    const index = this.kept++;
    if (index % PAGE === 0) {
      this.signatures.push(new Uint16Array(PAGE * SIGNATURE_BINS));
      this.links.push(new Uint32Array(PAGE * this.bands));
    }
    if (index === this.numbers.length) {
      this.numbers = doubled(this.numbers);
      this.compared = doubled(this.compared);
    }
    this.numbers[index] = number;
    this.signatures[Math.floor(index / PAGE)].set(signature, (index % PAGE) * SIGNATURE_BINS);
    this.link(index);
  }

  /** Puts a document first into the current buckets. */
  private link(index: number): void {
    const links = this.links[Math.floor(index / PAGE)];
    for (let band = 0; band < this.bands; band++) {
      links[(index % PAGE) * this.bands + band] = this.buckets[this.current[band]];
      this.buckets[this.current[band]] = index * this.bands + band + 1;
    }
  }

  /** The buckets of a signature that starts at a place of an array. */
  private findBuckets(from: Uint16Array, start: number): void {
    let at = start;
    for (let band = 0; band < this.bands; band++) {
      let hash = Math.imul(band + 1, 0x9e3779b1);
      for (let row = 0; row < this.rows; row++) hash = Math.imul(hash ^ (hash >>> 15) ^ from[at++], 0x85ebca6b);
      this.current[band] = (hash ^ (hash >>> 15)) & (this.buckets.length - 1);
    }
  }

  private growBuckets(): void {
    this.buckets = new Uint32Array(2 * this.buckets.length);
    for (let index = 0; index < this.kept; index++) {
      this.findBuckets(this.signatures[Math.floor(index / PAGE)], (index % PAGE) * SIGNATURE_BINS);
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

function doubled(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(2 * from.length);
  to.set(from);
  return to;
}
