import { describe, expect, it } from 'vitest';
import { FLOOR } from '../../src/factorize/factors.js';
import { exp } from '../../src/math/exp.js';
import { Random } from '../../src/math/random.js';
import { largestError, relativeError, sameBits } from '../support/close.js';
import { type KernelInput, type KernelOutput, runKernel } from '../support/compiled-kernels.js';
import {
  badlyScaled,
  columnSumsOfBlocks,
  even,
  figuresError,
  huge,
  inputOf,
  LENGTHS,
  rowDivergences,
  small,
  sparse,
  TOLERANCE,
  TOPICS,
  withMomentum,
} from '../support/kernel-inputs.js';
import { meansOf, reference } from '../support/reference-kernels.js';

describe.each(['halfStep', 'frobenius'] as const)('the multiplicative kernel %s', (kernel) => {
  it.each([
    ['even factors', even, small],
    ['factors with floors', sparse, small],
    ['counts up to 2³² − 1', even, huge],
    ['badly scaled factors', badlyScaled, small],
    ['badly scaled factors and counts up to 2³² − 1', badlyScaled, huge],
  ])('is the plain one to float32: %s', async (_, factors, count) => {
    for (const K of TOPICS) {
      const input = inputOf(kernel, K, factors, count);
      const [output, expected] = [await runKernel(input), reference(input)];
      expect(relativeError(output.A, expected.A), `K = ${K}`).toBeLessThan(TOLERANCE);
      expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
      expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
    }
  });

  it('extrapolates what has grown', async () => {
    for (const K of TOPICS) {
      const input = withMomentum(inputOf(kernel, K));
      const [output, expected] = [await runKernel(input), reference(input)];
      expect(relativeError(output.A, expected.A), `K = ${K}`).toBeLessThan(TOLERANCE);
      expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
      const plain = await runKernel({ ...input, momentum: 0 });
      // of one column alone the KL and the multiplicative step forget where they started
      if (K > 1) expect(relativeError(plain.A, expected.A)).toBeGreaterThan(100 * TOLERANCE);
    }
  });

  it('measures without writing', async () => {
    const input = inputOf(kernel, 5, sparse);
    const { figures } = await runKernel({ ...input, update: false });
    expect(figures).toEqual((await runKernel(input)).figures);
    expect(figures.lowest).toBeLessThan(0);
  });

  it('writes without measuring', async () => {
    const input = inputOf(kernel, 5);
    expect(sameBits((await runKernel({ ...input, measure: false })).A, (await runKernel(input)).A)).toBe(true);
  });
});

describe('halfStep', () => {
  it('repeats a row’s step', async () => {
    for (const K of TOPICS) {
      const input = { ...withMomentum(inputOf('halfStep', K)), repeats: 4, measure: false };
      expect(relativeError((await runKernel(input)).A, reference(input).A), `K = ${K}`).toBeLessThan(4 * TOLERANCE);
    }
  });

  it('repeated is the same bits as run again and again', async () => {
    const input = inputOf('halfStep', 7);
    let A = input.A;
    for (let repeat = 0; repeat < 3; repeat++) A = (await runKernel({ ...input, A })).A;
    const repeated = await runKernel({ ...input, repeats: 3, measure: false });
    expect(sameBits(repeated.A, A)).toBe(true);
    expect(repeated.blockSums).toEqual(columnSumsOfBlocks(A, 7));
  });

  it('keeps a share of the old row, and sums what it added', async () => {
    for (const K of TOPICS) {
      const input = { ...inputOf('halfStep', K, sparse), keep: 0.9, measure: false };
      const output = await runKernel(input);
      expect(relativeError(output.A, reference(input).A), `K = ${K}`).toBeLessThan(TOLERANCE);
      const [before, after] = [columnSumsOfBlocks(input.A, K), columnSumsOfBlocks(output.A, K)];
      for (const [block, sums] of output.blockSums.entries()) {
        const size = (k: number) => 1 + (before[block] as Float64Array)[k] + (after[block] as Float64Array)[k];
        const added = (after[block] as Float64Array).map((sum, k) => sum - (before[block] as Float64Array)[k]);
        expect(largestError(sums, added, size)).toBeLessThan(1e-14);
      }
    }
  });
});

