/*
 * The arrays of a fit that goes through shards, and what threads do with them.
 *
 * m terms, K topics; stride is K rounded up to a multiple of 4, the added columns stay 0. The topics H (in the store as Hᵀ) sum to 1 at any time.
 */
import type { MatrixShards } from '../../matrix/matrix-shards.js';
import { blockCount } from '../blocks.js';
import { FLOOR } from '../factors.js';
import { strideOf } from '../fit-store.js';
import { scratchLength } from '../kernels/kernels.js';
import { FIGURES, TASK_BYTES } from '../kernels/task.js';
import type { Priors } from '../priors.js';
import { type Crew, scratchName } from '../workers/crew.js';
import { allocate, type Layout, type StoreArray } from '../workers/store.js';
import { ShardSlot, type SlotSize, slotLayout } from './shard-slot.js';

/** Figures of some rows as they were before a step: see `SideFigures`. */
export interface RowFigures {
  dataTerm: number;
  residual: number;
  lowest: number;
  logPrior: number;
}

/** How topics follow from expected counts. */
export interface Renewal {
  /** share of the topics as they are */
  kept: (k: number) => number;
  gains: (k: number) => number;
  /** what the topics as they are are multiplied by to be compared with the counts */
  scales: (k: number) => number;
  pseudoCount: number;
  momentum?: number;
}

export interface EngineSizes {
  X: MatrixShards;
  topics: number;
  priors: Priors | undefined;
  /** of the documents that are held out */
  heldOut: SlotSize;
  crew: Crew;
  memoryLimit?: number | undefined;
}

export class ShardEngine {
  readonly topics: number;
  readonly stride: number;
  readonly terms: number;
  readonly priors: Priors | undefined;
  /** shards: one that is worked on, one that is being read */
  readonly slots: readonly [ShardSlot, ShardSlot];
  /** halves of the documents held out */
  readonly halves: readonly [ShardSlot, ShardSlot];
  private readonly arrays: Readonly<Record<string, StoreArray>>;
  private readonly crew: Crew;
  private readonly termBlocks: number;

  private constructor({ X, topics, priors, crew }: EngineSizes, arrays: Readonly<Record<string, StoreArray>>) {
    this.topics = topics;
    this.stride = strideOf(topics);
    this.terms = X.columns;
    this.priors = priors;
    this.crew = crew;
    this.arrays = arrays;
    this.slots = [new ShardSlot('shard0', arrays), new ShardSlot('shard1', arrays)];
    this.halves = [new ShardSlot('half0', arrays), new ShardSlot('half1', arrays)];
    this.termBlocks = termBlocks(X.columns);
    const bounds = arrays.bounds as Int32Array;
    for (let b = 0; b <= this.termBlocks; b++) bounds[b] = Math.floor((X.columns * b) / this.termBlocks);
    this.float32('ones').fill(1);
    this.float32('floors').fill(FLOOR, 0, topics);
    this.float32('pseudoCountsW').set(priors?.documents ?? []);
  }

  static async create(sizes: EngineSizes): Promise<ShardEngine> {
    const { X, topics, heldOut, crew, memoryLimit } = sizes;
    const stride = strideOf(topics);
    const [rows, entries] = [largest(X.shards.map((shard) => shard.rows)), largest(X.shards.map((shard) => shard.entries))];
    const size = { rows, entries, terms: Math.min(entries, X.columns) };
    const blocks = largest([termBlocks(X.columns), ...[size, heldOut].flatMap((slot) => [slot.rows, slot.terms].map((all) => blockCount(all, slot.entries)))]);
    const layout: Layout<string> = {
      H: ['f32', X.columns * stride],
      previous: ['f32', X.columns * stride],
      sums: ['f64', X.columns * stride],
      units: ['f64', X.columns],
      ...slotLayout('shard0', size, stride),
      ...slotLayout('shard1', size, stride),
      ...slotLayout('half0', heldOut, stride),
      ...slotLayout('half1', heldOut, stride),
      bounds: ['i32', termBlocks(X.columns) + 1],
      noEntries: ['i32', X.columns],
      ones: ['f32', stride],
      floors: ['f32', stride],
      pseudoCountsW: ['f32', stride],
      pseudoCountsH: ['f32', stride],
      keptH: ['f32', stride],
      gainsH: ['f32', stride],
      scalesH: ['f32', stride],
      blockSums: ['f64', blocks * stride],
      figures: ['f64', FIGURES * blocks],
    };
    // the half-step needs no room for rows of entries
    const scratch = scratchLength(stride, 0) + Math.ceil(TASK_BYTES / 64) * 16;
    for (let thread = 0; thread < crew.threads; thread++) layout[scratchName(thread)] = ['f32', scratch];
    const { arrays, memory } = allocate(layout, crew.shared, memoryLimit);
    const shifted = Object.entries(arrays).filter(([name]) => name.endsWith('ointers'));
    const store = { memory, arrays: { ...arrays, ...Object.fromEntries(shifted.map(([name, array]) => [`${name}+1`, array.subarray(1)])) } };
    const engine = new ShardEngine(sizes, store.arrays);
    await crew.attach(store);
    return engine;
  }

