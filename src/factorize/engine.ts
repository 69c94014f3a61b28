/*
 * A fit in memory and what can be done with it. The solvers say what is done; threads do it.
 *
 * n documents, m terms, K topics; stride is K rounded up to a multiple of 4, the added columns stay 0.
 */
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import { columnSums, type Factors, FLOOR } from './factors.js';
import { type EngineOptions, fitStore, GRAM_BLOCKS, type Side, strideOf } from './fit-store.js';
import { FIGURES } from './kernels/task.js';
import type { Priors } from './priors.js';
import type { Crew } from './workers/crew.js';
import type { KernelName, Request } from './workers/request.js';
import type { Store } from './workers/store.js';

/** Square of a column, as a share of the largest, below which it is empty. */
const EMPTY_SHARE = 1e-20;

/** What a pass over a side's rows found before it changed them. */
export interface SideFigures {
  /** KL: Σ x ln(x / λ); Frobenius: Σ x λ */
  dataTerm: number;
  residual: number;
  lowest: number;
  /** Σ p ln a of the prior's pseudo-counts p */
  logPrior: number;
  /** column sums of the expected counts; only with a prior */
  expected: Float64Array;
}

/** The factors as they are, before the last step and when saved, of W and then of Hᵀ, and their column sums. */
export interface EngineState {
  factors: Float32Array[];
  sums: number[][];
}

interface PassOptions {
  /** array for the new rows; default: nothing is changed */
  into?: string;
  /** array that stands for the other side's factor */
  otherFactor: string;
  /** undefined: 1 for all */
  scales: Float64Array | undefined;
  momentum?: number;
  measure?: boolean;
  repeats?: number;
  power?: number;
}

export class Engine {
  readonly topics: number;
  readonly stride: number;
  readonly documents: Side;
  readonly terms: Side;
  readonly store: Store;
  protected readonly crew: Crew;
  private ownPriors: Priors | undefined;

  protected constructor(topics: number, store: Store, crew: Crew, documents: Side, terms: Side) {
    this.topics = topics;
    this.stride = strideOf(topics);
    this.store = store;
    this.crew = crew;
    this.documents = documents;
    this.terms = terms;
  }

  /** Allocates all, and copies X and the start in. `engine.documents.matrix` is a copy of X that can take its place. */
  static async create(X: CsrMatrix, start: Factors, options: EngineOptions): Promise<Engine> {
    const { store, documents, terms } = fitStore(X, start.topics, options);
    const engine = new Engine(start.topics, store, options.crew, documents, terms);
    engine.priors = options.priors;
    engine.set(start);
    await options.crew.attach(store);
    return engine;
  }

  array(name: string): Float32Array {
    return this.store.arrays[name] as Float32Array;
  }

  /** Σ of a side's pseudo-counts where its rows are distributions; see `pseudoTotal` in kernels/task.ts. */
  pseudoTotal(side: Side): number {
    return side === this.documents && this.ownPriors !== undefined ? this.ownPriors.documents.reduce((sum, a) => sum + a, 0) : 0;
  }

  /** What is added to expected counts; undefined: maximum likelihood. With priors H's rows sum to 1 and W's to the documents' counts at any time. */
  get priors(): Priors | undefined {
    return this.ownPriors;
  }

  set priors(priors: Priors | undefined) {
    this.ownPriors = priors;
    if (priors === undefined) return;
    this.array('pseudoCountsW').fill(0).set(priors.documents);
    this.array('pseudoCountsH').fill(0).fill(priors.terms, 0, this.topics);
  }

  other(side: Side): Side {
    return side === this.documents ? this.terms : this.documents;
  }

  /** Takes other factors, of the same shape; H's rows must sum to 1 or be empty. With priors W's rows are scaled to the documents' counts. */
  set({ W, Ht }: Factors): void {
    for (const [side, factor] of [
      [this.documents, W],
      [this.terms, Ht],
    ] as const) {
      const target = this.array(side.current);
      if (this.stride === this.topics) target.set(factor);
      else for (let row = 0; row < side.matrix.rows; row++) target.set(factor.subarray(row * this.topics, (row + 1) * this.topics), row * this.stride);
      if (this.ownPriors !== undefined) side === this.documents ? this.scaleToCounts() : this.fillEmptyTopics();
      this.sumColumns(side);
    }
  }

