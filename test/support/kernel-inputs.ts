/* Matrices and factors that the kernels are tried on. */
import { columnSums, FLOOR } from '../../src/factorize/factors.js';
import type { KernelName } from '../../src/factorize/workers/request.js';
import { exp } from '../../src/math/exp.js';
import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { largestError } from './close.js';
import type { KernelInput, KernelOutput } from './compiled-kernels.js';
import { meansOf, type Reference } from './reference-kernels.js';
export const TOPICS = [1, 2, 3, 4, 5, 8, 20, 33, 64];
export const COLUMNS = 5600;
/** Entries of each row: none, one, each remainder of four, around the lengths at which sums are moved to double precision, and long. */
export const LENGTHS = [40, 0, 1, 2, 3, 4, 5, 5300, 17, 64, 0, 1024, 1025, 300, 33];

/** Sums of up to 1,024 float32 numbers are off by some 1e-6 of themselves; nothing is subtracted in a multiplicative step. */
export const TOLERANCE = 2e-5;

export type Draw = (random: Random) => number;
export const small: Draw = (random) => 1 + Math.floor(random.uniform() * random.uniform() * 9);
export const huge: Draw = (random) => [1, 7, 1e9, 4294967295][Math.floor(4 * random.uniform())] as number;

/** Entries of A and B: of about one size; most of them at the floor; from the floor to 1e9, whose logarithms are even. */
export const even: [Draw, Draw] = [(random) => 3 * random.uniform(), (random) => random.uniform() / 3000];
export const sparse: [Draw, Draw] = [
  (random) => (random.uniform() < 0.7 ? FLOOR : 30 * random.uniform()),
  (random) => (random.uniform() < 0.7 ? FLOOR : random.uniform() / 900),
];
export const wild: Draw = (random) => (random.uniform() < 0.2 ? FLOOR : FLOOR * exp(53 * random.uniform()));
export const badlyScaled: [Draw, Draw] = [wild, wild];

export function matrixOf(count: Draw, random: Random): CsrMatrix {
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

export function gramOf(B: Float32Array, K: number): Float32Array {
  const gram = new Float64Array(K * K);
  for (let b = 0; b < B.length; b += K) {
    for (let k = 0; k < K; k++) for (let l = 0; l < K; l++) gram[k * K + l] += B[b + k] * B[b + l];
  }
  return Float32Array.from(gram);
}

export const inputs = new Map<string, KernelInput>();

export function inputOf(kernel: KernelName, K: number, factors = even, count = small): KernelInput {
  const euclidean = kernel === 'frobenius' || kernel === 'hierarchical';
  const key = `${euclidean} ${K} ${[even, sparse, badlyScaled].indexOf(factors)} ${[small, huge].indexOf(count)}`;
  const input = inputs.get(key) ?? newInput(euclidean, K, factors, count);
  inputs.set(key, input);
  return { ...input, kernel };
}

export function newInput(euclidean: boolean, K: number, [a, b]: [Draw, Draw], count: Draw): KernelInput {
  const random = new Random(K);
  const X = matrixOf(count, random);
  const A = Float32Array.from({ length: X.rows * K }, () => a(random));
  const B = Float32Array.from({ length: X.columns * K }, () => b(random));
  const scales = Float32Array.from(columnSums(B, K));
  return { kernel: 'halfStep', X, K, A, B, floor: FLOOR, scales, gains: scales.map((s) => 1 / s), ...(euclidean ? { gram: gramOf(B, K) } : {}) };
}

/** A of one iteration before: about as often below as above. */
export function withMomentum(input: KernelInput): KernelInput {
  const random = new Random(input.K + 1000);
  return { ...input, momentum: 0.75, previous: input.A.map((a) => a * 2 * random.uniform()) };
}

/** Largest error of the figures, as shares of the sizes of what they are sums of. */
export function figuresError({ figures: actual }: KernelOutput, { figures: expected, sizes }: Reference): number {
  const names = ['dataTerm', 'residual', 'lowest', 'logPrior'] as const;
  const list = (figures: typeof actual) => names.map((name) => figures[name]);
  return largestError(list(actual), list(expected), (f) => list(sizes)[f]);
}

export function columnSumsOfBlocks(A: Float32Array, K: number): Float64Array[] {
  const middle = Math.floor(A.length / K / 2) * K;
  return [A.subarray(0, middle), A.subarray(0, 0), A.subarray(middle)].map((rows) => {
    const sums = new Float64Array(K);
    for (let a = 0; a < rows.length; a++) sums[a % K] += rows[a];
    return sums;
  });
}

export type Prior = 'documents' | 'terms';

/** Pseudo-counts from 0 to 3, every third 0, of rows that are distributions; or the same number for each topic of rows whose columns are. */
export function withPrior(input: KernelInput, of: Prior, size = 3): KernelInput {
  const random = new Random(input.K + 2000);
  const drawn = Float32Array.from({ length: input.K }, (_, k) => (of === 'terms' ? 0.1 : k % 3 === 2 ? 0 : size * random.uniform()));
  return { ...input, pseudoCounts: drawn, pseudoTotal: of === 'terms' ? 0 : drawn.reduce((sum, p) => sum + p, 0) };
}

/** D of each row with its entries' means and its factor. */
export function rowDivergences({ X, K, B, scales }: KernelInput, A: ArrayLike<number>): number[] {
  const means = meansOf(X, A, B, K);
  return Array.from({ length: X.rows }, (_, i) => {
    let sum = 0;
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) sum += X.values[p] * Math.log(X.values[p] / means[p]) - X.values[p];
    for (let k = 0; k < K; k++) sum += A[i * K + k] * scales[k];
    return sum;
  });
}
