import { Random } from '../../math/random.js';

/** Steps of a pass of mini-batches, or more while a shard is a step. */
const STEPS = 32;
/** Shards below which a pass of whole steps does as well. */
export const LEAST_SHARDS = 8;

/**
 * The shards of each step of a pass of mini-batches. Shards are dealt into strata of neighbours, as many as it takes for some 32 steps, and each step has
 * one of every stratum: so a step sees documents from everywhere however they are sorted, and its size grows with the collection.
 *
 * @param shards how many there are
 * @param pass from 0; each has its own order
 */
export function batches(shards: number, seed: number, pass: number): number[][] {
  const random = new Random(seed);
  const strata = Math.max(1, Math.floor(shards / STEPS));
  const steps = Math.floor(shards / strata);
  const order = Array.from({ length: shards }, (_, shard) => shard);
  const batched: number[][] = Array.from({ length: steps }, () => []);
  for (let stratum = 0; stratum < strata; stratum++) {
    const [first, end] = [stratum, stratum + 1].map((s) => Math.floor((shards * s) / strata)) as [number, number];
    const own = order.slice(first, end);
    for (let again = 0; again <= pass; again++) shuffle(own, random);
    for (const [place, shard] of own.entries()) batched[Math.min(place, steps - 1)]?.push(shard);
  }
  return batched.map((step) => step.sort((a, b) => a - b));
}

/** A random order (Fisher and Yates; Durstenfeld 1964). */
function shuffle(items: number[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [items[last], items[other]] = [items[other] as number, items[last] as number];
  }
}