  /** Gives a topic without terms all of them alike: with its row at the floor a half-step would divide by next to nothing. */
  private fillEmptyTopics(): void {
    const { terms, topics, stride } = this;
    const H = this.array(terms.current);
    const sums = columnSums(H, stride);
    for (let k = 0; k < topics; k++) if (sums[k] < 0.5) for (let h = k; h < H.length; h += stride) H[h] = 1 / terms.matrix.rows;
  }

  /** Scales W's rows to sum to the documents' numbers of words. */
  private scaleToCounts(): void {
    const { documents, stride } = this;
    const W = this.array(documents.current);
    const lengths = rowSums(documents.matrix);
    for (let i = 0; i < lengths.length; i++) {
      const row = W.subarray(i * stride, (i + 1) * stride);
      const sum = row.reduce((all, w) => all + w, 0);
      for (let k = 0; k < this.topics; k++) row[k] = Math.max(FLOOR, (row[k] * lengths[i]) / sum);
    }
  }

  /** Column sums of a side's factor from the factor itself; the kernels keep them up to date. */
  sumColumns(side: Side): void {
    side.sums = columnSums(this.array(side.current), this.stride);
  }

  /**
   * One half-step of a side. With priors one of the terms ends with H's rows scaled to sum to 1.
   *
   * @param momentum ≥ 0: the step starts from a + momentum · max(0, a − previous), and what was the factor becomes `previous`; left out,
   * the factor is changed in place, which is easier on the caches
   * @param power the step is made with both factors to this power, in (0, 1]; below 1 without momentum, and `previous` of the other side is lost
   */
  async step(
    side: Side,
    kernel: KernelName,
    { momentum, repeats = 1, power = 1 }: { momentum?: number; repeats?: number; power?: number } = {},
  ): Promise<void> {
    const into = momentum === undefined ? side.current : side.previous;
    const other = this.other(side);
    if (power !== 1) await this.raise(other, power);
    const otherFactor = power === 1 ? other.current : other.previous;
    const scales = this.ownPriors === undefined || side === this.documents ? other.sums : undefined;
    await this.pass(side, kernel, { into, otherFactor, scales, momentum: momentum ?? 0, repeats, power });
    if (momentum !== undefined) [side.current, side.previous] = [side.previous, side.current];
    side.sums = this.blockSums(side);
    if (scales === undefined) await this.scale(side, (k) => 1 / side.sums[k]);
  }

  /** A side's factor to a power, where the factor of the step before was. */
  protected async raise(side: Side, power: number): Promise<void> {
    await this.run({
      kernel: 'powerRows',
      arrays: { current: side.current, into: side.previous },
      bounds: `bounds${side.name}`,
      blocks: side.blocks,
      stride: this.stride,
      power,
    });
  }

  /**
   * The figures of a side, with nothing changed.
   *
   * @param scales what the gradients are measured against; default: the column sums of the other side
   */
  async measure(side: Side, kernel: KernelName, scales = this.other(side).sums): Promise<SideFigures> {
    const otherFactor = this.other(side).current;
    await this.pass(side, kernel, { otherFactor, scales, measure: true });
    return { ...this.blockFigures(side), expected: this.ownPriors === undefined ? new Float64Array(0) : this.blockSums(side) };
  }

  /** The column sums that the last pass over a side has left, block by block. */
  protected blockSums(side: Side): Float64Array {
    return this.sumBlocks(side.blocks);
  }

  /** The figures that the last pass over a side has left, block by block. */
  protected blockFigures(side: Side): Omit<SideFigures, 'expected'> {
    const parts = this.store.arrays.figures as Float64Array;
    return sumFigures(Array.from({ length: side.blocks }, (_, b) => parts.subarray(FIGURES * b, FIGURES * (b + 1))));
  }

