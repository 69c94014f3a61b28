import { describe, expect, test } from 'vitest';
import type { LedgerEntry, LedgerReason } from '../../../src/ingest/ledger.js';
import { countLedger, ledgerRows } from '../../../src/report/ledger-summary.js';
import { givenUpSentence, repeatedLinesSentence } from '../../../src/report/sentences.js';

const entry = (kind: LedgerEntry['kind'], reason: LedgerReason, id = 'x'): LedgerEntry => ({ kind, id, reason, detail: '' });

test('the ledger is counted by kind and reason, words apart', () => {
  const ledger = [
    entry('note', 'encoding'),
    entry('term', 'too-rare'),
    entry('document', 'empty'),
    entry('document', 'duplicate'),
    entry('document', 'duplicate', 'y'),
    entry('file', 'unsupported-format'),
    entry('file', 'binary'),
  ];
  const counts = countLedger(ledger);
  expect(counts).toEqual([
    { kind: 'file', reason: 'binary', entries: 1 },
    { kind: 'file', reason: 'unsupported-format', entries: 1 },
    { kind: 'document', reason: 'duplicate', entries: 2 },
    { kind: 'document', reason: 'empty', entries: 1 },
    { kind: 'note', reason: 'encoding', entries: 1 },
  ]);
  expect(countLedger(ledger.reverse())).toEqual(counts);
  expect(ledgerRows(counts)[2]).toEqual(['documents left out', 'the same text as an earlier document', 2]);
});

describe('sentences', () => {
  test('on repeated lines', () => {
    expect(repeatedLinesSentence(0, false)).toBe('');
    expect(repeatedLinesSentence(1, true)).toBe(
      'One line stands in many documents, as headers, menus and disclaimers do; it was taken out. See repeated-lines.csv.',
    );
    expect(repeatedLinesSentence(1200, false)).toBe(
      '1,200 lines stand in many documents, as headers, menus and disclaimers do; they were counted like any other (leave such lines out with boilerplate: drop). See repeated-lines.csv.',
    );
  });

  test('on files that were given up', () => {
    expect(givenUpSentence(0)).toBe('');
    expect(givenUpSentence(2)).toBe(
      '2 files had to be given up, since their parsers hung, failed or took too much memory: the next run tries again, and may give something else.',
    );
  });
});
