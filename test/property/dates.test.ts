import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameDate } from '../../src/summarize/file-name-date.js';
import { readDate } from '../../src/summarize/read-date.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** Days of the calendar, as YYYY-MM-DD. */
const day = fc
  .date({ min: new Date('1500-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Ways of writing a day that say which number is what. */
const WAYS: readonly ((year: string, month: string, day: string) => string)[] = [
  (y, m, d) => `${y}-${m}-${d}`,
  (y, m, d) => `${y}${m}${d}`,
  (y, m, d) => `${y}/${Number(m)}/${Number(d)} 10:15`,
  (y, m, d) => `${y}-${m}-${d}T10:15:00.000+02:00`,
  (y, m, d) => `${Number(d)}.${Number(m)}.${y}`,
  (y, m, d) => `${MONTHS[Number(m) - 1]} ${Number(d)}, ${y}`,
  (y, m, d) => `${Number(d)} ${MONTHS[Number(m) - 1]} ${y}`,
  (y, m, d) => `Mon, ${Number(d)} ${MONTHS[Number(m) - 1]?.slice(0, 3)} ${y} 10:15:00 +0000`,
];

describe('dates', () => {
  it('are read back however they are written', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...WAYS), (date, write) => {
        const [year = '', month = '', number = ''] = date.split('-');
        expect(readDate(write(year, month, number), undefined)).toBe(date);
      }),
    );
  });

  it('are read back from file names', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('', 'su', 'IMG_', 'report '), fc.constantFrom('', 'b', '_final', '-x7'), (date, before, after) => {
        expect(fileNameDate(`a/${before}${date}${after}.txt`, undefined)).toBe(date);
        expect(fileNameDate(`a/${before}${date.replaceAll('-', '')}${after}.txt`, undefined)).toBe(date);
        expect(fileNameDate(`${before}${date.slice(0, 4)}${after}`, undefined)).toBe(date.slice(0, 4));
      }),
    );
  });

  it('are days of the calendar, or none, whatever the text', () => {
    const parts = fc.constantFrom('19', '31', '02', '2024', '1', '-', '/', '.', ' ', 'May', 'de', 'T', ':', 'x');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 10 }).map((texts) => texts.join('')),
        ),
        (text) => {
          for (const date of [readDate(text, undefined), readDate(text, 'day-first'), fileNameDate(text, 'month-first')]) {
            if (date === '') continue;
            expect(date).toMatch(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/);
            if (date.length === 10) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
          }
        },
      ),
    );
  });
});
