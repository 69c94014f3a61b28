/**
 * Some terms, and the pairs of them that stand in one list: all that coherence asks to be counted. Terms and pairs have numbers from 0,
 * in the order in which the lists name them.
 */
export class TermPairs {
  /** the term of each number, as a column of the matrix */
  readonly terms: Int32Array;
  /** the number of each column, −1 for a term that is in no list */
  readonly numberOf: Int32Array;
  /** how many pairs there are */
  readonly pairs: number;
  /** the partners of term number t, and the numbers of its pairs with them, stand from partnersFrom[t] to before partnersFrom[t + 1] */
  readonly partnersFrom: Int32Array;
  readonly partners: Int32Array;
  readonly partnerPairs: Int32Array;
  private readonly pairOf = new Map<number, number>();

  /**
   * @param lists columns, such as the first terms of each topic
   * @param columns of the matrix
   */
  constructor(lists: readonly (readonly number[])[], columns: number) {
    this.terms = Int32Array.from(new Set(lists.flat()));
    this.numberOf = new Int32Array(columns).fill(-1);
    this.terms.forEach((column, number) => {
      this.numberOf[column] = number;
    });
    const partnersOf = Array.from(this.terms, (): { partner: number; pair: number }[] => []);
    for (const list of lists) {
      const numbers = list.map((column) => this.numberOf[column]);
      for (const [place, a] of numbers.entries()) {
        for (const b of numbers.slice(0, place)) {
          const key = this.keyOf(a, b);
          if (a === b || this.pairOf.has(key)) continue;
          const pair = this.pairOf.size;
          this.pairOf.set(key, pair);
          partnersOf[a].push({ partner: b, pair });
          partnersOf[b].push({ partner: a, pair });
        }
      }
    }
    this.pairs = this.pairOf.size;
    this.partnersFrom = new Int32Array(this.terms.length + 1);
    partnersOf.forEach((partners, number) => {
      this.partnersFrom[number + 1] = this.partnersFrom[number] + partners.length;
    });
    this.partners = Int32Array.from(partnersOf.flat(), ({ partner }) => partner);
    this.partnerPairs = Int32Array.from(partnersOf.flat(), ({ pair }) => pair);
  }

  /** The number of the pair of two columns; undefined where they are in no list together. */
  pairNumber(column: number, other: number): number | undefined {
    return this.pairOf.get(this.keyOf(this.numberOf[column], this.numberOf[other]));
  }

  private keyOf(a: number, b: number): number {
    return Math.max(a, b) * this.terms.length + Math.min(a, b);
  }
}
