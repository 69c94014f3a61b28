/** Share of what is told as more than chance that may be chance: of topics that rise or fall, of shares and words that set groups apart. */
export const FALSE_DISCOVERY_RATE = 0.1;

/**
 * Which of many tests show more than chance: among those, the expected share of false ones is at most the rate (Benjamini and Hochberg 1995).
 * One test is found more easily the more others are.
 *
 * @param pValues 0 to 1, or NaN for what was not tested
 * @param rate 0 to 1
 * @param tests how many there were, where some that found nothing are left out of `pValues`
 */
export function discoveries(pValues: ArrayLike<number>, rate: number, tests = countTested(pValues)): boolean[] {
  const sorted = Float64Array.from(pValues)
    .filter((p) => !Number.isNaN(p))
    .sort();
  let bound = -1;
  for (const [rank, p] of sorted.entries()) if (p * tests <= rate * (rank + 1)) bound = p;
  return Array.from(pValues, (p) => p <= bound);
}

function countTested(pValues: ArrayLike<number>): number {
  return Array.from(pValues).reduce((sum, p) => (Number.isNaN(p) ? sum : sum + 1), 0);
}
