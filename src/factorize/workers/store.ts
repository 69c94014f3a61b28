import { MOST_PAGES, PAGE_BYTES } from '../kernels/kernels.js';

const TYPES = { i32: Int32Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
type Types = typeof TYPES;
export type StoreArray = Int32Array | Uint32Array | Float32Array | Float64Array;

/** The arrays to be allocated: a name, what they hold, and how many numbers. */
export type Layout<Name extends string> = Record<Name, readonly [type: keyof Types, length: number]>;

/** The kernels may read up to three numbers beyond an array's end; nothing but "none" is at 0. */
const GAP = 64;

/**
 * The arrays of a fit where all threads and the kernels find them: in one WebAssembly memory as long as that holds them (`memory`),
 * and otherwise each in a buffer of its own, from which the kernels' memories are filled block by block.
 */
export interface Store<Name extends string = string> {
  readonly arrays: Readonly<Record<Name, StoreArray>>;
  readonly memory: WebAssembly.Memory | undefined;
}

/**
 * The memory of one fit after the other, each of which ends before the next begins: threads would hold on to those that are done until they tidy up, which may
 * be never.
 */
export class ReusableMemory {
  private held: { memory: WebAssembly.Memory; shared: boolean } | undefined;

  /** @returns a memory of so many pages at least, all zeros */
  take(pages: number, shared: boolean): WebAssembly.Memory {
    if (this.held?.shared === shared && this.held.memory.buffer.byteLength >= pages * PAGE_BYTES) new Uint8Array(this.held.memory.buffer).fill(0);
    else this.held = { memory: newMemory(pages, shared), shared };
    return this.held.memory;
  }
}

/**
 * @param shared whether threads share the arrays
 * @param memoryLimit most bytes of one WebAssembly memory, at most 4 GiB
 * @param reusable where a WebAssembly memory is taken from; default: a new one
 */
export function allocate<Name extends string>(
  layout: Layout<Name>,
  shared: boolean,
  memoryLimit = MOST_PAGES * PAGE_BYTES,
  reusable?: ReusableMemory,
): Store<Name> {
  const entries = Object.entries(layout) as [Name, Layout<Name>[Name]][];
  let end = GAP;
  const places = entries.map(([, [type, length]]) => {
    const at = end;
    end = Math.ceil((at + length * TYPES[type].BYTES_PER_ELEMENT + GAP) / GAP) * GAP;
    return at;
  });
  const pages = Math.ceil(end / PAGE_BYTES);
  const memory = pages * PAGE_BYTES > memoryLimit ? undefined : (reusable?.take(pages, shared) ?? newMemory(pages, shared));
  const arrays = entries.map(([name, [type, length]], e) => {
    if (memory !== undefined) return [name, view(type, memory.buffer, places[e] as number, length)];
    const bytes = length * TYPES[type].BYTES_PER_ELEMENT;
    return [name, view(type, shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes), 0, length)];
  });
  return { arrays: Object.fromEntries(arrays) as Record<Name, StoreArray>, memory };
}

function newMemory(pages: number, shared: boolean): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

function view(type: keyof Types, buffer: ArrayBufferLike, at: number, length: number): StoreArray {
  const Type = TYPES[type] as new (buffer: ArrayBufferLike, at: number, length: number) => StoreArray;
  return new Type(buffer, at, length);
}
