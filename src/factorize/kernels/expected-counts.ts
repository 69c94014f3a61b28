/*
 * Expected counts of terms in topics as sums that do not depend on the order of their parts, and the topics that follow from them, in plain TypeScript: the
 * reference of the compiled kernels. Arrays are terms × K, row by row.
 *
 * A number is rounded to a whole multiple of a unit of its term, a power of two; sums of whole numbers below 2⁵³ in float64 are exact.
 */

/** Adding it to a number from 0 to 2⁵¹ and taking it away again leaves the nearest whole number (ties to the even one). */
const ROUND = 4503599627370496;
/** 2⁵¹ */
const MOST_UNITS = 2251799813685248;

/**
 * How many units a number is, term by term: a power of two, such that expected counts of the term, which add up to its total at most (and
 * some float32 rounding), stay below 2⁵² units.
 *
 * @param totals each term's count in all documents of all ranks
 */
export function unitsOf(totals: Float64Array): Float64Array {
  return totals.map((total) => {
    let unit = MOST_UNITS;
    for (let size = 1; size <= total; size *= 2) unit /= 2;
    return unit;
  });
}

/**
 * sums_jk += whole units of counts_jk, for some rows j.
 *
 * @param counts ≥ 0
 * @param rows numbers of the rows
 */
export function addInUnits(sums: Float64Array, counts: Float32Array | Float64Array, units: Float64Array, rows: ArrayLike<number>, K: number): void {
  for (let r = 0; r < rows.length; r++) {
    const j = rows[r];
    for (let a = j * K; a < (j + 1) * K; a++) sums[a] += counts[a] * units[j] + ROUND - ROUND;
  }
}

/** Column sums of expected counts. */
export function sumCounts(sums: Float64Array, units: Float64Array, K: number): Float64Array {
  const totals = new Float64Array(K);
  for (let j = 0; j < units.length; j++) for (let k = 0; k < K; k++) totals[k] += sums[j * K + k] / units[j];
  return totals;
}

/** What topics are made of, K numbers each. */
export interface Renewal {
  /** what is kept of the topics as they are; 0 but in mini-batches */
  kept: ArrayLike<number>;
  pseudoCounts: ArrayLike<number>;
  gains: ArrayLike<number>;
  /** that the topics before are compared with the counts by */
  scales: ArrayLike<number>;
  momentum: number;
  floor: number;
}

/**
 * H_jk ← now + momentum · max(0, now − previous_jk), now = kept_k H_jk + gains_k (counts_jk + p_k), and previous_jk ← now.
 *
 * @returns Σ |scales_k H_jk − counts_jk − p_k|, and the lowest gradient (see SideFigures) of the topics before; column sums of those after
 */
export function renewTopics(
  sums: Float64Array,
  units: Float64Array,
  H: Float64Array,
  previous: Float64Array | undefined,
  K: number,
  { kept, pseudoCounts, gains, scales, momentum, floor }: Renewal,
): { residual: number; lowest: number; totals: Float64Array } {
  const totals = new Float64Array(K);
  let [residual, lowest] = [0, 0];
  for (let a = 0; a < H.length; a++) {
    const k = a % K;
    const counts = sums[a] / units[Math.floor(a / K)] + pseudoCounts[k];
    residual += Math.abs(scales[k] * H[a] - counts);
    if (H[a] <= floor) lowest = Math.min(lowest, 1 - counts / (scales[k] * H[a]));
    const now = Math.max(floor, kept[k] * H[a] + gains[k] * counts);
    H[a] = previous === undefined ? now : now + momentum * Math.max(0, now - previous[a]);
    if (previous !== undefined) previous[a] = now;
    totals[k] += H[a];
  }
  return { residual, lowest, totals };
}
