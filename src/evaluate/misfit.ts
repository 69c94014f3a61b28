import { ln } from '../math/log.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import type { TopicsByTerm } from '../topics/infer.js';

/** How surprising the words of documents are under the documents' own mixtures, a number a document. */
export interface DocumentSurprise {
  /** words, unknown ones included */
  words: Float64Array;
  /** nats a word, NaN for a document without words */
  means: Float64Array;
  /** Σ (surprise of a word − mean)² over the words; 0 for one word or none */
  squares: Float64Array;
}

/** The same of all documents. */
export interface Surprise extends DocumentSurprise {
  /** variance of a word's surprise within a document, over all documents */
  within: number;
}

/** What the surprise of a document is measured against: that of the documents that the topics were fitted to. */
export interface MisfitScale {
  /** median surprise of the documents, nats a word */
  centre: number;
  /** standard deviation of long documents around it, nats a word */
  spread: number;
  /** variance of a word's surprise within a document */
  within: number;
}

/** Makes the median absolute deviation the standard deviation of a normal distribution. */
const NORMAL = 1.4826;

/** The score above which no topic is said to explain a document. */
export const MISFIT = 3;
/** Of the documents above it, the worst so many are listed. */
export const LISTED_MISFITS = 10;

/**
 * The surprise of a document is the mean of −ln ½ (λ_j + 1/m) over its words, λ = θ H its mixture's distribution over the m terms: as if every
 * other word were drawn from all terms alike. So a name that hardly any document has weighs little more than one that few have; a word
 * that is no term has λ = 0, and so counts as well.
 *
 * @param X documents × terms
 * @param unknown words of each document that are no terms
 * @param shares θ, documents × topics
 * @param topics H, with the probabilities of a term side by side
 */
export function surpriseOf(X: CsrMatrix, unknown: ArrayLike<number>, shares: ArrayLike<number>, topics: TopicsByTerm): Surprise {
  const surprise = documentSurprise(X, unknown, shares, topics);
  const variance = new WithinVariance();
  variance.add(surprise);
  return { ...surprise, within: variance.value };
}

/** The surprise of each document: see `surpriseOf`. */
export function documentSurprise(
  X: CsrMatrix,
  unknown: ArrayLike<number>,
  shares: ArrayLike<number>,
  { topics, terms, stride, byTerm }: TopicsByTerm,
): DocumentSurprise {
  const words = new Float64Array(X.rows);
  const means = new Float64Array(X.rows);
  const squares = new Float64Array(X.rows);
  const strange = -ln(0.5 / terms);
  for (let i = 0; i < X.rows; i++) {
    let count = unknown[i] as number;
    let sum = count * strange;
    let sumOfSquares = sum * strange;
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      let mean = 0;
      for (let k = 0; k < topics; k++) mean += (shares[i * topics + k] as number) * byTerm[X.columnIndices[p] * stride + k];
      const surprise = -ln(0.5 * (mean + 1 / terms));
      count += X.values[p];
      sum += X.values[p] * surprise;
      sumOfSquares += X.values[p] * surprise * surprise;
    }
    words[i] = count;
    means[i] = sum / count;
    if (count >= 2) squares[i] = sumOfSquares - sum * means[i];
  }
  return { words, means, squares };
}

/** The variance of a word's surprise within a document, of documents that may come in pieces, in their order. */
export class WithinVariance {
  private squares = 0;
  private degrees = 0;

  add({ words, squares }: Pick<DocumentSurprise, 'words' | 'squares'>): void {
    for (let i = 0; i < words.length; i++) {
      if (words[i] < 2) continue;
      this.squares += squares[i];
      this.degrees += words[i] - 1;
    }
  }

  get value(): number {
    return this.degrees === 0 ? 0 : this.squares / this.degrees;
  }
}

/** The scale of a collection: by medians, so that documents which fit no topic do not widen it. */
export function misfitScale({ words, means, within }: Pick<Surprise, 'words' | 'means' | 'within'>): MisfitScale {
  const rows = Array.from(words.keys()).filter((i) => words[i] > 0);
  return misfitScaleBy((figure) => median(rows.map((i) => figure(words[i], means[i]))), within);
}

/**
 * The same by what finds the median of a figure over the documents with words.
 *
 * @param medianOf given the words of a document and its mean surprise
 */
export function misfitScaleBy(medianOf: (figure: (words: number, mean: number) => number) => number, within: number): MisfitScale {
  const centre = medianOf((_, mean) => mean);
  const deviation = NORMAL * medianOf((_, mean) => Math.abs(mean - centre));
  const sampling = within * medianOf((words) => 1 / words);
  return { centre, spread: Math.sqrt(Math.max(0, deviation * deviation - sampling)), within };
}

/*
 * What a document is measured against are the documents of the collection, not ones drawn from its own mixture: real documents repeat
 * their words, so that most are far from anything drawn, and one without a topic of its own gets a mixture that expects little. With one
 * document in a hundred of another language in BBC News, all are among the worst fiftieth by either; of another subject in English (newsgroups,
 * abstracts) two in five by this score, one in four against documents drawn from the mixture, one in ten by the gain over the collection's
 * word frequencies.
 */

/**
 * The misfit of each document: by how many standard deviations its surprise is above the median of the collection's, where a document of N
 * words has the variance spread² + within / N. So a short document must be more surprising than a long one. NaN for one without words.
 */
export function misfitScores({ words, means }: Pick<DocumentSurprise, 'words' | 'means'>, { centre, spread, within }: MisfitScale): Float64Array {
  return means.map((mean, i) => {
    const variance = spread * spread + within / words[i];
    return variance > 0 ? (mean - centre) / Math.sqrt(variance) : mean - centre === 0 ? 0 : Number.NaN;
  });
}

function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? Number.NaN : (sorted[sorted.length >> 1] as number);
}
