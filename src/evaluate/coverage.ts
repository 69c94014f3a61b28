import { type CoCounts, countOf, countTogether } from './co-counts.js';

/** How many of some terms, and of their pairs, coherence has seen. */
export interface Coverage {
  terms: number;
  /** those that stand in a unit */
  termsFound: number;
  pairs: number;
  /** those that meet in a unit */
  pairsFound: number;
}

/** What of one list of terms was counted at all. */
export function coverageOf(counts: CoCounts, terms: readonly number[]): Coverage {
  const coverage = { terms: terms.length, termsFound: 0, pairs: 0, pairsFound: 0 };
  for (const [a, term] of terms.entries()) {
    if (countOf(counts, term) > 0) coverage.termsFound++;
    for (const other of terms.slice(0, a)) {
      coverage.pairs++;
      if (countTogether(counts, term, other) > 0) coverage.pairsFound++;
    }
  }
  return coverage;
}

/** The sum over several lists. */
export function totalCoverage(all: readonly Coverage[]): Coverage {
  const sum = { terms: 0, termsFound: 0, pairs: 0, pairsFound: 0 };
  for (const { terms, termsFound, pairs, pairsFound } of all) {
    sum.terms += terms;
    sum.termsFound += termsFound;
    sum.pairs += pairs;
    sum.pairsFound += pairsFound;
  }
  return sum;
}
