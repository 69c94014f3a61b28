import { describe, expect, it } from 'vitest';
import { fileNameDate, numbersInName } from '../../../src/summarize/file-name-date.js';

describe('fileNameDate', () => {
  it.each([
    ['1790_george_washington_n.txt', '1790'],
    ['su1790b.txt', '1790'],
    ['1790', '1790'],
    ['a/20240131.txt', '2024-01-31'],
    ['IMG_20240131_112233.txt', '2024-01-31'],
    ['notes 2024-01-31 final.md', '2024-01-31'],
    ['2024_01_31.tar.gz', '2024-01-31'],
    ['2024-01.txt', '2024-01'],
    ['31-01-2024.pdf', '2024-01-31'],
    ['01-02-2024.pdf', '2024'],
    ['Jan 2024.txt', '2024-01'],
    ['report_8_January_1790.txt', '1790-01-08'],
    ['January-8-1790.txt', '1790-01-08'],
    ['letters/1861/03/x.txt', '1861-03'],
    ['letters/1861/03/24/x.txt', '1861-03-24'],
    ['letters/1861/99/x.txt', '1861'],
    ['letters/1861/x12.txt', '1861'],
    ['1990/1861.txt', '1861'],
    ['corpus/sotu-1990/a.txt', '1990'],
    ['mail.zip/1990/a.txt', '1990'],
    ['9809001.txt', ''],
    ['53068', ''],
    ['pep-0484.txt', ''],
    ['001.txt', ''],
    ['2007.01234.txt', ''],
    ['2007.01234', ''],
    ['1499.txt', ''],
    ['2101.txt', ''],
    ['20240231.txt', ''],
    ['letters/x.txt', ''],
    ['', ''],
  ])('of %j is %j', (path, date) => {
    expect(fileNameDate(path, undefined)).toBe(date);
  });

  it('takes the day where the other names have it', () => {
    expect(numbersInName('a/01-02-2024.pdf')).toBe('01/02/2024');
    expect(numbersInName('31-12-2024/a.pdf')).toBe('');
    expect(fileNameDate('01-02-2024.pdf', 'day-first')).toBe('2024-02-01');
  });
});
