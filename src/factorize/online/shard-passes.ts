import type { Communicator } from '../../distribute/communicator.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import type { MatrixShards, ShardShape } from '../../matrix/matrix-shards.js';
import { shardsOfRank } from '../document-shards.js';
import { isSampled, type Spacing } from './document-sample.js';
import { isAnywhere } from './ranks.js';
import type { RowFile } from './row-file.js';
import type { RowFigures, ShardEngine } from './shard-engine.js';
import { flatRows, NONE, type ShardSlot } from './shard-slot.js';

/** Numbers of a shard's figures: data term, residual, lowest gradient, log prior. */
const FIGURES = 4;

export interface PassOptions {
  /** half-steps of a shard's documents before their words are counted, ≥ 1 */
  repeats: number;
  /** where the mixtures are read; default: they begin flat */
  from?: RowFile | undefined;
  /** where they are written */
  to: RowFile;
  /** documents that are passed over */
  without?: Spacing | undefined;
  /** whether the figures are taken: of the factors as they are before the pass, or as they are after its half-steps of the documents */
  measure?: 'before' | 'after';
  /** called with the mixtures of each shard, K numbers a document */
  onMixtures?: (firstRow: number, mixtures: Float32Array) => Promise<void>;
  /** called after each shard with the number of those done */
  onShard?: (done: number) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Goes through shards, those of this rank: while threads work on one, the next is read, unpacked and transposed. Expected counts are summed up in whole
 * units, so neither order nor ranks show in them.
 */
export class ShardPasses {
  private readonly engine: ShardEngine;
  private readonly X: MatrixShards;
  private readonly communicator: Communicator;
  /** of each shard; on other ranks 0, so that adding them up gathers them */
  private readonly figures: Float64Array;
  private readonly marks: Int32Array;

  /** @param marks of each column 0 */
  constructor(engine: ShardEngine, X: MatrixShards, communicator: Communicator, marks: Int32Array) {
    this.engine = engine;
    this.X = X;
    this.communicator = communicator;
    this.figures = new Float64Array(FIGURES * X.shards.length);
    this.marks = marks;
  }

  /**
   * One pass.
   *
   * @param steps the shards of each step, of all ranks
   * @param onStep called when the counts of a step are summed up
   * @returns false where it was interrupted; some mixtures are written then
   */
  async pass(steps: readonly (readonly number[])[], options: PassOptions, onStep: () => void | Promise<void>): Promise<boolean> {
    const { engine, communicator } = this;
    const { first, end } = shardsOfRank(this.X.shards.length, communicator);
    const own = steps.map((step) => step.filter((shard) => shard >= first && shard < end));
    const order = own.flat();
    this.figures.fill(0);
    let done = 0;
    let next = this.load(order[0], undefined, options);
    for (const step of own) {
      engine.sums.fill(0);
      for (const shard of step) {
        if (options.signal?.aborted) break;
        const slot = (await next) as ShardSlot;
        const work = engine.documentsStep(slot, options.repeats, options.measure === 'before');
        next = this.load(order[++done], slot, options);
        await work;
        if (options.measure === 'before') this.keepFigures(shard, engine.figures(slot.blocks));
        if (options.measure === 'after') this.keepFigures(shard, await engine.measureDocuments(slot));
        await this.keepMixtures(shard, slot, options);
        await engine.termsStep(slot);
        options.onShard?.(done);
      }
      if (isAnywhere(communicator, options.signal?.aborted === true)) {
        await next;
        return false;
      }
      communicator.allReduce(engine.sums);
      await onStep();
    }
    return true;
  }

  /** The figures of the last pass, over all documents. */
  allFigures(): RowFigures {
    this.communicator.allReduce(this.figures);
    const sums = { dataTerm: 0, residual: 0, lowest: 0, logPrior: 0 };
    for (let f = 0; f < this.figures.length; f += FIGURES) {
      sums.dataTerm += this.figures[f];
      sums.residual += this.figures[f + 1];
      sums.lowest = Math.min(sums.lowest, this.figures[f + 2]);
      sums.logPrior += this.figures[f + 3];
    }
    return sums;
  }

  private keepFigures(shard: number, { dataTerm, residual, lowest, logPrior }: RowFigures): void {
    this.figures.set([dataTerm, residual, lowest, logPrior], FIGURES * shard);
  }

  /** Reads a shard into the slot that is not `busy`. */
  private load(shard: number | undefined, busy: ShardSlot | undefined, options: PassOptions): Promise<ShardSlot | undefined> {
    const loaded = shard === undefined ? Promise.resolve(undefined) : this.read(shard, busy, options);
    loaded.catch(() => {}); // it is waited for in its turn
    return loaded;
  }

  private async read(shard: number, busy: ShardSlot | undefined, { from, without }: PassOptions): Promise<ShardSlot> {
    const { engine, X } = this;
    const { firstRow, rows } = X.shards[shard] as ShardShape;
    // the last two of a pass are the first of the next one, which goes the other way round
    const held = engine.slots.find((slot) => slot !== busy && slot.shard === shard);
    if (held !== undefined && from !== undefined && without === undefined) return held;
    const [matrix, W] = await Promise.all([X.read(shard), from?.read(firstRow, rows)]);
    const taken = without === undefined ? matrix : withoutRows(matrix, (row) => isSampled(firstRow + row, without));
    const slot = busy === engine.slots[0] ? engine.slots[1] : engine.slots[0];
    slot.fill(shard, taken, this.marks);
    if (without !== undefined) slot.shard = NONE;
    slot.W.set(W ?? flatRows(taken, engine.topics, engine.stride));
    return slot;
  }

  private async keepMixtures(shard: number, slot: ShardSlot, { to, onMixtures }: PassOptions): Promise<void> {
    const { firstRow, rows } = this.X.shards[shard] as ShardShape;
    const { topics, stride } = this.engine;
    const W = new Float32Array(slot.W.subarray(0, rows * stride));
    await to.write(firstRow, W);
    if (onMixtures === undefined) return;
    const mixtures = new Float32Array(rows * topics);
    for (let i = 0; i < rows; i++) mixtures.set(W.subarray(i * stride, i * stride + topics), i * topics);
    await onMixtures(firstRow, mixtures);
  }
}

/** The matrix with some rows emptied. */
function withoutRows({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix, isOut: (row: number) => boolean): CsrMatrix {
  const pointers = new Int32Array(rows + 1);
  const kept = { columnIndices: new Int32Array(values.length), values: new Uint32Array(values.length) };
  for (let i = 0; i < rows; i++) {
    const [begin, end] = isOut(i) ? [0, 0] : [rowPointers[i], rowPointers[i + 1]];
    kept.columnIndices.set(columnIndices.subarray(begin, end), pointers[i]);
    kept.values.set(values.subarray(begin, end), pointers[i]);
    pointers[i + 1] = pointers[i] + end - begin;
  }
  return {
    rows,
    columns,
    rowPointers: pointers,
    columnIndices: kept.columnIndices.subarray(0, pointers[rows]),
    values: kept.values.subarray(0, pointers[rows]),
  };
}
