import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors/errors.js';
import { type DocumentDates, documentDates } from '../../../src/summarize/document-dates.js';
import type { NoTime } from '../../../src/summarize/topics-over-time.js';

/** Documents with these values in a column; an empty one: without it. */
function column(name: string, values: readonly string[]) {
  return values.map((value, i) => ({ id: `${i + 1}`, path: `${i + 1}.txt`, metadata: value === '' ? { other: 'x' } : { [name]: value, other: 'x' } }));
}

const inFiles = (...paths: string[]) => paths.map((path) => ({ id: path, path, metadata: {} }));

/** The dates of documents, unless there are none. */
function dated(documents: Parameters<typeof documentDates>[0], setting?: string): DocumentDates | undefined {
  const found = documentDates(documents, setting);
  return 'reason' in found ? undefined : found;
}

function none(documents: Parameters<typeof documentDates>[0], setting?: string): NoTime {
  const found = documentDates(documents, setting);
  if ('reason' in found) return found;
  throw new Error('there are dates');
}

const NONE_UNREAD = { documents: 0, example: '' };

describe('documentDates', () => {
  it('reads four ways of writing dates in one column', () => {
    const documents = column('Date', ['January 8, 1790', '1790-12-08', '25.10.1791', '', 'Tue, 6 Nov 1792 10:00:00 +0000', 'in spring']);
    expect(dated(documents)).toEqual({
      source: { kind: 'column', column: 'Date', guessed: true },
      dates: ['1790-01-08', '1790-12-08', '1791-10-25', '', '1792-11-06', ''],
      yearOnly: 0,
      unread: { documents: 1, example: 'in spring' },
    });
  });

  it('decides by the whole column which number is the day, and takes the year where it cannot', () => {
    expect(dated(column('date', ['08/01/1790', '13/01/1791']))?.dates).toEqual(['1790-01-08', '1791-01-13']);
    expect(dated(column('date', ['08/01/1790', '01/13/1791']))?.dates).toEqual(['1790-08-01', '1791-01-13']);
    expect(dated(column('date', ['08/01/1790', '01/03/1791', '1.2.1792']))).toMatchObject({
      dates: ['1790', '1791', '1792-02-01'],
      yearOnly: 2,
    });
  });

  it.each(['Year', 'pub_year', 'publicationYear', 'datum', 'Fecha', 'année', 'Jahr', 'дата', 'published_at', 'created'])('finds the column %s', (name) => {
    const values = ['1990', '1991', '1992', '1993', 'none'];
    expect(dated(column(name, values))?.source).toEqual({ kind: 'column', column: name, guessed: true });
    expect(dated(column(name, [...values, 'none']))).toBeUndefined();
  });

  it('prefers the column called date, then the one with more dates, then the likelier name', () => {
    const both = (dates: string[]) =>
      column('year', ['1990', '1991', '1992']).map(({ id, path, metadata }, i) => ({
        ...{ id, path },
        metadata: { ...metadata, ...(dates[i] ? { published: dates[i] } : {}) },
      }));
    expect(dated(both(['1.1.1990', '1.1.1991', '1.1.1992']))?.source.column).toBe('published');
    expect(dated(both(['1.1.1990', '1.1.1991', '']))?.source.column).toBe('year');
    const ofBoth = both(['1.1.1990', '', '']).map(({ id, path, metadata }, i) => ({ id, path, metadata: { ...metadata, date: `200${i}` } }));
    expect(dated(ofBoth)?.source.column).toBe('date');
  });

  it('takes a column of any name for full dates only', () => {
    expect(dated(column('when it was', ['2020-01-01', '2020-01-02']))?.source.column).toBe('when it was');
    expect(dated(column('pages', ['1990', '1991']))).toBeUndefined();
    expect(dated(column('number', ['20200101', '20200102']))).toBeUndefined();
    expect(dated(column('time', ['0800', '0930']))).toBeUndefined();
    expect(dated(column('id', ['1700000000', '1710000000']))).toBeUndefined();
    expect(dated(column('created_utc', ['1700000000', '1710000000']))?.dates).toEqual(['2023-11-14', '2024-03-09']);
  });

  it('passes over what says the same of all documents, or something of hardly any', () => {
    expect(dated(column('date', ['2020-01-01', '2020-01-01']))).toBeUndefined();
    expect(dated(column('date', ['2020-01-01', '2021-01-01', ...Array<string>(9).fill('')]))).toBeUndefined();
    expect(dated(column('date', ['2020-01-01', '2021-01-01', ...Array<string>(2).fill('')]))?.dates).toEqual(['2020-01-01', '2021-01-01', '', '']);
  });

  it('reads the names of files, where four fifths have a date', () => {
    const source = { kind: 'file-name', column: '', guessed: true };
    expect(dated(inFiles('1790_n.txt', '1791_n.txt'))).toEqual({ source, dates: ['1790', '1791'], yearOnly: 0, unread: NONE_UNREAD });
    expect(dated(inFiles('31-12-2023.txt', '01-02-2024.txt'))?.dates).toEqual(['2023-12-31', '2024-02-01']);
    expect(dated(inFiles('03-12-2023.txt', '01-02-2024.txt'))).toMatchObject({ dates: ['2023', '2024'], yearOnly: 2 });
    expect(dated(inFiles('1790.txt', '1791.txt', '1792.txt', '1793.txt', 'x.txt'))?.dates).toEqual(['1790', '1791', '1792', '1793', '']);
    expect(dated(inFiles('1790.txt', '1791.txt', '1792.txt', 'x.txt'))).toBeUndefined();
    expect(dated(inFiles('1790/1.txt', '1790/2.txt'))).toBeUndefined();
  });

  it('takes what a setting names', () => {
    const documents = inFiles('1790.txt', 'x.txt', 'y.txt').map(({ id, path }) => ({ id, path, metadata: { date: '2020', born: '1950' } }));
    expect(documentDates(documents, 'born')).toEqual({
      source: { kind: 'column', column: 'born', guessed: false },
      dates: ['1950', '1950', '1950'],
      yearOnly: 0,
      unread: NONE_UNREAD,
    });
    expect(documentDates(documents, 'file-name')).toEqual({
      source: { kind: 'file-name', column: '', guessed: false },
      dates: ['1790', '', ''],
      yearOnly: 0,
      unread: NONE_UNREAD,
    });
    expect(none(documents, 'none')).toEqual({ reason: 'Dates were not looked at (date-column none).', isMissed: false });
  });

  it('says what columns there are', () => {
    const documents = column('title', ['A', 'B']);
    const failure = (run: () => unknown): ConfigError => {
      try {
        run();
      } catch (error) {
        if (error instanceof ConfigError) return error;
      }
      throw new Error('no ConfigError was thrown');
    };
    const unknown = failure(() => documentDates(documents, 'dates'));
    expect(unknown.message).toBe('`date-column` must be a column of the documents, file-name, none or auto, got "dates"');
    expect(unknown.hint).toBe('The columns are title, other.');
    expect(failure(() => documentDates(documents, '__proto__')).message).toContain('got "__proto__"');
    expect(failure(() => documentDates(documents, 'title')).message).toBe(
      '`date-column` must be a column with dates, but no value of "title" is one, for example "A"',
    );
    const undatedFiles = failure(() => documentDates(inFiles('a.txt'), 'file-name'));
    expect(undatedFiles.message).toBe('`date-column` is file-name, but no name of a file or folder has a year from 1500 to 2100, for example "a.txt"');
    expect(undatedFiles.hint).toBe('The documents have no columns of metadata.');
  });

  it('names columns as documents.csv does', () => {
    const documents = column('tokens', ['2020-01-01', '2021-01-01']);
    expect(dated(documents)?.source.column).toBe('metadata_tokens');
    expect(dated(documents, 'metadata_tokens')?.dates).toEqual(['2020-01-01', '2021-01-01']);
    expect(() => documentDates(documents, 'tokens')).toThrow('got "tokens"');
  });

  it('reads times written as one number as dates before it takes them for milliseconds', () => {
    expect(dated(column('timestamp', ['202401150930', '20230115093059']))?.dates).toEqual(['2024-01-15', '2023-01-15']);
    expect(dated(column('timestamp', ['946684800000', '1700000000000']))?.dates).toEqual(['2000-01-01', '2023-11-14']);
  });

  it('believes no placeholders, unless a column that is named is full of such years', () => {
    const values = ['2001-01-01', '2002-02-01', '9999-12-31', '0001-01-01', '2003-01-01'];
    const believed = { dates: ['2001-01-01', '2002-02-01', '', '', '2003-01-01'], unread: { documents: 2, example: '9999-12-31' } };
    expect(dated(column('date', values))).toMatchObject(believed);
    expect(dated(column('date', values), 'date')).toMatchObject(believed);
    const antiquity = ['0312-10-28', '0410', '0476', '1453'];
    expect(dated(column('date', antiquity))).toBeUndefined();
    expect(dated(column('date', antiquity), 'date')?.dates).toEqual(antiquity);
  });

  it('reads the ids of documents of one file, such as a matrix', () => {
    const rows = ['1790_n', '1791_n', 'x'].map((id) => ({ id, path: 'counts.mtx', metadata: {} }));
    expect(dated(rows.slice(0, 2))).toMatchObject({ source: { kind: 'file-name' }, dates: ['1790', '1791'] });
    expect(dated(rows, 'file-name')?.dates).toEqual(['1790', '1791', '']);
    const lines = ['1801', '1802', '1803'].map((row) => ({ id: `news.csv#${row}`, path: 'news.csv', metadata: {} }));
    expect(dated(lines)).toBeUndefined();
  });

  it('says why there are none', () => {
    expect(none([])).toEqual({ reason: 'No column and no file names have dates.', isMissed: false });
    // no dates are meant: a newspaper
    expect(none(column('publication', ['The Times', 'Vox'])).isMissed).toBe(false);
    expect(none(column('month', ['1', '2', '3']))).toEqual({
      reason: 'The column "month" was not taken for dates: none of 3 values could be read, such as "1".',
      isMissed: true,
    });
  });

  it.each([
    [['2002-Q2', '2002-Q3'], 'The column "date" was not taken for dates: none of 2 values could be read, such as "2002-Q2".'],
    [['2001', '2002-Q2', '2003-Q1'], 'The column "date" was not taken for dates: 1 of 3 values could be read, but not "2002-Q2".'],
    [['2001', '2002', ...Array<string>(9).fill('')], 'The column "date" was not taken for dates: 2 of 11 documents have one.'],
    [['2001-02-03', '2001-02-03'], 'All documents are of one day, 2001-02-03.'],
    [['2001', '2001', ''], 'All documents with a date are of one year, 2001.'],
  ])('says why %j are no dates', (values, reason) => {
    expect(none(column('date', values))).toEqual({ reason, isMissed: true });
  });
});
