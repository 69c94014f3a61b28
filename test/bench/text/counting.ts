/* What is timed of topikl. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../../src/ingest/limits.js';
import { type ReadingAccount, readDocuments } from '../../../src/ingest/read-documents.js';
import { countTexts } from '../../../src/ingest/threads/count-texts.js';
import { type CsrMatrix, nnz, total } from '../../../src/matrix/csr-matrix.js';
import { documentTermMatrix } from '../../../src/matrix/document-term-matrix.js';
import { CountCollector } from '../../../src/tokenize/count-collector.js';
import type { TermCounts } from '../../../src/tokenize/term-counts.js';
import type { CountRule } from '../../../src/tokenize/text-counter.js';
import { joinPhrases } from '../../../src/vocabulary/phrases.js';
import { buildVocabulary, type Vocabulary } from '../../../src/vocabulary/vocabulary.js';
import type { Counted, TopiklJob } from './programs.js';

/** CountVectorizer's words, of texts without apostrophes, hyphens and underscores. */
const RULE: CountRule = {
  language: 'none',
  minLength: 2,
  numbers: true,
  urls: 'words',
  mailAddresses: 'words',
  hashtags: 'words',
  emoji: 'no',
  rows: 'counts',
};

/** Does a job, as often as it says. */
export async function timeCounting(job: TopiklJob): Promise<Counted> {
  const work = job.count === 'texts' ? countingOfTexts(job) : () => countFolder(job);
  const seconds: number[] = [];
  let last: { vocabulary: Vocabulary; X: CsrMatrix } | undefined;
  for (let r = 0; r < job.repeats; r++) {
    last = undefined;
    const started = performance.now();
    last = await work();
    seconds.push((performance.now() - started) / 1000);
  }
  if (last === undefined) throw new RangeError('it is to be repeated once at least');
  const { vocabulary, X } = last;
  const checksum = createHash('sha256');
  vocabulary.terms.forEach((term, j) => {
    checksum.update(`${term} ${vocabulary.counts[j]}\n`);
  });
  return { seconds, documents: X.rows, terms: X.columns, entries: nnz(X), tokens: total(X), checksum: checksum.digest('hex') };
}

type Work = () => Promise<{ vocabulary: Vocabulary; X: CsrMatrix }>;

function countingOfTexts({ file, times, threads, phrases = false }: TopiklJob & { count: 'texts' }): Work {
  const texts = JSON.parse(readFileSync(file, 'utf8')) as string[];
  // each time strings of their own, as further documents would be
  const source = Array.from({ length: times }, () => texts.map((text) => Buffer.from(text).toString())).flat();
  return async () => {
    const counted = await countTexts(source, { ...RULE, rows: phrases ? 'sequence' : 'counts' }, { threads });
    return matrixOf(phrases ? joinPhrases(counted, { stopWords: () => new Set(), minDf: 2 }).counted : counted);
  };
}

async function countFolder({ folder, processes, keepsCopies }: TopiklJob & { count: 'folder' }): ReturnType<Work> {
  const counts = new CountCollector(RULE.rows);
  const account: ReadingAccount = { ledger: [], repeatedLines: [], counts };
  const settings = {
    ...({ strict: false, format: 'text', chunk: 'document', limits: DEFAULT_LIMITS, boilerplate: 'keep', similarity: 0.8, counting: RULE } as const),
    duplicates: keepsCopies ? ('keep' as const) : ('exact' as const),
  };
  for await (const _ of readDocuments(listFiles([folder]).files, settings, account, { processes }));
  return matrixOf(counts.finish());
}

function matrixOf(counted: TermCounts): { vocabulary: Vocabulary; X: CsrMatrix } {
  const chosen = buildVocabulary(counted, { stopWords: new Map(), stems: new Map(), minDf: 1, maxDf: 1 });
  return { vocabulary: chosen.vocabulary, X: documentTermMatrix(counted, chosen) };
}
