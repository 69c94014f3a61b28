import type { PieceStore } from '../../src/tokenize/packed-rows.js';

/** A store in memory, whose pieces can be damaged: read() of one then fails. */
export class Pieces implements PieceStore {
  readonly pieces: Uint8Array[] = [];
  readonly damaged = new Set<number>();
  reads = 0;

  add(piece: Uint8Array): number {
    return this.pieces.push(piece.slice()) - 1;
  }

  read(number: number, into: Uint8Array): void {
    this.reads++;
    if (this.damaged.has(number)) throw new Error(`piece ${number} is damaged`);
    into.set(this.pieces[number] as Uint8Array);
  }
}
