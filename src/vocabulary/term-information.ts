import { exp } from '../math/exp.js';
import { ln } from '../math/log.js';

/**
 * How much terms tell about which document one reads, in nats: a term's count times its residual inverse document frequency (Church and
 * Gale 1995), c ln(E / f), with f the documents that it stands in and E those that it would stand in had its c occurrences been thrown at
 * all words of the collection, Σ_i 1 − (1 − n_i / N)^c for documents of n_i of N words.
 *
 * It is 0 for a term that stands where chance would put it, however common it is, and for one that stands once; below 0 for one that is
 * more evenly spread.
 *
 * @param counts how often each term stands, ≥ 1
 * @param documentFrequency in how many documents
 * @param lengths words of each document
 */
export function termInformation(counts: Float64Array, documentFrequency: Int32Array, lengths: Float64Array): Float64Array {
  const words = lengths.reduce((sum, length) => sum + length, 0);
  const documentsOf = new Map<number, number>();
  for (const length of lengths) documentsOf.set(length, (documentsOf.get(length) ?? 0) + 1);
  // in a fixed order, whatever that of the documents
  const different = Float64Array.from(documentsOf.keys()).sort();
  const documents = different.map((length) => documentsOf.get(length) as number);
  const missed = different.map((length) => ln(1 - length / words));

  /** terms have few different counts */
  const expected = new Map<number, number>();
  const expectedDocuments = (count: number): number => {
    let sum = 0;
    for (let l = 0; l < missed.length; l++) sum += documents[l] * (1 - exp(count * missed[l]));
    expected.set(count, sum);
    return sum;
  };
  return counts.map((count, term) => count * ln((expected.get(count) ?? expectedDocuments(count)) / documentFrequency[term]));
}
