/* What the compiled kernels must come close to: the plain kernels, in double precision, on the same inputs. */
import { descendRows } from '../../src/factorize/kernels/coordinate-descent.js';
import * as frobenius from '../../src/factorize/kernels/frobenius.js';
import * as kullbackLeibler from '../../src/factorize/kernels/kullback-leibler.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import type { Figures, KernelInput } from './compiled-kernels.js';

export interface Reference {
  /** the row that each step starts from: extrapolated, and without the rows that X has no row for */
  start: Float64Array;
  A: Float64Array;
  figures: Figures;
  /** what the figures may be off by: the sums of the sizes of their terms */
  sizes: Figures;
}

/** Means λ of the entries of X. */
export function meansOf({ rows, rowPointers, columnIndices }: CsrMatrix, A: ArrayLike<number>, B: ArrayLike<number>, K: number): Float64Array {
  const means = new Float64Array(columnIndices.length);
  for (let i = 0; i < rows; i++) {
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      for (let k = 0; k < K; k++) means[p] += A[i * K + k] * B[columnIndices[p] * K + k];
    }
  }
  return means;
}

/** The rows of A that belong to those of X. */
export function ownRows(A: Float32Array, K: number, ids: Int32Array | undefined): Float32Array {
  if (ids === undefined) return A;
  const rows = new Float32Array(ids.length * K);
  for (const [row, id] of ids.entries()) rows.set(A.subarray(id * K, (id + 1) * K), row * K);
  return rows;
}

/** The new rows: `repeats` steps of the plain kernel. */
function steps(input: KernelInput, start: Float64Array, B: Float64Array, scales: Float64Array, gram: Float64Array) {
  const { kernel, X, K, floor, keep = 0, repeats = 1 } = input;
  const prior = priorOf(input);
  const A = start.slice();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const old = A.slice();
    if (kernel === 'halfStep') kullbackLeibler.updateRows(X, A, B, K, scales, keep > 0 ? 0 : floor, prior);
    else if (kernel === 'descend') descendRows(X, A, B, K, scales, floor, prior);
    else if (kernel === 'frobenius') frobenius.updateRows(X, A, B, K, gram, floor);
    else if (kernel === 'hierarchical') frobenius.descendRows(X, A, B, K, gram, floor);
    if (keep > 0) for (let a = 0; a < A.length; a++) A[a] = Math.max(floor, keep * old[a] + A[a]);
  }
  return A;
}

function priorOf({ pseudoCounts, pseudoTotal = 0 }: KernelInput): kullbackLeibler.RowPrior | undefined {
  return pseudoCounts === undefined ? undefined : { pseudoCounts: Float64Array.from(pseudoCounts), total: pseudoTotal };
}

export function reference(input: KernelInput): Reference {
  const { kernel, X, K, floor, momentum = 0, power = 1 } = input;
  const current = ownRows(input.A, K, input.ids);
  const previous = input.previous === undefined ? current : ownRows(input.previous, K, input.ids);
  const ahead = (a: number, at: number) => a + momentum * Math.max(0, a - previous[at]);
  const start = power === 1 ? Float64Array.from(current, ahead) : kullbackLeibler.powerOfRows(Float64Array.from(current), power);
  const [B, scales, gram] = [input.B, input.scales, input.gram ?? []].map((numbers) => Float64Array.from(numbers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const A = input.update === false ? start.slice() : steps(input, start, B, scales, gram);
  if (kernel === 'frobenius' || kernel === 'hierarchical') {
    const { sum, lowest } = frobenius.residualOfRows(X, start, B, K, gram, floor);
    const dataTerm = frobenius.crossSum(X, start, B, K);
    let product = 0;
    for (let a = 0; a < start.length; a++) for (let l = 0; l < K; l++) product += start[a] * start[a - (a % K) + l] * gram[l * K + (a % K)];
    const sizes = { dataTerm, residual: product + dataTerm, lowest: 1 + Math.abs(lowest), logPrior: 1 };
    return { start, A, figures: { dataTerm, residual: sum, lowest, logPrior: 0 }, sizes };
  }
  const prior = priorOf(input);
  const { sum, lowest } = kullbackLeibler.residualOfRows(X, start, B, K, scales, floor, prior);
  const { pseudoCounts } = prior ?? { pseudoCounts: new Float64Array(K) };
  const means = meansOf(X, start, B, K);
  const product = start.reduce((all, a, at) => all + a * scales[at % K], 0);
  return {
    start,
    A,
    figures: {
      dataTerm: kullbackLeibler.logRatioSum(X, start, B, K),
      residual: sum,
      lowest,
      logPrior: prior === undefined ? 0 : kullbackLeibler.logPriorOfRows(X, start, K, prior),
    },
    sizes: {
      dataTerm: X.values.reduce((all, x, p) => all + x * (1 + Math.abs(Math.log(x / means[p]))), 0),
      residual: X.values.reduce((all, x) => all + x, product) + X.rows * pseudoCounts.reduce((all, p) => all + p, 0),
      lowest: 1 + Math.abs(lowest),
      logPrior: 1 + start.reduce((all, a, at) => all + (pseudoCounts[at % K] ?? 0) * (1 + Math.abs(Math.log(a))), 0),
    },
  };
}
