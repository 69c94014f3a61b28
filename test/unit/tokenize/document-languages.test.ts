import { describe, expect, it, test } from 'vitest';
import { settleLanguages, writtenLanguage } from '../../../src/tokenize/document-languages.js';
import { countTexts } from '../../support/count.js';

/** Settled languages of documents whose detected ones are given: 'en' is sure, 'en?' is not. */
function languages(codes: string): string {
  const written = codes.split(' ').filter((code) => code !== '');
  const { languages: settled, languageOf } = settleLanguages(countTexts(written, undefined, 'counts', (text) => written[text] as string));
  return Array.from(languageOf, (language) => settled[language]).join(' ');
}

describe('settleLanguages', () => {
  it('gives a document that is not sure the main language', () => {
    expect(languages('en en de none ro?')).toBe('en en de en en');
  });

  it('leaves it its own where that is one of the collection', () => {
    expect(languages('en en de de? fr?')).toBe('en en de de en');
  });

  it('takes a language of fewer than a twentieth of the sure documents for none of the collection', () => {
    expect(languages(`${'en '.repeat(20)}de de?`)).toBe(`${'en '.repeat(20)}de en`);
    expect(languages(`${'en '.repeat(19)}de de?`)).toBe(`${'en '.repeat(19)}de de`);
  });

  it('keeps a sure language of a single document', () => {
    expect(languages(`${'en '.repeat(99)}fi`)).toMatch(/ fi$/);
  });

  it('takes the first code of two that are as common', () => {
    expect(languages('fr de none')).toBe('fr de de');
  });

  it('goes by what it has where no document is sure', () => {
    expect(languages('it? it? en? none')).toBe('it it en it');
    expect(languages('none none')).toBe('none none');
    expect(languages('')).toBe('');
  });
});

test('writtenLanguage marks what is not sure', () => {
  expect(writtenLanguage({ language: 'de', sure: true })).toBe('de');
  expect(writtenLanguage({ language: 'de', sure: false })).toBe('de?');
  expect(writtenLanguage({ language: 'none', sure: false })).toBe('none');
});
