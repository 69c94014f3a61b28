import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Factors } from '../../../src/factorize/factors.js';
import { givenStart } from '../../../src/factorize/start.js';
import { Random } from '../../../src/math/random.js';
import { type CsrMatrix, nnz, total } from '../../../src/matrix/csr-matrix.js';
import { readMatrixMarket, writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { readNpy, writeNpy } from '../../../src/matrix/npy.js';
import { run, runPart, runPeer } from './processes.js';

const CACHE = 'output/bench/factorize';
const ARCHIVE = '../shared/data/20newsgroups/20news-bydate.tar.gz';

/** Counts and a start, in files that every program reads. */
export interface Problem {
  name: string;
  /** a MatrixMarket file */
  matrix: string;
  /** W and H of the start, as .npy */
  W: string;
  H: string;
  /** the same start as the peers read it: this with .W.f64 and .H.f64 */
  start: string;
  topics: number;
}

/** Counts drawn from topics, to be made where there are no others. */
interface SyntheticJob {
  problem: Problem;
  documents: number;
  terms: number;
  /** words of a document, about */
  words: number;
}

/** Where this benchmark keeps a file. */
export function cached(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  return path.join(CACHE, name);
}

export function hasCollection(): boolean {
  return existsSync(ARCHIVE);
}

/** 20 Newsgroups with K = 64, counted by scikit-learn. */
export function newsgroups(): Problem {
  const start = cached('20newsgroups-64');
  const counts = cached('20newsgroups');
  const folder = cached('start-64');
  const problem = { name: '20 Newsgroups', matrix: `${counts}.mtx`, W: `${folder}/W.npy`, H: `${folder}/H.npy`, start, topics: 64 };
  if (!existsSync(problem.matrix)) {
    const texts = cached('texts');
    mkdirSync(texts, { recursive: true });
    run('tar', ['xzf', ARCHIVE, '-C', texts]);
    runPeer('counts.py', texts, `${counts}-new`, 5);
    rmSync(texts, { recursive: true });
    renameSync(`${counts}-new.mtx`, problem.matrix);
  }
  if (!existsSync(`${start}.H.f64`)) runPeer('make_init.py', problem.matrix, problem.topics, 1, start, 'uniform');
  if (!existsSync(problem.H)) runPeer('init_npy.py', start, problem.matrix, problem.topics, folder);
  return problem;
}

/** A planted matrix: of about the size of 20 Newsgroups, or small. */
export function synthetic(small: boolean): Problem {
  const topics = small ? 16 : 64;
  const name = small ? 'synthetic-small' : 'synthetic';
  const file = cached(name);
  const problem = { name, matrix: `${file}.mtx`, W: `${file}-W.npy`, H: `${file}-H.npy`, start: file, topics };
  const size = small ? { documents: 2000, terms: 4000, words: 100 } : { documents: 18846, terms: 29651, words: 100 };
  if (!existsSync(problem.matrix)) runPart('data', { problem, ...size } satisfies SyntheticJob);
  return problem;
}

/** Draws the counts: three topics a document, each with words by Zipf's law in an order of its own, and a third of words from an order that all share. */
export function makeSynthetic({ problem, documents, terms, words }: SyntheticJob): object {
  const random = new Random(1);
  const below = (limit: number) => Math.floor(random.uniform() * limit);
  const order = () => {
    const numbers = Int32Array.from({ length: terms }, (_, j) => j);
    for (let j = terms - 1; j > 0; j--) {
      const other = below(j + 1);
      [numbers[j], numbers[other]] = [numbers[other], numbers[j]];
    }
    return numbers;
  };
  const shared = order();
  const orders = Array.from({ length: problem.topics }, order);
  const rowPointers = new Int32Array(documents + 1);
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < documents; i++) {
    const counts = new Map<number, number>();
    const mixture = [shared, ...Array.from({ length: 3 }, () => orders[below(problem.topics)] as Int32Array)];
    const length = Math.ceil(2 * words * random.uniform());
    for (let w = 0; w < length; w++) {
      const topic = mixture[random.uniform() < 1 / 3 ? 0 : 1 + below(3)] as Int32Array;
      const term = topic[Math.floor(terms ** random.uniform()) - 1];
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    for (const [term, count] of [...counts].sort(([a], [b]) => a - b)) {
      columnIndices.push(term);
      values.push(count);
    }
    rowPointers[i + 1] = values.length;
  }
  const X = { rows: documents, columns: terms, rowPointers, columnIndices: Int32Array.from(columnIndices), values: Uint32Array.from(values) };
  const { W, Ht } = uniformStart(X, problem.topics);
  const H = new Float32Array(Ht.length);
  for (let k = 0; k < problem.topics; k++) for (let j = 0; j < terms; j++) H[k * terms + j] = Ht[j * problem.topics + k];
  writeFileSync(problem.W, writeNpy({ rows: documents, columns: problem.topics, values: W }));
  writeFileSync(problem.H, writeNpy({ rows: problem.topics, columns: terms, values: H }));
  writeFileSync(problem.matrix, [...writeMatrixMarket(X)].join(''));
  return {};
}

/** A start without any knowledge of the counts but their mean: what make_init.py calls uniform. */
export function uniformStart(X: CsrMatrix, topics: number): Factors {
  const random = new Random(2);
  const scale = Math.sqrt(total(X) / X.rows / X.columns / topics);
  const draw = (length: number) => Float32Array.from({ length }, () => scale * (0.1 + 1.8 * random.uniform()));
  return { topics, W: draw(X.rows * topics), Ht: draw(X.columns * topics) };
}

export function readCounts(file: string): Promise<CsrMatrix> {
  return readMatrixMarket(createReadStream(file, 'utf8'), file);
}

/** The start, its files read now and made into factors when asked for. */
export function readStart({ W, H, topics }: Problem, X: CsrMatrix): () => Factors {
  const matrices = [W, H].map((file) => readNpy(readFileSync(file), file)) as [ReturnType<typeof readNpy>, ReturnType<typeof readNpy>];
  return () => givenStart(X, topics, matrices[0], matrices[1], 'the start');
}

export function sizeOf(X: CsrMatrix): string {
  return `${X.rows} × ${X.columns}, ${nnz(X)} entries, ${total(X)} words`;
}
