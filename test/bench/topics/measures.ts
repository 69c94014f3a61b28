/* Measures of topics: the same code for every program. */
import { writeFileSync } from 'node:fs';
import { npmi } from '../../../src/evaluate/npmi.js';
import { type CsrMatrix, columnTotals, transpose } from '../../../src/matrix/csr-matrix.js';
import { selectRows } from '../../../src/matrix/select-rows.js';
import { rankTerms } from '../../../src/topics/term-scores.js';
import { expectedTopicTermCounts, type RoundedFactors, topicModel } from '../../../src/topics/topic-model.js';
import { runPeer } from '../factorize/processes.js';

/** Terms of a topic over which diversity is taken, and over whose pairs coherence is. */
const DIVERSITY_TERMS = 25;
const COHERENCE_TERMS = 10;

export const RANKINGS = ['term score', 'probability'] as const;
export type Ranking = (typeof RANKINGS)[number];

/** The first terms of each topic, as columns, best first. */
export type TopTerms = number[][];

export interface Quality {
  npmi: number;
  diversity: number;
  product: number;
}

/** topikl's term score, and the program's own probabilities (a tie: the lower column). */
export function rankings(X: CsrMatrix, factors: RoundedFactors): Record<Ranking, TopTerms> {
  const model = topicModel(factors);
  const { topics, terms, topicTerms } = model;
  const byScore = rankTerms(model, expectedTopicTermCounts(X, factors), columnTotals(X), DIVERSITY_TERMS);
  return {
    'term score': byScore.map((ranked) => ranked.map(({ term }) => term)),
    probability: Array.from({ length: topics }, (_, k) => {
      const row = topicTerms.subarray(k * terms, (k + 1) * terms);
      const present = Array.from(row.keys()).filter((j) => row[j] > 0);
      return present.sort((a, b) => row[b] - row[a] || a - b).slice(0, DIVERSITY_TERMS);
    }),
  };
}

/** Terms × documents, of the documents that have words: as coherence.py takes them. */
export function termDocuments(X: CsrMatrix): CsrMatrix {
  const rows = Array.from({ length: X.rows }, (_, i) => i);
  return transpose(
    selectRows(
      X,
      rows.filter((i) => X.rowPointers[i + 1] > X.rowPointers[i]),
    ),
  );
}

/** @param Xt terms × documents with words */
export function qualityOf(Xt: CsrMatrix, top: TopTerms): Quality {
  const values = top.map((terms) => npmi(Xt, terms.slice(0, COHERENCE_TERMS))).filter((value) => !Number.isNaN(value));
  const all = top.flat();
  const diversity = new Set(all).size / all.length;
  const coherence = mean(values);
  return { npmi: coherence, diversity, product: coherence * diversity };
}

/** Writes topics as the peers' scripts read them, a line each. @returns how many topics have too few terms for it */
export function writeTop(file: string, top: TopTerms, terms: readonly string[]): number {
  writeFileSync(file, top.map((columns) => `${columns.map((j) => terms[j]).join(' ')}\n`).join(''));
  return top.filter(({ length }) => length < DIVERSITY_TERMS).length;
}

/** What coherence.py finds, for each file. */
export function qualityByPeer(reference: string, files: readonly string[]): { topics: number; quality: Quality }[] {
  const output = runPeer('coherence.py', reference, ...files);
  return files.map((file) => {
    const cells = output
      .split('\n')
      .map((line) => line.split('\t'))
      .find(([name]) => name === file);
    if (cells === undefined) throw new Error(`coherence.py says nothing of ${file}: ${output}`);
    const [topics, coherence, , , diversity] = cells.slice(1).map(Number) as [number, number, number, number, number];
    return { topics, quality: { npmi: coherence, diversity, product: coherence * diversity } };
  });
}

/** The topic with most of each document's words; the scale that a program leaves between W and H does not matter. */
export function dominantTopics({ topics, documents, terms, W, H }: RoundedFactors): number[] {
  const scales = Array.from({ length: topics }, (_, k) => H.subarray(k * terms, (k + 1) * terms).reduce((sum, x) => sum + x, 0));
  return Array.from({ length: documents }, (_, i) => {
    const words = scales.map((scale, k) => scale * W[i * topics + k]);
    return words.indexOf(Math.max(...words));
  });
}

/** Normalised mutual information of two labellings, by the arithmetic mean of their entropies; 1 where both are one group. */
export function mutualInformation(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const entropy = (labels: readonly unknown[]) => {
    const counts = new Map<unknown, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return -[...counts.values()].reduce((sum, count) => sum + (count / labels.length) * Math.log(count / labels.length), 0);
  };
  const [own, other] = [entropy(a), entropy(b)];
  const joint = entropy(a.map((label, i) => `${label}\t${b[i]}`));
  return own + other === 0 ? 1 : (2 * (own + other - joint)) / (own + other);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A line of a table: the first cell to the left, the others to the right. */
export function tableRow(cells: readonly string[], widths: readonly number[]): string {
  return `  ${cells.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ')}`.trimEnd();
}
