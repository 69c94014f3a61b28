/*
 * A large fit, on one rank or on many. Each rank has the documents of some shards, with their rows of W, and all of H; a half-step of H adds
 * up what the shards expect, in whole units, over the ranks. All ranks make the same calls in the same order.
 *
 * n documents, m terms, K topics; stride is K rounded up to a multiple of 4.
 */
import type { Communicator } from '../distribute/communicator.js';
import { ONE_PROCESS } from '../distribute/one-process.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { shardsOfRank } from './document-shards.js';
import { Engine, type EngineState, type SideFigures, sumFigures } from './engine.js';
import { columnSums, type Factors, FLOOR } from './factors.js';
import type { Side } from './fit-store.js';
import { unitsOf } from './kernels/expected-counts.js';
import { FIGURES } from './kernels/task.js';
import type { Priors } from './priors.js';
import { type ShardedStore, shardedStore } from './sharded-store.js';
import type { Crew } from './workers/crew.js';
import type { KernelName } from './workers/request.js';
import type { ReusableMemory } from './workers/store.js';

/** What all ranks know of the counts. */
export interface ShardedShape {
  /** n and m */
  rows: number;
  columns: number;
  topics: number;
  /** rows at which the shards begin, and n: see `shardBounds` */
  bounds: Int32Array;
  /** how often each term occurs, m numbers */
  columnTotals: Float64Array;
}

export interface ShardedOptions {
  crew: Crew;
  communicator?: Communicator | undefined;
  memoryLimit?: number | undefined;
  memory?: ReusableMemory | undefined;
  priors?: Priors | undefined;
}

export class ShardedEngine extends Engine {
  private readonly shape: ShardedShape;
  private readonly communicator: Communicator;
  private readonly parts: ShardedStore;
  /** numbers of this rank's shards: first … end − 1 */
  private readonly first: number;
  private readonly end: number;

  private constructor(shape: ShardedShape, communicator: Communicator, parts: ShardedStore, crew: Crew) {
    super(shape.topics, parts.store, crew, parts.documents, parts.terms);
    this.shape = shape;
    this.communicator = communicator;
    this.parts = parts;
    ({ first: this.first, end: this.end } = shardsOfRank(shape.bounds.length - 1, communicator));
  }

  /**
   * Deals out the documents and the start.
   *
   * @param X documents × terms, on rank 0
   * @param start on rank 0
   */
  static async deal(X: CsrMatrix | undefined, start: Factors | undefined, shape: ShardedShape, options: ShardedOptions): Promise<ShardedEngine> {
    const { communicator = ONE_PROCESS, priors } = options;
    const own = dealRows(X, shape, communicator);
    const { first, end } = shardsOfRank(shape.bounds.length - 1, communicator);
    const bounds = shape.bounds.slice(first, end + 1).map((row) => row - shape.bounds[first]);
    const parts = shardedStore(own, bounds, shape.topics, options);
    (parts.store.arrays.units as Float64Array).set(unitsOf(shape.columnTotals));
    const engine = new ShardedEngine(shape, communicator, parts, options.crew);
    engine.priors = priors;
    engine.set(start);
    await options.crew.attach(parts.store);
    return engine;
  }

  /** @param factors on rank 0 */
  override set(factors: Factors | undefined): void {
    const { topics, columns } = this.shape;
    const Ht = factors?.Ht ?? new Float32Array(columns * topics);
    this.communicator.broadcast(bytesOf(Ht));
    super.set({ topics, W: this.dealW(factors?.W, topics), Ht });
  }

  override sumColumns(side: Side): void {
    if (side === this.terms) {
      super.sumColumns(side);
      return;
    }
    const W = this.array(side.current);
    const { stride } = this;
    const rowOf = (shard: number) => this.shape.bounds[shard] - this.shape.bounds[this.first];
    side.sums = sumOf(this.overShards(stride, (shard) => columnSums(W.subarray(rowOf(shard) * stride, rowOf(shard + 1) * stride), stride)));
  }

  /** Terms take the multiplicative step, whatever the kernel: it is the one that is a sum over documents. */
  override async step(side: Side, kernel: KernelName, options: { momentum?: number; repeats?: number; power?: number } = {}): Promise<void> {
    if (side === this.documents) return super.step(side, kernel, options);
    const { momentum, power = 1 } = options;
    if (power !== 1) await this.raise(this.documents, power);
    await this.sumExpected(power === 1 ? this.documents.current : this.documents.previous, momentum, power);
    const { priors } = this;
    this.setScales(priors === undefined ? this.documents.sums : undefined);
    const into = momentum === undefined ? side.current : side.previous;
    await this.run({
      kernel: 'renewTopics',
      arrays: {
        sums: 'expected',
        units: 'units',
        current: side.current,
        into,
        kept: 'none',
        pseudoCounts: 'pseudoCountsH',
        scales: 'scales',
        gains: 'gains',
        floors: 'floors',
        blockSums: 'blockSums',
        figures: 'figures',
      },
      bounds: 'boundsH',
      blocks: side.blocks,
      stride: this.stride,
    });
    this.expected.fill(0);
    if (momentum !== undefined) [side.current, side.previous] = [side.previous, side.current];
    side.sums = this.sumBlocks(side.blocks);
    if (priors !== undefined) await this.scale(side, (k) => 1 / side.sums[k]);
  }

