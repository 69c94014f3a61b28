import type { Random } from '../../math/random.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { Annealing } from '../annealing.js';
import { Engine } from '../engine.js';
import { type Factorization, factorize } from '../factorize.js';
import { columnSums, type Factors, FLOOR } from '../factors.js';
import { type CountSums, countSums, losses } from '../losses.js';
import { neighbourStart } from '../neighbour-start.js';
import { solvers } from '../solvers.js';
import type { Crew } from '../workers/crew.js';
import type { ReusableMemory } from '../workers/store.js';
import type { OnlineSettings } from './settings.js';

/** Iterations that two topics are fitted by to the words of one, and that a revision has to bring the objective down. */
const SPLIT_ITERATIONS = 30;
const TRIAL_ITERATIONS = 40;
/** Share of the objective that a revision brings it down by at least: what further iterations would bring is less. */
const LEAST_FALL = 1e-4;
/** Revisions that bring nothing, one after the other, before it is left at that. */
const MOST_IN_VAIN = 4;

/** What a revision works with. */
export interface Revision {
  settings: OnlineSettings;
  crew: Crew;
  memoryLimit: number | undefined;
  memory?: ReusableMemory | undefined;
  random: Random;
  /** of revisions at most */
  trials: number;
  onTrial?: ((trial: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Topics of a sample, m × K, and the document prior that was learned with them. */
export type SampledTopics = Pick<Factorization, 'factors' | 'documentPrior'>;

/**
 * Split and merge (Ueda, Nakano, Ghahramani and Hinton 2000): a fit ends where one topic has the words of two, while another has few of its own or shares those
 * of a third, and no small step leads away. The topic that two would explain best instead of one is made two, in the place of the smallest, or else of one
 * of the two most alike, and the fit goes on from there; it counts if the objective is lower than it was.
 */
export async function reviseTopics(X: CsrMatrix, fit: Factorization, revision: Revision): Promise<SampledTopics> {
  let best: SampledTopics = fit;
  if (revision.trials === 0) return best;
  let lowest = fit.trace.at(-1)?.objective ?? Number.POSITIVE_INFINITY;
  const trial = await Trial.create(X, fit, revision);
  let inVain = 0;
  let splits: Split[] = [];
  for (let done = 0; done < revision.trials && inVain < MOST_IN_VAIN && !revision.signal?.aborted; done++) {
    if (inVain === 0) splits = await splitsOf(X, best.factors, revision);
    const split = splits[inVain >> 1];
    if (split === undefined) break;
    const start = inVain % 2 === 0 ? withoutSmallest(best.factors, split) : withoutDouble(best.factors, split);
    revision.onTrial?.(done + 1);
    const objective = await trial.run(start);
    if (lowest - objective > LEAST_FALL * Math.abs(lowest)) {
      best = trial.result();
      lowest = objective;
      inVain = 0;
    } else inVain++;
  }
  return best;
}

/** Fits from one start after the other, in the same memory. */
class Trial {
  private readonly engine: Engine;
  private readonly counts: CountSums;
  private readonly seed: number;

  private constructor(engine: Engine, counts: CountSums, seed: number) {
    this.engine = engine;
    this.counts = counts;
    this.seed = seed;
  }

  static async create(X: CsrMatrix, { factors }: Factorization, { settings, crew, memoryLimit, memory }: Revision): Promise<Trial> {
    const { documentPrior: a, termPrior: b, topics, seed } = settings;
    const priors = a === 0 && b === 0 ? undefined : { documents: new Float64Array(topics).fill(a), terms: b };
    return new Trial(await Engine.create(X, factors, { crew, memoryLimit, memory, gram: false, priors }), countSums(X), seed);
  }

  /** @returns the objective reached */
  async run(start: Factors): Promise<number> {
    const { engine, seed } = this;
    const loss = losses['kullback-leibler'];
    const annealing = new Annealing(engine, TRIAL_ITERATIONS, 1);
    if (engine.priors !== undefined) {
      const { documents } = engine.priors;
      const mean = documents.reduce((sum, a) => sum + a, 0) / documents.length;
      engine.priors = { ...engine.priors, documents: documents.map(() => mean) };
    }
    engine.set(start);
    const solver = solvers.accelerated({ engine, loss, seed, coldStart: false });
    for (let iteration = 0; iteration < TRIAL_ITERATIONS; iteration++) await (annealing.finished ? solver : annealing).iterate();
    return (await loss.evaluate(engine, this.counts)).objective;
  }

  result(): SampledTopics {
    return { factors: this.engine.factors(), documentPrior: this.engine.priors?.documents ?? new Float64Array(this.engine.topics) };
  }
}

/** A topic and the two that explain its words better. */
interface Split {
  topic: number;
  /** by how much: the divergence when all documents have the same shares of words, less that with two topics and priors */
  gain: number;
  /** the terms that the halves have, and these: a row for each */
  terms: Int32Array;
  halves: Float32Array;
}

/** Those that there are, by falling gain. */
async function splitsOf(X: CsrMatrix, factors: Factors, { settings, random }: Revision): Promise<Split[]> {
  const splits: Split[] = [];
  const { seed, documentPrior, termPrior } = settings;
  const fixed = { loss: 'kullback-leibler', solver: 'accelerated', tolerance: 0, kktTolerance: 0, startIsFit: true } as const;
  for (const [topic, { X: words, terms }] of wordsByTopic(X, factors).entries()) {
    if (words.rows < 2) continue;
    const start = () => neighbourStart(words, 2, random);
    const two = await factorize(words, [start], { ...fixed, seed, documentPrior, termPrior, maxIterations: SPLIT_ITERATIONS });
    const gain = countSums(words).independence - (two.trace.at(-1)?.klDivergence ?? 0);
    splits.push({ topic, gain, terms, halves: two.factors.Ht });
  }
  splits.sort((a, b) => b.gain - a.gain || a.topic - b.topic);
  // what priors cost a topic that is one already, if it is most of them
  const usual = splits[splits.length >> 1]?.gain ?? 0;
  return splits.filter(({ gain }) => gain > Math.min(0, usual / 2));
}

/** Some documents with some of their words, and the terms that the columns stand for. */
interface Words {
  X: CsrMatrix;
  terms: Int32Array;
}

/** The words of which a topic has more than half, as a matrix of the documents and terms that have such: K of them. */
function wordsByTopic(X: CsrMatrix, { topics: K, W, Ht }: Factors): Words[] {
  const parts = Array.from({ length: K }, () => ({ rowPointers: [0], columnIndices: [] as number[], values: [] as number[] }));
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      let [mean, largest, most] = [0, 0, 0];
      for (let k = 0, w = i * K, h = X.columnIndices[p] * K; k < K; k++, w++, h++) {
        const share = W[w] * Ht[h];
        mean += share;
        if (share > most) [largest, most] = [k, share];
      }
      if (most <= mean / 2) continue;
      const part = parts[largest] as (typeof parts)[number];
      part.columnIndices.push(X.columnIndices[p]);
      part.values.push(X.values[p]);
    }
    for (const part of parts) if (part.values.length > (part.rowPointers.at(-1) as number)) part.rowPointers.push(part.values.length);
  }
  const columnOf = new Int32Array(X.columns);
  return parts.map(({ rowPointers, columnIndices, values }) => {
    const terms = Int32Array.from(new Set(columnIndices)).sort();
    for (const [column, term] of terms.entries()) columnOf[term] = column;
    const words: CsrMatrix = {
      rows: rowPointers.length - 1,
      columns: terms.length,
      rowPointers: Int32Array.from(rowPointers),
      columnIndices: Int32Array.from(columnIndices, (term) => columnOf[term]),
      values: Uint32Array.from(values),
    };
    return { X: words, terms };
  });
}

/** The two topics with the largest cosine, none of them `but`. */
function mostAlike({ topics: K, Ht }: Factors, but: number): [number, number] {
  const products = new Float64Array(K * K);
  for (let h = 0; h < Ht.length; h += K) {
    for (let k = 0; k < K; k++) {
      const a = Ht[h + k];
      if (a > 0) for (let l = 0; l <= k; l++) products[k * K + l] += a * Ht[h + l];
    }
  }
  let pair: [number, number] = [0, 1];
  let most = -1;
  for (let k = 1; k < K; k++) {
    for (let l = 0; l < k; l++) {
      const cosine = products[k * K + l] / Math.sqrt(products[k * K + k] * products[l * K + l]);
      if (k !== but && l !== but && cosine > most) [pair, most] = [[l, k], cosine];
    }
  }
  return pair;
}

/** The topic with the fewest words, but one. */
function smallest(words: Float64Array, but: number): number {
  let least = but === 0 ? 1 : 0;
  for (let k = 0; k < words.length; k++) if (k !== but && words[k] < words[least]) least = k;
  return least;
}

/** The factors with a topic split, in the place of the smallest. */
function withoutSmallest({ topics: K, W, Ht }: Factors, split: Split): Factors {
  const next = { topics: K, W: W.slice(), Ht: Ht.slice() };
  place(next, split, smallest(columnSums(W, K), split.topic));
  return next;
}

/** The factors with a topic split, in the place of one of the two most alike, which are made one. */
function withoutDouble({ topics: K, W, Ht }: Factors, split: Split): Factors {
  const next = { topics: K, W: W.slice(), Ht: Ht.slice() };
  const [one, other] = mostAlike(next, split.topic);
  const words = columnSums(W, K);
  const share = words[one] / Math.max(Number.MIN_VALUE, words[one] + words[other]);
  for (let w = 0; w < W.length; w += K) next.W[w + one] += W[w + other];
  for (let h = 0; h < Ht.length; h += K) next.Ht[h + one] = share * Ht[h + one] + (1 - share) * Ht[h + other];
  place(next, split, other);
  return next;
}

/** Puts half of a topic in the place of another. */
function place({ topics: K, W, Ht }: Factors, { topic, terms, halves }: Split, other: number): void {
  for (let w = 0; w < W.length; w += K) W[w + other] = W[w + topic] /= 2;
  for (let h = 0; h < Ht.length; h += K) Ht[h + other] = Ht[h + topic] = 0;
  for (const [row, term] of terms.entries()) {
    Ht[term * K + other] = halves[2 * row];
    Ht[term * K + topic] = halves[2 * row + 1];
  }
  for (const factor of [W, Ht]) for (let a = 0; a < factor.length; a++) factor[a] = Math.max(FLOOR, factor[a]);
}
