import { type CsrMatrix, nnz } from '../matrix/csr-matrix.js';
import { balanceBlocks, blockCount } from './blocks.js';
import { FLOOR } from './factors.js';
import { type EngineOptions, longestRow, matrixIn, type Side, shifted, sideLayout, stepLayout, strideOf } from './fit-store.js';
import { scratchArrayLength } from './workers/block-runner.js';
import { scratchName } from './workers/crew.js';
import { allocate, type Layout, type Store } from './workers/store.js';

/** The transpose of a shard, of the terms that it has. */
interface Transpose {
  /** numbers of the terms, rising */
  terms: Int32Array;
  pointers: Int32Array;
  /** rows of this rank's documents, and counts */
  documents: Int32Array;
  values: Uint32Array;
}

export interface ShardedStore {
  store: Store;
  documents: Side;
  terms: Side;
  /** where the blocks of each of this rank's shards begin among those of the documents, and how many there are */
  documentBlocks: number[];
  /** blocks of the terms of each shard */
  termBlocks: number[];
}

/**
 * Allocates what a rank needs for its documents, and fills all but the factors.
 *
 * @param X the documents of this rank × all terms
 * @param bounds rows at which the rank's shards begin, and the number of its rows
 */
export function shardedStore(
  X: CsrMatrix,
  bounds: Int32Array,
  topics: number,
  { crew, memoryLimit, memory: reusable }: Pick<EngineOptions, 'crew' | 'memoryLimit' | 'memory'>,
): ShardedStore {
  const stride = strideOf(topics);
  const transposes = Array.from({ length: bounds.length - 1 }, (_, s) => transposeOf(X, bounds[s], bounds[s + 1]));
  const documentBlocks = [0];
  for (const [s, { values }] of transposes.entries()) documentBlocks.push((documentBlocks[s] as number) + blockCount(bounds[s + 1] - bounds[s], values.length));
  const termBlocks = transposes.map(({ terms, values }) => blockCount(terms.length, values.length));
  const blocks = { W: documentBlocks.at(-1) as number, H: blockCount(X.columns, X.columns) };
  const mostBlocks = Math.max(blocks.W, blocks.H, ...termBlocks);
  const layout: Layout<string> = {
    ...sideLayout('W', 'X', X.rows, nnz(X), stride, blocks.W),
    ...sideLayout('H', 'Xt', X.columns, 0, stride, blocks.H),
    expected: ['f64', X.columns * stride],
    units: ['f64', X.columns],
    none: ['f32', stride],
    ...stepLayout(stride, mostBlocks),
  };
  for (const [s, { terms, values }] of transposes.entries()) {
    layout[`terms.${s}`] = ['i32', terms.length];
    layout[`documents.${s}.pointers`] = ['i32', terms.length + 1];
    layout[`documents.${s}`] = ['i32', values.length];
    layout[`values.${s}`] = ['u32', values.length];
    layout[`bounds.${s}`] = ['i32', (termBlocks[s] as number) + 1];
  }
  const longest = transposes.reduce((most, { pointers }) => Math.max(most, longestOf(pointers)), longestRow(X));
  for (let thread = 0; thread < crew.threads; thread++) layout[scratchName(thread)] = ['f32', scratchArrayLength(stride, longest)];

  const { arrays, memory } = allocate(layout, crew.shared, memoryLimit, reusable);
  const own = matrixIn(arrays, 'X', X.rows, X.columns);
  own.rowPointers.set(X.rowPointers);
  own.columnIndices.set(X.columnIndices);
  own.values.set(X.values);
  for (const [s, { terms, pointers, documents, values }] of transposes.entries()) {
    const contents = { [`terms.${s}`]: terms, [`documents.${s}.pointers`]: pointers, [`documents.${s}`]: documents, [`values.${s}`]: values };
    for (const [name, content] of Object.entries(contents)) (arrays[name] as Int32Array).set(content);
    balanceBlocks(pointers, terms.length, termBlocks[s] as number, arrays[`bounds.${s}`] as Int32Array);
    const first = documentBlocks[s] as number;
    const size = (documentBlocks[s + 1] as number) - first;
    const rows = bounds[s + 1] - bounds[s];
    const ofShard = (arrays.boundsW as Int32Array).subarray(first, first + size + 1);
    balanceBlocks(own.rowPointers.subarray(bounds[s], bounds[s + 1] + 1), rows, size, ofShard);
    for (let b = 0; b <= size; b++) ofShard[b] += bounds[s];
  }
  const boundsH = arrays.boundsH as Int32Array;
  for (let b = 0; b <= blocks.H; b++) boundsH[b] = Math.floor((X.columns * b) / blocks.H);
  (arrays.floors as Float32Array).fill(FLOOR, 0, topics);
  const side = (name: 'W' | 'H', matrix: CsrMatrix): Side => {
    const sums = new Float64Array(stride);
    return { name, matrix, blocks: blocks[name], current: `${name}0`, previous: `${name}1`, saved: `${name}2`, sums, savedSums: sums };
  };
  const terms = side('H', matrixIn(arrays, 'Xt', X.columns, X.rows));
  return { store: { memory, arrays: { ...arrays, ...shifted(arrays) } }, documents: side('W', own), terms, documentBlocks, termBlocks };
}

/** Transposes the rows first … last − 1. */
function transposeOf({ columns, rowPointers, columnIndices, values }: CsrMatrix, first: number, last: number): Transpose {
  const places = new Int32Array(columns);
  const [begin, end] = [rowPointers[first], rowPointers[last]];
  for (let p = begin; p < end; p++) places[columnIndices[p]]++;
  const terms = new Int32Array(places.reduce((met, count) => met + (count > 0 ? 1 : 0), 0));
  const pointers = new Int32Array(terms.length + 1);
  for (let j = 0, t = 0; j < columns; j++) {
    if (places[j] === 0) continue;
    terms[t] = j;
    pointers[t + 1] = pointers[t] + places[j];
    places[j] = pointers[t++];
  }
  const transposed = { terms, pointers, documents: new Int32Array(end - begin), values: new Uint32Array(end - begin) };
  for (let i = first; i < last; i++) {
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      const q = places[columnIndices[p]]++;
      transposed.documents[q] = i;
      transposed.values[q] = values[p];
    }
  }
  return transposed;
}

function longestOf(pointers: Int32Array): number {
  let longest = 0;
  for (let r = 1; r < pointers.length; r++) longest = Math.max(longest, pointers[r] - pointers[r - 1]);
  return longest;
}
