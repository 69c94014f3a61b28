/** Shares at which a scale may end. */
const TOPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** From values between `from` and `to` to places between `start` and `end`; what is outside of them is put at the nearer end. */
export function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => {
    const ratio = (value - from) / (to - from);
    return start + (end - start) * (Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : 0);
  };
}

/** The smallest round share, 0.001 to 1, that is none of the values below it: the end of a scale on which they all fit. */
export function roundTop(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  // sums of shares miss round numbers by their rounding
  return TOPS.find((top) => top >= largest - 1e-9) ?? 1;
}

/** "2.5 %": a share at a tick, without digits that say nothing. */
export function tickPercent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
