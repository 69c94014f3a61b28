import { describe, expect, it } from 'vitest';
import type { DocumentRecord } from '../../../src/run/document-records.js';
import { datesAndGroups } from '../../../src/run/tell-story.js';

const SETTINGS = { chunk: 'document', dateColumn: 'auto', period: 'auto', groupColumns: 'auto' } as const;

function documents(metadataOf: (i: number) => Record<string, string>): DocumentRecord[] {
  return Array.from({ length: 40 }, (_, i) => ({ id: `${i}`, path: 'a.csv', language: 'en', unknown: 0, metadata: metadataOf(i) }));
}

describe('datesAndGroups', () => {
  it('compares by no column that dates are from, by its name in documents.csv', () => {
    const all = documents((i) => ({ tokens: `${2000 + (i % 4)}-01-0${1 + (i % 2)}`, kind: ['a', 'b'][i % 2] as string }));
    const { dates, columns } = datesAndGroups(all, { ...SETTINGS, dateColumn: 'metadata_tokens' });
    expect(dates).toMatchObject({ source: { column: 'metadata_tokens' } });
    expect(columns.map(({ column }) => column)).toEqual(['kind']);
  });

  it('refuses months before anything is fitted where dates are years', () => {
    const all = documents((i) => ({ year: `${2000 + (i % 4)}` }));
    expect(() => datesAndGroups(all, { ...SETTINGS, period: 'month' })).toThrow('`period` is month, but no date of the column "year" has a month');
    expect(() => datesAndGroups(all, { ...SETTINGS, period: 'month', dateColumn: 'none' })).not.toThrow();
  });
});
