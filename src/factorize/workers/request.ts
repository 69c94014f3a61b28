import { POINTERS, type Pointer, type TaskNumbers } from '../kernels/task.js';

export const KERNELS = ['halfStep', 'descend', 'frobenius', 'hierarchical', 'gramOfRows', 'scaleRows', 'powerRows', 'sumCounts', 'renewTopics'] as const;
export type KernelName = (typeof KERNELS)[number];

/** What threads are to do: a kernel, over blocks of rows. Arrays are named by their name in the store. */
export interface Request extends TaskNumbers {
  kernel: KernelName;
  arrays: Partial<Record<Pointer, string>>;
  /** name of an Int32Array: block b is the rows bounds[b] to bounds[b + 1] − 1 */
  bounds: string;
  blocks: number;
}

/** Int32 numbers of a request as threads hand it on: see `encode`. */
export const REQUEST_LENGTH = POINTERS.length + 5;
export const REQUEST_NUMBERS = 4;

/** A request as whole numbers and fractions; arrays as their number in `names`, −1 for none. */
export function encode(request: Request, names: readonly string[], whole: Int32Array, fractions: Float64Array): void {
  const numberOf = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(name));
  whole[0] = KERNELS.indexOf(request.kernel);
  whole[1] = numberOf(request.bounds);
  whole[2] = request.blocks;
  whole[3] = request.stride;
  whole[4] = request.repeats ?? 1;
  for (const [p, pointer] of POINTERS.entries()) whole[5 + p] = numberOf(request.arrays[pointer]);
  fractions[0] = request.momentum ?? 0;
  fractions[1] = request.keep ?? 0;
  fractions[2] = request.pseudoTotal ?? 0;
  fractions[3] = request.power ?? 1;
}

export function decode(names: readonly string[], whole: Int32Array, fractions: Float64Array): Request {
  const arrays: Request['arrays'] = {};
  for (const [p, pointer] of POINTERS.entries()) if (whole[5 + p] >= 0) arrays[pointer] = names[whole[5 + p]] as string;
  return {
    kernel: KERNELS[whole[0]] as KernelName,
    bounds: names[whole[1]] as string,
    blocks: whole[2],
    stride: whole[3],
    repeats: whole[4],
    arrays,
    momentum: fractions[0],
    keep: fractions[1],
    pseudoTotal: fractions[2],
    power: fractions[3],
  };
}
