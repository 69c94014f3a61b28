import { describe, expect, it } from 'vitest';
import { isoDate, metadataOf } from '../../../src/ingest/metadata.js';

describe('isoDate', () => {
  it.each([
    ['2024-05-06', '2024-05-06'],
    ['2024-5-6', '2024-05-06'],
    ['2024/05/06', '2024-05-06'],
    ['2024.05.06', '2024-05-06'],
    ['2024-05-06T10:00:00Z', '2024-05-06'],
    ['2024-05-06 10:00:00 +0200', '2024-05-06'],
    ['2024-05', '2024-05'],
    ['2024', '2024'],
    ['13-Jul-2000', '2000-07-13'],
    ['1 March 2021', '2021-03-01'],
    ['1st of March, 2021', '2021-03-01'],
    ['March 3, 2021', '2021-03-03'],
    ['Sept. 3rd 2021', '2021-09-03'],
    ['3. März 2021', '2021-03-03'],
    ['Dezember 2020', '2020-12'],
    ['1er janvier 1790', '1790-01-01'],
    ['8 de enero de 1790', '1790-01-08'],
    ['8 de enero del 2020', '2020-01-08'],
    ['14 août 1914', '1914-08-14'],
    ['2 giugno 1946', '1946-06-02'],
    ['7 de setembro de 1822', '1822-09-07'],
    ['5 mei 1945', '1945-05-05'],
    ['25 октября 1917 г.', '1917-10-25'],
    ['2003 Jan 15', '2003-01-15'],
    ['2003 Feb', '2003-02'],
    ['29 February 2024', '2024-02-29'],
    // day and month cannot be told apart
    ['01/02/2020', '01/02/2020'],
    ['1.2.2020', '1.2.2020'],
    ['2024-13-01', '2024-13-01'],
    ['2024-05-32', '2024-05-32'],
    ['31 February 2020', '31 February 2020'],
    ['2023-02-29', '2023-02-29'],
    ['1900-02-29', '1900-02-29'],
    ['0000-05-06', '0000-05-06'],
    ['2024-05-06-07', '2024-05-06-07'],
    ['32 May 2020', '32 May 2020'],
    ['3 Foo 2020', '3 Foo 2020'],
    ['spring 2020', 'spring 2020'],
    ['', ''],
  ])('%j is %j', (text, date) => {
    expect(isoDate(text)).toBe(date);
  });
});

describe('metadataOf', () => {
  it('keeps the first value of a name, on one line, and leaves out empty ones', () => {
    expect(
      metadataOf([
        ['title', ' a\n\tb\0c '],
        ['title', 'd'],
        ['date', '1 May 2020'],
        ['empty', ' \n'],
        ['other', 'x'],
      ]),
    ).toEqual({ title: 'a b c', date: '2020-05-01', other: 'x' });
  });

  it('takes any name', () => {
    expect(Object.entries(metadataOf([['__proto__', 'a']]))).toEqual([['__proto__', 'a']]);
  });
});
