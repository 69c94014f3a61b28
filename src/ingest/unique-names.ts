import type { PieceStore } from '../tokenize/packed-rows.js';
import { HashIndex, hashOfString } from './hash-index.js';
import { SpooledList } from './spooled-list.js';

/** From this number behind a name on it is noted which one is the next: to try them all again would take too long. */
const MANY = 16;

/** Gives names, and a number behind those that were given before: letters, letters~2. Each name costs 10 to 16 bytes beside what is in the store. */
export class UniqueNames {
  private readonly names: SpooledList<string>;
  private readonly index = new HashIndex();
  /** by name, the number that the next of this name may have, where that is a high one */
  private readonly next = new Map<string, number>();

  /** @param store for names, where there may be many */
  constructor(store?: PieceStore) {
    this.names = new SpooledList(store);
  }

  /** How many names have been given. */
  get length(): number {
    return this.names.length;
  }

  /** The name that was given as the first, the second … from 0. */
  at(number: number): string {
    return this.names.at(number);
  }

  has(name: string): boolean {
    return this.index.find(hashOfString(name), (entry) => this.names.at(entry) === name) >= 0;
  }

  /** The name, if it was not given before; otherwise a new one like it. */
  give(name: string): string {
    let unique = name;
    if (this.has(name)) {
      let number = this.next.get(name) ?? 2;
      while (this.has(`${name}~${number}`)) number++;
      unique = `${name}~${number}`;
      if (number >= MANY) this.next.set(name, number + 1);
    }
    this.index.add(hashOfString(unique));
    this.names.push(unique);
    return unique;
  }
}
