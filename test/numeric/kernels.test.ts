import { describe, expect, it } from 'vitest';
import { columnSums, FLOOR } from '../../src/factorize/factors.js';
import { expectedSums, powerOfRows } from '../../src/factorize/kernels/kullback-leibler.js';
import type { KernelName } from '../../src/factorize/workers/request.js';
import { exp } from '../../src/math/exp.js';
import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { largestError, relativeError, sameBits } from '../support/close.js';
import { type KernelInput, type KernelOutput, runKernel } from '../support/compiled-kernels.js';
import { meansOf, type Reference, reference } from '../support/reference-kernels.js';

const TOPICS = [1, 2, 3, 4, 5, 8, 20, 33, 64];
const COLUMNS = 5600;
/** Entries of each row: none, one, each remainder of four, around the lengths at which sums are moved to double precision, and long. */
const LENGTHS = [40, 0, 1, 2, 3, 4, 5, 5300, 17, 64, 0, 1024, 1025, 300, 33];

/** Sums of up to 1,024 float32 numbers are off by some 1e-6 of themselves; nothing is subtracted in a multiplicative step. */
const TOLERANCE = 2e-5;

type Draw = (random: Random) => number;
const small: Draw = (random) => 1 + Math.floor(random.uniform() * random.uniform() * 9);
const huge: Draw = (random) => [1, 7, 1e9, 4294967295][Math.floor(4 * random.uniform())] as number;

/** Entries of A and B: of about one size; most of them at the floor; from the floor to 1e9, whose logarithms are even. */
const even: [Draw, Draw] = [(random) => 3 * random.uniform(), (random) => random.uniform() / 3000];
const sparse: [Draw, Draw] = [
  (random) => (random.uniform() < 0.7 ? FLOOR : 30 * random.uniform()),
  (random) => (random.uniform() < 0.7 ? FLOOR : random.uniform() / 900),
];
const wild: Draw = (random) => (random.uniform() < 0.2 ? FLOOR : FLOOR * exp(53 * random.uniform()));
const badlyScaled: [Draw, Draw] = [wild, wild];

function matrixOf(count: Draw, random: Random): CsrMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  for (const length of LENGTHS) {
    const chosen = new Set<number>();
    for (let j = 0; length > COLUMNS / 2 && j < length; j++) chosen.add(j);
    while (chosen.size < length) chosen.add(Math.floor(random.uniform() * COLUMNS));
    columnIndices.push(...[...chosen].sort((a, b) => a - b));
    rowPointers.push(columnIndices.length);
  }
  return {
    rows: LENGTHS.length,
    columns: COLUMNS,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(columnIndices),
    values: Uint32Array.from(columnIndices, () => count(random)),
  };
}

function gramOf(B: Float32Array, K: number): Float32Array {
  const gram = new Float64Array(K * K);
  for (let b = 0; b < B.length; b += K) {
    for (let k = 0; k < K; k++) for (let l = 0; l < K; l++) gram[k * K + l] += B[b + k] * B[b + l];
  }
  return Float32Array.from(gram);
}

const inputs = new Map<string, KernelInput>();

function inputOf(kernel: KernelName, K: number, factors = even, count = small): KernelInput {
  const euclidean = kernel === 'frobenius' || kernel === 'hierarchical';
  const key = `${euclidean} ${K} ${[even, sparse, badlyScaled].indexOf(factors)} ${[small, huge].indexOf(count)}`;
  const input = inputs.get(key) ?? newInput(euclidean, K, factors, count);
  inputs.set(key, input);
  return { ...input, kernel };
}

function newInput(euclidean: boolean, K: number, [a, b]: [Draw, Draw], count: Draw): KernelInput {
  const random = new Random(K);
  const X = matrixOf(count, random);
  const A = Float32Array.from({ length: X.rows * K }, () => a(random));
  const B = Float32Array.from({ length: X.columns * K }, () => b(random));
  const scales = Float32Array.from(columnSums(B, K));
  return { kernel: 'halfStep', X, K, A, B, floor: FLOOR, scales, gains: scales.map((s) => 1 / s), ...(euclidean ? { gram: gramOf(B, K) } : {}) };
}

/** A of one iteration before: about as often below as above. */
function withMomentum(input: KernelInput): KernelInput {
  const random = new Random(input.K + 1000);
  return { ...input, momentum: 0.75, previous: input.A.map((a) => a * 2 * random.uniform()) };
}

/** Largest error of the figures, as shares of the sizes of what they are sums of. */
function figuresError({ figures: actual }: KernelOutput, { figures: expected, sizes }: Reference): number {
  const names = ['dataTerm', 'residual', 'lowest', 'logPrior'] as const;
  const list = (figures: typeof actual) => names.map((name) => figures[name]);
  return largestError(list(actual), list(expected), (f) => list(sizes)[f]);
}

function columnSumsOfBlocks(A: Float32Array, K: number): Float64Array[] {
  const middle = Math.floor(A.length / K / 2) * K;
  return [A.subarray(0, middle), A.subarray(0, 0), A.subarray(middle)].map((rows) => {
    const sums = new Float64Array(K);
    for (let a = 0; a < rows.length; a++) sums[a % K] += rows[a];
    return sums;
  });
}

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

/** D of each row with its entries' means and its factor. */
function rowDivergences({ X, K, B, scales }: KernelInput, A: ArrayLike<number>): number[] {
  const means = meansOf(X, A, B, K);
  return Array.from({ length: X.rows }, (_, i) => {
    let sum = 0;
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) sum += X.values[p] * Math.log(X.values[p] / means[p]) - X.values[p];
    for (let k = 0; k < K; k++) sum += A[i * K + k] * scales[k];
    return sum;
  });
}

/** D less the log prior of each row, its masses being its words. */
function rowObjectives(input: KernelInput, A: ArrayLike<number>): number[] {
  const { K, pseudoCounts = new Float32Array(K) } = input;
  return rowDivergences(input, A).map((divergence, i) => pseudoCounts.reduce((sum, p, k) => (p === 0 ? sum : sum - p * Math.log(A[i * K + k])), divergence));
}

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
  ])('with a prior of documents is the plain sweep to float32, measured by the means: %s', async (_, count) => {
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
  ])('with a prior of documents brings rows down as far as plain sweeps do, and multiplicative steps: %s', async (_, factors, count) => {
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

type Prior = 'documents' | 'terms';

/** Pseudo-counts from 0 to 3, every third 0, of rows that are distributions; or the same number for each topic of rows whose columns are. */
function withPrior(input: KernelInput, of: Prior, size = 3): KernelInput {
  const random = new Random(input.K + 2000);
  const drawn = Float32Array.from({ length: input.K }, (_, k) => (of === 'terms' ? 0.1 : k % 3 === 2 ? 0 : size * random.uniform()));
  return { ...input, pseudoCounts: drawn, pseudoTotal: of === 'terms' ? 0 : drawn.reduce((sum, p) => sum + p, 0) };
}

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
