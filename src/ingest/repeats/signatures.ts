import type { PieceStore } from '../../tokenize/packed-rows.js';
import { SIGNATURE_BINS } from './min-hash.js';

/** Signatures of a piece of the store, of which all are read for one: few. */
const PIECE = 16;
/** Signatures that stay in memory where there is a store: 16 MB. */
const HELD = 65536;
/** Words of a sketch that holds one bit of each bin. */
const WORDS = SIGNATURE_BINS / 32;

/**
 * The signatures of documents, in a store where there are many; and their sketches, which tell of most pairs that they are not alike, so that
 * signatures need not be looked at: the lowest bit of each bin, or the lowest two (Li and König 2010). Bins with other bits are other bins, so
 * nothing that is alike is missed.
 */
export class Signatures {
  private size = 0;
  private readonly store: PieceStore | undefined;
  private readonly held: number;
  /** bins that may differ, and bits of each in a sketch: of unlike documents a half or three quarters of the bins show that they differ */
  private readonly mayDiffer: number;
  /** of the signature that is looked at */
  readonly sketch: Uint32Array;
  /** in pieces; undefined where one is in the store, under this number */
  private readonly pieces: (Uint16Array<ArrayBuffer> | undefined)[] = [];
  private readonly stored: number[] = [];
  private readonly loaded = new Uint16Array(PIECE * SIGNATURE_BINS);
  private loadedPiece = -1;

  /**
   * @param mayDiffer bins by which signatures that are alike may differ, up to a half of them
   * @param held how many stay in memory where there is a store
   */
  constructor(mayDiffer: number, store?: PieceStore, held = HELD) {
    this.mayDiffer = mayDiffer;
    this.sketch = new Uint32Array(mayDiffer > 0.3 * SIGNATURE_BINS ? 2 * WORDS : WORDS);
    this.store = store;
    this.held = held;
  }

  /** The signature to which `mayBeAlike` compares others. */
  look(signature: Uint16Array): void {
    const { sketch } = this;
    for (let word = 0; word < WORDS; word++) {
      let [low, high] = [0, 0];
      for (let bit = 0; bit < 32; bit++) {
        const bin = signature[32 * word + bit];
        low |= (bin & 1) << bit;
        high |= ((bin >>> 1) & 1) << bit;
      }
      sketch[word] = low;
      if (sketch.length > WORDS) sketch[WORDS + word] = high;
    }
  }

  /** Whether a signature may be alike the one that is looked at, by its sketch, which starts at a place of an array. */
  mayBeAlike(from: Uint32Array, start: number): boolean {
    const { sketch } = this;
    let differ = 0;
    for (let word = 0; word < WORDS; word++) {
      let bits = from[start + word] ^ sketch[word];
      if (sketch.length > WORDS) bits |= from[start + WORDS + word] ^ sketch[WORDS + word];
      differ += bitsOf(bits);
    }
    return differ <= this.mayDiffer;
  }

  add(signature: Uint16Array): void {
    const index = this.size++;
    if (index % PIECE === 0) {
      this.spill();
      this.pieces.push(new Uint16Array(PIECE * SIGNATURE_BINS));
    }
    this.pieces.at(-1)?.set(signature, (index % PIECE) * SIGNATURE_BINS);
  }

  /** A signature; good until another one is asked for. */
  at(index: number): Uint16Array {
    const piece = Math.floor(index / PIECE);
    const start = (index % PIECE) * SIGNATURE_BINS;
    return (this.pieces[piece] ?? this.load(piece)).subarray(start, start + SIGNATURE_BINS);
  }

  /** The last piece, which is full, goes into the store where there are many. */
  private spill(): void {
    const last = this.pieces.length - 1;
    if (this.store === undefined || last * PIECE < this.held) return;
    this.stored[last] = this.store.add(new Uint8Array((this.pieces[last] as Uint16Array<ArrayBuffer>).buffer));
    this.pieces[last] = undefined;
  }

  private load(piece: number): Uint16Array {
    if (piece !== this.loadedPiece) {
      this.store?.read(this.stored[piece] as number, new Uint8Array(this.loaded.buffer));
      this.loadedPiece = piece;
    }
    return this.loaded;
  }
}

/** How many bits are set. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
