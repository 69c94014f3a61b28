/*
 * Mini-batch stepwise EM (Liang and Klein 2009; Hoffman, Blei and Bach 2010 for the step sizes).
 *
 * The documents are gone through in a seeded random order, BATCH at a time. For each batch: half-steps of its rows of W with H fixed,
 * then H ← (1 − ρ) H + ρ (words of the collection / words of the batch) M, where M_kj = H_kj Σ_i W_ik x_ij / λ_ij are the batch's expected
 * counts and ρ = (t + 10)^−0.51 in the t-th batch. H is kept as a multiple of itself, so that a batch touches only its own terms.
 */
import { pow } from '../math/exp.js';
import { Random } from '../math/random.js';
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import { BATCH_BLOCKS, balanceBlocks } from './blocks.js';
import type { Engine } from './engine.js';
import type { Solver, SolverContext } from './solver.js';
import type { Layout } from './workers/store.js';

/** Documents a batch. */
const BATCH = 256;
/** Half-steps of a batch's documents before its words are counted. */
const INNER_STEPS = 4;
/** ρ = (t + STEP_DELAY)^STEP_POWER */
const STEP_POWER = -0.51;
const STEP_DELAY = 10;
/** Below it H is multiplied out, before float32 runs out of range. */
const LEAST_SCALE = 1e-12;

/** Mini-batch passes as a solver of their own. H goes on moving with each batch, so the objective may rise. */
export function online({ engine, seed }: SolverContext): Solver {
  const batches = new MiniBatches(engine, seed);
  let passes = 0;
  return {
    monotone: false,
    async iterate() {
      await batches.pass();
      await engine.step(engine.documents, 'halfStep', { repeats: INNER_STEPS });
      passes++;
    },
    retreat: () => false,
    state: () => [passes],
    resume: ([done]) => {
      passes = done as number;
      batches.skip(passes);
    },
  };
}

/** The arrays that batches need. */
export function onlineLayout(X: CsrMatrix): Layout<string> {
  const documents = Math.min(BATCH, X.rows);
  const lengths = Int32Array.from({ length: X.rows }, (_, i) => X.rowPointers[i + 1] - X.rowPointers[i]).sort();
  const entries = lengths.subarray(X.rows - documents).reduce((sum, length) => sum + length, 0);
  const terms = Math.min(entries, X.columns);
  const layout: Layout<string> = {};
  for (const half of [0, 1]) {
    layout[`batch${half}.ids`] = ['i32', documents];
    layout[`batch${half}.begins`] = ['i32', documents];
    layout[`batch${half}.ends`] = ['i32', documents];
    layout[`batch${half}.bounds`] = ['i32', BATCH_BLOCKS + 1];
    layout[`batch${half}.terms`] = ['i32', terms];
    layout[`batch${half}.pointers`] = ['i32', terms + 1];
    layout[`batch${half}.columnIndices`] = ['i32', entries];
    layout[`batch${half}.values`] = ['u32', entries];
    layout[`batch${half}.termBounds`] = ['i32', BATCH_BLOCKS + 1];
  }
  return layout;
}

interface Batch {
  half: number;
  documents: number;
  words: number;
}

/** Passes of mini-batches over a problem. */
export class MiniBatches {
  private readonly engine: Engine;
  private readonly random: Random;
  private readonly order: Int32Array;
  private readonly lengths: Float64Array;
  /** place of each term among those of the batch being prepared, or its count of entries */
  private readonly marks: Int32Array;
  private batches = 0;

  constructor(engine: Engine, seed: number) {
    this.engine = engine;
    this.random = new Random(seed);
    const X = engine.documents.matrix;
    this.lengths = rowSums(X);
    this.order = Int32Array.from({ length: X.rows }, (_, i) => i);
    this.marks = new Int32Array(X.columns);
  }

  /** One pass over all documents, from an H whose rows sum to 1 to another. Each row of W is then what it was in its batch. */
  async pass(): Promise<void> {
    this.shuffle();
    const { engine } = this;
    const { sums: masses } = engine.documents;
    await engine.scale(engine.terms, (k) => masses[k]);
    await engine.scale(engine.documents, (k) => 1 / masses[k]);
    const rows = this.order.length;
    const count = Math.ceil(rows / BATCH);
    // H is `scale` times what is stored, so that a batch need not touch the other terms
    let scale = 1;
    /** share that H before the pass, with its pseudo-counts, has in what it is now */
    let kept = 1;
    const mass = engine.terms.sums.reduce((sum, s) => sum + s, 0);
    let next = this.prepare(0, 0);
    for (let b = 0; b < count; b++) {
      const batch = next;
      const work = this.documentsStep(batch);
      if (b + 1 < count) next = this.prepare((b + 1) * BATCH, 1 - batch.half);
      await work;
      const rho = pow(this.batches + STEP_DELAY, STEP_POWER);
      const gain = ((rho / (1 - rho) / scale) * mass) / Math.max(1, batch.words);
      const added = await this.termsStep(batch, gain);
      this.toExpectedCounts(batch);
      for (let k = 0; k < engine.stride; k++) engine.terms.sums[k] += added[k];
      scale *= 1 - rho;
      kept *= 1 - rho;
      this.batches++;
      if (scale < LEAST_SCALE) {
        await engine.scale(engine.terms, () => scale);
        scale = 1;
      }
    }
    const { sums } = engine.terms;
    if (engine.priors !== undefined && engine.priors.terms > 0) this.addTermPrior(((1 - kept) * engine.priors.terms) / scale);
    await engine.scale(engine.terms, (k) => 1 / sums[k]);
    engine.sumColumns(engine.documents);
  }

