import { type Kernels, loadKernels, PAGE_BYTES, scratchLength } from '../kernels/kernels.js';
import { FIGURES, type Pointer, TASK_BYTES, writeTask } from '../kernels/task.js';
import type { KernelName, Request } from './request.js';
import type { Store, StoreArray } from './store.js';

/** Does blocks of a request, on whatever thread. */
export interface BlockRunner {
  run(request: Request, block: number): void;
}

/**
 * @param module the kernels, compiled for the kind of memory that the store has: unshared where the kernels have a memory of their own
 * @param scratch name of an array of the store for this thread's use alone; not needed where the kernels have a memory of their own
 */
export async function blockRunner(store: Store, module: WebAssembly.Module, scratch: string): Promise<BlockRunner> {
  if (store.memory !== undefined) return new ResidentRunner(store, store.memory.buffer, await loadKernels(module, store.memory), scratch);
  const memory = new WebAssembly.Memory({ initial: 1 });
  return new CopyingRunner(store, memory, await loadKernels(module, memory));
}

/** Kernels that need no room of their own. */
type Plain = 'gramOfRows' | 'scaleRows' | 'powerRows' | 'sumCounts' | 'renewTopics';
const PLAIN: ReadonlySet<KernelName> = new Set<Plain>(['gramOfRows', 'scaleRows', 'powerRows', 'sumCounts', 'renewTopics']);

function call(kernels: Kernels, kernel: KernelName, task: number, first: number, last: number, block: number, scratch: number): void {
  if (PLAIN.has(kernel)) kernels[kernel as Plain](task, first, last, block);
  else if (kernel === 'frobenius' || kernel === 'hierarchical') kernels.frobenius(task, first, last, block, scratch, kernel === 'hierarchical' ? 1 : 0);
  else kernels[kernel as 'halfStep' | 'descend'](task, first, last, block, scratch);
}

/** Works where the arrays are. */
class ResidentRunner implements BlockRunner {
  private readonly store: Store;
  private readonly memory: ArrayBufferLike;
  private readonly kernels: Kernels;
  private readonly task: number;
  private readonly scratch: number;
  private last: Request | undefined;

  constructor(store: Store, memory: ArrayBufferLike, kernels: Kernels, scratch: string) {
    this.store = store;
    this.memory = memory;
    this.kernels = kernels;
    this.task = array(store, scratch).byteOffset;
    this.scratch = this.task + Math.ceil(TASK_BYTES / 64) * 64;
  }

  run(request: Request, block: number): void {
    if (request !== this.last) {
      const pointers: Partial<Record<Pointer, number>> = {};
      for (const [pointer, name] of Object.entries(request.arrays)) pointers[pointer as Pointer] = array(this.store, name).byteOffset;
      writeTask(this.memory, this.task, pointers, request);
      this.last = request;
    }
    const bounds = array(this.store, request.bounds);
    call(this.kernels, request.kernel, this.task, bounds[block], bounds[block + 1], block, this.scratch);
  }
}

/** float32 numbers of a thread's scratch array in the store. */
export function scratchArrayLength(stride: number, longestRow: number): number {
  return scratchLength(stride, longestRow) + Math.ceil(TASK_BYTES / 64) * 16;
}

/**
 * Copies what a block of rows needs into the kernels' memory: its entries, its rows of A, and those rows of B that the entries meet;
 * and the results back. The kernels do the same operations in the same order, so the bits are those of the other runner.
 */
class CopyingRunner implements BlockRunner {
  private readonly store: Store;
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: Kernels;
  /** place of each column among those copied, and the number of the copy in which it was given */
  private places = new Int32Array(0);
  private copies = new Int32Array(0);
  private copy = 0;
  private end = 0;

  constructor(store: Store, memory: WebAssembly.Memory, kernels: Kernels) {
    this.store = store;
    this.memory = memory;
    this.kernels = kernels;
  }

  run(request: Request, block: number): void {
    const { arrays, stride } = request;
    const find = (pointer: Pointer): StoreArray | undefined => (arrays[pointer] === undefined ? undefined : array(this.store, arrays[pointer]));
    const bounds = array(this.store, request.bounds);
    const first = bounds[block];
    const rows = bounds[block + 1] - first;
    const pointers: Partial<Record<Pointer, number>> = {};
    this.end = Math.ceil(TASK_BYTES / 64) * 64 + 64;
    const task = 64;

    const ids = find('ids') as Int32Array | undefined;
    const current = find('current') as Float32Array | undefined;
    if (current !== undefined) pointers.current = this.putRows(current, ids, first, rows, stride);
    const wide = this.putWide(request, pointers, ids, first, rows);
    const previous = find('previous') as Float32Array | undefined;
    if (previous !== undefined) pointers.previous = this.putRows(previous, ids, first, rows, stride);
    const longestRow = arrays.values === undefined ? 0 : this.putEntries(request, pointers, first, rows);
    for (const name of ['scales', 'gains', 'floors', 'gram', 'pseudoCounts', 'kept'] as const) {
      const values = find(name);
      if (values !== undefined) pointers[name] = this.put(values);
    }
    const sums = find('blockSums');
    if (sums !== undefined) pointers.blockSums = this.reserve(8 * stride);
    const figures = find('figures');
    if (figures !== undefined) pointers.figures = this.reserve(8 * FIGURES);
    const into = find('into');
    if (into !== undefined) pointers.into = this.reserve(request.kernel === 'gramOfRows' ? 8 * stride * stride : 4 * rows * stride);
    const scratch = this.reserve(4 * scratchLength(stride, longestRow));

    writeTask(this.memory.buffer, task, pointers, request);
    call(this.kernels, request.kernel, task, 0, rows, 0, scratch);

    const { buffer } = this.memory;
    if (sums !== undefined) sums.set(new Float64Array(buffer, pointers.blockSums, stride), block * stride);
    if (figures !== undefined) figures.set(new Float64Array(buffer, pointers.figures, FIGURES), block * FIGURES);
    if (request.kernel === 'renewTopics' && previous !== undefined) {
      previous.set(new Float32Array(buffer, pointers.previous, rows * stride), first * stride);
    }
    if (wide !== undefined && request.kernel === 'halfStep') {
      const added = new Float64Array(buffer, pointers.sums, rows * stride);
      for (let r = 0; r < rows; r++) wide.set(added.subarray(r * stride, (r + 1) * stride), (ids === undefined ? first + r : ids[first + r]) * stride);
    }
    if (into === undefined) return;
    if (request.kernel === 'gramOfRows') into.set(new Float64Array(buffer, pointers.into, stride * stride), block * stride * stride);
    else if (ids === undefined) into.set(new Float32Array(buffer, pointers.into, rows * stride), first * stride);
    else for (let r = 0; r < rows; r++) into.set(new Float32Array(buffer, (pointers.into as number) + 4 * r * stride, stride), ids[first + r] * stride);
  }

