import { describe, expect, it } from 'vitest';
import { FLOOR } from '../../src/factorize/factors.js';
import { expectedSums, powerOfRows } from '../../src/factorize/kernels/kullback-leibler.js';
import { exp } from '../../src/math/exp.js';
import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { largestError, relativeError } from '../support/close.js';
import { type KernelInput, runKernel } from '../support/compiled-kernels.js';
import {
  badlyScaled,
  columnSumsOfBlocks,
  even,
  figuresError,
  huge,
  inputOf,
  LENGTHS,
  type Prior,
  rowDivergences,
  small,
  sparse,
  TOLERANCE,
  TOPICS,
  withMomentum,
  withPrior,
} from '../support/kernel-inputs.js';
import { meansOf, reference } from '../support/reference-kernels.js';

/** Number of words of each row. */
function wordsOf({ rows, rowPointers, values }: CsrMatrix): number[] {
  return Array.from({ length: rows }, (_, i) => values.subarray(rowPointers[i], rowPointers[i + 1]).reduce((sum, x) => sum + x, 0));
}

/** Σ_k s_k A_ik of each row. */
function massesOf({ X, K, scales }: KernelInput, A: ArrayLike<number>): number[] {
  return Array.from({ length: X.rows }, (_, i) => scales.reduce((sum, s, k) => sum + s * A[i * K + k], 0));
}

describe.each<Prior>(['documents', 'terms'])('halfStep with a prior of %s', (of) => {
  const cases = [
    ['even factors', even, small],
    ['factors with floors', sparse, small],
    ['counts up to 2³² − 1', even, huge],
    ['badly scaled factors', badlyScaled, small],
    ['badly scaled factors and counts up to 2³² − 1', badlyScaled, huge],
  ] as const;

  it.each(cases)('is the plain one to float32: %s', async (_, factors, count) => {
    for (const K of TOPICS) {
      const input = withPrior(inputOf('halfStep', K, factors, count), of);
      const [output, expected] = [await runKernel(input), reference(input)];
      expect(relativeError(output.A, expected.A), `K = ${K}`).toBeLessThan(TOLERANCE);
      expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
      expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
      expect(output.figures.logPrior).not.toBe(0);
    }
  });

  it('starts from what has grown, or from the power of what was', async () => {
    for (const K of TOPICS) {
      const plain = withPrior(inputOf('halfStep', K, sparse), of);
      for (const input of [withMomentum(plain), { ...plain, power: 0.7 }, { ...plain, power: 0.97 }]) {
        const [output, expected] = [await runKernel(input), reference(input)];
        expect(relativeError(output.A, expected.A), `K = ${K}`).toBeLessThan(TOLERANCE);
        expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
        if (K > 1) expect(relativeError((await runKernel(plain)).A, expected.A)).toBeGreaterThan(100 * TOLERANCE);
      }
    }
  });

  it('repeats a row’s step', async () => {
    for (const K of TOPICS) {
      const input = { ...withPrior(inputOf('halfStep', K), of), repeats: 4, measure: false };
      expect(relativeError((await runKernel(input)).A, reference(input).A), `K = ${K}`).toBeLessThan(4 * TOLERANCE);
    }
  });

  it.each(cases)('measures without writing, and sums the expected counts: %s', async (_, factors, count) => {
    for (const K of TOPICS) {
      const input = withPrior(inputOf('halfStep', K, factors, count), of);
      const { figures, blockSums } = await runKernel({ ...input, update: false });
      expect(figures).toEqual((await runKernel(input)).figures);
      const sums = blockSums.reduce((all, block) => all.map((sum, k) => sum + (block[k] as number)), new Float64Array(K));
      const expected = expectedSums(input.X, Float64Array.from(input.A), Float64Array.from(input.B), K);
      expect(relativeError(sums, expected), `K = ${K}`).toBeLessThan(TOLERANCE);
      expect([...(blockSums[1] as Float64Array)]).toEqual(new Array(K).fill(0));
    }
  });

  it('gives the same bits over shared memory', async () => {
    for (const K of TOPICS) {
      const input = withMomentum(withPrior(inputOf('halfStep', K, sparse), of));
      expect(await runKernel(input, true)).toEqual(await runKernel(input));
    }
  });
});

describe('halfStep with a prior', () => {
  it('of documents brings each row to its number of words, and one without words to the floor', async () => {
    for (const K of TOPICS) {
      const input = withPrior(inputOf('halfStep', K, even, huge), 'documents');
      const { A } = await runKernel(input);
      const words = wordsOf(input.X);
      expect(largestError(massesOf(input, A), words, (i) => Math.max(1e-6, words[i] as number))).toBeLessThan(TOLERANCE);
      for (const empty of [1, 10]) expect([...A.subarray(empty * K, (empty + 1) * K)]).toEqual(new Array(K).fill(FLOOR));
    }
  });

  it('of terms leaves a row without entries the pseudo-counts alone', async () => {
    const input = withPrior(inputOf('halfStep', 5), 'terms');
    const { A } = await runKernel(input);
    const expected = Float64Array.from(input.gains, (gain) => 0.1 * gain);
    for (const empty of [1, 10]) expect(relativeError(A.subarray(5 * empty, 5 * empty + 5), expected)).toBeLessThan(1e-6);
  });

  it('of 0 pseudo-counts is maximum likelihood', async () => {
    const input = inputOf('halfStep', 7, sparse);
    const [plain, none] = [await runKernel(input), await runKernel({ ...input, pseudoCounts: new Float32Array(7), pseudoTotal: 0 })];
    expect(relativeError(none.A, plain.A)).toBeLessThan(1e-6);
    expect(none.figures.logPrior).toBe(0);
    expect(none.figures.residual / plain.figures.residual).toBeCloseTo(1, 5);
  });

  it('counts a document without words neither in the log prior nor in the residual', async () => {
    const K = 5;
    const input = withPrior(inputOf('halfStep', K), 'documents');
    const A = input.A.slice();
    for (const empty of [1, 10]) A.fill(FLOOR, empty * K, (empty + 1) * K);
    const before = (await runKernel({ ...input, A })).figures;
    for (const empty of [1, 10]) A.fill(Math.fround(2e-14), empty * K, (empty + 1) * K);
    const after = (await runKernel({ ...input, A })).figures;
    expect(after.logPrior).toBe(before.logPrior);
    expect(after.residual).toBeCloseTo(before.residual, 9);
  });
});

