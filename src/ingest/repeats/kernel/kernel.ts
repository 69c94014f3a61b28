import { WORD_UNITS } from '../word-characters.js';
import { FINGERPRINT } from './compiled.js';

/** Most UTF-16 code units of a piece of text. */
export const PIECE = 32768;

/** The compiled loops over texts; assembly/ says what each function does. */
export interface Kernel {
  start(): void;
  scan(size: number): number;
  finish(): number;
  /** where a piece of text is to be written */
  readonly text: Buffer;
  readonly units: Uint16Array;
  /** hashes of the lines of the piece */
  readonly lines: Float64Array;
  /** of the text's bins */
  readonly minima: Uint32Array;
}

interface Exports extends Pick<Kernel, 'start' | 'scan' | 'finish'> {
  memory: WebAssembly.Memory;
  textAddress(): number;
  unitsAddress(): number;
  linesAddress(): number;
  minimaAddress(): number;
}

export function newKernel(): Kernel {
  const compiled = new WebAssembly.Module(Buffer.from(FINGERPRINT, 'base64'));
  const { memory, start, scan, finish, ...at } = new WebAssembly.Instance(compiled, {}).exports as unknown as Exports;
  new Int32Array(memory.buffer, at.unitsAddress(), WORD_UNITS.length).set(WORD_UNITS);
  return {
    ...{ start, scan, finish },
    text: Buffer.from(memory.buffer as ArrayBuffer, at.textAddress(), 2 * PIECE),
    units: new Uint16Array(memory.buffer, at.textAddress(), PIECE),
    lines: new Float64Array(memory.buffer, at.linesAddress(), 4700),
    minima: new Uint32Array(memory.buffer, at.minimaAddress(), 128),
  };
}
