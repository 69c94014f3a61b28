import { describe, expect, it } from 'vitest';
import { documentDates } from '../../../src/summarize/document-dates.js';
import { topicsOverTime } from '../../../src/summarize/topics-by-period.js';
import type { NoTime, TopicsOverTime } from '../../../src/summarize/topics-over-time.js';

const TERMS = ['king', 'queen', 'computer', 'network'];
const topicTerms = Float32Array.of(0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5);

/** The same, where there is time. */
function topicsOf(...given: Parameters<typeof told>): TopicsOverTime | undefined {
  const found = told(...given);
  return 'reason' in found ? undefined : found;
}

/** Documents of two terms each: 60 words, the first topic's share of them given; its second term takes over from its first. */
function told(
  documents: readonly { date: string; share: number; queens?: number; id?: string }[],
  period: 'auto' | 'year' | 'month' = 'auto',
): TopicsOverTime | NoTime {
  const counts = documents.map(({ share, queens = 0.5 }) =>
    [60 * share * (1 - queens), 60 * share * queens, 30 * (1 - share), 30 * (1 - share)].map(Math.round),
  );
  const dates = documentDates(
    documents.map(({ date }, i) => ({ id: String(i), path: `${i}.txt`, metadata: date === '' ? {} : { date } })),
    documents.some(({ date }) => date !== '') ? 'date' : undefined,
  );
  if ('reason' in dates) return dates;
  const entries = counts.map((row) => row.flatMap((count, j) => (count > 0 ? [[j, count] as const] : [])));
  const rowPointers = [0];
  for (const row of entries) rowPointers.push((rowPointers.at(-1) as number) + row.length);
  const X = {
    rows: documents.length,
    columns: 4,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(entries.flat(), ([j]) => j),
    values: Uint32Array.from(entries.flat(), ([, count]) => count),
  };
  const documentTopics = Float32Array.from(documents.flatMap(({ share }) => [share, 1 - share]));
  const ids = documents.map(({ id }, i) => id ?? String(i));
  return topicsOverTime(
    { X, terms: TERMS, model: { topics: 2, terms: 4, documentTopics, topicTerms }, dates, sourceOf: (row) => ids.indexOf(ids[row]) },
    period,
  );
}

