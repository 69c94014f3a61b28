import { ln } from './log.js';

/** From here on the series below is exact to float64's last digits but a few. */
const LARGE = 6;

/** ψ(x), the derivative of ln Γ, for x > 0: ψ(x) = ψ(x + 1) − 1/x until x is large, then Stirling's series (Abramowitz and Stegun 6.3.18); error about 1e-11. */
export function digamma(x: number): number {
  let y = x;
  let below = 0;
  for (; y < LARGE; y++) below += 1 / y;
  const z = 1 / (y * y);
  return ln(y) - 0.5 / y - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132)))) - below;
}
