import { SHARED, UNSHARED } from './compiled.js';

/** The compiled kernels; assembly/ says what each does. They work on the rows first … last − 1 of a task. */
export interface Kernels {
  halfStep(task: number, first: number, last: number, block: number, scratch: number): void;
  descend(task: number, first: number, last: number, block: number, scratch: number): void;
  frobenius(task: number, first: number, last: number, block: number, scratch: number, hierarchical: number): void;
  gramOfRows(task: number, first: number, last: number, block: number): void;
  scaleRows(task: number, first: number, last: number, block: number): void;
  powerRows(task: number, first: number, last: number, block: number): void;
  sumCounts(task: number, first: number, last: number, block: number): void;
  renewTopics(task: number, first: number, last: number, block: number): void;
  mixtures(task: number, first: number, last: number, topics: number, bound: number, scratch: number): void;
  logarithms(numbers: number, count: number): void;
  exponentials(numbers: number, count: number): void;
}

/** Bytes of a page of WebAssembly memory, and the most that 32-bit pointers reach. */
export const PAGE_BYTES = 65536;
export const MOST_PAGES = 65536;

// each is compiled once: an engine that has made machine code of a module keeps it with the module
let unshared: Promise<WebAssembly.Module> | undefined;
let shared: Promise<WebAssembly.Module> | undefined;

/** The kernels for memory of one thread; they work with no other. */
export function compileKernels(): Promise<WebAssembly.Module> {
  unshared ??= compile(UNSHARED);
  return unshared;
}

/** The kernels for memory that threads share; they work with no other. A page that never asks for them is bundled without them. */
export function compileSharedKernels(): Promise<WebAssembly.Module> {
  shared ??= compile(SHARED);
  return shared;
}

function compile(base64: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

export async function loadKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Kernels;
}

/** float32 numbers of scratch memory that the kernels need for rows of at most `longestRow` entries. */
export function scratchLength(stride: number, longestRow: number): number {
  return Math.max(4 * stride, 5 * stride + 18 * (longestRow + 3));
}
