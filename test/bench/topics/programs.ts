/* The programs that are compared: topikl as built, and the peers, whose results are kept since they take long. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readNpy } from '../../../src/matrix/npy.js';
import type { RoundedFactors } from '../../../src/topics/topic-model.js';
import { missingPeers, PYTHON, run, runPeer } from '../factorize/processes.js';
import { type Counts, runTopikl } from './collections.js';

/** What a program made of counts. */
export interface Fit {
  factors: RoundedFactors;
  /** of the fit alone */
  seconds: number;
  /** unlike seconds the same on a busy machine; of topikl only */
  iterations?: number;
  /** whether it was made by an earlier run of this benchmark */
  kept: boolean;
  /** pseudo-counts of each topic in a document, where the program has them */
  documentPrior: number[] | undefined;
}

interface Peer {
  name: string;
  /** the Python module that it needs */
  module: string;
  /** script and words of a fit, which is to write the factors as PREFIX.W.f64 and PREFIX.H.f64 */
  command(counts: Counts, topics: number, seed: number, prefix: string): [string, ...(string | number)[]];
  documentPrior(topics: number): number | undefined;
}

export const PEERS = {
  nmf: {
    name: 'scikit-learn KL-NMF',
    module: 'sklearn',
    command: ({ matrix }, topics, seed, prefix) => ['run_sklearn.py', matrix, topics, seed, 'mu', 200, 1, '--every', 200, '--save', prefix],
    documentPrior: () => undefined,
  },
  lda: {
    name: 'scikit-learn LDA',
    module: 'sklearn',
    command: ({ matrix }, topics, seed, prefix) => ['run_sklearn.py', matrix, topics, seed, 'lda-batch', 30, 1, '--every', 30, '--save', prefix],
    documentPrior: (topics) => 1 / topics,
  },
  gensim: {
    name: 'gensim LDA',
    module: 'gensim',
    command: ({ matrix, terms }, topics, seed, prefix) => ['run_gensim.py', matrix, terms, topics, seed, 'lda', 10, 1, prefix, '--nokl'],
    documentPrior: (topics) => 1 / topics,
  },
} satisfies Record<string, Peer>;

export type PeerName = keyof typeof PEERS;

/** Why a peer cannot run here, if it cannot. */
export function missingPeer(peer: PeerName): string | undefined {
  const missing = missingPeers();
  if (missing !== undefined) return missing;
  const { module } = PEERS[peer];
  return spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0 ? undefined : `${PYTHON} has no ${module}: install python3-${module}`;
}

/** The peers that can run; says which cannot, and why. */
export function availablePeers(wanted: readonly PeerName[], quick: boolean): PeerName[] {
  if (quick) {
    console.log('  without peers: this is a quick run');
    return [];
  }
  return wanted.filter((peer) => {
    const missing = missingPeer(peer);
    if (missing !== undefined) console.log(`  ${PEERS[peer].name} is not run: ${missing}`);
    return missing === undefined;
  });
}

/** Versions of Python's modules, for the head of the benchmark. */
export function peerVersions(): string {
  const modules = ['sklearn', 'gensim'].filter((module) => spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0);
  return modules.map((module) => `${module} ${run(PYTHON, ['-c', `import ${module}; print(${module}.__version__)`]).trim()}`).join(', ');
}

/** Runs `topikl run` on counts in a fresh process, always anew: a new build of the same version would be taken for the old one. */
export function fitTopikl(counts: Counts, topics: number, seed: number, flags: readonly string[] = []): Fit {
  const out = path.join(counts.folder, 'topikl');
  rmSync(out, { recursive: true, force: true });
  const fixed = ['--vocabulary', counts.terms, '--topics', String(topics), '--seed', String(seed), '--keep-texts', 'no', '--out', out];
  runTopikl('run', counts.matrix, ...fixed, ...flags);
  const [W, H] = ['W.npy', 'H.npy'].map((file) => readNpy(readFileSync(path.join(out, file)), file)) as [
    ReturnType<typeof readNpy>,
    ReturnType<typeof readNpy>,
  ];
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
    stages: { name: string; seconds: number }[];
    fit: { iterations: number; documentPrior?: number[] };
  };
  const { iterations, documentPrior } = manifest.fit;
  if (documentPrior !== undefined && documentPrior.length !== topics) throw new Error(`${out}/manifest.json: a prior of ${documentPrior.length} numbers`);
  const { seconds } = manifest.stages.find(({ name }) => name === 'fit') as { seconds: number };
  const factors = { topics, documents: W.rows, terms: H.columns, W: Float32Array.from(W.values), H: Float32Array.from(H.values) };
  return { factors, seconds, iterations, kept: false, documentPrior };
}

let help: string | undefined;

/** Whether this version of topikl has all the flags among some words of a command. */
export function hasFlags(words: readonly string[]): boolean {
  help ??= runTopikl('run', '--help');
  return words.every((word) => !word.startsWith('--') || new RegExp(`^ *${word} `, 'm').test(help as string));
}

/** A peer's fit: what an earlier run kept, or a new one. */
export function fitPeer(peer: PeerName, counts: Counts, topics: number, seed: number): Fit {
  const folder = path.join(counts.folder, `peers-${counts.hash}`);
  mkdirSync(folder, { recursive: true });
  const prefix = path.join(folder, `${peer}-${topics}-${seed}`);
  const log = `${prefix}.log`;
  const kept = existsSync(log);
  // the log is written last: where it stands, all of the fit does
  if (!kept) {
    const [script, ...words] = PEERS[peer].command(counts, topics, seed, prefix);
    const output = runPeer(script, ...words);
    writeFileSync(`${log}-new`, output);
    renameSync(`${log}-new`, log);
  }
  const seconds = Number([...readFileSync(log, 'utf8').matchAll(/^\d+\t([\d.]+)\t/gm)].at(-1)?.[1]);
  const W = readFloats(`${prefix}.W.f64`);
  const H = readFloats(`${prefix}.H.f64`);
  const [documents, terms] = [W.length / topics, H.length / topics];
  if (!(seconds > 0 && Number.isInteger(documents) && Number.isInteger(terms))) throw new Error(`${prefix} is damaged: run with --fresh`);
  const prior = PEERS[peer].documentPrior(topics);
  return { factors: { topics, documents, terms, W, H }, seconds, kept, documentPrior: prior === undefined ? undefined : Array(topics).fill(prior) };
}

/** Raw float64, rounded as topikl's are. */
function readFloats(file: string): Float32Array {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}
