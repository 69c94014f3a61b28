import { ln } from '../../../math/log.js';
import { fold, isBoundary } from './search-folding.js';
import { nextPlace, type Query, type Sought } from './search-query.js';

/** Texts of consecutive documents, folded, a NUL between them. */
interface Block {
  text: string;
  firstRow: number;
  /** where each document begins, and after the last one the length of the text and 1 */
  begins: Uint32Array;
}

/** How often something is in each document, as far as the blocks have been read. */
interface Occurrences {
  sought: Sought;
  counts: Float32Array;
  blocks: number;
}

/** What the beginning of a longer word counts, where a whole one is 1. */
const BEGINNING = 0.25;
/** Occurrences of so many words and phrases are kept. */
const KEPT = 24;
/** Of BM25: how soon further occurrences add little, and how far long documents are held back. */
const SATURATION = 1.2;
const LENGTH_EFFECT = 0.75;
/** Rows that a sorted number can hold beside 32 bits of score. */
const MOST_ROWS = 2 ** 21;

/**
 * Looks for words in texts that come block by block, without an index: each is read through, and what was counted is kept, so that the
 * next letter of a word is looked for only in blocks that have the letters before.
 */
export class TextSearch {
  private readonly blocks: Block[] = [];
  private readonly documents: number;
  private readonly lengths: Float64Array;
  /** by what is sought, the last used one last */
  private readonly kept = new Map<string, Occurrences>();

  /** @param documents at most 2²¹ */
  constructor(documents: number) {
    if (documents > MOST_ROWS) throw new RangeError(`${documents} documents are more than the ${MOST_ROWS} that can be searched`);
    this.documents = documents;
    this.lengths = new Float64Array(documents);
  }

  /** Takes further texts: of the documents from `firstRow` on, a NUL between them. A document may come again with more of its text. */
  add(texts: string, firstRow: number): void {
    const text = fold(texts);
    const begins = [0];
    for (let at = text.indexOf('\0'); at >= 0; at = text.indexOf('\0', at + 1)) begins.push(at + 1);
    begins.push(text.length + 1);
    for (let d = 0; d + 1 < begins.length; d++) this.lengths[firstRow + d] += (begins[d + 1] as number) - (begins[d] as number) - 1;
    this.blocks.push({ text, firstRow, begins: Uint32Array.from(begins) });
  }

  /**
   * Rows of the documents that have all that is required and nothing that is excluded, the most relevant first (BM25), equals by row.
   * It stops after each block, so that it can be done in slices, or left.
   */
  *find({ required, excluded }: Query): Generator<void, Uint32Array> {
    const wanted: Occurrences[] = [];
    for (const sought of required) wanted.push(yield* this.occurrences(sought));
    const unwanted: Occurrences[] = [];
    for (const sought of excluded) unwanted.push(yield* this.occurrences(sought));
    const rows = this.rowsWith(wanted, unwanted);
    return byScore(rows, this.scores(rows, wanted));
  }

  private *occurrences(sought: Sought): Generator<void, Occurrences> {
    const key = `${sought.isWhole} ${sought.text}`;
    const occurrences = this.kept.get(key) ?? { sought, counts: new Float32Array(this.documents), blocks: 0 };
    this.kept.delete(key);
    const wider = this.widerThan(sought);
    while (occurrences.blocks < this.blocks.length) {
      const block = this.blocks[occurrences.blocks] as Block;
      if (wider === undefined || wider.blocks <= occurrences.blocks || isIn(wider, block)) count(block, occurrences);
      occurrences.blocks++;
      yield;
    }
    this.kept.set(key, occurrences);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return occurrences;
  }

  /** The longest beginning of what is sought that was looked for before. */
  private widerThan(sought: Sought): Occurrences | undefined {
    let widest: Occurrences | undefined;
    for (const one of this.kept.values())
      if (!one.sought.isWhole && sought.text.startsWith(one.sought.text) && one.sought.text.length > (widest?.sought.text.length ?? 0)) widest = one;
    return widest;
  }

  private rowsWith(wanted: readonly Occurrences[], unwanted: readonly Occurrences[]): Uint32Array {
    const without = new Uint8Array(this.documents);
    for (const { counts } of wanted) for (let row = 0; row < counts.length; row++) if (counts[row] === 0) without[row] = 1;
    for (const { counts } of unwanted) for (let row = 0; row < counts.length; row++) if (counts[row] !== 0) without[row] = 1;
    const rows = new Uint32Array(this.documents);
    let size = 0;
    for (let row = 0; row < without.length; row++) if (without[row] === 0) rows[size++] = row;
    return rows.slice(0, size);
  }

  private scores(rows: Uint32Array, wanted: readonly Occurrences[]): Float64Array {
    const scores = new Float64Array(rows.length);
    const mean = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.documents);
    for (const { counts } of wanted) {
      let having = 0;
      for (let row = 0; row < counts.length; row++) if (counts[row] !== 0) having++;
      const rarity = ln(1 + (this.documents - having + 0.5) / (having + 0.5));
      for (let r = 0; r < rows.length; r++) {
        const row = rows[r] as number;
        const many = counts[row] as number;
        const length = (this.lengths[row] as number) / Math.max(1, mean);
        scores[r] += (rarity * many * (SATURATION + 1)) / (many + SATURATION * (1 - LENGTH_EFFECT + LENGTH_EFFECT * length));
      }
    }
    return scores;
  }
}

function isIn({ counts }: Occurrences, { firstRow, begins }: Block): boolean {
  for (let row = firstRow; row < firstRow + begins.length - 1; row++) if (counts[row] !== 0) return true;
  return false;
}

function count({ text, firstRow, begins }: Block, { sought, counts }: Occurrences): void {
  let document = 0;
  for (let at = nextPlace(text, sought, 0); at >= 0; at = nextPlace(text, sought, at + sought.text.length)) {
    while ((begins[document + 1] as number) <= at) document++;
    counts[firstRow + document] += sought.isWhole || isBoundary(text, at + sought.text.length) ? 1 : BEGINNING;
  }
}

/** Numbers sort much faster than pairs: the score in 32 bits, then the row. */
function byScore(rows: Uint32Array, scores: Float64Array): Uint32Array {
  let most = 0;
  for (const score of scores) if (score > most) most = score;
  const keys = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    const below = most === 0 ? 0 : Math.floor((1 - (scores[r] as number) / most) * (2 ** 32 - 1));
    keys[r] = below * MOST_ROWS + (rows[r] as number);
  }
  keys.sort();
  const sorted = new Uint32Array(rows.length);
  for (let r = 0; r < keys.length; r++) sorted[r] = (keys[r] as number) % MOST_ROWS;
  return sorted;
}