describe('topicsOverTime', () => {
  const rising = Array.from({ length: 30 }, (_, i) => ({
    date: String(1991 + Math.floor(i / 3)),
    share: 0.2 + 0.02 * Math.floor(i / 3) + 0.01 * (i % 3),
    queens: i < 9 ? 0.1 : 0.9,
  }));

  it('follows topics through years, and their words through spans', () => {
    const texts = Array.from({ length: 100 }, (_, i) => ({
      date: String(1991 + Math.floor(i / 10)),
      share: 0.2 + 0.02 * Math.floor(i / 10) + 0.01 * (i % 3),
      queens: i < 30 ? 0 : 1,
    }));
    const found = topicsOf(texts);
    expect(found).toMatchObject({ source: { kind: 'column', column: 'date', guessed: false }, length: 'year', undated: 0 });
    expect(found?.periods.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, t) => String(1991 + t)));
    expect(found?.periods[0]).toEqual({ name: '1991', at: 1991.5, documents: 10, tokens: expect.any(Number) });
    expect(found?.spans).toEqual([
      { first: 0, last: 0 },
      { first: 1, last: 2 },
      { first: 3, last: 4 },
      { first: 5, last: 6 },
      { first: 7, last: 8 },
      { first: 9, last: 9 },
    ]);
    expect(found?.topics.map(({ topic, direction }) => [topic, direction])).toEqual([
      [1, 'rising'],
      [2, 'falling'],
    ]);
    expect(found?.topics[0].words).toEqual([
      { span: 0, terms: ['king'] },
      { span: 1, terms: ['king'] },
      { span: 2, terms: ['queen'] },
      { span: 3, terms: ['queen'] },
      { span: 4, terms: ['queen'] },
    ]);
    expect(found?.topics[1].words).toEqual([]);
  });

  it('reads dates of four ways, and leaves out documents without one', () => {
    const ways = ['3 May 1991', '1992-05-03', 'Sun, 3 May 1993 10:00:00 +0000', '3.5.1994'];
    const half = rising.flatMap(({ share }, i) => [
      { date: ways[i % 4], share },
      { date: i % 2 === 0 ? '' : 'long ago', share },
    ]);
    const found = topicsOf(half);
    expect(found?.undated).toBe(30);
    expect(found?.length).toBe('month');
    expect(found?.periods.map(({ name, documents }) => [name, documents])).toEqual([
      ['1991-05', 8],
      ['1992-05', 8],
      ['1993-05', 7],
      ['1994-05', 7],
    ]);
    expect(topicsOf(half, 'year')?.periods.map(({ name }) => name)).toEqual(['1991', '1992', '1993', '1994']);
  });

  it('knows less of passages of few texts than of as many texts', () => {
    const uneven = rising.map(({ date }, i) => ({ date, share: (i % 6 < 3 ? 0.2 : 0.5) + 0.01 * (i % 3), id: `text ${Math.floor(i / 3)}` }));
    const [texts, few] = [topicsOf(uneven.map(({ date, share }) => ({ date, share }))), topicsOf(uneven)].map((found) => found?.topics[0]);
    expect(few?.share).toEqual(texts?.share);
    expect((few?.high[4] ?? 0) - (few?.low[4] ?? 0)).toBeGreaterThan(3 * ((texts?.high[4] ?? 1) - (texts?.low[4] ?? 0)));
  });

  it('tells no change from a single early or late document', () => {
    const lone = [{ date: '1980', share: 0.9 }, ...rising, ...rising, { date: '2010', share: 0 }];
    const found = topicsOf(lone);
    expect(found?.periods).toHaveLength(12);
    expect(found?.ends).toEqual({ first: 1, last: 10 });
    const [course] = found?.topics ?? [];
    expect(course?.change).toBe((course?.trend[10] ?? 0) - (course?.trend[1] ?? 0));
    expect(topicsOf(rising)?.ends).toEqual({ first: 0, last: 9 });
  });

  it('bears dates that are wrong', () => {
    const found = topicsOf([...rising, { date: '1000', share: 0.5 }, { date: '2100', share: 0.1 }]);
    expect(found?.periods.at(-1)).toEqual({ name: '2100', at: 2100.5, documents: 1, tokens: 60 });
    for (const { trend, trendLow, trendHigh } of found?.topics ?? []) expect([...trend, ...trendLow, ...trendHigh].every(Number.isFinite)).toBe(true);
  });

  it('says why there is none', () => {
    const why = (dates: string[], share = 0.5) =>
      told(
        dates.map((date) => ({ date, share })),
        'year',
      );
    expect(why(['2004-01-02', '2004-03-04'])).toEqual({ reason: 'All documents are of one year, 2004.', isMissed: true });
    expect(why(['2004-01-02', '2004-03-04', ''])).toEqual({ reason: 'All documents with a date are of one year, 2004.', isMissed: true });
    expect(why(['2004', '2005'], Number.NaN)).toEqual({ reason: 'No document with a date has words that are counted.', isMissed: true });
  });

  it('counts apart what has no date, one that cannot be read, and no month', () => {
    const monthly = rising.map(({ share }, i) => ({ date: `2004-${String(1 + (i % 12)).padStart(2, '0')}`, share }));
    const others = ['2004', '', '2004-Q2', '9999-12-31'].map((date) => ({ date, share: 0.5 }));
    expect(topicsOf([...monthly, ...others])).toMatchObject({ length: 'month', undated: 3, unread: { documents: 2, example: '2004-Q2' }, withoutMonth: 1 });
    expect(topicsOf([...monthly, ...others], 'year')).toBeUndefined();
  });

  it('is nothing without dates, of one document, and in one period', () => {
    expect(topicsOf(rising.map(({ share }) => ({ date: '', share })))).toBeUndefined();
    expect(topicsOf([{ date: '1991', share: 0.5 }])).toBeUndefined();
    expect(topicsOf(rising.map(({ share }) => ({ date: '1991-05-03', share })))).toBeUndefined();
    expect(
      topicsOf([
        { date: '1991', share: 0.5 },
        { date: '1992', share: 0.4 },
      ])?.periods,
    ).toHaveLength(2);
  });
});
