import type { CsrMatrix } from '../matrix/csr-matrix.js';
import type { TermPairs } from './term-pairs.js';

/**
 * In how many units some terms stand, alone and two by two: what coherence takes its probabilities from. A unit is a document or a window
 * of words.
 */
export interface CoCounts {
  readonly pairs: TermPairs;
  /** how many units there are */
  readonly units: number;
  /** for each term of the pairs, by its number, the units that have it */
  readonly counts: Float64Array;
  /** for each pair, the units that have both */
  readonly together: Float64Array;
}

/** The units that have a term (a column), which must be one of the pairs'. */
export function countOf({ pairs, counts }: CoCounts, term: number): number {
  return counts[pairs.numberOf[term]];
}

/** The units that have two terms (columns), which must be a pair. */
export function countTogether({ pairs, together }: CoCounts, a: number, b: number): number {
  const pair = pairs.pairNumber(a, b);
  if (pair === undefined) throw new RangeError(`the terms ${a} and ${b} are no pair that was counted`);
  return together[pair];
}

/**
 * Counts over whole documents.
 *
 * @param Xt terms × documents
 */
export function documentCoCounts(Xt: CsrMatrix, pairs: TermPairs): CoCounts {
  const counts = Float64Array.from(pairs.terms, (term) => Xt.rowPointers[term + 1] - Xt.rowPointers[term]);
  const together = new Float64Array(pairs.pairs);
  for (const [number, term] of pairs.terms.entries()) {
    for (let p = pairs.partnersFrom[number]; p < pairs.partnersFrom[number + 1]; p++) {
      const partner = pairs.partners[p];
      if (partner < number) together[pairs.partnerPairs[p]] = sharedDocuments(Xt, term, pairs.terms[partner]);
    }
  }
  return { pairs, units: Xt.columns, counts, together };
}

/** Counts over whole documents that come in pieces. */
export class DocumentCoCounter {
  private readonly pairs: TermPairs;
  private readonly counts: Float64Array;
  private readonly together: Float64Array;
  private units = 0;
  /** the last document, from 1, that has each term */
  private readonly seen: Float64Array;

  constructor(pairs: TermPairs) {
    this.pairs = pairs;
    this.counts = new Float64Array(pairs.terms.length);
    this.together = new Float64Array(pairs.pairs);
    this.seen = new Float64Array(pairs.terms.length);
  }

  /** @param X some documents × terms */
  add({ rows, rowPointers, columnIndices }: CsrMatrix): void {
    const { pairs, counts, together, seen } = this;
    for (let i = 0; i < rows; i++) {
      this.units++;
      for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
        const number = pairs.numberOf[columnIndices[p]];
        if (number < 0) continue;
        counts[number]++;
        // each pair once: when its second term is met
        seen[number] = this.units;
        for (let q = pairs.partnersFrom[number]; q < pairs.partnersFrom[number + 1]; q++) {
          if (seen[pairs.partners[q]] === this.units) together[pairs.partnerPairs[q]]++;
        }
      }
    }
  }

  finish(): CoCounts {
    const { pairs, units, counts, together } = this;
    return { pairs, units, counts, together };
  }
}

/** In how many documents both terms stand: the length of the intersection of two sorted lists. */
export function sharedDocuments({ rowPointers, columnIndices }: CsrMatrix, a: number, b: number): number {
  let p = rowPointers[a];
  let q = rowPointers[b];
  let shared = 0;
  while (p < rowPointers[a + 1] && q < rowPointers[b + 1]) {
    const difference = columnIndices[p] - columnIndices[q];
    if (difference === 0) shared++;
    if (difference <= 0) p++;
    if (difference >= 0) q++;
  }
  return shared;
}
