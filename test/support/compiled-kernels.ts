/*
 * Calls the compiled kernels on matrices of a test. Whatever they are not given is poison: the memory around the arrays, and the scratch
 * memory, hold bytes that are NaN as a float and −1 as an index.
 */
import { compileKernels, compileSharedKernels, type Kernels, loadKernels, scratchLength } from '../../src/factorize/kernels/kernels.js';
import { FIGURES, type Pointer, TASK_BYTES, writeTask } from '../../src/factorize/kernels/task.js';
import type { KernelName } from '../../src/factorize/workers/request.js';
import { allocate, type Layout, type StoreArray } from '../../src/factorize/workers/store.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';

export interface KernelInput {
  kernel: KernelName;
  X: CsrMatrix;
  K: number;
  /** rows × K; more rows than X has where there are ids */
  A: Float32Array;
  /** columns × K */
  B: Float32Array;
  floor: number;
  /** column sums of B, or what takes their place */
  scales: Float32Array;
  gains: Float32Array;
  previous?: Float32Array;
  momentum?: number;
  keep?: number;
  repeats?: number;
  ids?: Int32Array;
  /** K × K */
  gram?: Float32Array;
  /** K numbers; with them, sums of the expected counts are returned where no rows are written */
  pseudoCounts?: Float32Array;
  pseudoTotal?: number;
  power?: number;
  /** whether to return figures; default true */
  measure?: boolean;
  /** whether to write new rows; default true */
  update?: boolean;
}

export interface Figures {
  dataTerm: number;
  residual: number;
  lowest: number;
  logPrior: number;
}

export interface KernelOutput {
  A: Float32Array;
  /** column sums of the new rows, or of the expected counts, of each block */
  blockSums: Float64Array[];
  figures: Figures;
  /** of `gramOfRows`, of each block */
  grams: Float64Array[];
}

const POISON = 0xff;
const OUTPUTS = ['into', 'blockSums', 'figures', 'scratch', 'task'];

export function strideOf(K: number): number {
  return 4 * Math.ceil(K / 4);
}

/** The rows of a factor, each filled up with `filling` to the stride. */
function padded(factor: Float32Array, K: number, filling = 0): Float32Array {
  const stride = strideOf(K);
  const to = new Float32Array((factor.length / K) * stride).fill(filling);
  for (let row = 0; row < factor.length / K; row++) to.set(factor.subarray(row * K, (row + 1) * K), row * stride);
  return to;
}

/** The first K of each row of `stride`; throws where one of the others is not 0, but for rows that are not numbers anyway. */
function unpadded<Numbers extends Float32Array | Float64Array>(rows: Numbers, K: number): Numbers {
  const stride = strideOf(K);
  return rows.filter((value, a) => {
    const column = a % stride;
    if (column >= K && value !== 0 && !rows.subarray(a - column, a - column + K).some(Number.isNaN)) {
      throw new Error(`a column that only fills up the row holds ${value}`);
    }
    return column < K;
  }) as Numbers;
}

function call(kernels: Kernels, kernel: KernelName, task: number, first: number, last: number, block: number, scratch: number): void {
  if (kernel === 'sumCounts' || kernel === 'renewTopics') throw new Error('they have a test of their own');
  if (kernel === 'gramOfRows' || kernel === 'scaleRows' || kernel === 'powerRows') kernels[kernel](task, first, last, block);
  else if (kernel === 'frobenius' || kernel === 'hierarchical') kernels.frobenius(task, first, last, block, scratch, kernel === 'hierarchical' ? 1 : 0);
  else kernels[kernel](task, first, last, block, scratch);
}

export async function kernelsOver(memory: WebAssembly.Memory, shared: boolean): Promise<Kernels> {
  return loadKernels(await (shared ? compileSharedKernels() : compileKernels()), memory);
}

