import { factorize } from '../../src/factorize/factorize.js';
import { compileKernels, loadKernels } from '../../src/factorize/kernels/kernels.js';
import { neighbourStart } from '../../src/factorize/neighbour-start.js';
import { solvers } from '../../src/factorize/solvers.js';
import { randomStart } from '../../src/factorize/start.js';
import { Random } from '../../src/math/random.js';
import { randomCounts } from '../support/random-counts.js';

/** The bits of small fits by every solver, and of the kernels' logarithms, as hexadecimal text: runs in Node and in a browser. */
export async function fitBits(): Promise<Record<string, string>> {
  const X = randomCounts(300, 200, 0.08, 5);
  const bits: Record<string, string> = { logarithms: await logarithmBits() };
  for (const solver of Object.keys(solvers) as (keyof typeof solvers)[]) {
    for (const loss of solver === 'online' ? (['kullback-leibler'] as const) : (['kullback-leibler', 'frobenius'] as const)) {
      const settings = { loss, solver, seed: 3, maxIterations: 25, tolerance: 0, kktTolerance: 0 };
      const { factors, trace } = await factorize(X, [() => randomStart(X, 7, new Random(3))], settings);
      bits[`${solver} ${loss}`] = hexadecimal(factors.W) + hexadecimal(factors.Ht) + trace.map(({ objective }) => objective).join(' ');
    }
    const settings = {
      loss: 'kullback-leibler',
      solver,
      seed: 3,
      maxIterations: 25,
      tolerance: 0,
      kktTolerance: 0,
      documentPrior: 0.05,
      termPrior: 0.1,
    } as const;
    const starts = [3, 4].map((seed) => () => neighbourStart(X, 7, new Random(seed)));
    const { factors, trace, documentPrior } = await factorize(X, starts, settings);
    bits[`${solver} with priors`] = [factors.W, factors.Ht, documentPrior].map(hexadecimal).join('') + trace.map(({ objective }) => objective).join(' ');
  }
  return bits;
}

async function logarithmBits(): Promise<string> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = await loadKernels(await compileKernels(), memory);
  const numbers = new Float64Array(memory.buffer, 1024, 1000);
  const random = new Random(1);
  for (let i = 0; i < numbers.length; i++) numbers[i] = ((random.uniform() + 1e-9) * 2 ** (i % 60)) / 2 ** 30;
  kernels.logarithms(1024, numbers.length);
  return hexadecimal(numbers);
}

function hexadecimal(numbers: Float32Array | Float64Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