  private float32(name: string): Float32Array {
    return this.arrays[name] as Float32Array;
  }

  /** Hᵀ, m × stride. */
  get H(): Float32Array {
    return this.float32('H');
  }

  /** H before it was extrapolated, in the last step that was. */
  get previous(): Float32Array {
    return this.float32('previous');
  }

  /** Expected counts in whole units, m × stride: what `termsStep` adds to. */
  get sums(): Float64Array {
    return this.arrays.sums as Float64Array;
  }

  /** Of each term: see expected-counts.ts. */
  get units(): Float64Array {
    return this.arrays.units as Float64Array;
  }

  private get pseudoTotal(): number {
    return this.priors === undefined ? 0 : this.priors.documents.reduce((sum, a) => sum + a, 0);
  }

  /** Half-steps of a slot's rows of W. */
  documentsStep(slot: ShardSlot, repeats: number, measure = false): Promise<void> {
    return this.documents(slot, { into: slot.names.W, ...(measure ? { figures: 'figures' } : {}) }, repeats);
  }

  /** The figures of a slot's documents, with nothing changed. */
  async measureDocuments(slot: ShardSlot): Promise<RowFigures> {
    await this.documents(slot, { figures: 'figures' }, 1);
    return this.figures(slot.blocks);
  }

  private documents({ names, blocks }: ShardSlot, more: { into?: string; figures?: string }, repeats: number): Promise<void> {
    return this.crew.run({
      kernel: 'halfStep',
      arrays: {
        begins: names.begins,
        ends: names.ends,
        columnIndices: names.columnIndices,
        values: names.values,
        current: names.W,
        other: 'H',
        scales: 'ones',
        gains: 'ones',
        floors: 'floors',
        ...(this.priors === undefined ? {} : { pseudoCounts: 'pseudoCountsW' }),
        ...more,
      },
      bounds: names.bounds,
      blocks,
      stride: this.stride,
      repeats,
      pseudoTotal: this.pseudoTotal,
    });
  }

  /** sums_jk += H_kj Σ_i W_ik x_ij / λ_ij over the slot's documents, in whole units. */
  termsStep({ names, termBlocks }: ShardSlot): Promise<void> {
    return this.crew.run({
      kernel: 'halfStep',
      arrays: {
        begins: names.termBegins,
        ends: names.termEnds,
        ids: names.terms,
        columnIndices: names.documents,
        values: names.counts,
        current: 'H',
        other: names.W,
        scales: 'ones',
        gains: 'ones',
        floors: 'floors',
        sums: 'sums',
        units: 'units',
      },
      bounds: names.termBounds,
      blocks: termBlocks,
      stride: this.stride,
    });
  }

  /** Σ_j of the expected counts of each topic, stride numbers. */
  async sumCounts(): Promise<Float64Array> {
    await this.crew.run({
      kernel: 'sumCounts',
      arrays: { sums: 'sums', units: 'units', blockSums: 'blockSums' },
      bounds: 'bounds',
      blocks: this.termBlocks,
      stride: this.stride,
    });
    return this.sumBlocks();
  }

