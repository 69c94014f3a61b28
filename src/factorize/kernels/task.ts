/**
 * What a compiled kernel works on: fields of four bytes each, in the order of `Task` in assembly/task.ts. Those of POINTERS are places
 * in its memory, in bytes; 0 is "none".
 */
export const POINTERS = [
  'begins',
  'ends',
  'ids',
  'columnIndices',
  'values',
  'current',
  'previous',
  'into',
  'other',
  'scales',
  'gains',
  'floors',
  'blockSums',
  'figures',
  'gram',
  'pseudoCounts',
  'sums',
  'units',
  'kept',
] as const;
export type Pointer = (typeof POINTERS)[number];

/** Bytes of a task in memory. */
export const TASK_BYTES = 4 * (POINTERS.length + 6);

/** Float64 numbers of a block's figures: see `figures` in assembly/task.ts. */
export const FIGURES = 4;

/** The numbers of a task. */
export interface TaskNumbers {
  /** α of the extrapolation; default 0 */
  momentum?: number;
  /** share of the old value in the new one; default 0 */
  keep?: number;
  /** Σ of the pseudo-counts where the rows are distributions (documents), 0 where the columns are (terms); default 0 */
  pseudoTotal?: number;
  /** β: the step starts from a^β; default 1 */
  power?: number;
  /** length of a factor's row: K rounded up to a multiple of 4 */
  stride: number;
  /** times each row is updated before the next one, ≥ 1; a row whose entries are in the cache already costs half; default 1 */
  repeats?: number;
}

/** Writes a task into the kernels' memory at `at`. */
export function writeTask(memory: ArrayBufferLike, at: number, pointers: Partial<Record<Pointer, number>>, numbers: TaskNumbers): void {
  const view = new DataView(memory, at, TASK_BYTES);
  for (const [field, name] of POINTERS.entries()) view.setUint32(4 * field, pointers[name] ?? 0, true);
  view.setFloat32(4 * POINTERS.length, numbers.momentum ?? 0, true);
  view.setFloat32(4 * POINTERS.length + 4, numbers.keep ?? 0, true);
  view.setFloat32(4 * POINTERS.length + 8, numbers.pseudoTotal ?? 0, true);
  view.setFloat32(4 * POINTERS.length + 12, numbers.power ?? 1, true);
  view.setInt32(4 * POINTERS.length + 16, numbers.stride, true);
  view.setInt32(4 * POINTERS.length + 20, numbers.repeats ?? 1, true);
}