  protected async pass(
    side: Side,
    kernel: KernelName,
    { into, otherFactor, scales, momentum = 0, measure = false, repeats = 1, power = 1 }: PassOptions,
  ): Promise<void> {
    const other = this.other(side);
    const { ownPriors } = this;
    this.setScales(scales);
    const hasGram = kernel === 'frobenius' || kernel === 'hierarchical';
    if (hasGram) {
      const gram = await this.gramMatrix(other);
      if (kernel === 'hierarchical') forgetEmptyColumns(gram, this.stride);
      this.array('gram').set(gram);
    }
    const X = side.name === 'W' ? 'X' : 'Xt';
    await this.run({
      kernel,
      arrays: {
        begins: `${X}.rowPointers`,
        ends: `${X}.rowPointers+1`,
        columnIndices: `${X}.columnIndices`,
        values: `${X}.values`,
        current: side.current,
        ...(momentum > 0 ? { previous: side.previous } : {}),
        ...(into === undefined ? {} : { into }),
        ...(into === undefined && ownPriors === undefined ? {} : { blockSums: 'blockSums' }),
        other: otherFactor,
        scales: 'scales',
        gains: 'gains',
        floors: 'floors',
        ...(measure ? { figures: 'figures' } : {}),
        ...(hasGram ? { gram: 'gram' } : {}),
        ...(ownPriors === undefined ? {} : { pseudoCounts: `pseudoCounts${side.name}` }),
      },
      bounds: `bounds${side.name}`,
      blocks: side.blocks,
      stride: this.stride,
      momentum,
      repeats,
      pseudoTotal: this.pseudoTotal(side),
      power,
    });
  }

  run(request: Request): Promise<void> {
    return this.crew.run(request);
  }

  /** AᵀA of a side's factor, stride × stride. */
  async gramMatrix(side: Side): Promise<Float64Array> {
    const size = this.stride * this.stride;
    await this.run({
      kernel: 'gramOfRows',
      arrays: { current: side.current, into: 'grams' },
      bounds: `gramBounds${side.name}`,
      blocks: GRAM_BLOCKS,
      stride: this.stride,
    });
    const parts = this.store.arrays.grams as Float64Array;
    const gram = new Float64Array(size);
    for (let b = 0; b < GRAM_BLOCKS; b++) for (let kl = 0; kl < size; kl++) gram[kl] += parts[b * size + kl];
    return gram;
  }

  /** Multiplies the columns of a side's factor. */
  async scale(side: Side, factor: (k: number) => number): Promise<void> {
    const gains = this.array('gains');
    for (let k = 0; k < this.stride; k++) gains[k] = k < this.topics ? factor(k) : 1;
    await this.run({
      kernel: 'scaleRows',
      arrays: { current: side.current, into: side.current, gains: 'gains', floors: 'floors', blockSums: 'blockSums' },
      bounds: `bounds${side.name}`,
      blocks: side.blocks,
      stride: this.stride,
    });
    side.sums = this.sumBlocks(side.blocks);
  }

  /** Keeps the factors as they are, to come back to with `restore`. */
  save(): void {
    for (const side of [this.documents, this.terms]) {
      this.array(side.saved).set(this.array(side.current));
      side.savedSums = side.sums.slice();
    }
  }

  restore(): void {
    for (const side of [this.documents, this.terms]) {
      this.array(side.current).set(this.array(side.saved));
      side.sums = side.savedSums.slice();
    }
  }

  /** All that an iteration depends on; the arrays are those of the engine, not copies. */
  state(): EngineState {
    const sides = [this.documents, this.terms];
    return {
      factors: sides.flatMap(({ current, previous, saved }) => [current, previous, saved].map((name) => this.array(name))),
      sums: sides.flatMap(({ sums, savedSums }) => [[...sums], [...savedSums]]),
    };
  }

  resume({ factors, sums }: EngineState): void {
    for (const [s, side] of [this.documents, this.terms].entries()) {
      for (const [f, name] of [side.current, side.previous, side.saved].entries()) this.array(name).set(factors[3 * s + f] as Float32Array);
      side.sums = Float64Array.from(sums[2 * s] as number[]);
      side.savedSums = Float64Array.from(sums[2 * s + 1] as number[]);
    }
  }

