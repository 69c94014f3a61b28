import type { RowReader } from '../tokenize/term-counts.js';
import { PairTable } from './pair-table.js';

/** Finds phrases of two and three words in rows of a sequence. */
export class PhraseLookup {
  /** The phrase that the last look() found, −1 for none. */
  phrase = -1;

  /** 1 for each word that starts a phrase */
  private readonly isFirst: Uint8Array;
  /** the first two words of each phrase */
  private readonly starts = new PairTable();
  /** number of a start and third word */
  private readonly triples = new PairTable();
  /** the phrase that each start is; −1 where it is only the start of others */
  private readonly ofStart: number[] = [];
  private readonly ofTriple: number[] = [];

  /**
   * @param phrases of two or three words; a phrase's number is its place
   * @param words how many words there are
   */
  constructor(phrases: readonly { words: readonly number[] }[], words: number) {
    this.isFirst = new Uint8Array(words);
    phrases.forEach(({ words: [first, second, third] }, phrase) => {
      this.isFirst[first] = 1;
      const start = this.starts.add(first, second, 0);
      this.ofStart[start] ??= -1;
      if (third === undefined) this.ofStart[start] = phrase;
      else this.ofTriple[this.triples.add(start, third, 0)] = phrase;
    });
  }

  /**
   * Looks for the longest phrase that starts at a word of the row that was read.
   *
   * @param size of the row
   * @param stops 1 for each word with which none starts or ends
   * @returns how many words it has: 1 where there is none
   */
  look({ terms, breaks }: Pick<RowReader, 'terms' | 'breaks'>, p: number, size: number, stops: Uint8Array): number {
    this.phrase = -1;
    const first = terms[p];
    if (this.isFirst[first] === 0 || stops[first] === 1 || p + 1 >= size || breaks[p + 1] === 1) return 1;
    const start = this.starts.find(first, terms[p + 1]);
    if (start < 0) return 1;
    if (p + 2 < size && breaks[p + 2] === 0 && stops[terms[p + 2]] === 0) {
      const triple = this.triples.find(start, terms[p + 2]);
      if (triple >= 0) {
        this.phrase = this.ofTriple[triple];
        return 3;
      }
    }
    if (stops[terms[p + 1]] === 0) this.phrase = this.ofStart[start];
    return this.phrase < 0 ? 1 : 2;
  }
}