  /** The rows' sums of expected counts and their units, if they are asked for; returns where the sums are from. */
  private putWide(
    { arrays, stride }: Request,
    pointers: Partial<Record<Pointer, number>>,
    ids: Int32Array | undefined,
    first: number,
    rows: number,
  ): Float64Array | undefined {
    if (arrays.sums === undefined || arrays.units === undefined) return undefined;
    const [sums, units] = [array(this.store, arrays.sums), array(this.store, arrays.units)] as [Float64Array, Float64Array];
    const rowIds = ids?.subarray(first, first + rows) ?? Int32Array.from({ length: rows }, (_, r) => first + r);
    pointers.units = this.reserve(8 * rows);
    pointers.sums = this.reserve(8 * rows * stride);
    const [localUnits, localSums] = [
      new Float64Array(this.memory.buffer, pointers.units, rows),
      new Float64Array(this.memory.buffer, pointers.sums, rows * stride),
    ];
    for (const [r, id] of rowIds.entries()) {
      localUnits[r] = units[id];
      localSums.set(sums.subarray(id * stride, (id + 1) * stride), r * stride);
    }
    return sums;
  }

  /** The rows' entries and the rows of B that they meet; returns the length of the longest row. */
  private putEntries(request: Request, pointers: Partial<Record<Pointer, number>>, first: number, rows: number): number {
    const { arrays, stride } = request;
    const [begins, ends, columnIndices, values, other] = (['begins', 'ends', 'columnIndices', 'values', 'other'] as const).map((name) =>
      array(this.store, arrays[name] as string),
    ) as [Int32Array, Int32Array, Int32Array, Uint32Array, Float32Array];
    const columns = other.length / stride;
    if (this.places.length < columns) {
      this.places = new Int32Array(columns);
      this.copies = new Int32Array(columns);
    }
    const copy = ++this.copy;
    const localEnds = new Int32Array(rows + 1);
    let longestRow = 0;
    for (let r = 0; r < rows; r++) {
      const length = ends[first + r] - begins[first + r];
      localEnds[r + 1] = localEnds[r] + length;
      longestRow = Math.max(longestRow, length);
    }
    const indices = new Int32Array(localEnds[rows]);
    const counts = new Uint32Array(localEnds[rows]);
    const met: number[] = [];
    for (let r = 0, q = 0; r < rows; r++) {
      for (let p = begins[first + r]; p < ends[first + r]; p++, q++) {
        const j = columnIndices[p];
        if (this.copies[j] !== copy) {
          this.copies[j] = copy;
          this.places[j] = met.length;
          met.push(j);
        }
        indices[q] = this.places[j];
        counts[q] = values[p];
      }
    }
    pointers.begins = this.put(localEnds);
    pointers.ends = pointers.begins + 4;
    pointers.columnIndices = this.put(indices);
    pointers.values = this.put(counts);
    const place = this.reserve(4 * met.length * stride);
    const rowsOfB = new Float32Array(this.memory.buffer, place, met.length * stride);
    for (const [at, j] of met.entries()) rowsOfB.set(other.subarray(j * stride, (j + 1) * stride), at * stride);
    pointers.other = place;
    return longestRow;
  }

  private putRows(factor: Float32Array, ids: Int32Array | undefined, first: number, rows: number, stride: number): number {
    if (ids === undefined) return this.put(factor.subarray(first * stride, (first + rows) * stride));
    const place = this.reserve(4 * rows * stride);
    const copied = new Float32Array(this.memory.buffer, place, rows * stride);
    for (let r = 0; r < rows; r++) {
      const id = ids[first + r];
      copied.set(factor.subarray(id * stride, (id + 1) * stride), r * stride);
    }
    return place;
  }

  private put(values: StoreArray): number {
    const place = this.reserve(values.byteLength);
    new (values.constructor as Float32ArrayConstructor)(this.memory.buffer, place, values.length).set(values as Float32Array);
    return place;
  }

  /** @returns the place of so many more bytes; the memory grows, so views of it must be made afterwards */
  private reserve(bytes: number): number {
    const place = this.end;
    this.end = Math.ceil((place + bytes + 64) / 64) * 64;
    const missing = Math.ceil((this.end - this.memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.memory.grow(missing);
    return place;
  }
}

function array(store: Store, name: string): StoreArray {
  return store.arrays[name] as StoreArray;
}
