import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFiles } from '../../src/ingest/file-reader.js';
import { listFiles } from '../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../src/ingest/limits.js';
import type { Prepared, PreparedDocument } from '../../src/ingest/prepare.js';
import { WordScanner } from '../../src/tokenize/word-scanner.js';

/* Files of real programs: each document's words are those that a person reads in it (corpora/mixed/README.md). */

interface Expected {
  words: string;
  id?: string;
  metadata?: Record<string, string>;
  beside?: string[];
  optional?: string[];
}

const root = path.join(import.meta.dirname, '../..');
const { documents: expected, leftOut } = JSON.parse(readFileSync(path.join(root, 'test/fixtures/mixed-words.json'), 'utf8')) as {
  documents: Record<string, Expected>;
  leftOut: Record<string, string>;
};

function wordsOf(text: string): string[] {
  const scanner = new WordScanner({ minLength: 1, numbers: true });
  const words: string[] = [];
  scanner.start(text);
  while (scanner.next()) words.push(text.slice(scanner.begin, scanner.end).toLowerCase());
  return words;
}

/** How often each word stands in `words` beyond those in `others`. */
function beyond(words: readonly string[], others: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) - 1);
  return Object.fromEntries([...counts].filter(([, count]) => count > 0));
}

/** Share of the pairs of neighbouring words of `words` that are such in `others`. */
function sharedPairs(words: readonly string[], others: readonly string[]): number {
  const pairs = new Set(others.slice(1).map((word, w) => `${others[w]} ${word}`));
  const own = words.slice(1).map((word, w) => `${words[w]} ${word}`);
  return own.filter((pair) => pairs.has(pair)).length / Math.max(1, own.length);
}

const found: Prepared[] = [];
for await (const { finding } of readFiles(listFiles([path.join(root, 'corpora/mixed/documents')]).files, { limits: DEFAULT_LIMITS, chunk: 'document' })) {
  if (finding !== undefined) found.push(finding);
}
const keyOf = ({ path, row }: PreparedDocument) => (row === undefined ? path : `${path}#${row}`);
const documents = new Map(found.filter((finding) => finding.kind === 'document').map((finding) => [keyOf(finding), finding]));

test('every file of the mixed folder is read, or it is said why not', () => {
  expect([...documents.keys()].sort()).toEqual([...Object.keys(expected), 'letters/copy-of-berth-fees.txt'].sort());
  const problems = found.filter((finding) => finding.kind === 'problem').map((finding) => finding.path);
  expect(problems.sort()).toEqual(
    Object.keys(leftOut)
      .filter((file) => file !== 'letters/copy-of-berth-fees.txt')
      .sort(),
  );
});

describe.each(Object.entries(expected))('%s', (key, { words, id, metadata = {}, beside = [], optional = [] }) => {
  const document = documents.get(key);
  const text = document?.texts.join('\n') ?? '';
  const read = wordsOf(text);
  const toRead = wordsOf(words);

  test('has the words that a person reads', () => {
    const either = optional.flatMap(wordsOf);
    expect(beyond(toRead, [...read, ...either])).toEqual({});
    expect(beyond(read, [...toRead, ...either])).toEqual({});
    expect(sharedPairs(toRead, read)).toBeGreaterThan(0.93);
  });

  test('has none of what stands beside them', () => {
    for (const passage of beside) expect(text).not.toContain(passage);
  });

  test('has its metadata', () => {
    expect(document?.metadata).toMatchObject(metadata);
    if (id !== undefined) expect(document?.id).toBe(id);
  });
});
