import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packMixtures, viewMixtures } from '../../src/report/page-packing.js';
import { parseCsv } from '../../src/report/parse-csv.js';
import { similarDocuments } from '../../src/report/similar-documents.js';
import { temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

const folder = temporaryFolder({ 'texts/a.txt': 'a' });
const file = (name: string) => path.join(folder, 'out', name);
const TOPICS = 5;

interface Listed {
  id: string;
  date: string;
  tokens: number;
  share?: number;
  distance?: number;
  topics: { topic: number; label: string; share: number }[];
}

let mixtures: { id: string; tokens: number; shares: number[] }[];

beforeAll(async () => {
  expect((await topikl(['run', SUBJECTS, '--topics', String(TOPICS), '--out', 'out', '--quiet'], folder)).code).toBe(0);
  const documents = parseCsv(readFileSync(file('documents.csv'), 'utf8'), 'documents.csv');
  mixtures = parseCsv(readFileSync(file('document-topics.csv'), 'utf8'), 'document-topics.csv').map(({ id, ...shares }, i) => ({
    id,
    tokens: Number(documents[i].tokens),
    shares: Object.values(shares).map(Number),
  }));
});

async function listed(words: string[], out = 'out'): Promise<{ topic?: number; near?: string; documents: Listed[] }> {
  const { stdout, code, stderr } = await topikl(['documents', out, ...words, '--json'], folder);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

test('the first documents, with their largest topics', async () => {
  const { documents, ...rest } = await listed(['--number', '7']);
  expect(rest).toEqual({});
  expect(documents.map(({ id, tokens }) => [id, tokens])).toEqual(mixtures.slice(0, 7).map(({ id, tokens }) => [id, tokens]));
  for (const [i, { topics }] of documents.entries()) {
    expect(topics[0].share).toBeCloseTo(Math.max(...mixtures[i].shares), 4);
    for (const { topic, share } of topics) expect(share).toBeCloseTo(mixtures[i].shares[topic - 1], 4);
  }
  expect((await listed([])).documents).toHaveLength(20);
});

test('the documents that show a topic best, less so where they are short', async () => {
  const { topic, documents } = await listed(['--topic', '2', '--number', '8']);
  expect(topic).toBe(2);
  const weights = mixtures.map(({ id, tokens, shares }) => ({ id, weight: (shares[1] * tokens) / (tokens + 20) }));
  const best = weights.sort((a, b) => b.weight - a.weight).slice(0, 8);
  expect(documents.map(({ id }) => id)).toEqual(best.map(({ id }) => id));
  expect(documents[0].share).toBe(documents[0].topics[0].share);
  const shown = await topikl(['documents', 'out', '--topic', '2', '--number', '8'], folder);
  expect(shown.stdout).toMatch(/^ document +words {2}share +largest topics$/m);
  expect(shown.stdout).toContain('The documents that show topic 2 best');
});

test('the nearest documents in the order of the page', async () => {
  const row = 11;
  const figures = { tokens: mixtures.map(({ tokens }) => tokens), unknown: new Float64Array(mixtures.length), misfit: new Float64Array(mixtures.length) };
  const page = viewMixtures(packMixtures(Float32Array.from(mixtures.flatMap(({ shares }) => shares)), TOPICS, figures));
  const { near, documents } = await listed(['--near', mixtures[row].id]);
  expect(near).toBe(mixtures[row].id);
  const similar = similarDocuments(page, row, 20);
  expect(documents.map(({ id }) => id)).toEqual(similar.map((document) => mixtures[document.row].id));
  for (const [i, { distance }] of documents.entries()) expect(distance).toBeCloseTo(similar[i].distance, 3);
  const shown = await topikl(['documents', 'out', '--near', mixtures[row].id], folder);
  expect(shown.stdout).toMatch(/^ document +words {2}distance {2}largest topics$/m);
});

test('labels that people gave are shown', async () => {
  const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'));
  const { fingerprint } = manifest.stages.find(({ name }: { name: string }) => name === 'topics');
  writeFileSync(file('labels.json'), JSON.stringify({ topikl: 'labels', fingerprint, topics: [{ topic: 3, label: 'The third' }] }));
  const { documents } = await listed(['--topic', '3', '--number', '1']);
  expect(documents[0].topics[0].label).toBe('The third');
});

describe.concurrent('wrong use is an answer', () => {
  test.each([
    ['a topic that is not there', ['--topic', '6'], /^`topic` must be a whole number from 1 to 5, got "6"$/],
    ['a topic that is no number', ['--topic', 'tax'], /^`topic` must be a whole number from 1 to 5, got "tax"$/],
    ['no documents', ['--number', '0'], /^`number` must be a whole number from 1 to 10000, got "0"$/],
    ['a topic and a document', ['--topic', '1', '--near', 'x'], /^`topic` and `near` were both given$/],
    ['a document that is not there', ['--near', 'no such document'], /^`near` names the document "no such document", which documents\.csv does not have$/],
  ])('%s', async (_, words, message) => {
    const ended = await topikl(['documents', 'out', ...words], folder);
    expect(messageOf(ended)).toMatch(message);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
  });

  test('a document that is not there, but others whose ids hold its name', async () => {
    const { id } = mixtures[0];
    const ended = await topikl(['documents', 'out', '--near', id.slice(0, -4).toUpperCase()], folder);
    expect(ended.stderr).toMatch(/^hint: Ids like it: /m);
    expect(ended.stderr).toContain(id);
  });
});
