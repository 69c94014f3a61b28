import { SHARED, UNSHARED } from './compiled.js';

/** The compiled kernels; assembly/ says what each does. They work on the rows first … last − 1 of a task. */
export interface Kernels {
  halfStep(task: number, first: number, last: number, block: number, scratch: number): void;
  descend(task: number, first: number, last: number, block: number, scratch: number): void;
  frobenius(task: number, first: number, last: number, block: number, scratch: number, hierarchical: number): void;
  gramOfRows(task: number, first: number, last: number, block: number): void;
  scaleRows(task: number, first: number, last: number, block: number): void;
  powerRows(task: number, first: number, last: number, block: number): void;
  mixtures(task: number, first: number, last: number, topics: number, bound: number, scratch: number): void;
  logarithms(numbers: number, count: number): void;
  exponentials(numbers: number, count: number): void;
}

/** Bytes of a page of WebAssembly memory, and the most that 32-bit pointers reach. */
export const PAGE_BYTES = 65536;
export const MOST_PAGES = 65536;

/** @param shared for memory that threads share; a module works with the one kind of memory only */
export function compileKernels(shared: boolean): Promise<WebAssembly.Module> {
  const compiled = shared ? compiledShared : compiledUnshared;
  return compiled();
}

const compiledShared = once(() => compile(SHARED));
const compiledUnshared = once(() => compile(UNSHARED));

function compile(base64: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

/** A value that is made when it is first asked for: an engine that has made machine code of a module keeps it with the module. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export async function loadKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Kernels;
}

/** float32 numbers of scratch memory that the kernels need for rows of at most `longestRow` entries. */
export function scratchLength(stride: number, longestRow: number): number {
  return Math.max(4 * stride, 5 * stride + 18 * (longestRow + 3));
}