function rowObjectives(input: KernelInput, A: ArrayLike<number>): number[] {
  const { K, pseudoCounts = new Float32Array(K) } = input;
  return rowDivergences(input, A).map((divergence, i) => pseudoCounts.reduce((sum, p, k) => (p === 0 ? sum : sum - p * Math.log(A[i * K + k])), divergence));
}

describe('descend with a prior of documents', () => {
  it.each([
    ['small counts', small],
    ['counts up to 2³² − 1', huge],
  ])('is the plain sweep to float32, measured by the means: %s', async (_, count) => {
    for (const K of TOPICS) {
      const plain = withPrior(inputOf('descend', K, even, count), 'documents');
      for (const input of [plain, withMomentum(plain)]) {
        const [output, expected] = [await runKernel(input), reference(input)];
        const [after, actual] = [expected.A, output.A].map((A) => meansOf(input.X, A, input.B, K)) as [Float64Array, Float64Array];
        expect(relativeError(actual, after), `K = ${K}`).toBeLessThan(5 * TOLERANCE);
        const most = Array.from({ length: LENGTHS.length }, (_, i) => expected.A.subarray(i * K, (i + 1) * K).reduce((all, a) => Math.max(all, a)));
        expect(
          largestError(output.A, expected.A, (a) => most[Math.floor(a / K)] as number),
          `K = ${K}`,
        ).toBeLessThan(2e-4);
        expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
        expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
        const words = wordsOf(input.X);
        expect(largestError(massesOf(input, output.A), words, (i) => Math.max(1e-6, words[i] as number))).toBeLessThan(TOLERANCE);
      }
    }
  });

  it.each([
    ['most entries at the floor', sparse, small],
    ['most entries at the floor, counts up to 2³² − 1', sparse, huge],
    ['badly scaled', badlyScaled, small],
  ])('brings rows down as far as plain sweeps do, and multiplicative steps: %s', async (_, factors, count) => {
    for (const K of TOPICS) {
      const input = withPrior(inputOf('descend', K, factors, count), 'documents');
      let { A } = await runKernel(input);
      expect(A.findIndex((a) => !(a >= FLOOR && a < Number.POSITIVE_INFINITY))).toBe(-1);
      for (let sweep = 1; sweep < 10; sweep++) A = (await runKernel({ ...input, A })).A;
      const once = reference({ ...input, kernel: 'halfStep' }).A;
      const others = [reference({ ...input, repeats: 10 }).A, reference({ ...input, kernel: 'halfStep', repeats: 10 }).A];
      const [start, swept, multiplied] = [once, ...others].map((rows) => rowObjectives(input, rows)) as [number[], number[], number[]];
      for (const [row, actual] of rowObjectives(input, A).entries()) {
        // what multiplicative steps bring below the first of them, and float32
        const fall = (start[row] as number) - (multiplied[row] as number);
        const lowest = Math.max(swept[row] as number, multiplied[row] as number);
        const most = lowest + 1e-3 * fall + 1e-6 * Math.abs(lowest) + 1e-5;
        if (LENGTHS[row] !== 0) expect(actual, `row ${row} of ${LENGTHS[row]} entries, K = ${K}`).toBeLessThanOrEqual(most);
      }
    }
  });
});

describe('powerRows', () => {
  it('is the power to 4e-6 from 1e-14 to 1e6; 0 stays 0', async () => {
    const K = 8;
    const { X } = inputOf('powerRows', K);
    const random = new Random(9);
    for (const power of [0.5, 0.7, 0.705, 0.85, 0.9, 0.995, 1]) {
      let largest = 0;
      for (let turn = 0; turn < 20; turn++) {
        const A = Float32Array.from({ length: X.rows * K }, (_, a) => (a === 3 ? 0 : FLOOR * exp(46.05 * random.uniform())));
        A.set([FLOOR, 1, 1 + 2 ** -23, 1 - 2 ** -24, 0.5, Math.SQRT2, 1e6, 1e-7], K);
        const { A: powers } = await runKernel({ ...inputOf('powerRows', K), A, power });
        expect(powers[3]).toBe(0);
        largest = Math.max(largest, relativeError(powers, powerOfRows(Float64Array.from(A), power)));
      }
      expect(largest, `power ${power}`).toBeLessThanOrEqual(4e-6);
      expect(largest).toBeGreaterThan(0);
    }
  });
});
