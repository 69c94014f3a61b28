import { exp, pow } from '../math/exp.js';
import { ln } from '../math/log.js';

/** Lengths are rounded to powers of √2, from 2⁻⁶ on: for numbers of sources that is exact enough, and there are few of them. */
const PLACES = 64;
const SHORTEST = -12;
/** Sources without a term that there are at least, as it were: one that is in all of them would have an infinite rate. */
const LEFT_OUT = 0.5;
const STEPS = 60;
const CLOSE = 1e-6;

/** What is expected of a group. */
export interface Expectation {
  /** of the sources that have the term, those in the group; 0 to 1 */
  share: number;
  /** independent observations that their number is worth: it varies less than a binomial one where most sources have the term */
  size: number;
}

/**
 * In how many sources of each group a term is to be expected, if groups do not differ in how frequent it is. It is found in a source of n words
 * with probability 1 − e^(−λn): longer sources have more terms of every kind, but one that is in nearly all of them can hardly be in more.
 */
export class ExpectedPresence {
  private readonly lengths = Float64Array.from({ length: PLACES }, (_, b) => pow(2, (b + SHORTEST) / 2));
  /** sources of each length, all together and groups × lengths */
  private readonly all = new Float64Array(PLACES);
  private readonly ofGroups: Float64Array;
  private sources = 0;

  constructor(groups: number) {
    this.ofGroups = new Float64Array(groups * PLACES);
  }

  /** @param words of a source of a group; one without any is left out */
  add(group: number, words: number): void {
    if (!(words > 0)) return;
    const place = Math.max(0, Math.min(PLACES - 1, Math.round((2 * ln(words)) / Math.LN2) - SHORTEST));
    this.all[place]++;
    this.ofGroups[group * PLACES + place]++;
    this.sources++;
  }

  /** @param found sources of all groups that have the term @returns gives what is expected of a group */
  among(found: number): (group: number) => Expectation {
    const rate = this.rate(Math.min(found, this.sources - LEFT_OUT));
    const present = this.lengths.map((length) => 1 - exp(-rate * length));
    const varying = present.map((probability) => probability * (1 - probability));
    const all = sumOf(this.all, present);
    const allVarying = sumOf(this.all, varying);
    return (group) => {
      const lengths = this.ofGroups.subarray(group * PLACES, (group + 1) * PLACES);
      const share = all > 0 ? sumOf(lengths, present) / all : 0;
      const own = sumOf(lengths, varying);
      // of the number in the group, where that in all groups is given
      const variance = (own * (allVarying - own)) / allVarying;
      return { share, size: variance > 0 ? Math.max(found, (found * found * share * (1 - share)) / variance) : found };
    };
  }

  /** λ, by Newton's method: the number of sources is a concave function of it, so steps from 0 never go too far. */
  private rate(found: number): number {
    let rate = 0;
    for (let step = 0; step < STEPS; step++) {
      let missing = found;
      let slope = 0;
      for (let b = 0; b < PLACES; b++) {
        if (this.all[b] === 0) continue;
        const absent = exp(-rate * this.lengths[b]);
        missing -= this.all[b] * (1 - absent);
        slope += this.all[b] * this.lengths[b] * absent;
      }
      if (!(missing > CLOSE * found && slope > 0)) break;
      rate += missing / slope;
    }
    return rate;
  }
}

function sumOf(sources: Float64Array, ofEach: Float64Array): number {
  return sources.reduce((sum, count, place) => sum + count * ofEach[place], 0);
}
