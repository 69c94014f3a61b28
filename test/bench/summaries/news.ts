/* BBC News, its articles in two halves. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { normalizeText } from '../../../src/ingest/normalize-text.js';
import { Random } from '../../../src/math/random.js';
import { run } from '../factorize/processes.js';

export interface Article {
  id: string;
  text: string;
}

/** @param source a folder of folders with an article a file, or an archive of one */
export function readArticles(source: string): Article[] {
  if (statSync(source).isDirectory()) return articlesIn(source);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'topikl-summaries-'));
  try {
    run('tar', ['xzf', source, '-C', folder]);
    return articlesIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function articlesIn(folder: string): Article[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes(path.sep) && file.endsWith('.txt'));
  return files
    .filter((file) => !/readme/i.test(file))
    .sort()
    .map((id) => ({ id, text: normalizeText(new TextDecoder('windows-1252').decode(readFileSync(path.join(folder, id)))) }));
}

/** Two halves by lot. */
export function halves<Value>(values: readonly Value[], seed: number): [Value[], Value[]] {
  const random = new Random(seed);
  const parts: [Value[], Value[]] = [[], []];
  for (const value of values) parts[random.uniform() < 0.5 ? 0 : 1].push(value);
  return parts;
}
