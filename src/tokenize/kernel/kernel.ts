import { characterTable } from './character-table.js';
import { COUNTER } from './compiled.js';

/** The compiled word counter, which holds one dictionary; assembly/ says what each function does. Addresses and sizes are in bytes. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  start(minLength: number, numbers: boolean, keepsOrder: boolean): void;
  startText(): void;
  /** Room for a text in UTF-8: its address. */
  inputFor(bytes: number): number;
  /** Counts the words of a piece of the text that lies in the room. */
  scan(bytes: number): void;
  /** Counts what lies in the room as one term. */
  takeWhole(bytes: number): void;
  /** Ends the row of the text; returns its size. */
  finishRow(): number;
  rowStart(): number;
  /** words of the text */
  tokenCount(): number;
  tooLongCount(): number;
  /** where the terms lie in the order of their numbers, UTF-8, a line feed after each */
  dictionaryStart(): number;
  dictionaryEnd(): number;
}

let compiled: WebAssembly.Module | undefined;

/** A new counter with an empty dictionary and a memory of its own. */
export function newKernel(minLength: number, numbers: boolean, keepsOrder: boolean): Kernel {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(COUNTER), (character) => character.charCodeAt(0)));
  const abort = () => {
    throw new RangeError('the terms, or a text without separators, are too large for the memory of the word counter, of which a piece has 1 GB at most');
  };
  const kernel = new WebAssembly.Instance(compiled, { env: { abort } }).exports as unknown as Kernel & { characterTable(bytes: number): number };
  const table = characterTable();
  const place = kernel.characterTable(table.length);
  new Uint8Array(kernel.memory.buffer, place).set(table);
  kernel.start(minLength, numbers, keepsOrder);
  return kernel;
}