/** Runs a kernel over all rows, in three blocks of which one may be empty; throws where it wrote anywhere but into its outputs. */
export async function runKernel(input: KernelInput, shared = false): Promise<KernelOutput> {
  const { kernel, X, K, A, B, previous, ids, gram, pseudoCounts, measure = true, update = true } = input;
  const stride = strideOf(K);
  const longestRow = Array.from({ length: X.rows }, (_, i) => X.rowPointers[i + 1] - X.rowPointers[i]).reduce((most, length) => Math.max(most, length), 0);
  const contents: Record<string, StoreArray> = {
    rowPointers: X.rowPointers,
    columnIndices: X.columnIndices,
    values: X.values,
    current: padded(A, K),
    other: padded(B, K),
    scales: padded(input.scales, K, 1),
    gains: padded(input.gains, K, 1),
    floors: padded(new Float32Array(K).fill(input.floor), K),
    ...(previous === undefined ? {} : { previous: padded(previous, K) }),
    ...(ids === undefined ? {} : { ids }),
    ...(gram === undefined ? {} : { gram: padded(gram, K) }),
    ...(pseudoCounts === undefined ? {} : { pseudoCounts: padded(pseudoCounts, K) }),
  };
  const blocks = 3;
  const typeOf = (array: StoreArray) =>
    array instanceof Float32Array ? 'f32' : array instanceof Float64Array ? 'f64' : array instanceof Int32Array ? 'i32' : 'u32';
  const layout: Layout<string> = {
    task: ['i32', TASK_BYTES / 4],
    scratch: ['f32', scratchLength(stride, longestRow)],
    into: kernel === 'gramOfRows' ? ['f64', blocks * stride * stride] : ['f32', contents.current.length],
    blockSums: ['f64', blocks * stride],
    figures: ['f64', FIGURES * blocks],
    ...Object.fromEntries(Object.entries(contents).map(([name, array]) => [name, [typeOf(array), array.length] as const])),
  };
  if (gram !== undefined) layout.gram = ['f32', stride * stride];
  const { arrays, memory } = allocate(layout, shared);
  if (memory === undefined) throw new Error('the arrays are too large for one memory');
  const bytes = new Uint8Array(memory.buffer).fill(POISON);
  for (const [name, content] of Object.entries(contents)) (arrays[name] as Float32Array).fill(0).set(content as Float32Array);

  const pointers: Partial<Record<Pointer, number>> = { begins: arrays.rowPointers.byteOffset, ends: arrays.rowPointers.byteOffset + 4 };
  for (const name of ['columnIndices', 'values', 'current', 'other', 'scales', 'gains', 'floors'] as const) pointers[name] = arrays[name].byteOffset;
  for (const name of ['previous', 'ids', 'gram', 'pseudoCounts'] as const) if (contents[name] !== undefined) pointers[name] = arrays[name].byteOffset;
  if (update) pointers.into = arrays.into.byteOffset;
  const hasSums = (update || pseudoCounts !== undefined) && kernel !== 'gramOfRows' && kernel !== 'powerRows';
  if (hasSums) pointers.blockSums = arrays.blockSums.byteOffset;
  if (measure && kernel !== 'gramOfRows' && kernel !== 'scaleRows' && kernel !== 'powerRows') pointers.figures = arrays.figures.byteOffset;
  const { momentum = 0, keep = 0, repeats = 1, pseudoTotal = 0, power = 1 } = input;
  const numbers = { momentum, keep, stride, repeats, pseudoTotal, power };
  writeTask(memory.buffer, arrays.task.byteOffset, pointers, numbers);

  const before = bytes.slice();
  const kernels = await kernelsOver(memory, shared);
  const bounds = [0, Math.floor(X.rows / 2), Math.floor(X.rows / 2), X.rows];
  for (let block = 0; block < blocks; block++) {
    call(kernels, kernel, arrays.task.byteOffset, bounds[block] as number, bounds[block + 1] as number, block, arrays.scratch.byteOffset);
  }
  for (const name of OUTPUTS) {
    const { byteOffset, byteLength } = arrays[name] as StoreArray;
    before.set(bytes.subarray(byteOffset, byteOffset + byteLength), byteOffset);
  }
  if (Buffer.compare(before, bytes) !== 0) throw new Error('the kernel wrote into memory that is not its own');

  const blocksOf = (name: string, length: number) =>
    Array.from({ length: blocks }, (_, b) => (arrays[name] as Float64Array).slice(b * length, (b + 1) * length));
  const figures = blocksOf('figures', FIGURES);
  const rows = contents.current.length;
  return {
    A: update && kernel !== 'gramOfRows' ? onlyWritten(arrays.into as Float32Array, ids, X.rows, rows / stride, K) : A,
    blockSums: hasSums ? blocksOf('blockSums', stride).map((sums) => unpadded(sums, K)) : [],
    figures: {
      dataTerm: figures.reduce((sum, [x]) => sum + (x as number), 0),
      residual: figures.reduce((sum, [, x]) => sum + (x as number), 0),
      lowest: Math.min(...figures.map(([, , x]) => x as number)),
      logPrior: figures.reduce((sum, [, , , x]) => sum + (x as number), 0),
    },
    grams: kernel === 'gramOfRows' ? blocksOf('into', stride * stride).map((square) => unpadded(square.subarray(0, K * stride), K)) : [],
  };
}

/** The rows that a kernel had to write; throws where it wrote another one. */
function onlyWritten(into: Float32Array, ids: Int32Array | undefined, rows: number, rowsOfFactor: number, K: number): Float32Array {
  const stride = strideOf(K);
  const own = new Set(ids ?? Array.from({ length: rows }, (_, row) => row));
  const result = new Float32Array(rowsOfFactor * K);
  for (let row = 0; row < rowsOfFactor; row++) {
    const written = into.subarray(row * stride, (row + 1) * stride);
    if (own.has(row)) result.set(unpadded(written, K), row * K);
    else if (written.some((value) => !Number.isNaN(value))) throw new Error(`the kernel wrote row ${row}, which is not among its ids`);
  }
  return result;
}
