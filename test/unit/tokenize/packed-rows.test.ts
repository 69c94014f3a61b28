import { expect, it } from 'vitest';
import { PackedRows } from '../../../src/tokenize/packed-rows.js';
import { Pieces } from '../../support/pieces.js';

it('keeps in a store what would take much memory, and reads each piece once on the way through', () => {
  const store = new Pieces();
  const rows = new PackedRows(store);
  const size = (row: number) => (row === 30 ? 9_000_000 : 1_000_003);
  for (let row = 0; row < 45; row++) rows.append(new Uint8Array(size(row)).fill(row + 1), row % 3);
  expect(store.pieces.length).toBeGreaterThan(5);
  for (let row = 0; row < 45; row++) {
    const view = rows.viewOf(row);
    const start = rows.startOf(row);
    expect([rows.counterOf(row), rows.sizeOf(row)]).toEqual([row % 3, size(row)]);
    expect([view.getUint8(start), view.getUint8(start + size(row) - 1)]).toEqual([row + 1, row + 1]);
    // three bytes may be read behind a row
    expect(() => view.getUint8(start + size(row) + 2)).not.toThrow();
  }
  expect(store.reads).toBe(store.pieces.length);
});
