import { type CsrMatrix, nnz, rowSums } from '../../matrix/csr-matrix.js';
import { balanceBlocks, blockCount } from '../blocks.js';
import type { Layout, StoreArray } from '../workers/store.js';

/** The largest shard that a slot has room for. */
export interface SlotSize {
  rows: number;
  entries: number;
  /** different terms */
  terms: number;
}

/** No shard. */
export const NONE = -1;

/** What the arrays of a slot are called in the store. */
function names(slot: string) {
  const name = <Name extends string>(array: Name) => `${slot}.${array}` as const;
  return {
    W: name('W'),
    begins: name('pointers'),
    ends: name('pointers+1'),
    columnIndices: name('columnIndices'),
    values: name('values'),
    bounds: name('bounds'),
    terms: name('terms'),
    termBegins: name('termPointers'),
    termEnds: name('termPointers+1'),
    documents: name('documents'),
    counts: name('counts'),
    termBounds: name('termBounds'),
  };
}

/** The arrays of a slot; those that end in +1 are parts of others. */
export function slotLayout(slot: string, { rows, entries, terms }: SlotSize, stride: number): Layout<string> {
  const n = names(slot);
  return {
    [n.W]: ['f32', rows * stride],
    [n.begins]: ['i32', rows + 1],
    [n.columnIndices]: ['i32', entries],
    [n.values]: ['u32', entries],
    [n.bounds]: ['i32', blockCount(rows, entries) + 1],
    [n.terms]: ['i32', terms],
    [n.termBegins]: ['i32', terms + 1],
    [n.documents]: ['i32', entries],
    [n.counts]: ['u32', entries],
    [n.termBounds]: ['i32', blockCount(terms, entries) + 1],
  };
}

/** A place in the store for the rows of a shard, their factor, and their transpose, which has the terms that are met alone. */
export class ShardSlot {
  readonly names: ReturnType<typeof names>;
  /** the shard that it holds whole, with its factor, or NONE */
  shard = NONE;
  rows = 0;
  blocks = 0;
  /** different terms met */
  met = 0;
  termBlocks = 0;
  private readonly arrays: Readonly<Record<string, StoreArray>>;

  constructor(slot: string, arrays: Readonly<Record<string, StoreArray>>) {
    this.names = names(slot);
    this.arrays = arrays;
  }

  get W(): Float32Array {
    return this.arrays[this.names.W] as Float32Array;
  }

  get terms(): Int32Array {
    return this.i32('terms');
  }

  private i32(array: 'begins' | 'columnIndices' | 'bounds' | 'terms' | 'termBegins' | 'documents' | 'termBounds'): Int32Array {
    return this.arrays[this.names[array]] as Int32Array;
  }

  /**
   * Takes the rows of a shard in, but for their factor.
   *
   * @param marks of each column of the matrix a number, all 0; so they are again when this returns
   */
  fill(shard: number, matrix: CsrMatrix, marks: Int32Array): void {
    const { rows, rowPointers, columnIndices } = matrix;
    this.shard = shard;
    this.rows = rows;
    this.i32('begins').set(rowPointers);
    this.i32('columnIndices').set(columnIndices);
    (this.arrays[this.names.values] as Uint32Array).set(matrix.values);
    this.blocks = blockCount(rows, nnz(matrix));
    balanceBlocks(rowPointers, rows, this.blocks, this.i32('bounds'));
    this.transpose(matrix, marks);
  }

  /** The terms stand in the order in which they are first met. */
  private transpose({ rows, rowPointers, columnIndices, values }: CsrMatrix, marks: Int32Array): void {
    const [terms, pointers, documents] = [this.i32('terms'), this.i32('termBegins'), this.i32('documents')];
    const counts = this.arrays[this.names.counts] as Uint32Array;
    let met = 0;
    for (let p = 0; p < columnIndices.length; p++) if (marks[columnIndices[p]]++ === 0) terms[met++] = columnIndices[p];
    pointers[0] = 0;
    for (let t = 0; t < met; t++) {
      pointers[t + 1] = pointers[t] + marks[terms[t]];
      marks[terms[t]] = pointers[t];
    }
    for (let i = 0; i < rows; i++) {
      for (let p = rowPointers[i], end = rowPointers[i + 1]; p < end; p++) {
        const q = marks[columnIndices[p]]++;
        documents[q] = i;
        counts[q] = values[p];
      }
    }
    for (let t = 0; t < met; t++) marks[terms[t]] = 0;
    this.met = met;
    this.termBlocks = blockCount(met, pointers[met]);
    balanceBlocks(pointers, met, this.termBlocks, this.i32('termBounds'));
  }
}

/** Rows of W that know nothing yet: each document's words shared out evenly over the topics. */
export function flatRows(matrix: CsrMatrix, topics: number, stride: number): Float32Array {
  const W = new Float32Array(matrix.rows * stride);
  for (const [i, words] of rowSums(matrix).entries()) W.fill(words / topics, i * stride, i * stride + topics);
  return W;
}