  /**
   * The factors without the columns that fill up, H's rows scaled to sum to 1. Entries at the floor are 0, also where a count's mean would be 0
   * then: see `keepMeansPositive`.
   */
  factors(): Factors {
    const { sums } = this.terms;
    const inverse = sums.map((sum) => 1 / sum);
    return { topics: this.topics, W: this.extract(this.documents, sums), Ht: this.extract(this.terms, inverse) };
  }

  private extract(side: Side, scales: Float64Array): Float32Array {
    const { topics, stride } = this;
    const from = this.array(side.current);
    const to = new Float32Array(side.matrix.rows * topics);
    for (let row = 0; row < side.matrix.rows; row++) {
      for (let k = 0; k < topics; k++) {
        const value = from[row * stride + k];
        to[row * topics + k] = value <= FLOOR ? 0 : value * scales[k];
      }
    }
    return to;
  }

  /**
   * Rows of W, evenly spaced, and the numbers of words of their documents.
   *
   * @param most rows
   */
  documentSample(most: number): { W: Float64Array; lengths: Float64Array } {
    const { rows } = this.documents.matrix;
    return this.sampleOf(rows, most, 0, rows);
  }

  /** Of the documents from number `first` on, which this engine has: rows of a sample of all; 0 for those that it has not. */
  protected sampleOf(allRows: number, most: number, first: number, rows: number): { W: Float64Array; lengths: Float64Array } {
    const { stride } = this;
    const step = Math.max(1, Math.ceil(allRows / most));
    const size = Math.ceil(allRows / step);
    const sample = { W: new Float64Array(size * stride), lengths: new Float64Array(size) };
    const { rowPointers, values } = this.documents.matrix;
    const W = this.array(this.documents.current);
    for (let s = Math.ceil(first / step); s * step < first + rows; s++) {
      const i = s * step - first;
      for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) sample.lengths[s] += values[p];
      for (let k = 0; k < stride; k++) sample.W[s * stride + k] = W[i * stride + k];
    }
    return sample;
  }

  /** Scales and gains of a half-step whose other factor has these column sums, or 1 for all; the columns that fill up have scale 1. */
  setScales(sums?: Float64Array): void {
    const scales = this.array('scales');
    const gains = this.array('gains');
    for (let k = 0; k < this.stride; k++) {
      const scale = sums !== undefined && k < this.topics ? sums[k] : 1;
      scales[k] = scale;
      gains[k] = 1 / scale;
    }
  }

  sumBlocks(blocks: number): Float64Array {
    const parts = this.store.arrays.blockSums as Float64Array;
    const sums = new Float64Array(this.stride);
    for (let b = 0; b < blocks; b++) for (let k = 0; k < this.stride; k++) sums[k] += parts[b * this.stride + k];
    return sums;
  }
}

/** Adds up figures as kernels leave them, FIGURES numbers each: in their order, so that the sums have the same bits each time. */
export function sumFigures(parts: readonly Float64Array[]): Omit<SideFigures, 'expected'> {
  const figures = { dataTerm: 0, residual: 0, lowest: 0, logPrior: 0 };
  for (const [dataTerm, residual, lowest, logPrior] of parts) {
    figures.dataTerm += dataTerm as number;
    figures.residual += residual as number;
    figures.lowest = Math.min(figures.lowest, lowest as number);
    figures.logPrior += logPrior as number;
  }
  return figures;
}

/** Sets the squares of columns that are as good as empty to 0: coordinate descent then leaves their entries, instead of dividing by next to nothing. */
function forgetEmptyColumns(gram: Float64Array, stride: number): void {
  let largest = 0;
  for (let k = 0; k < stride; k++) largest = Math.max(largest, gram[k * stride + k]);
  for (let k = 0; k < stride; k++) if (gram[k * stride + k] < EMPTY_SHARE * largest) gram[k * stride + k] = 0;
}
