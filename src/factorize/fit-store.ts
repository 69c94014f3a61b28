/*
 * Where a fit lies: X and Xᵀ once each, each factor three times, and what the kernels need beside.
 *
 * K topics; stride is K rounded up to a multiple of 4, the added columns stay 0.
 */
import { type CsrMatrix, nnz, transpose } from '../matrix/csr-matrix.js';
import { BATCH_BLOCKS, balanceBlocks, blockCount } from './blocks.js';
import { FLOOR } from './factors.js';
import { FIGURES } from './kernels/task.js';
import type { Priors } from './priors.js';
import { scratchArrayLength } from './workers/block-runner.js';
import { type Crew, scratchName } from './workers/crew.js';
import { allocate, type Layout, type ReusableMemory, type Store, type StoreArray } from './workers/store.js';

/** Partial Gram matrices: each is stride² float64. */
export const GRAM_BLOCKS = 16;

/** One factor and the matrix whose rows it belongs to: W with X, or Hᵀ with Xᵀ. */
export interface Side {
  readonly name: 'W' | 'H';
  readonly matrix: CsrMatrix;
  readonly blocks: number;
  /** the arrays of the store that hold the factor now, one step before, and when it was last saved */
  current: string;
  previous: string;
  saved: string;
  /** column sums of `current`, stride numbers */
  sums: Float64Array;
  savedSums: Float64Array;
}

export interface EngineOptions {
  crew: Crew;
  /** most bytes of one WebAssembly memory; beyond it, blocks are copied in */
  memoryLimit?: number | undefined;
  memory?: ReusableMemory | undefined;
  /** the Gram matrices of the Frobenius norm */
  gram: boolean;
  /** default: none, maximum likelihood */
  priors?: Priors | undefined;
  /** further arrays, for a solver */
  more?: Layout<string>;
}

/** What half-steps of either side need beside it. @param blocks of the side that has more */
export function stepLayout(stride: number, blocks: number): Layout<string> {
  return {
    scales: ['f32', stride],
    gains: ['f32', stride],
    floors: ['f32', stride],
    blockSums: ['f64', blocks * stride],
    figures: ['f64', FIGURES * blocks],
    pseudoCountsW: ['f32', stride],
    pseudoCountsH: ['f32', stride],
  };
}

/** Allocates the arrays, and fills all but the factors. */
export function fitStore(
  X: CsrMatrix,
  topics: number,
  { crew, memoryLimit, memory: reusable, gram, more }: EngineOptions,
): { store: Store; documents: Side; terms: Side } {
  const stride = strideOf(topics);
  const entries = nnz(X);
  const blocks = { W: blockCount(X.rows, entries), H: blockCount(X.columns, entries) };
  const mostBlocks = Math.max(blocks.W, blocks.H, BATCH_BLOCKS);
  const layout: Layout<string> = {
    ...sideLayout('W', 'X', X.rows, entries, stride, blocks.W),
    ...sideLayout('H', 'Xt', X.columns, entries, stride, blocks.H),
    ...stepLayout(stride, mostBlocks),
    ...(gram ? { gram: ['f32', stride * stride], grams: ['f64', GRAM_BLOCKS * stride * stride] } : {}),
    ...more,
  };
  const scratch = scratchArrayLength(stride, Math.max(longestRow(X), longestColumn(X)));
  for (let thread = 0; thread < crew.threads; thread++) layout[scratchName(thread)] = ['f32', scratch];

  const { arrays, memory } = allocate(layout, crew.shared, memoryLimit, reusable);
  const own = matrixIn(arrays, 'X', X.rows, X.columns);
  own.rowPointers.set(X.rowPointers);
  own.columnIndices.set(X.columnIndices);
  own.values.set(X.values);
  const transposed = transpose(own, matrixIn(arrays, 'Xt', X.columns, X.rows));
  (arrays.floors as Float32Array).fill(FLOOR, 0, topics);
  const side = (name: 'W' | 'H', matrix: CsrMatrix): Side => {
    balanceBlocks(matrix.rowPointers, matrix.rows, blocks[name], arrays[`bounds${name}`] as Int32Array);
    const gramBounds = arrays[`gramBounds${name}`] as Int32Array;
    for (let b = 0; b <= GRAM_BLOCKS; b++) gramBounds[b] = Math.floor((matrix.rows * b) / GRAM_BLOCKS);
    const sums = new Float64Array(stride);
    return { name, matrix, blocks: blocks[name], current: `${name}0`, previous: `${name}1`, saved: `${name}2`, sums, savedSums: sums };
  };
  return { store: { memory, arrays: { ...arrays, ...shifted(arrays) } }, documents: side('W', own), terms: side('H', transposed) };
}

export function strideOf(topics: number): number {
  return 4 * Math.ceil(topics / 4);
}

/** The arrays of a factor, three times, and of the matrix of its rows. */
export function sideLayout(factor: string, matrix: string, rows: number, entries: number, stride: number, blocks: number): Layout<string> {
  return {
    [`${matrix}.rowPointers`]: ['i32', rows + 1],
    [`${matrix}.columnIndices`]: ['i32', entries],
    [`${matrix}.values`]: ['u32', entries],
    [`${factor}0`]: ['f32', rows * stride],
    [`${factor}1`]: ['f32', rows * stride],
    [`${factor}2`]: ['f32', rows * stride],
    [`bounds${factor}`]: ['i32', blocks + 1],
    [`gramBounds${factor}`]: ['i32', GRAM_BLOCKS + 1],
  };
}

export function matrixIn(arrays: Readonly<Record<string, StoreArray>>, name: string, rows: number, columns: number): CsrMatrix {
  const [rowPointers, columnIndices] = [`${name}.rowPointers`, `${name}.columnIndices`].map((array) => arrays[array]) as [Int32Array, Int32Array];
  return { rows, columns, rowPointers, columnIndices, values: arrays[`${name}.values`] as Uint32Array };
}

/** Each array of row pointers once more, without its first: where the rows end. */
export function shifted(arrays: Readonly<Record<string, StoreArray>>): Record<string, StoreArray> {
  const pointers = Object.entries(arrays).filter(([name]) => name.endsWith('ointers'));
  return Object.fromEntries(pointers.map(([name, array]) => [`${name}+1`, array.subarray(1)]));
}

export function longestRow({ rows, rowPointers }: CsrMatrix): number {
  let longest = 0;
  for (let i = 0; i < rows; i++) longest = Math.max(longest, rowPointers[i + 1] - rowPointers[i]);
  return longest;
}

function longestColumn({ columns, columnIndices }: CsrMatrix): number {
  const entries = new Int32Array(columns);
  for (let p = 0; p < columnIndices.length; p++) entries[columnIndices[p]]++;
  return entries.reduce((longest, count) => Math.max(longest, count), 0);
}
