/* The collections as counts that all programs read, kept under output/bench/topics. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import { writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { selectRows } from '../../../src/matrix/select-rows.js';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { makeSynthetic, readCounts } from '../factorize/problem.js';
import { run } from '../factorize/processes.js';

const CACHE = 'output/bench/topics';
const DATA = '../shared/data';
const TOPIKL = 'dist/cli/main.js';

/** Where a collection's texts are, and how topikl counts them. */
interface Source {
  name: string;
  /** below ../shared/data, or a folder of this project */
  archive: string;
  /** the file or folder that is in it */
  content: string;
  flags: string[];
}

const SOURCES = {
  '20newsgroups': { name: '20 Newsgroups', archive: '20newsgroups/20news-bydate.tar.gz', content: '20news-bydate', flags: [] },
  bbc: { name: 'BBC News', archive: 'bbc-news/bbc.tar.gz', content: 'bbc', flags: [] },
  sotu: { name: 'State of the Union', archive: 'sotu/sotu.tar.gz', content: 'sotu', flags: ['--chunk', '200'] },
  arxiv: { name: 'arXiv', archive: 'arxiv-cs/arxiv-cs.jsonl.gz', content: 'arxiv-cs.jsonl', flags: [] },
  peps: { name: 'PEPs', archive: 'python-peps/peps.tar.gz', content: 'peps', flags: [] },
  subjects: { name: 'corpora/subjects', archive: 'corpora/subjects', content: 'documents', flags: [] },
  drawn: { name: 'drawn counts', archive: '', content: '', flags: [] },
} satisfies Record<string, Source>;

export type CollectionName = keyof typeof SOURCES;

export function isCollection(name: string): name is CollectionName {
  return name in SOURCES;
}

/** Counts in files that every program reads. */
export interface Counts {
  name: string;
  /** what is made of them goes here */
  folder: string;
  /** a MatrixMarket file, documents × terms */
  matrix: string;
  /** a file of the terms of its columns, a line each */
  terms: string;
  /** of the matrix file: results that depend on it carry it in their names */
  hash: string;
}

/** Runs topikl's program as built. */
export function runTopikl(...words: string[]): string {
  return run(process.execPath, [TOPIKL, ...words]);
}

/** Forgets counts and the peers' results. */
export function forget(): void {
  rmSync(CACHE, { recursive: true, force: true });
}

/** Why a collection cannot be counted here, if it cannot. */
export function missingCollection(name: CollectionName): string | undefined {
  if (name === 'drawn' || existsSync(path.join(CACHE, name, 'counts.mtx'))) return undefined;
  const archive = archiveOf(SOURCES[name]);
  return existsSync(archive) ? undefined : `there is no ${archive}`;
}

function archiveOf({ archive }: Source): string {
  return archive.startsWith('corpora/') ? archive : path.join(DATA, archive);
}

/** topikl's own counts of a collection, which are kept. */
export function countsOf(name: CollectionName): Counts {
  const folder = path.join(CACHE, name);
  if (!existsSync(path.join(folder, 'counts.mtx'))) {
    mkdirSync(folder, { recursive: true });
    if (name === 'drawn') draw(folder);
    else count(folder, SOURCES[name]);
  }
  return countsIn(SOURCES[name].name, folder, path.join(folder, 'counts.mtx'));
}

function countsIn(name: string, folder: string, matrix: string): Counts {
  const hash = createHash('sha256').update(readFileSync(matrix)).digest('hex').slice(0, 8);
  return { name, folder, matrix, terms: path.join(folder, 'terms.txt'), hash };
}

/** Small drawn counts, for trying. */
function draw(folder: string): void {
  const file = (name: string) => path.join(folder, name);
  const problem = { name: '', matrix: file('counts.mtx'), W: file('W.npy'), H: file('H.npy'), start: '', topics: 10 };
  const terms = 1500;
  // no words of a natural language, which might look like something else
  writeFileSync(file('terms.txt'), Array.from({ length: terms }, (_, j) => `${j.toString(26).replace(/./g, (digit) => letter(digit))}\n`).join(''));
  makeSynthetic({ problem, documents: 800, terms, words: 100 });
}

function letter(digit: string): string {
  return String.fromCharCode(97 + Number.parseInt(digit, 26));
}

function count(folder: string, source: Source): void {
  const texts = path.join(folder, 'texts');
  const out = path.join(folder, 'counted');
  const archive = archiveOf(source);
  rmSync(texts, { recursive: true, force: true });
  mkdirSync(texts);
  const input = path.join(source.archive.startsWith('corpora/') ? archive : texts, source.content);
  if (archive.endsWith('.tar.gz')) run('tar', ['xzf', archive, '-C', texts]);
  else if (archive.endsWith('.gz')) writeFileSync(input, gunzipSync(readFileSync(archive)));
  runTopikl('run', input, '--out', out, '--force', '--keep-texts', 'no', '--topics', '2', '--max-iterations', '1', ...source.flags);
  const vocabulary = parseCsv(readFileSync(path.join(out, 'vocabulary.csv'), 'utf8'), 'vocabulary.csv');
  writeFileSync(path.join(folder, 'terms.txt'), vocabulary.map(({ term }) => `${term}\n`).join(''));
  copyFileSync(path.join(out, 'documents.csv'), path.join(folder, 'documents.csv'));
  // last: where it stands, the others do
  renameSync(path.join(out, 'counts.mtx'), path.join(folder, 'counts.mtx'));
  rmSync(out, { recursive: true });
  rmSync(texts, { recursive: true });
}

export function readMatrix({ matrix }: Counts): Promise<CsrMatrix> {
  return readCounts(matrix);
}

export function readTerms({ terms }: Counts): string[] {
  return readFileSync(terms, 'utf8').trimEnd().split('\n');
}

/** The folder that each document was in; undefined for one that was in none. */
export function readFolders({ folder }: Counts): (string | undefined)[] {
  const documents = parseCsv(readFileSync(path.join(folder, 'documents.csv'), 'utf8'), 'documents.csv');
  return documents.map(({ id = '' }) => (id.includes('/') ? id.slice(0, id.indexOf('/')) : undefined));
}

/** Counts without every tenth document, as files, and the documents left out. */
export function holdOut(counts: Counts, X: CsrMatrix): { training: Counts; heldOut: CsrMatrix } {
  const isHeldOut = (i: number) => i % 10 === 9;
  const rows = Array.from({ length: X.rows }, (_, i) => i);
  const isTraining = (i: number) => !isHeldOut(i);
  const matrix = path.join(counts.folder, 'training.mtx');
  writeFileSync(matrix, [...writeMatrixMarket(selectRows(X, rows.filter(isTraining)))].join(''));
  return { training: countsIn(`${counts.name}, nine tenths`, counts.folder, matrix), heldOut: selectRows(X, rows.filter(isHeldOut)) };
}