  /** `expected` ← H_kj Σ_i W_ik x_ij / λ_ij of all documents, in whole units. */
  private async sumExpected(W: string, momentum: number | undefined, power: number): Promise<void> {
    const { terms, stride, parts, communicator } = this;
    for (const [s, blocks] of parts.termBlocks.entries()) {
      await this.run({
        kernel: 'halfStep',
        arrays: {
          begins: `documents.${s}.pointers`,
          ends: `documents.${s}.pointers+1`,
          ids: `terms.${s}`,
          columnIndices: `documents.${s}`,
          values: `values.${s}`,
          current: terms.current,
          ...(momentum ? { previous: terms.previous } : {}),
          other: W,
          sums: 'expected',
          units: 'units',
        },
        bounds: `bounds.${s}`,
        blocks,
        stride,
        momentum: momentum ?? 0,
        power,
      });
    }
    communicator.allReduce(this.expected);
  }

  private get expected(): Float64Array {
    return this.store.arrays.expected as Float64Array;
  }

  override async measure(side: Side, kernel: KernelName, scales = this.other(side).sums): Promise<SideFigures> {
    if (side === this.documents) return super.measure(side, kernel, scales);
    await this.sumExpected(this.documents.current, undefined, 1);
    const figures = this.termFigures(scales);
    figures.logPrior = await this.termLogPrior();
    this.expected.fill(0);
    return { ...figures, expected: new Float64Array(0) };
  }

  /** The figures of the terms from their expected counts. */
  private termFigures(scales: Float64Array): Omit<SideFigures, 'expected'> {
    const { expected, stride, topics } = this;
    const H = this.array(this.terms.current);
    const units = this.store.arrays.units as Float64Array;
    const pseudoCount = this.priors?.terms ?? 0;
    const figures = { dataTerm: 0, residual: 0, lowest: 0, logPrior: 0 };
    for (let j = 0; j < units.length; j++) {
      const unit = 1 / units[j];
      let row = 0;
      for (let k = 0; k < topics; k++) {
        const [a, count] = [H[j * stride + k], expected[j * stride + k] * unit];
        row += Math.abs(scales[k] * a - count - pseudoCount);
        if (a <= FLOOR) figures.lowest = Math.min(figures.lowest, 1 - count / a / scales[k]);
      }
      figures.residual += row;
    }
    return figures;
  }

  /** Σ b ln H_kj, by the kernel over rows without entries. */
  private async termLogPrior(): Promise<number> {
    const { priors, terms } = this;
    if (priors === undefined || priors.terms === 0) return 0;
    await this.pass(terms, 'halfStep', { otherFactor: this.documents.current, scales: undefined, measure: true });
    return super.blockFigures(terms).logPrior;
  }

  protected override blockSums(side: Side): Float64Array {
    if (side === this.terms) return super.blockSums(side);
    const { stride } = this;
    const sums = this.store.arrays.blockSums as Float64Array;
    return sumOf(this.overShards(stride, (shard) => sumOf(this.blocksOf(shard).map((b) => sums.subarray(b * stride, (b + 1) * stride)))));
  }

  protected override blockFigures(side: Side): Omit<SideFigures, 'expected'> {
    if (side === this.terms) return super.blockFigures(side);
    const figures = this.store.arrays.figures as Float64Array;
    return sumFigures(
      this.overShards(FIGURES, (shard) => {
        const { dataTerm, residual, lowest, logPrior } = sumFigures(this.blocksOf(shard).map((b) => figures.subarray(FIGURES * b, FIGURES * (b + 1))));
        return Float64Array.of(dataTerm, residual, lowest, logPrior);
      }),
    );
  }

  /** The blocks of one of this rank's shards. */
  private blocksOf(shard: number): number[] {
    const [begin, end] = this.parts.documentBlocks.slice(shard - this.first) as [number, number];
    return Array.from({ length: end - begin }, (_, b) => begin + b);
  }

