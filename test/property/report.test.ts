import fc from 'fast-check';
import Papa from 'papaparse';
import stringWidth from 'string-width';
import { describe, expect } from 'vitest';
import { float32Text, writeCsv } from '../../src/report/csv.js';
import { escapeMarkdown } from '../../src/report/escape-markdown.js';
import { parseCsv } from '../../src/report/parse-csv.js';
import { topicTable } from '../../src/report/terminal.js';
import { excerptOf } from '../../src/topics/excerpt.js';
import { forAll, wildText } from './arbitraries.js';

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', '\n', '"', ',', ';', ' ', 'a', '\ufeff', '\u3000'), maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('CSV', () => {
  const tables = fc
    .integer({ min: 2, max: 4 })
    .chain((columns) =>
      fc.tuple(
        fc.uniqueArray(cell, { minLength: columns, maxLength: columns }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 5 }),
      ),
    );

  forAll([tables], { numRuns: 1000 })('written and parsed is the same', ([header, rows]) => {
    const parsed = parseCsv([...writeCsv(header, rows)].join(''), 'x.csv');
    expect(parsed.map((row) => header.map((name) => row[name]))).toEqual(rows);
  });

  forAll([tables], { numRuns: 1000 })('cells are quoted as Papa Parse does it', ([header, rows]) => {
    const plain = rows.filter((row) => !row.some((text) => /^'*[=+\-@\t\r\n]/.test(text)));
    const names = header.map((_, c) => `c${c}`);
    expect([...writeCsv(names, plain)].join('')).toBe(`${Papa.unparse([names, ...plain])}\r\n`);
  });

  forAll([fc.double(), fc.double()])('numbers come back as they were', (x, y) => {
    const [row] = parseCsv([...writeCsv(['a', 'b', 'c'], [[x, y, 'end']])].join(''), 'x.csv');
    expect(row.a === '' ? Number.NaN : Number(row.a) + 0).toBe(x + 0);
    expect(row.b === '' ? Number.NaN : Number(row.b) + 0).toBe(y + 0);
  });

  forAll([cell])('no cell starts as a formula', (text) => {
    const written = [...writeCsv(['a', 'b'], [[text, 'x']])].join('').slice('a,b\r\n'.length);
    expect(written).not.toMatch(/^"?[=+\-@\t\r\n]/);
  });
});

describe('float32Text', () => {
  const float = fc.float({ noNaN: true, noDefaultInfinity: true });

  forAll([fc.oneof(float, fc.float({ min: 0, max: 1, noNaN: true }))], { numRuns: 5000 })('reads back as the same float32', (value) => {
    expect(Math.fround(Number(float32Text(value)))).toBe(value + 0);
  });

  forAll([fc.float({ min: 0, max: 1, noNaN: true })], { numRuns: 5000 })('has the fewest digits of six to nine', (value) => {
    fc.pre(!Number.isInteger(value));
    const shortest = [6, 7, 8, 9].map((digits) => value.toPrecision(digits)).find((text) => Math.fround(Number(text)) === value);
    expect(Number(float32Text(value))).toBe(Number(shortest));
    expect(float32Text(value).length).toBeLessThanOrEqual((shortest as string).length);
  });
});

describe('escapeMarkdown', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'<>[]()*_`|\\&~$@#!-+=.:/1aw \n\r\t\0\u2028\u202e'), maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  forAll([text], { numRuns: 2000 })('leaves no markup that is not escaped, and no line break', (raw) => {
    const escaped = escapeMarkdown(raw);
    expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[\\<[\]*_`|&~]/);
    expect(escaped).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  });

  forAll([text], { numRuns: 2000 })('shows the text as it was', (raw) => {
    const shown = escapeMarkdown(raw).replace(/\\([!-/:-@[-`{-~])/g, '$1');
    expect(shown).toBe(raw.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' '));
  });
});

describe('topicTable', () => {
  const row = fc.record({
    topic: fc.integer({ min: 1, max: 99 }),
    label: fc.array(fc.constantFrom('tax', '戦争', 'e\u0301te\u0301', 'x'.repeat(64), 'हिन्दी', '\u{20000}'), { maxLength: 4 }).map((terms) => terms.join(', ')),
    prevalence: fc.double({ min: 0.001, max: 1, noNaN: true }),
    topTerms: fc.array(fc.constantFrom('tax', 'law', '戦争', 'été', 'x'.repeat(64), 'קול', 'हिन्दी')),
    remark: fc.constantFrom('', 'empty: less than one word', 'function words: de, la'),
  });

  forAll([fc.array(row, { minLength: 1, maxLength: 5 }), fc.integer({ min: 30, max: 200 })])('stays within the width', (topics, width) => {
    for (const line of topicTable(topics, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });
});

describe('excerptOf', () => {
  forAll([wildText.map((text) => text.repeat(3)), fc.constantFrom('a', "don't", 'x')])('marks the own words in a part of the text', (text, own) => {
    const { text: shown, marks } = excerptOf(
      text,
      'none',
      (words) => words.map(({ word }) => (word === own ? 0 : word.length)),
      (column) => column || own.length,
      (column) => column === 0,
    );
    const single = text.replace(/\s+/g, ' ');
    for (const piece of shown.split('… ')) expect(single).toContain(piece.replace(/…$/, ''));
    expect(shown.length).toBeLessThan(800);
    let end = 0;
    for (let m = 0; m < marks.length; m += 2) {
      expect(marks[m]).toBeGreaterThanOrEqual(end);
      end = marks[m + 1];
      const marked = shown
        .slice(marks[m], end)
        .toLowerCase()
        .replaceAll(/[’ʼ＇]/g, "'");
      // a term that stands there several times in a row has one mark
      for (const word of marked.split(' ')) expect(word).toBe(own);
    }
  });
});
