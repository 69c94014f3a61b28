import type { CsrMatrix } from '../matrix/csr-matrix.js';

/** A term that stands in the documents as chance would put it. */
export interface NoiseTerm {
  term: string;
  count: number;
  documentFrequency: number;
  /** φ, see noiseTerms: 0 for a Poisson distribution, below 0 for one that is more even */
  dispersion: number;
}

/** Most of them that are proposed as stop words. */
export const MOST_NOISE_TERMS = 50;

/*
 * The limits come from 20 Newsgroups, BBC News, abstracts of arXiv, Python's PEPs, and State of the Union as passages and as speeches.
 */

/** Share of the documents that a term has to stand in: what is rarer matters little, and cannot be told from chance. */
const COMMON = 0.01;
/**
 * The largest dispersion of noise. "Paper, results, show, propose" in abstracts have −0.4 to 0.7, "time, world, know" in newsgroups 0.9 to
 * 1.2; themes have 5 to 100.
 */
const MOST_DISPERSION = 1.25;
/** The same as a share of the median among common terms: in long documents all dispersions are small (State of the Union, whole: 1.2). */
const SHARE_OF_MEDIAN = 0.2;
/** How many standard errors the dispersion has to be below the limit. */
const STANDARD_ERRORS = 2;

/**
 * The terms that are spread over the documents by their length alone, or nearly so: they tell no theme, and may be stop words of this
 * collection. The commonest first (a tie: the lower column). Phrases are left out, since a line of a list of stop words is single words.
 *
 * A term of c of the collection's N words has a mean of μ_i = c n_i / N in a document of n_i words. Its variance there is taken as
 * μ_i + φ μ_i², that of a negative binomial distribution; φ = (Σ (x_i − μ_i)² − c) / Σ μ_i² is the moment estimate, whose standard error
 * under a Poisson distribution is √(2 / Σ μ_i²).
 *
 * @param X documents × terms
 * @param terms of its columns
 * @param most how many at most
 */
export function noiseTerms(X: CsrMatrix, terms: readonly string[], most: number): NoiseTerm[] {
  const dispersion = new TermDispersion(X.columns);
  dispersion.add(X);
  return noiseTermsOf(dispersion, terms, most);
}

/** The same from the sums over all documents. */
export function noiseTermsOf(
  { documents, counts, documentFrequency, squares, products, squaredLengths, words }: TermDispersion,
  terms: readonly string[],
  most: number,
): NoiseTerm[] {
  const common = Array.from(counts.keys()).filter((column) => documentFrequency[column] >= Math.max(1, COMMON * documents));
  const dispersions = Float64Array.from(common, (column) => {
    const rate = counts[column] / words;
    const deviations = squares[column] - 2 * rate * products[column] + rate * rate * squaredLengths;
    return (deviations - counts[column]) / (rate * rate * squaredLengths);
  });
  const limit = Math.min(MOST_DISPERSION, SHARE_OF_MEDIAN * (dispersions.slice().sort()[dispersions.length >> 1] ?? 0));
  const isNoise = (column: number, dispersion: number) =>
    dispersion + STANDARD_ERRORS * Math.sqrt(2 / squaredLengths) * (words / counts[column]) < limit && !(terms[column] as string).includes(' ');
  return common
    .map((column, c) => ({ column, dispersion: dispersions[c] as number }))
    .filter(({ column, dispersion }) => isNoise(column, dispersion))
    .sort((a, b) => counts[b.column] - counts[a.column] || a.column - b.column)
    .slice(0, most)
    .map(({ column, dispersion }) => ({ term: terms[column] as string, count: counts[column], documentFrequency: documentFrequency[column], dispersion }));
}

/** What the estimates are made of, for each term: Σ x, documents, Σ x², Σ x n; and Σ n², Σ n. Documents may come in pieces. */
export class TermDispersion {
  documents = 0;
  readonly counts: Float64Array;
  readonly documentFrequency: Int32Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
  squaredLengths = 0;
  words = 0;

  /** @param columns of the matrix */
  constructor(columns: number) {
    this.counts = new Float64Array(columns);
    this.documentFrequency = new Int32Array(columns);
    this.squares = new Float64Array(columns);
    this.products = new Float64Array(columns);
  }

  /** @param X some documents × terms */
  add({ rows, rowPointers, columnIndices, values }: CsrMatrix): void {
    const { counts, documentFrequency, squares, products } = this;
    for (let i = 0; i < rows; i++) {
      let length = 0;
      for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) length += values[p];
      for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
        const term = columnIndices[p];
        const count = values[p];
        counts[term] += count;
        documentFrequency[term]++;
        squares[term] += count * count;
        products[term] += count * length;
      }
      this.squaredLengths += length * length;
      this.words += length;
    }
    this.documents += rows;
  }
}
