import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import type { LedgerEntry } from '../../../src/ingest/ledger.js';
import { DEFAULT_LIMITS } from '../../../src/ingest/limits.js';
import { type CollectionSettings, type ReadingAccount, readDocuments } from '../../../src/ingest/read-documents.js';
import { MatrixMarketRows, writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { chooseTerms, type PlaceOfMatrix, type TermSettings } from '../../../src/run/choose-terms.js';
import { withRepairs } from '../../../src/run/count-stage.js';
import { type CountedCollection, documentLengths, type StreamedCollection, shapeOf } from '../../../src/run/counted-collection.js';
import type { ReadDocument } from '../../../src/run/document-records.js';
import { ScratchFile } from '../../../src/run/scratch-file.js';
import { CountCollector } from '../../../src/tokenize/count-collector.js';
import { countRule } from '../../../src/vocabulary/word-settings.js';
import { temporaryFolder, writeFiles } from '../../temporary-folder.js';

const terms: TermSettings = {
  language: 'auto',
  stem: true,
  phrases: false,
  minLength: 2,
  numbers: true,
  urls: 'no',
  mailAddresses: 'no',
  hashtags: 'words',
  emoji: 'no',
  minDf: 3,
  maxDf: 0.9,
  maxTerms: undefined,
};

/** Files of twenty documents; some are copies, some empty, some have no term. */
function corpus(): Record<string, string> {
  const word = (number: number) => `wort${String.fromCharCode(97 + Math.floor(number / 10), 97 + (number % 10))}`;
  const words = (document: number) => Array.from({ length: 5 + (document % 17) }, (_, w) => word((document * (w + 1) * 31) % 97));
  const text = (document: number) => {
    if (document % 23 === 5) return text(document - 1);
    if (document % 29 === 7) return '  ';
    if (document % 31 === 9) return `x${document}`;
    return `${document % 3 === 0 ? 'Das ist ein Brief und der Brief ist lang, nicht wahr?' : 'This is the letter, and the letters were long, were they not?'}\n${words(document).join(' ')}`;
  };
  const file = (f: number) => Array.from({ length: 20 }, (_, d) => `${JSON.stringify({ text: text(20 * f + d), number: String(d) })}\n`).join('');
  return Object.fromEntries(Array.from({ length: 30 }, (_, f) => [`part-${String(f).padStart(2, '0')}.jsonl`, file(f)]));
}

interface Counting {
  folder: string;
  scratch: ScratchFile;
  counts: CountCollector;
  read: ReadDocument[];
  account: ReadingAccount;
  ledger: LedgerEntry[];
}

/** Reads and counts a collection in shards of some forty documents, or, without shards, in memory. */
async function read(more: Partial<TermSettings & CollectionSettings> = {}, isSharded = true): Promise<Counting> {
  const rule = countRule({ ...terms, ...more });
  const folder = temporaryFolder(corpus());
  const scratch = new ScratchFile(temporaryFolder(), 'rows');
  const counts = isSharded ? new CountCollector(rule.rows, scratch, 1500) : new CountCollector(rule.rows);
  const ledger: LedgerEntry[] = [];
  const account: ReadingAccount = { ledger, repeatedLines: [], counts };
  const settings: CollectionSettings = {
    limits: DEFAULT_LIMITS,
    chunk: 'document',
    strict: false,
    duplicates: 'exact',
    similarity: 0.8,
    boilerplate: 'keep',
    counting: rule,
    ...more,
  };
  const documents: ReadDocument[] = [];
  for await (const { id, path: source, metadata } of readDocuments(listFiles([folder]).files, settings, account, { processes: 0 }))
    documents.push({ id, path: source, metadata });
  return { folder, scratch, counts, read: documents, account, ledger };
}

/** Everything of a collection as it would be written, and the ledger. */
function written(collection: CountedCollection | StreamedCollection, mtx: string, { ledger }: Counting) {
  const { vocabulary, pruned, phrases, leftOut, wordForms, detectedLanguages } = collection;
  const lengths = 'X' in collection ? documentLengths(collection.X) : collection.lengths;
  return {
    documents: [...collection.documents],
    lengths: { tokens: [...lengths.tokens], terms: Array.from(lengths.terms) },
    shape: shapeOf(collection),
    mtx: 'X' in collection ? [...writeMatrixMarket(collection.X)].join('') : mtx,
    ...{ vocabulary, pruned: [...(pruned ?? [])], phrases, leftOut, wordForms, detectedLanguages, ledger: [...ledger] },
  };
}

async function chosen(counting: Counting, settings = terms) {
  const { counts, read: documents, ledger, account } = counting;
  let mtx = '';
  let rows: MatrixMarketRows | undefined;
  const place: PlaceOfMatrix = (shape) => {
    mtx = '';
    rows = new MatrixMarketRows(shape, (bytes) => {
      mtx += Buffer.from(bytes).toString('latin1');
    });
    return rows;
  };
  const collection = await withRepairs(counts, account, () => chooseTerms(counts.finish(), documents, settings, ledger, place));
  rows?.finish();
  return written(collection, mtx, counting);
}

const file = (scratch: ScratchFile) => (scratch as unknown as { file: string }).file;

/** Changes a byte of a file. */
function damage(name: string, place: number): void {
  const handle = openSync(name, 'r+');
  writeSync(handle, Uint8Array.of((readFileSync(name)[place] as number) ^ 0xff), 0, 1, place);
  closeSync(handle);
}

describe('a collection that is counted in shards, and its matrix row by row', () => {
  it.each([{}, { stem: false }, { chunk: 10 }, { boilerplate: 'drop' }, { maxTerms: 30 }, { stem: false, language: 'en' }, { phrases: true }] as const)(
    'is what it is in memory: %j',
    async (more) => {
      const whole = await read(more, false);
      const expected = written(await chooseTerms(whole.counts.finish(), whole.read, { ...terms, ...more }, whole.ledger), '', whole);
      const sharded = await read(more);
      expect(await chosen(sharded, { ...terms, ...more })).toEqual(expected);
      expect(sharded.counts.foundOf(3).first).toBeGreaterThan(0);
      expect(expected.ledger.some(({ reason }) => reason === 'no-terms')).toBe(true);
    },
  );

  it.each([{}, { chunk: 10 }, { boilerplate: 'drop' }, { phrases: true }] as const)('is the same where shards are damaged: %j', async (more) => {
    const settings = { ...terms, ...more };
    const expected = await chosen(await read(more), settings);
    for (const place of [0, 0.2, 0.5, 0.99]) {
      const counting = await read(more);
      counting.counts.finish();
      const name = file(counting.scratch);
      damage(name, Math.floor(place * readFileSync(name).length));
      expect(await chosen(counting, settings)).toEqual(expected);
    }
  });

  it('reads only the files of the shard again', async () => {
    const expected = await chosen(await read());
    const counting = await read();
    const { first, end } = counting.counts.foundOf(0);
    damage(file(counting.scratch), 0);
    for (let f = 0; f < 30; f++) {
      const holds = 20 * f < end && 20 * (f + 1) > first;
      if (!holds) writeFiles(counting.folder, { [`part-${String(f).padStart(2, '0')}.jsonl`]: '{"text": "other"}\n' });
    }
    expect(await chosen(counting)).toEqual(expected);
  });

  it('is the same where the end of the file is lost', async () => {
    const expected = await chosen(await read());
    const counting = await read();
    truncateSync(file(counting.scratch), Math.floor(readFileSync(file(counting.scratch)).length / 2));
    expect(await chosen(counting)).toEqual(expected);
  });

  it('is given up where the files are others by then', async () => {
    for (const [content, message] of [
      ['', /does not hold the documents/],
      [corpus()['part-07.jsonl'] as string, /is damaged on disk/],
    ] as const) {
      const counting = await read();
      damage(file(counting.scratch), 0);
      writeFileSync(path.join(counting.folder, 'part-00.jsonl'), content);
      await expect(chosen(counting)).rejects.toThrow(message);
    }
  });
});