  /** H ← H + pseudoCount. Within a pass the running counts are averages over many batches already, and go without. */
  private addTermPrior(pseudoCount: number): void {
    const { terms, topics, stride } = this.engine;
    const H = this.engine.array(terms.current);
    for (let h = 0; h < H.length; h += stride) for (let k = 0; k < topics; k++) H[h + k] += pseudoCount;
    for (let k = 0; k < topics; k++) terms.sums[k] += pseudoCount * terms.matrix.rows;
  }

  /** Goes to where so many passes would have led, but for the factors. */
  skip(passes: number): void {
    for (let pass = 0; pass < passes; pass++) this.shuffle();
    this.batches = passes * Math.ceil(this.order.length / BATCH);
  }

  private shuffle(): void {
    const { order } = this;
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(this.random.uniform() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }

  private i32(name: string): Int32Array {
    return this.engine.store.arrays[name] as Int32Array;
  }

  /** Fills the arrays of a batch: its rows, and their transpose with the terms in the order in which they are first met. */
  private prepare(from: number, half: number): Batch {
    const { engine, marks } = this;
    const X = engine.documents.matrix;
    const documents = Math.min(BATCH, this.order.length - from);
    const [ids, begins, ends, terms, pointers, columnIndices] = ['ids', 'begins', 'ends', 'terms', 'pointers', 'columnIndices'].map((name) =>
      this.i32(`batch${half}.${name}`),
    ) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
    const values = engine.store.arrays[`batch${half}.values`] as Uint32Array;
    let words = 0;
    let met = 0;
    for (let d = 0; d < documents; d++) {
      const i = this.order[from + d];
      ids[d] = i;
      begins[d] = X.rowPointers[i];
      ends[d] = X.rowPointers[i + 1];
      words += this.lengths[i];
      for (let p = begins[d]; p < ends[d]; p++) {
        const j = X.columnIndices[p];
        if (marks[j]++ === 0) terms[met++] = j;
      }
    }
    pointers[0] = 0;
    for (let t = 0; t < met; t++) {
      pointers[t + 1] = pointers[t] + marks[terms[t]];
      marks[terms[t]] = pointers[t];
    }
    for (let d = 0; d < documents; d++) {
      for (let p = begins[d]; p < ends[d]; p++) {
        const q = marks[X.columnIndices[p]]++;
        columnIndices[q] = ids[d];
        values[q] = X.values[p];
      }
    }
    for (let t = 0; t < met; t++) marks[terms[t]] = 0;
    balanceBlocks(pointers, met, BATCH_BLOCKS, this.i32(`batch${half}.termBounds`));
    const bounds = this.i32(`batch${half}.bounds`);
    for (let b = 0; b <= BATCH_BLOCKS; b++) bounds[b] = Math.floor((documents * b) / BATCH_BLOCKS);
    return { half, documents, words };
  }

  private async documentsStep({ half }: Batch): Promise<void> {
    const { engine } = this;
    engine.setScales(engine.terms.sums);
    await engine.run({
      kernel: 'halfStep',
      arrays: {
        begins: `batch${half}.begins`,
        ends: `batch${half}.ends`,
        ids: `batch${half}.ids`,
        columnIndices: 'X.columnIndices',
        values: 'X.values',
        current: engine.documents.current,
        into: engine.documents.current,
        other: engine.terms.current,
        scales: 'scales',
        gains: 'gains',
        floors: 'floors',
        ...(engine.priors === undefined ? {} : { pseudoCounts: 'pseudoCountsW' }),
      },
      bounds: `batch${half}.bounds`,
      blocks: BATCH_BLOCKS,
      stride: engine.stride,
      repeats: INNER_STEPS,
      pseudoTotal: engine.pseudoTotal(engine.documents),
    });
  }

  /** Scales the batch's rows of W to go with an H whose rows sum to 1. */
  private toExpectedCounts({ half, documents }: Batch): void {
    const { documents: side, terms, stride, topics } = this.engine;
    const W = this.engine.array(side.current);
    const ids = this.i32(`batch${half}.ids`);
    for (let d = 0; d < documents; d++) {
      for (let k = 0; k < topics; k++) W[ids[d] * stride + k] *= terms.sums[k];
    }
  }

  /** H ← H + gain · M on the batch's terms; returns the column sums of what was added. */
  private async termsStep({ half }: Batch, gain: number): Promise<Float64Array> {
    const { engine } = this;
    engine.array('gains').fill(gain);
    await engine.run({
      kernel: 'halfStep',
      arrays: {
        begins: `batch${half}.pointers`,
        ends: `batch${half}.pointers+1`,
        ids: `batch${half}.terms`,
        columnIndices: `batch${half}.columnIndices`,
        values: `batch${half}.values`,
        current: engine.terms.current,
        into: engine.terms.current,
        other: engine.documents.current,
        scales: 'scales',
        gains: 'gains',
        floors: 'floors',
        blockSums: 'blockSums',
      },
      bounds: `batch${half}.termBounds`,
      blocks: BATCH_BLOCKS,
      stride: engine.stride,
      keep: 1,
    });
    return engine.sumBlocks(BATCH_BLOCKS);
  }
}
