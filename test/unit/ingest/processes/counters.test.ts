import { expect, it } from 'vitest';
import { listFiles } from '../../../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../../../src/ingest/limits.js';
import { type CollectionSettings, type ReadingAccount, readDocuments } from '../../../../src/ingest/read-documents.js';
import { CountCollector } from '../../../../src/tokenize/count-collector.js';
import type { CountRule } from '../../../../src/tokenize/text-counter.js';
import { rowsOf } from '../../../support/count.js';
import { temporaryFolder } from '../../../temporary-folder.js';

const counting: CountRule = { language: 'none', rows: 'counts', minLength: 1, numbers: true, urls: 'no', mailAddresses: 'no', hashtags: 'words', emoji: 'no' };

/** Files of 3 MB with 400,000 words that no other has. */
function files(): Record<string, string> {
  const file = (f: number) => Array.from({ length: 400_000 }, (_, w) => `w${f}${w.toString(36)}${w % 2000 === 0 ? '\n' : ' the '}`).join('');
  return Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name, f) => [`${name}.txt`, file(f)]));
}

it('a process that has met a million words forgets them, and numbers words from 0 on', async () => {
  const counts = new CountCollector('counts');
  const ended: number[] = [];
  let [counters, maximum] = [0, 0];
  const account: ReadingAccount = {
    ledger: [],
    repeatedLines: [],
    counts: {
      addCounter: () => {
        counters++;
        return counts.addCounter();
      },
      addTerms: (counter, bytes) => counts.addTerms(counter, bytes),
      addRow: (counter, row, language) => {
        // rows come while their counter goes on
        expect(ended).not.toContain(counter);
        maximum = Math.max(maximum, counter);
        counts.addRow(counter, row, language);
      },
      endCounter: (counter) => ended.push(counter),
    },
  };
  const settings: CollectionSettings = {
    ...{ limits: DEFAULT_LIMITS, chunk: 'document', strict: false, duplicates: 'exact', similarity: 0.8, boilerplate: 'keep' },
    counting,
  };
  for await (const _ of readDocuments(listFiles([temporaryFolder(files())]).files, settings, account, { processes: 1 }));
  expect([counters, maximum, ended]).toEqual([2, 1, [0]]);
  const counted = counts.finish();
  expect(counted.terms.length).toBe(2_000_001);
  const rows = rowsOf(counted);
  expect(rows.map((row) => row.length)).toEqual(Array(5).fill(400_001));
  expect(rows.every((row, f) => row.every(([term, count]) => (term === 'the' ? count === 399_800 : count === 1 && term.startsWith(`w${f}`))))).toBe(true);
});
