import type { Communicator } from '../../distribute/communicator.js';
import { type CsrMatrix, nnz } from '../../matrix/csr-matrix.js';
import { gatherEverywhere } from './ranks.js';

/** Every `step`-th document of a collection, from number `first` on. */
export interface Spacing {
  step: number;
  first: number;
}

export function isSampled(row: number, { step, first }: Spacing): boolean {
  return row % step === first;
}

/** Gathers the documents of a sample, shard after shard. */
export class DocumentSample {
  readonly spacing: Spacing;
  private readonly columns: number;
  private lengths: number[] = [];
  private parts: { columnIndices: Int32Array; values: Uint32Array }[] = [];

  constructor(spacing: Spacing, columns: number) {
    this.spacing = spacing;
    this.columns = columns;
  }

  /** @param firstRow number of the shard's first document */
  add({ rows, rowPointers, columnIndices, values }: CsrMatrix, firstRow: number): void {
    for (let i = 0; i < rows; i++) {
      const [begin, end] = [rowPointers[i], rowPointers[i + 1]];
      if (begin === end || !isSampled(firstRow + i, this.spacing)) continue;
      this.lengths.push(end - begin);
      this.parts.push({ columnIndices: columnIndices.slice(begin, end), values: values.slice(begin, end) });
    }
  }

  /** The documents of all ranks that have words, on each of them. */
  finish(communicator: Communicator): CsrMatrix {
    const entries = this.lengths.reduce((sum, length) => sum + length, 0);
    const numbers = { lengths: Int32Array.from(this.lengths), columnIndices: new Int32Array(entries), values: new Uint32Array(entries) };
    let at = 0;
    for (const { columnIndices, values } of this.parts) {
      numbers.columnIndices.set(columnIndices, at);
      numbers.values.set(values, at);
      at += values.length;
    }
    this.parts = [];
    const everywhere = (part: Int32Array | Uint32Array) => gatherEverywhere(communicator, new Uint8Array(part.buffer)).buffer;
    const lengths = new Int32Array(everywhere(numbers.lengths));
    const columnIndices = new Int32Array(everywhere(numbers.columnIndices));
    const rowPointers = new Int32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i++) rowPointers[i + 1] = rowPointers[i] + lengths[i];
    return { rows: lengths.length, columns: this.columns, rowPointers, columnIndices, values: new Uint32Array(everywhere(numbers.values)) };
  }
}

/** The words of documents in two halves: of each document's words in the order of their terms, every second one. */
export function alternateHalves(documents: CsrMatrix): { first: CsrMatrix; second: CsrMatrix } {
  const { rows, columns } = documents;
  const entries = nnz(documents);
  const halves = [0, 1].map(() => ({
    rows,
    columns,
    rowPointers: new Int32Array(rows + 1),
    columnIndices: new Int32Array(entries),
    values: new Uint32Array(entries),
  }));
  const sizes = [0, 0] as [number, number];
  for (let i = 0; i < rows; i++) {
    let turn = 0;
    for (let p = documents.rowPointers[i]; p < documents.rowPointers[i + 1]; p++) {
      const count = documents.values[p];
      for (const [h, half] of halves.entries()) {
        const share = (count + (h === turn ? 1 : 0)) >>> 1;
        if (share === 0) continue;
        half.columnIndices[sizes[h as 0 | 1]] = documents.columnIndices[p];
        half.values[sizes[h as 0 | 1]++] = share;
      }
      turn = (turn + count) & 1;
    }
    for (const [h, half] of halves.entries()) half.rowPointers[i + 1] = sizes[h as 0 | 1];
  }
  const [first, second] = halves.map((half, h) => ({
    ...half,
    columnIndices: half.columnIndices.slice(0, sizes[h as 0 | 1]),
    values: half.values.slice(0, sizes[h as 0 | 1]),
  })) as [CsrMatrix, CsrMatrix];
  return { first, second };
}
