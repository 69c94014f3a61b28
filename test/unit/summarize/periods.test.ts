import { describe, expect, it } from 'vitest';
import { checkMonths, documentPeriods } from '../../../src/summarize/periods.js';

const words = (dates: readonly string[]) => dates.map(() => 10);

describe('documentPeriods', () => {
  it('cuts the time into years with words', () => {
    const dates = ['1791-05', '', '1790', '1790-03-04', '1795'];
    expect(documentPeriods(dates, [1, 2, 3, 4, 0], 'auto')).toEqual({
      length: 'year',
      periods: [
        { name: '1790', at: 1790.5, documents: 2, tokens: 7 },
        { name: '1791', at: 1791.5, documents: 1, tokens: 1 },
      ],
      of: Int32Array.from([1, -1, 0, 0, -1]),
      undated: 1,
      withoutMonth: 0,
    });
  });

  it('leaves documents without a month out of months', () => {
    const cut = documentPeriods(['2020-01-31', '2020-03', '2020', ''], [1, 1, 1, 1], 'month');
    expect(cut.periods.map(({ name }) => name)).toEqual(['2020-01', '2020-03']);
    expect(cut.periods[1].at).toBeCloseTo(2020 + 2.5 / 12, 12);
    expect(cut).toMatchObject({ undated: 1, withoutMonth: 1 });
    expect([...cut.of]).toEqual([0, 1, -1, -1]);
  });

  it('takes months where nine tenths of the dates have them and nearly all are from less than six years', () => {
    const length = (dates: string[]) => documentPeriods(dates, words(dates), 'auto').length;
    expect(length(['2015-01', '2020-12'])).toBe('month');
    expect(length(['2015-01', '2021-01'])).toBe('year');
    expect(length(['2020-01', '2020-02', '2020', '2021'])).toBe('year');
    expect(length([...Array<string>(8).fill('2020-01'), '2021', '', ''])).toBe('year');
    expect(length([...Array<string>(9).fill('2020-01'), '2021', '', ''])).toBe('month');
    // there is but one year
    expect(length(['2020-01', '2020-02', '2020', '2020'])).toBe('month');
    expect(length(['2020', '2020'])).toBe('year');
    // by error
    expect(length(['0001-01', ...Array.from({ length: 38 }, (_, i) => `202${i % 5}-01`), '2999-01'])).toBe('month');
  });

  it('leaves out periods without words', () => {
    const names = (dates: string[], tokens: number[], length: 'year' | 'auto') => documentPeriods(dates, tokens, length).periods.map(({ name }) => name);
    expect(names([], [], 'auto')).toEqual([]);
    expect(names(['', ''], [1, 1], 'auto')).toEqual([]);
    expect(names(['2020-01-01', '2020-01-02'], [1, 1], 'auto')).toEqual(['2020-01']);
    expect(names(['2020', '2021'], [1, 0], 'year')).toEqual(['2020']);
  });
});

describe('checkMonths', () => {
  it('refuses months where no date has one', () => {
    const source = { kind: 'column', column: 'date', guessed: true } as const;
    expect(() => checkMonths({ source, dates: ['2020', ''] }, 'month')).toThrow('`period` is month, but no date of the column "date" has a month');
    expect(() => checkMonths({ source: { ...source, kind: 'file-name' }, dates: ['2020'] }, 'month')).toThrow('no date in the names of the files has a month');
    expect(() => checkMonths({ source, dates: ['2020', '2020-01'] }, 'month')).not.toThrow();
    expect(() => checkMonths({ source, dates: ['2020', '2021'] }, 'auto')).not.toThrow();
  });
});