  /**
   * H_kj ← kept_k H_kj + gains_k (expected counts + pseudoCounts_k), then scaled to sums of 1 but where momentum is 0 (gains that are right give that).
   *
   * @param momentum ≥ 0: of the extrapolation from `previous`, which becomes H without it; left out, `previous` stays
   * @returns the figures of the topics before, against the counts
   */
  async renewTopics({ kept, gains, scales, pseudoCount, momentum }: Renewal): Promise<Pick<RowFigures, 'residual' | 'lowest'>> {
    for (const [name, vector] of [
      ['keptH', kept],
      ['gainsH', gains],
      ['scalesH', scales],
    ] as const) {
      this.float32(name).fill(name === 'scalesH' ? 1 : 0);
      for (let k = 0; k < this.topics; k++) this.float32(name)[k] = vector(k);
    }
    this.float32('pseudoCountsH').fill(pseudoCount, 0, this.topics);
    await this.crew.run({
      kernel: 'renewTopics',
      arrays: {
        current: 'H',
        into: 'H',
        ...(momentum === undefined ? {} : { previous: 'previous' }),
        sums: 'sums',
        units: 'units',
        kept: 'keptH',
        gains: 'gainsH',
        scales: 'scalesH',
        floors: 'floors',
        pseudoCounts: 'pseudoCountsH',
        blockSums: 'blockSums',
        figures: 'figures',
      },
      bounds: 'bounds',
      blocks: this.termBlocks,
      stride: this.stride,
      momentum: momentum ?? 0,
    });
    const figures = this.figures(this.termBlocks);
    if (momentum !== 0) await this.scaleTopics(this.sumBlocks());
    return figures;
  }

  private async scaleTopics(sums: Float64Array): Promise<void> {
    const gains = this.float32('gainsH');
    for (let k = 0; k < this.topics; k++) gains[k] = 1 / sums[k];
    await this.crew.run({
      kernel: 'scaleRows',
      arrays: { current: 'H', into: 'H', gains: 'gainsH', floors: 'floors' },
      bounds: 'bounds',
      blocks: this.termBlocks,
      stride: this.stride,
    });
  }

  private sumBlocks(): Float64Array {
    const parts = this.arrays.blockSums as Float64Array;
    const sums = new Float64Array(this.stride);
    for (let b = 0; b < this.termBlocks; b++) for (let k = 0; k < this.stride; k++) sums[k] += parts[b * this.stride + k];
    return sums;
  }

  /** b Σ_kj ln H_kj. */
  async logPriorOfTerms(): Promise<number> {
    if (this.priors === undefined || this.priors.terms === 0) return 0;
    this.float32('pseudoCountsH').fill(this.priors.terms, 0, this.topics);
    // rows without entries: nothing is left but the prior
    await this.crew.run({
      kernel: 'halfStep',
      arrays: {
        begins: 'noEntries',
        ends: 'noEntries',
        columnIndices: 'noEntries',
        values: 'noEntries',
        current: 'H',
        other: 'H',
        scales: 'ones',
        gains: 'ones',
        floors: 'floors',
        pseudoCounts: 'pseudoCountsH',
        figures: 'figures',
      },
      bounds: 'bounds',
      blocks: this.termBlocks,
      stride: this.stride,
    });
    return this.figures(this.termBlocks).logPrior;
  }

  /** The figures that the last step found. */
  figures(blocks: number): RowFigures {
    const parts = this.arrays.figures as Float64Array;
    const sums = { dataTerm: 0, residual: 0, lowest: 0, logPrior: 0 };
    for (let b = 0; b < blocks; b++) {
      sums.dataTerm += parts[FIGURES * b];
      sums.residual += parts[FIGURES * b + 1];
      sums.lowest = Math.min(sums.lowest, parts[FIGURES * b + 2]);
      sums.logPrior += parts[FIGURES * b + 3];
    }
    return sums;
  }
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}

/** Blocks of topics' rows, with some thousands of numbers each. */
function termBlocks(terms: number): number {
  return Math.max(1, Math.min(256, Math.ceil(terms / 128)));
}