describe.each(['halfStep', 'descend', 'frobenius', 'hierarchical'] as const)('%s with ids', (kernel) => {
  it('does the same to those rows and leaves the others', async () => {
    const K = 6;
    const plain = inputOf(kernel, K);
    const rows = plain.X.rows;
    const ids = Int32Array.from({ length: rows }, (_, row) => 2 * ((row * 7) % rows) + 1);
    const A = new Float32Array(2 * rows * K).fill(1);
    for (const [row, id] of ids.entries()) A.set(plain.A.subarray(row * K, (row + 1) * K), id * K);
    const [expected, actual] = [await runKernel(plain), await runKernel({ ...plain, A, ids })];
    for (const [row, id] of ids.entries()) expect(actual.A.subarray(id * K, (id + 1) * K)).toEqual(expected.A.subarray(row * K, (row + 1) * K));
    expect(actual.figures).toEqual(expected.figures);
    expect(actual.blockSums).toEqual(expected.blockSums);
  });
});

/** D less the log prior of each row, its masses being its words. */
describe('descend', () => {
  it.each([
    ['small counts', small],
    ['counts up to 2³² − 1', huge],
  ])('is the plain sweep to float32, measured by the means: %s', async (_, count) => {
    for (const K of TOPICS) {
      for (const input of [inputOf('descend', K, even, count), withMomentum(inputOf('descend', K, even, count))]) {
        const [output, expected] = [await runKernel(input), reference(input)];
        const [before, after, actual] = [expected.start, expected.A, output.A].map((A) => meansOf(input.X, A, input.B, K)) as [
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        expect(
          largestError(actual, after, (p) => Math.max(before[p], after[p])),
          `K = ${K}`,
        ).toBeLessThan(TOLERANCE);
        const most = new Float64Array(LENGTHS.length);
        for (const A of [expected.start, expected.A]) for (let a = 0; a < A.length; a++) most[Math.floor(a / K)] = Math.max(most[Math.floor(a / K)], A[a]);
        expect(
          largestError(output.A, expected.A, (a) => most[Math.floor(a / K)]),
          `K = ${K}`,
        ).toBeLessThan(2e-4);
        expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
        expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
      }
    }
  });

  it.each([
    ['small counts', small],
    ['counts up to 2³² − 1', huge],
  ])('brings rows down as far as plain sweeps do where most entries are at the floor: %s', async (_, count) => {
    for (const K of TOPICS) {
      const input = inputOf('descend', K, sparse, count);
      const plain = { ...input, repeats: 10 };
      let { A } = await runKernel(input);
      expect(figuresError(await runKernel(input), reference(input)), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
      for (let sweep = 1; sweep < 10; sweep++) A = (await runKernel({ ...input, A })).A;
      const [start, end, actual] = [input.A, reference(plain).A, A].map((rows) => rowDivergences(input, rows)) as [number[], number[], number[]];
      for (const [row, lowest] of end.entries()) {
        const fall = (start[row] as number) - lowest;
        expect(actual[row], `row ${row} of ${LENGTHS[row]} entries, K = ${K}`).toBeLessThanOrEqual(lowest + 1e-3 * fall + 1e-6 * Math.abs(lowest));
      }
    }
  });

  it.each([
    ['small counts', small],
    ['counts up to 2³² − 1', huge],
  ])('of badly scaled factors gives numbers at or above the floor, and no higher divergence: %s', async (_, count) => {
    for (const K of TOPICS) {
      const input = inputOf('descend', K, badlyScaled, count);
      const output = await runKernel(input);
      expect(figuresError(output, reference(input)), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
      expect(
        output.A.findIndex((a) => !(a >= FLOOR && a < Number.POSITIVE_INFINITY)),
        `an entry that is no number ≥ the floor, K = ${K}`,
      ).toBe(-1);
      const [before, after] = [rowDivergences(input, input.A), rowDivergences(input, output.A)];
      for (const [row, start] of before.entries()) expect(after[row], `row ${row}, K = ${K}`).toBeLessThanOrEqual(start + 1e-5 * Math.abs(start));
    }
  });
});

/** Largest error of each coordinate's step, from the kernel's own results of the coordinates before, relative to what it is a difference of. */
function hierarchicalError({ X, K, B, gram = new Float32Array(), floor }: KernelInput, start: Float64Array, A: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < X.rows; i++) {
    const y = start.slice(i * K, (i + 1) * K);
    for (let k = 0; k < K; k++) {
      let projection = 0;
      for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) projection += X.values[p] * B[X.columnIndices[p] * K + k];
      let product = 0;
      for (let l = 0; l < K; l++) product += y[l] * gram[k * K + l];
      const curvature = gram[k * K + k];
      const expected = Math.max(floor, y[k] - (product - projection) / curvature);
      y[k] = A[i * K + k];
      largest = Math.max(
        largest,
        largestError([y[k]], [expected], () => (product + projection) / curvature + expected),
      );
    }
  }
  return largest;
}

describe('hierarchical', () => {
  it.each([
    ['even factors', even, small],
    ['factors with floors', sparse, small],
    ['counts up to 2³² − 1', even, huge],
    ['badly scaled factors', badlyScaled, small],
    ['badly scaled factors and counts up to 2³² − 1', badlyScaled, huge],
  ])('does each step of the plain sweep to float32: %s', async (_, factors, count) => {
    for (const K of TOPICS) {
      for (const input of [inputOf('hierarchical', K, factors, count), withMomentum(inputOf('hierarchical', K, factors, count))]) {
        const [output, expected] = [await runKernel(input), reference(input)];
        expect(hierarchicalError(input, expected.start, output.A), `K = ${K}`).toBeLessThan(TOLERANCE);
        expect(figuresError(output, expected), `figures, K = ${K}`).toBeLessThan(TOLERANCE);
        expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
      }
    }
  });
});

describe('gramOfRows', () => {
  it.each([
    ['even factors', even],
    ['badly scaled factors', badlyScaled],
  ])('is AᵀA: %s', async (_, factors) => {
    for (const K of TOPICS) {
      const input = inputOf('gramOfRows', K, factors);
      const { grams } = await runKernel(input);
      const middle = Math.floor(input.X.rows / 2) * K;
      for (const [block, rows] of [input.A.subarray(0, middle), new Float32Array(), input.A.subarray(middle)].entries()) {
        const expected = new Float64Array(K * K);
        for (let a = 0; a < rows.length; a += K) for (let kl = 0; kl < K * K; kl++) expected[kl] += rows[a + Math.floor(kl / K)] * rows[a + (kl % K)];
        expect(relativeError(grams[block] as Float64Array, expected), `K = ${K}`).toBeLessThan(1e-6);
      }
    }
  });
});

describe('scaleRows', () => {
  it('multiplies and keeps the floor, to the bit', async () => {
    for (const K of TOPICS) {
      const random = new Random(K);
      const input = { ...inputOf('scaleRows', K, badlyScaled), gains: Float32Array.from({ length: K }, () => exp(20 * random.uniform() - 10)) };
      const output = await runKernel(input);
      expect(
        sameBits(
          output.A,
          Float32Array.from(input.A, (a, at) => Math.max(FLOOR, Math.fround(a * input.gains[at % K]))),
        ),
      ).toBe(true);
      expect(output.blockSums).toEqual(columnSumsOfBlocks(output.A, K));
    }
  });
});

describe.each(['halfStep', 'descend', 'frobenius', 'hierarchical', 'scaleRows'] as const)('%s of what is not a number', (kernel) => {
  const K = 5;
  const clean = inputOf(kernel, K);
  const row = 9;

  it('in a row gives what is not a number there, and leaves the other rows', async () => {
    const A = clean.A.slice();
    A[row * K + 2] = Number.NaN;
    const [expected, actual] = [await runKernel(clean), await runKernel({ ...clean, A })];
    const rowOf = ({ A: factor }: KernelOutput, i: number) => factor.subarray(i * K, (i + 1) * K);
    expect(rowOf(actual, row)[2]).toBeNaN();
    expect(rowOf(actual, row)).not.toContain(FLOOR);
    for (let i = 0; i < clean.X.rows; i++) if (i !== row) expect(rowOf(actual, i)).toEqual(rowOf(expected, i));
    expect((actual.blockSums[2] as Float64Array)[2]).toBeNaN();
    if (kernel !== 'scaleRows') expect(actual.figures.residual).toBeNaN();
  });

  if (kernel === 'scaleRows') return;
  it('in the other factor gives what is not a number in the rows that meet it', async () => {
    const B = clean.B.slice();
    B[(clean.X.columnIndices[clean.X.rowPointers[row]] as number) * K + 1] = Number.NaN;
    const { A, figures } = await runKernel({ ...clean, B });
    const met = A.subarray(row * K, (row + 1) * K);
    expect(met.some(Number.isNaN)).toBe(true);
    expect(met).not.toContain(FLOOR);
    expect(figures.residual).toBeNaN();
  });
});

describe.each(['halfStep', 'descend', 'frobenius', 'hierarchical', 'gramOfRows', 'scaleRows'] as const)('%s', (kernel) => {
  it('gives the same bits over shared memory', async () => {
    for (const K of TOPICS) {
      const input = kernel === 'gramOfRows' ? inputOf(kernel, K) : withMomentum(inputOf(kernel, K, sparse));
      const [unshared, shared] = [await runKernel(input), await runKernel(input, true)];
      expect(sameBits(shared.A, unshared.A)).toBe(true);
      expect(shared).toEqual(unshared);
    }
  });
});

describe('the comparison', () => {
  it('sees a wrong number, a wrong order, a wrong length and what is not a number', () => {
    const right = Float64Array.of(1, 2, 3, FLOOR);
    expect(relativeError(Float32Array.from(right), right)).toBe(0);
    expect(relativeError([1, 2 + 1e-4, 3, FLOOR], right)).toBeCloseTo(5e-5, 12);
    expect(relativeError([2, 1, 3, FLOOR], right)).toBe(1);
    expect(relativeError([1, 2, 3, 2 * FLOOR], right)).toBeCloseTo(1, 5);
    for (const wrong of [
      [1, 2, 3],
      [1, Number.NaN, 3, FLOOR],
      [Number.POSITIVE_INFINITY, 2, 3, FLOOR],
    ])
      expect(relativeError(wrong, right)).toBe(Number.POSITIVE_INFINITY);
    expect(relativeError([Number.NaN], [Number.NaN])).toBe(Number.POSITIVE_INFINITY);
    expect(sameBits(Float32Array.of(0), Float32Array.of(-0))).toBe(false);
  });

  it.each(['halfStep', 'descend', 'frobenius', 'hierarchical'] as const)(
    'sees a kernel that leaves out an entry, a column or the floor: %s',
    async (kernel) => {
      const right = inputOf(kernel, 5);
      const { start, A: expected } = reference(right);
      const error = async (wrong: Partial<KernelInput>) => {
        const { A } = await runKernel({ ...right, ...wrong });
        return kernel === 'hierarchical' ? hierarchicalError(right, start, A) : relativeError(A, expected);
      };
      const longest = LENGTHS.indexOf(5300);
      const values = right.X.values.slice();
      values[right.X.rowPointers[longest] + 5299] = 0;
      expect(await error({ X: { ...right.X, values } })).toBeGreaterThan(TOLERANCE);
      const B = right.B.map((b, at) => (at % 5 === 4 ? 0 : b));
      expect(await error({ B })).toBeGreaterThan(TOLERANCE);
      if (kernel !== 'hierarchical') return;
      const floors = inputOf(kernel, 5, sparse);
      expect((await runKernel(floors)).A).toContain(FLOOR);
    },
  );

  it('sees another floor', async () => {
    for (const kernel of ['halfStep', 'descend', 'frobenius'] as const) {
      const right = inputOf(kernel, 5, sparse);
      expect(relativeError((await runKernel({ ...right, floor: 2 * FLOOR })).A, reference(right).A)).toBeGreaterThan(TOLERANCE);
    }
  });

  it('sees a figure that is off by a little', async () => {
    const input = inputOf('halfStep', 5, sparse);
    const [output, expected] = [await runKernel(input), reference(input)];
    expect(figuresError(output, expected)).toBeLessThan(TOLERANCE);
    for (const name of ['dataTerm', 'residual', 'lowest'] as const) {
      const figures = { ...output.figures, [name]: output.figures[name] - 1e-4 * expected.sizes[name] };
      expect(figuresError({ ...output, figures }, expected), name).toBeGreaterThan(TOLERANCE);
    }
  });
});
