import { describe, expect, test } from 'vitest';
import { LineScanner, withoutLines } from '../../../src/ingest/repeats/line-scanner.js';
import { linesOf } from '../../support/fingerprint-parts.js';

function linesIn(text: string): string[] {
  const scanner = new LineScanner();
  const lines: string[] = [];
  scanner.start(text);
  while (scanner.next()) lines.push(text.slice(scanner.begin, scanner.end));
  return lines;
}

const hashOf = (line: string) => {
  expect(linesOf(line)).toHaveLength(1);
  return linesOf(line)[0];
};

describe('lines that may be boilerplate', () => {
  test('are found where they stand', () => {
    expect(linesIn('first line\n\n  second line \nthird line')).toEqual(['first line', '  second line ', 'third line']);
    expect(linesIn('first line\nsecond line\n')).toEqual(['first line', 'second line']);
    expect(linesIn('')).toEqual([]);
    expect(linesIn('\n\n')).toEqual([]);
  });

  test('have two words, six letters and at most 500 characters', () => {
    expect(linesIn('word\none two\nab cde\nab\nyes or no\n1 2 3 4 5 6 7 8 9\n----- -----\nBye now')).toEqual(['one two', 'yes or no', 'Bye now']);
    const long = 'ab '.repeat(167).slice(0, 500);
    expect(linesIn(`${long}\n${long}x\n   ${long}`)).toEqual([long]);
    expect(linesIn('版权所有翻印必究')).toEqual(['版权所有翻印必究']);
  });

  test('are the same where their words are, with digits folded', () => {
    const page = hashOf('Page 3 of 12');
    for (const line of ['page 10 of 12', '- PAGE 1 of 200 -', '\tPage  3  of  12\f', '[Page 3] of 12.', '> > Page 3 of 12'])
      expect(hashOf(line), line).toBe(page);
    for (const line of ['Page 3 off 12', 'Page of 3 12', 'Page 3 of', 'Pa ge 3 of 12', 'Page3 of 12', 'Page x of 12', 'Page 3 of 12.5']) {
      expect(hashOf(line), line).not.toBe(page);
    }
    expect(hashOf('版权所有翻印 必究')).toBe(hashOf('版权所有，翻印必究'));
  });

  test('many different lines have different hashes', () => {
    const letters = 'abcdefghij';
    const lines = Array.from({ length: 200_000 }, (_, i) => `line ${String(i).replace(/\d/g, (digit) => letters[Number(digit)])} it is`);
    expect(linesOf(lines.join('\n'))).toHaveLength(lines.length);
  });
});

describe('the lines of a fingerprint', () => {
  test('gives each line once, in rising order of 53-bit hashes', () => {
    const lines = linesOf('second line\nfirst line\nFirst Line!\nsecond line\nthird line\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice().sort()).toEqual(lines);
    expect(new Set(lines)).toEqual(new Set(['first line', 'second line', 'third line'].map(hashOf)));
    expect(lines.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
    // the result is sent to another thread: it must not carry more than it holds
    expect(lines.buffer.byteLength).toBe(24);
  });

  test('is the same in every version and on every machine', () => {
    expect(hashOf('Page 3 of 12')).toBe(4153598826062574);
  });

  test('takes time linear in the text, whatever it is', () => {
    for (const text of ['\n', 'a', ' ', 'a b\n', 'one more\n', '1', '漢漢漢漢漢漢\n']) {
      expect(linesOf(text.repeat(4_000_000 / text.length)).length, text).toBeLessThanOrEqual(1);
    }
  });
});

describe('withoutLines', () => {
  const repeated = new Set([hashOf('Page 1 of 2'), hashOf('All rights reserved')]);
  const without = (text: string) => withoutLines(text, (hash) => repeated.has(hash));

  test('drops lines with their line feeds and leaves the rest as it is', () => {
    expect(without('  A text\n - Page 7 of 9 -\n\nthat goes on.\n')).toBe('  A text\n\nthat goes on.\n');
    expect(without('page 1 of 1\nA text\nALL RIGHTS RESERVED')).toBe('A text\n');
    expect(without('Page 1 of 1\nPage 2 of 2')).toBe('');
    expect(without('Page 1 of 1\n')).toBe('');
    expect(without('nothing to drop\nhere')).toBe('nothing to drop\nhere');
  });

  test('many lines take linear time', () => {
    expect(without('Page 1 of 2\nA text\n'.repeat(100_000))).toBe('A text\n'.repeat(100_000));
  });
});
