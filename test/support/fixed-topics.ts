import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import type { FixedTopics } from '../../src/topics/infer.js';

/** Random topics: most words rare in most of them, some in none. */
export function randomTopics(
  topics: number,
  terms: number,
  seed: number,
  { prior = 0.05, loss = 'kullback-leibler' as FixedTopics['loss'], zeros = 0.3 } = {},
): FixedTopics {
  const random = new Random(seed);
  const topicTerms = new Float32Array(topics * terms);
  for (let k = 0; k < topics; k++) {
    const row = Float64Array.from({ length: terms }, () => (random.uniform() < zeros ? 0 : random.uniform() ** 6 + 1e-5));
    row[k % (terms - 1)] = (row[k % (terms - 1)] as number) + 0.01;
    row[terms - 1] = 0;
    const sum = row.reduce((all, x) => all + x, 0);
    for (let j = 0; j < terms; j++) topicTerms[k * terms + j] = row[j] / sum;
  }
  return { topics, terms, topicTerms, documentPrior: Array.from({ length: topics }, (_, k) => prior * (0.5 + (k % 3) / 2)), loss };
}

/** Hᵀ as float64. */
export function byTerm({ topics, terms, topicTerms }: FixedTopics): Float64Array {
  const B = new Float64Array(topics * terms);
  for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) B[j * topics + k] = topicTerms[k * terms + j] as number;
  return B;
}

/** Some rows of a matrix, in the order given. */
export function rowsOf(X: CsrMatrix, rows: readonly number[]): CsrMatrix {
  const parts = rows.map((i) => ({ begin: X.rowPointers[i] as number, end: X.rowPointers[i + 1] as number }));
  const rowPointers = Int32Array.from({ length: rows.length + 1 }, (_, r) => parts.slice(0, r).reduce((sum, { begin, end }) => sum + end - begin, 0));
  return {
    rows: rows.length,
    columns: X.columns,
    rowPointers,
    columnIndices: Int32Array.from(parts.flatMap(({ begin, end }) => [...X.columnIndices.subarray(begin, end)])),
    values: Uint32Array.from(parts.flatMap(({ begin, end }) => [...X.values.subarray(begin, end)])),
  };
}

/** Documents drawn from a mixture each. @param shares documents × topics */
export function drawnDocuments({ topics, terms, topicTerms }: FixedTopics, shares: ArrayLike<number>, lengths: readonly number[], random: Random): CsrMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (const [i, length] of lengths.entries()) {
    const counts = new Map<number, number>();
    for (let w = 0; w < length; w++) {
      const k = draw((topic) => shares[i * topics + topic] as number, topics, random);
      const j = draw((term) => topicTerms[k * terms + term] as number, terms, random);
      counts.set(j, (counts.get(j) ?? 0) + 1);
    }
    for (const [j, count] of [...counts].sort(([a], [b]) => a - b)) {
      columnIndices.push(j);
      values.push(count);
    }
    rowPointers.push(values.length);
  }
  return {
    rows: lengths.length,
    columns: terms,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(columnIndices),
    values: Uint32Array.from(values),
  };
}

function draw(probability: (outcome: number) => number, outcomes: number, random: Random): number {
  let left = random.uniform();
  for (let outcome = 0; outcome < outcomes - 1; outcome++) {
    left -= probability(outcome);
    if (left < 0) return outcome;
  }
  return outcomes - 1;
}
