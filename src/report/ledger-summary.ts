import type { LedgerEntry, LedgerReason } from '../ingest/ledger.js';

/** How many lines of the ledger have the same kind and reason. */
export interface LedgerCount {
  kind: LedgerEntry['kind'];
  reason: LedgerReason;
  entries: number;
}

/** What a reason means, for people who have not read about it. */
export const REASONS: Readonly<Record<LedgerReason, string>> = {
  'beyond-max-terms': 'beyond the most terms that were asked for',
  binary: 'no text, nor a format that is known',
  changed: 'changed while the files were read',
  columns: 'the columns of texts and ids were guessed',
  duplicate: 'the same text as an earlier document',
  empty: 'no text in it',
  encoding: 'not UTF-8',
  encrypted: 'protected by a password',
  format: 'the name says one format, the content another',
  'given-up': 'given up: its parser hung, failed or took too much memory',
  hidden: 'hidden: the name starts with a dot',
  'id-taken': 'another document has the same id',
  'long-words': 'runs of letters too long to be words',
  malformed: 'damaged',
  metadata: 'how the table of metadata was read and joined',
  'missing-column': 'no column with texts',
  'near-duplicate': 'nearly the same text as an earlier document',
  'no-metadata': 'the table of metadata has no row for it',
  'no-documents': 'no document in it',
  'no-terms': 'none of its words is a term',
  'not-a-regular-file': 'a device, socket or pipe',
  'not-in-vocabulary': 'not in the vocabulary that was given',
  'output-folder': 'results of topikl',
  scanned: 'pages without text: scanned, it seems',
  'stop-word': 'a stop word',
  'symbolic-link': 'a link that is not followed',
  'too-common': 'in too many documents',
  'too-deep': 'in too many archives inside one another',
  'too-large': 'beyond a limit of size',
  'too-rare': 'in too few documents',
  unreadable: 'cannot be opened',
  'unsupported-format': 'a format that is not read',
};

const KINDS: Readonly<Record<LedgerEntry['kind'], string>> = { file: 'files left out', document: 'documents left out', note: 'notes', term: 'words' };

/** The ledger counted by kind and reason: files, documents, then notes, the most frequent reason first. Words are left to vocabulary and ledger. */
export function countLedger(ledger: Iterable<LedgerEntry>): LedgerCount[] {
  const counts = new Map<string, LedgerCount>();
  for (const { kind, reason } of ledger) {
    if (kind === 'term') continue;
    const key = `${kind} ${reason}`;
    const count = counts.get(key);
    if (count === undefined) counts.set(key, { kind, reason, entries: 1 });
    else count.entries++;
  }
  const order = Object.keys(KINDS);
  return [...counts.values()].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.entries - a.entries || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0),
  );
}

/** Rows of a table for people: what, why, how many. */
export function ledgerRows(counts: readonly LedgerCount[]): [what: string, why: string, entries: number][] {
  return counts.map(({ kind, reason, entries }) => [KINDS[kind], REASONS[reason], entries]);
}