  /** Some numbers of each shard, in the order of the shards; each rank gives those of its own. */
  private overShards(length: number, numbersOf: (shard: number) => Float64Array): Float64Array[] {
    const shards = this.shape.bounds.length - 1;
    const all = new Float64Array(shards * length);
    for (let shard = this.first; shard < this.end; shard++) all.set(numbersOf(shard), shard * length);
    // each number is 0 on all ranks but one, so the sum is exact
    this.communicator.allReduce(all);
    return Array.from({ length: shards }, (_, shard) => all.subarray(shard * length, (shard + 1) * length));
  }

  override documentSample(most: number): { W: Float64Array; lengths: Float64Array } {
    const { rows, bounds } = this.shape;
    const sample = this.sampleOf(rows, most, bounds[this.first], bounds[this.end] - bounds[this.first]);
    this.communicator.allReduce(sample.W);
    this.communicator.allReduce(sample.lengths);
    return sample;
  }

  /** On rank 0 the state of all ranks; elsewhere that of this one. */
  override state(): EngineState {
    const { factors, sums } = super.state();
    return { factors: factors.map((factor, f) => (f < 3 ? this.gatherW(factor) : factor)), sums };
  }

  /** @param state on rank 0 */
  override resume(state: EngineState | undefined): void {
    const { columns } = this.shape;
    const sums = Float64Array.from(state?.sums.flat() ?? new Float64Array(4 * this.stride));
    this.communicator.broadcast(bytesOf(sums));
    const factors = Array.from({ length: 6 }, (_, f) => {
      if (f < 3) return this.dealW(state?.factors[f], this.stride);
      const H = state?.factors[f] ?? new Float32Array(columns * this.stride);
      this.communicator.broadcast(bytesOf(H));
      return H;
    });
    super.resume({ factors, sums: [0, 1, 2, 3].map((s) => [...sums.subarray(s * this.stride, (s + 1) * this.stride)]) });
  }

  /** On rank 0 all factors; elsewhere W is that of its own documents. */
  override factors(): Factors {
    const factors = super.factors();
    return { ...factors, W: this.gatherW(factors.W) };
  }

  /** The rows of this rank. @param W of all documents, on rank 0 */
  private dealW(W: Float32Array | undefined, width: number): Float32Array {
    const { communicator } = this;
    if (communicator.size === 1) return W as Float32Array;
    const parts = rowRanges(this.shape, communicator).map(([first, last]) => bytesOf(W?.subarray(first * width, last * width) ?? new Float32Array(0)));
    return floatsOf(communicator.allToAll(parts)[0] as Uint8Array);
  }

  private gatherW(W: Float32Array): Float32Array {
    const { communicator } = this;
    if (communicator.size === 1) return W;
    const parts = communicator.gather(bytesOf(W));
    if (parts === undefined) return W;
    const all = new Float32Array(parts.reduce((sum, { byteLength }) => sum + byteLength / 4, 0));
    let end = 0;
    for (const part of parts) {
      all.set(floatsOf(part), end);
      end += part.byteLength / 4;
    }
    return all;
  }
}

/** The rows of each rank. */
function rowRanges({ bounds }: ShardedShape, { size }: Communicator): [first: number, last: number][] {
  return Array.from({ length: size }, (_, rank) => {
    const { first, end } = shardsOfRank(bounds.length - 1, { rank, size });
    return [bounds[first], bounds[end]];
  });
}

/** The rows of this rank. @param X of all documents, on rank 0 */
function dealRows(X: CsrMatrix | undefined, shape: ShardedShape, communicator: Communicator): CsrMatrix {
  if (communicator.size === 1) return X as CsrMatrix;
  const ranges = rowRanges(shape, communicator);
  const deal = (arrayOf: (matrix: CsrMatrix, first: number, last: number) => Int32Array | Uint32Array) => {
    const none = new Int32Array(0);
    const parts = ranges.map(([first, last]) => bytesOf(X === undefined ? none : arrayOf(X, first, last)));
    return communicator.allToAll(parts)[0] as Uint8Array;
  };
  const pointers = intsOf(deal(({ rowPointers }, first, last) => rowPointers.slice(first, last + 1).map((place) => place - rowPointers[first])));
  const columns = intsOf(deal(({ rowPointers, columnIndices }, first, last) => columnIndices.subarray(rowPointers[first], rowPointers[last])));
  const counts = deal(({ rowPointers, values }, first, last) => values.subarray(rowPointers[first], rowPointers[last]));
  const values = new Uint32Array(counts.buffer, counts.byteOffset, counts.byteLength / 4);
  return { rows: pointers.length - 1, columns: shape.columns, rowPointers: pointers, columnIndices: columns, values };
}

/** The sum of arrays of the same length, in their order. */
function sumOf(arrays: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(arrays[0]?.length ?? 0);
  for (const array of arrays) for (let k = 0; k < sums.length; k++) sums[k] += array[k];
  return sums;
}

function bytesOf(array: Float32Array | Float64Array | Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Bytes that begin at a multiple of four, as they come of the communicator. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function intsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
