import { exp } from '../math/exp.js';
import { ln } from '../math/log.js';

/** Neighbours on the grid that are nearer are near enough: the one is at most so many times the other. */
const NEAR = 1.1;

/**
 * Numbers of topics to try: whole numbers from one to another, each about as many times the one before (geometric spacing), since what matters
 * is how many times more topics there are. Fewer than asked for where there are not so many whole numbers.
 *
 * @param from ≥ 1
 * @param to ≥ from
 * @param steps how many, ≥ 2 where they differ
 */
export function topicGrid(from: number, to: number, steps: number): number[] {
  const numbers = new Set<number>([from]);
  // with so many steps hardly a number between them is left out
  const most = Math.min(steps, 4 * (to - from) + 2);
  for (let s = 1; s < most; s++) numbers.add(Math.round(exp(ln(from) + ((ln(to) - ln(from)) * s) / (most - 1))));
  return [...numbers];
}

/**
 * Numbers of topics to try next, around the best so far: halfway (geometrically) to its neighbours on either side, until these are within ten
 * per cent of it, or next to it. None where it is the largest: its likelihood may rise beyond it.
 *
 * @param tried rising
 * @param best one of them
 */
export function refineGrid(tried: readonly number[], best: number): number[] {
  const at = tried.indexOf(best);
  if (at === tried.length - 1) return [];
  return [between(tried[at - 1], best), between(best, tried[at + 1])].filter((number) => number !== undefined);
}

function between(low: number | undefined, high: number | undefined): number | undefined {
  if (low === undefined || high === undefined || high <= NEAR * low) return undefined;
  const middle = Math.round(Math.sqrt(low * high));
  return middle === low || middle === high ? undefined : middle;
}
