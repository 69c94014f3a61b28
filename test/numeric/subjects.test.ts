import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitTopics } from '../../src/index.js';

const ROOT = 'corpora/subjects/documents';

const documents = readdirSync(ROOT)
  .sort()
  .flatMap((subject) =>
    readdirSync(path.join(ROOT, subject)).map((file) => ({ id: `${subject}/${file}`, text: readFileSync(path.join(ROOT, subject, file), 'utf8') })),
  );

/** Share of documents whose dominant topic is the one that stands for their subject, under the best one-to-one naming. */
function agreement(ids: readonly string[], documentTopics: Float32Array, K: number): number {
  const subjects = [...new Set(ids.map((id) => id.split('/')[0]))];
  const table = subjects.map(() => new Array<number>(K).fill(0));
  ids.forEach((id, i) => {
    const mixture = [...documentTopics.slice(i * K, (i + 1) * K)];
    const row = table[subjects.indexOf(id.split('/')[0])] as number[];
    row[mixture.indexOf(Math.max(...mixture))]++;
  });
  const best = (row: number, taken: ReadonlySet<number>): number =>
    row === table.length
      ? 0
      : Math.max(...Array.from({ length: K }, (_, k) => (taken.has(k) ? 0 : ((table[row] as number[])[k] as number) + best(row + 1, new Set([...taken, k])))));
  return best(0, new Set()) / ids.length;
}

describe('the collection of five subjects', () => {
  it('has its subjects found in at least 95 % of documents by the median of seeds 1 to 10', async () => {
    expect(documents.length).toBeGreaterThanOrEqual(60);
    const agreements: number[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const { documentIds, documentTopics } = await fitTopics(documents, { topics: 5, seed });
      agreements.push(agreement(documentIds, documentTopics, 5));
    }
    const sorted = agreements.sort((a, b) => a - b);
    const median = ((sorted[4] as number) + (sorted[5] as number)) / 2;
    expect(median, `agreements ${sorted.map((a) => a.toFixed(3)).join(' ')}`).toBeGreaterThanOrEqual(0.95);
  });

  it('gives the same bits twice, and others for another seed', async () => {
    const topicsOf = async (seed: number) => (await fitTopics(documents, { topics: 5, seed })).topicTerms;
    expect(await topicsOf(0)).toEqual(await topicsOf(0));
    expect(await topicsOf(0)).not.toEqual(await topicsOf(1));
  });
});
