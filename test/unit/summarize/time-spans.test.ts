import { describe, expect, it } from 'vitest';
import { documentPeriods } from '../../../src/summarize/periods.js';
import { timeSpans } from '../../../src/summarize/time-spans.js';

/** First and last period of each span, by name. */
function spansOf(names: string[], length: 'year' | 'month'): string[] {
  const periods =
    documentPeriods(
      names,
      names.map(() => 1),
      length,
    )?.periods ?? [];
  return timeSpans(periods, length).map(({ first, last }) => `${periods[first].name} ${periods[last].name}`);
}

const years = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(4, '0'));

describe('timeSpans', () => {
  it('are at most six of a round length, from round times', () => {
    expect(spansOf(['2020', '2021'], 'year')).toEqual(['2020 2020', '2021 2021']);
    expect(spansOf(years(1998, 2019), 'year')).toEqual(['1998 1999', '2000 2004', '2005 2009', '2010 2014', '2015 2019']);
    expect(spansOf(years(1790, 2024), 'year')).toEqual(['1790 1799', '1800 1849', '1850 1899', '1900 1949', '1950 1999', '2000 2024']);
    expect(spansOf(['2019-11', '2020-01', '2020-03', '2020-10', '2021-01'], 'month')).toEqual([
      '2019-11 2019-11',
      '2020-01 2020-03',
      '2020-10 2020-10',
      '2021-01 2021-01',
    ]);
  });

  it('bear dates that are wrong, and leave out empty times', () => {
    expect(spansOf(['0001', '2019', '2020', '2999'], 'year')).toEqual(['0001 0001', '2019 2020', '2999 2999']);
    expect(spansOf(['0001-01', '2020-01', '9999-12'], 'month')).toHaveLength(3);
    expect(spansOf(['0001', '9999'], 'year')).toHaveLength(2);
  });
});
