import { compileKernels, type Kernels, loadKernels, PAGE_BYTES } from '../factorize/kernels/kernels.js';
import { TASK_BYTES, writeTask } from '../factorize/kernels/task.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { LeastSquares } from './least-squares.js';

/** What mixtures are inferred from: topics that stay as they are. */
export interface FixedTopics {
  readonly topics: number;
  readonly terms: number;
  /** topics × terms, each row sums to 1 */
  readonly topicTerms: Float32Array;
  /** a: pseudo-counts of the topics in each document, ≥ 0 */
  readonly documentPrior: readonly number[];
  /** what the topics were fitted by */
  readonly loss: 'kullback-leibler' | 'frobenius';
}

/** Topics with the probabilities of a term side by side. */
export interface TopicsByTerm {
  readonly topics: number;
  readonly terms: number;
  /** numbers from one term to the next, ≥ topics */
  readonly stride: number;
  /** H_kj stands at byTerm[j stride + k] */
  readonly byTerm: Float32Array;
}

/** Mixtures of documents. */
export interface Mixtures {
  /** θ, documents × topics, each row sums to 1 */
  shares: Float64Array;
  /** of each document, how far it is from the best mixture: see `KKT_BOUND` */
  residuals: Float64Array;
}

/**
 * The KKT residual at which a document is done, Σ_k |θ_k − (N_k + a_k) / (N + Σa)|: what another step of EM would change, in shares. So low that
 * any other correct solver finds the same shares to 1e-6, also where topics are alike and EM goes slowly.
 */
export const KKT_BOUND = 1e-10;

/** Entries that go through the kernel at a time, and documents at most. */
const BATCH_ENTRIES = 65536;
const BATCH_DOCUMENTS = 2048;

/**
 * Finds the mixture of documents with the topics fixed: the θ on the simplex with the largest Σ_j x_j ln(Σ_k θ_k H_kj) + Σ_k a_k ln θ_k, from a flat
 * start, to a KKT residual of 1e-10. Topics that were fitted by the Frobenius norm: the weights w ≥ 0 with the least ‖x − w H‖², as shares of their sum.
 *
 * A document's mixture depends on its counts and the topics alone: it has the same bits whatever other documents there are, in whatever
 * order. Words that no topic has are passed over; a document without others has a flat mixture, 1 / topics everywhere.
 */
export class MixtureSolver {
  private readonly model: FixedTopics;
  private readonly stride: number;
  private readonly byTerm: Float32Array;
  private readonly kernels: Kernels;
  private readonly memory: WebAssembly.Memory;
  private readonly leastSquares: LeastSquares | undefined;
  /** place of each term among those of the batch, and the batch in which it was given */
  private readonly places: Int32Array;
  private readonly batches: Int32Array;
  private batch = 0;

  private constructor(model: FixedTopics, memory: WebAssembly.Memory, kernels: Kernels) {
    const { topics, terms, topicTerms } = model;
    this.model = model;
    this.memory = memory;
    this.kernels = kernels;
    this.stride = 4 * Math.ceil(topics / 4);
    this.byTerm = new Float32Array(terms * this.stride);
    for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) this.byTerm[j * this.stride + k] = topicTerms[k * terms + j];
    this.places = new Int32Array(terms);
    this.batches = new Int32Array(terms);
    if (model.loss === 'frobenius') this.leastSquares = new LeastSquares(this.byTerm, topics, this.stride);
  }

  static async create(model: FixedTopics): Promise<MixtureSolver> {
    const memory = new WebAssembly.Memory({ initial: 1 });
    return new MixtureSolver(model, memory, await loadKernels(await compileKernels(), memory));
  }

  get topics(): TopicsByTerm {
    const { model, stride, byTerm } = this;
    return { topics: model.topics, terms: model.terms, stride, byTerm };
  }

  /** @param X documents × terms, in the columns of the topics */
  infer(X: CsrMatrix): Mixtures {
    const { topics } = this.model;
    const mixtures = { shares: new Float64Array(X.rows * topics), residuals: new Float64Array(X.rows) };
    for (let first = 0; first < X.rows; ) {
      let last = first + 1;
      const fits = (row: number) => row - first < BATCH_DOCUMENTS && X.rowPointers[row + 1] - X.rowPointers[first] <= BATCH_ENTRIES;
      while (last < X.rows && fits(last)) last++;
      if (this.leastSquares === undefined) this.inferBatch(X, first, last, mixtures);
      else for (let i = first; i < last; i++) mixtures.residuals[i] = this.leastSquares.infer(X, i, mixtures.shares);
      first = last;
    }
    return mixtures;
  }

  private inferBatch(X: CsrMatrix, first: number, last: number, { shares, residuals }: Mixtures): void {
    const { stride, model } = this;
    const { topics } = model;
    const rows = last - first;
    const start = X.rowPointers[first];
    const entries = X.rowPointers[last] - start;
    const met = this.termsOf(X, start, entries);
    let longest = 0;
    for (let i = first; i < last; i++) longest = Math.max(longest, X.rowPointers[i + 1] - X.rowPointers[i]);

    let end = 64;
    const reserve = (bytes: number) => {
      const place = end;
      end = 64 * Math.ceil((end + bytes) / 64);
      return place;
    };
    const task = reserve(TASK_BYTES);
    const pointers = {
      begins: reserve(4 * (rows + 1)),
      columnIndices: reserve(4 * entries),
      // four are read at a time
      values: reserve(4 * entries + 16),
      other: reserve(4 * met.length * stride),
      pseudoCounts: reserve(8 * stride),
      into: reserve(8 * rows * stride),
      figures: reserve(8 * rows),
    };
    const scratch = reserve(8 * (10 * stride + 2 * stride * stride + (stride + 2) * (longest + 1)));
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.memory.grow(missing);

    const { buffer } = this.memory;
    const begins = new Int32Array(buffer, pointers.begins, rows + 1);
    for (let r = 0; r <= rows; r++) begins[r] = X.rowPointers[first + r] - start;
    const columns = new Int32Array(buffer, pointers.columnIndices, entries);
    for (let e = 0; e < entries; e++) columns[e] = this.places[X.columnIndices[start + e]];
    new Uint32Array(buffer, pointers.values, entries).set(X.values.subarray(start, start + entries));
    const other = new Float32Array(buffer, pointers.other, met.length * stride);
    for (let p = 0; p < met.length; p++) other.set(this.byTerm.subarray(met[p] * stride, (met[p] + 1) * stride), p * stride);
    new Float64Array(buffer, pointers.pseudoCounts, stride).fill(0).set(model.documentPrior);
    writeTask(buffer, task, { ...pointers, ends: pointers.begins + 4 }, { stride });
    this.kernels.mixtures(task, 0, rows, topics, KKT_BOUND, scratch);

    const into = new Float64Array(buffer, pointers.into, rows * stride);
    for (let r = 0; r < rows; r++) shares.set(into.subarray(r * stride, r * stride + topics), (first + r) * topics);
    residuals.set(new Float64Array(buffer, pointers.figures, rows), first);
  }

  /** The terms of a batch, each once; `places` receives where each is among them. */
  private termsOf({ columnIndices }: CsrMatrix, start: number, entries: number): number[] {
    const batch = ++this.batch;
    const met: number[] = [];
    for (let e = start; e < start + entries; e++) {
      const j = columnIndices[e];
      if (this.batches[j] === batch) continue;
      this.batches[j] = batch;
      this.places[j] = met.length;
      met.push(j);
    }
    return met;
  }
}
