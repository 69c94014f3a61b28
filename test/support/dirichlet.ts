import type { Random } from '../../src/math/random.js';

/** A sample of the Dirichlet distribution around a mean: the larger the concentration, the nearer to it. */
export function dirichlet(random: Random, mean: readonly number[], concentration: number): number[] {
  const weights = mean.map((share) => gamma(random, concentration * share));
  const sum = weights.reduce((all, weight) => all + weight, Number.MIN_VALUE);
  return weights.map((weight) => weight / sum);
}

/** By rejection (Marsaglia and Tsang 2000). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
