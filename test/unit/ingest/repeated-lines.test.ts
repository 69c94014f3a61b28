import { describe, expect, test } from 'vitest';
import { RepeatedLines } from '../../../src/ingest/repeats/repeated-lines.js';
import { Random } from '../../../src/math/random.js';
import { linesOf } from '../../support/fingerprint-parts.js';

/** The repeated lines of texts, as text and number of documents. */
function repeated(texts: readonly string[]): [string, number][] {
  const lines = new RepeatedLines();
  for (const text of texts) lines.add(linesOf(text), text);
  return lines.result().map((line) => [line.text, line.documents]);
}

const letters = (number: number) => String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);
const documents = (count: number, text: (number: number) => string) => Array.from({ length: count }, (_, number) => text(number));

describe('RepeatedLines', () => {
  test('counts in how many documents a line stands, however often in each', () => {
    const texts = documents(6, (n) => `own text ${letters(n)}\nA  letter\thead \nPage ${n} of 9\nPage 8 of 9\n${n > 0 ? 'and a footer' : ''}`);
    expect(repeated(texts)).toEqual([
      ['A letter head', 6],
      ['Page 4 of 9', 6],
      ['and a footer', 5],
    ]);
  });

  test('a line needs five documents', () => {
    expect(repeated(documents(4, () => 'a letter head'))).toEqual([]);
    expect(repeated(documents(5, () => 'a letter head'))).toEqual([['a letter head', 5]]);
    expect(repeated([])).toEqual([]);
  });

  test('and one in five hundred, wherever they are', () => {
    const among = (wanted: number) => [
      ...documents(4990 - wanted, (n) => `own text ${letters(n)}`),
      ...documents(wanted, () => 'a letter head'),
      ...documents(11, () => 'another one'),
    ];
    const hundreds = (wanted: number) => documents(14500, (n) => (n < wanted ? 'a letter head' : ''));
    expect(repeated(hundreds(29))).toEqual([['a letter head', 29]]);
    expect(repeated(hundreds(28))).toEqual([]);
    expect(repeated(among(10))).toEqual([['another one', 11]]);
    expect(repeated(among(11).reverse())).toEqual([
      ['a letter head', 11],
      ['another one', 11],
    ]);
  });

  test('has the hashes by which lines are dropped', () => {
    const lines = new RepeatedLines();
    for (let n = 0; n < 5; n++) lines.add(linesOf('a letter head'), 'a letter head');
    expect(lines.result()).toEqual([{ hash: linesOf('a letter head')[0], text: 'a letter head', documents: 5 }]);
  });

  test('forgets rare lines when there are more than it keeps, and never those that stand in many documents', () => {
    const random = new Random(1);
    const lines = new RepeatedLines();
    const own = () => Float64Array.from({ length: 5000 }, () => Math.floor(random.uniform() * 2 ** 53));
    const [always] = linesOf('always here');
    const [late] = linesOf('later on');
    const texts = 'always here\nlater on';
    for (let n = 0; n < 500; n++) lines.add(Float64Array.of(...own(), always, ...(n < 300 ? [] : [late])), texts);
    const [first, second, ...others] = lines.result();
    expect(first).toEqual({ hash: always, text: 'always here', documents: 500 });
    expect(second.hash).toBe(late);
    expect(second.documents).toBeLessThanOrEqual(200);
    expect(second.documents).toBeGreaterThanOrEqual(200 - (500 * 5002) / 393_216);
    expect(others).toEqual([]);
  });

  test('keeps the texts of the most frequent lines where all repeat', () => {
    const all = Array.from({ length: 30_000 }, (_, i) => `the line ${letters(i)}`);
    const texts = documents(8, (n) => all.slice(0, n < 6 ? 30_000 : 3000).join('\n'));
    const found = repeated(texts);
    expect(found.length).toBeGreaterThanOrEqual(8192);
    expect(found.length).toBeLessThanOrEqual(16384);
    expect(found.filter(([, count]) => count === 8)).toHaveLength(3000);
    expect(new Set(found.map(([text]) => text)).size).toBe(found.length);
  });
});
