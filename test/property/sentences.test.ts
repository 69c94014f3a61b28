import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { cutSentences } from '../../src/summarize/sentences.js';
import { forAll, wildText } from './arbitraries.js';

/** Texts of what decides where sentences end. */
const PIECES = [' ', '\n', '\n\n', '\r\n', '\t', '. ', '.', '...', '! ', '? ', '…', '。', '」', '"', '» ', '“', '- ', '(', ')', '[3]'];
const WORDS = ['Mr', 'U.S', 'z. B', 'word', 'Word', '3', '14', 'é', 'Он', '人', 'ไทย', '។', '𐐷', '\ud800'];
const sentenceText = fc.array(fc.constantFrom(...PIECES, ...WORDS), { maxLength: 60 }).map((parts) => parts.join(''));
const language = fc.constantFrom('en', 'de', 'ru', 'th', 'none');

describe('cutSentences', () => {
  forAll([fc.oneof(sentenceText, wildText), language], { numRuns: 1000 })('has all of a text but white space, once and in order', (text, code) => {
    let last = 0;
    for (const { begin, end } of cutSentences(text, code)) {
      expect(text.slice(last, begin).trim()).toBe('');
      expect(text.slice(begin, end)).toMatch(/^\S(?:[\s\S]*\S)?$/);
      last = end;
    }
    expect(text.slice(last).trim()).toBe('');
  });

  forAll([fc.oneof(sentenceText, wildText), language])('cuts no character in two', (text, code) => {
    const whole = text.replace(/\p{Surrogate}/gu, '');
    for (const { begin, end } of cutSentences(whole, code)) expect(whole.slice(begin, end)).not.toMatch(/\p{Surrogate}/u);
  });
});
