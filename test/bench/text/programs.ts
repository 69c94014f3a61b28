/* The programs that count, each in a fresh process, and what they give. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PYTHON, run } from '../factorize/processes.js';

const CACHE = 'output/bench/text';

/** Where this benchmark keeps a file. */
export function cached(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  return path.join(CACHE, name);
}

/** What a program counted, and how long it took each time. */
export interface Counted {
  seconds: number[];
  documents: number;
  terms: number;
  entries: number;
  tokens: number;
  /** of the terms and their counts, in order */
  checksum: string;
}

export type TopiklJob =
  /** texts in memory: those of a JSON file, repeated */
  | { count: 'texts'; file: string; times: number; threads: number; repeats: number; phrases?: boolean }
  /** the files of a folder */
  | { count: 'folder'; folder: string; processes: number; repeats: number; keepsCopies: boolean };

export function countWithTopikl(job: TopiklJob): Counted {
  return JSON.parse(run(process.execPath, [process.argv[1] as string, 'count', JSON.stringify(job)])) as Counted;
}

const SCRIPT = `
import hashlib, json, os, sys, time
from sklearn.feature_extraction.text import CountVectorizer
job = json.loads(sys.argv[1])
if 'folder' in job:
    source = sorted(os.path.join(folder, file) for folder, _, files in os.walk(job['folder']) for file in files)
    options = dict(input='filename', encoding='latin-1')
else:
    texts = json.load(open(job['file'], encoding='utf8'))
    # each time strings of their own, as further documents would be
    source = [text.encode().decode() for _ in range(job['times']) for text in texts]
    options = {}
seconds = []
for _ in range(job['repeats']):
    vectorizer = CountVectorizer(**options)
    start = time.perf_counter()
    X = vectorizer.fit_transform(source)
    seconds.append(time.perf_counter() - start)
counts = X.sum(0).A1
listing = ''.join(f'{term} {int(count)}\\n' for term, count in zip(vectorizer.get_feature_names_out(), counts))
checksum = hashlib.sha256(listing.encode()).hexdigest()
print(json.dumps(dict(seconds=seconds, documents=X.shape[0], terms=X.shape[1], entries=int(X.nnz), tokens=int(X.sum()), checksum=checksum)))
`;

export type PeerJob = { file: string; times: number; repeats: number } | { folder: string; repeats: number };

/** scikit-learn's CountVectorizer, as it is by default, on one thread. */
export function countWithPeer(job: PeerJob): Counted {
  const script = cached('peer.py');
  writeFileSync(script, SCRIPT);
  return JSON.parse(run(PYTHON, [script, JSON.stringify(job)])) as Counted;
}

/** Why scikit-learn cannot be compared with, if it cannot. */
export function missingPeer(): string | undefined {
  return spawnSync(PYTHON, ['-c', 'import sklearn']).status === 0 ? undefined : `${PYTHON} has no scikit-learn: install python3-sklearn`;
}
