import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutPassages } from '../../../src/ingest/passages.js';
import { forAll } from '../../property/arbitraries.js';

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const numbered = (count: number, separator = ' ') => Array.from({ length: count }, (_, i) => `w${i}`).join(separator);
const lengths = (passages: string[]) => passages.map((passage) => wordsOf(passage).length);

describe('a whole document', () => {
  test('stays as it is, white space too', () => {
    expect(cutPassages(' one\n\n two ', 'document')).toEqual([' one\n\n two ']);
  });
});

describe('paragraphs', () => {
  test('are cut at lines of white space only, and trimmed', () => {
    expect(cutPassages('\n\none\ntwo\n \t\nthree\n\n\n\n  four  \n', 'paragraph')).toEqual(['one\ntwo', 'three', 'four']);
  });
  test('a text of white space only stays as it is', () => {
    expect(cutPassages(' \n\n ', 'paragraph')).toEqual([' \n\n ']);
  });
});

describe('passages of so many words', () => {
  test('without any end of a sentence all have the same length', () => {
    expect(lengths(cutPassages(numbered(100), 20))).toEqual([20, 20, 20, 20, 20]);
    expect(lengths(cutPassages(numbered(103), 20))).toEqual([21, 20, 21, 20, 21]);
  });

  test('the number of passages is the one that comes closest', () => {
    expect(lengths(cutPassages(numbered(29), 20))).toEqual([29]);
    expect(lengths(cutPassages(numbered(30), 20))).toEqual([15, 15]);
    expect(lengths(cutPassages(numbered(49), 20))).toEqual([25, 24]);
    expect(cutPassages('only three words', 20)).toEqual(['only three words']);
    expect(cutPassages(' \n ', 20)).toEqual([' \n ']);
  });

  test('a cut moves to the end of a sentence, if one is near', () => {
    const before = `${numbered(17)}. ${numbered(23).replace('w0', 'W0')}`;
    expect(lengths(cutPassages(before, 20))).toEqual([17, 23]);
    const after = `${numbered(24)}! ${numbered(16).replace('w0', '“W0')}`;
    expect(lengths(cutPassages(after, 20))).toEqual([24, 16]);
    const far = `${numbered(14)}. ${numbered(26).replace('w0', 'W0')}`;
    expect(lengths(cutPassages(far, 20))).toEqual([20, 20]);
  });

  test('of two ends of sentences the nearer one is taken', () => {
    const text = `${numbered(16)}. ${numbered(6).replace('w0', 'W0')}. ${numbered(18).replace('w0', 'W0')}`;
    expect(lengths(cutPassages(text, 20))).toEqual([22, 18]);
  });

  test('the end of a paragraph is better than a nearer end of a sentence', () => {
    const text = `${numbered(16)}\n\n${numbered(4)}. ${numbered(20).replace('w0', 'W0')}`;
    expect(lengths(cutPassages(text, 20))).toEqual([16, 24]);
    const sentence = `${numbered(16)}\n${numbered(4)}. ${numbered(20).replace('w0', 'W0')}`;
    expect(lengths(cutPassages(sentence, 20))).toEqual([20, 20]);
  });

  test('a short capitalised word with a full stop ends no sentence, nor does one before a small letter', () => {
    expect(lengths(cutPassages(`${numbered(17)} Mr. Smith ${numbered(21)}`, 20))).toEqual([20, 20]);
    expect(lengths(cutPassages(`${numbered(17)} done. Smith ${numbered(21)}`, 20))).toEqual([18, 22]);
    expect(lengths(cutPassages(`${numbered(17)} etc. and ${numbered(21)}`, 20))).toEqual([20, 20]);
  });

  test('the text between two cuts is kept as written', () => {
    const text = `  ${numbered(20, '\n')}   ${numbered(20, '\t')} `;
    expect(cutPassages(text, 20)).toEqual([numbered(20, '\n'), numbered(20, '\t')]);
  });
});

const word = fc.constantFrom('a', 'Word', 'end.', 'Mr.', '“Then', 'why?”', '3', '😀', 'café', '...', '(U.S.)');
const separator = fc.constantFrom(' ', '\n', '\n\n', '\t ', '\u00a0', '\n \n');
const texts = fc.array(fc.tuple(word, separator), { maxLength: 300 }).map((parts) => parts.flat().join(''));

forAll([texts, fc.integer({ min: 1, max: 80 })])('nothing is lost, and no passage is much shorter or longer than the others', (text, chunk) => {
  const passages = cutPassages(text, chunk);
  const words = wordsOf(text);
  expect(passages.flatMap(wordsOf)).toEqual(words);
  const wanted = Math.max(1, Math.round(words.length / chunk));
  expect(passages).toHaveLength(wanted);
  const ideal = words.length / wanted;
  for (const length of lengths(passages)) {
    expect(length).toBeGreaterThanOrEqual(ideal / 2 - 1);
    expect(length).toBeLessThanOrEqual(1.5 * ideal + 1);
  }
});

forAll([texts])('paragraphs lose nothing either', (text) => {
  expect(cutPassages(text, 'paragraph').flatMap(wordsOf)).toEqual(wordsOf(text));
});
