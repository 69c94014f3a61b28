import { describe, expect, it } from 'vitest';
import { foldLetters, withoutMarks } from '../../../src/tokenize/fold-script.js';
import { wordsOf } from '../../../src/tokenize/languages.js';

const fold = (text: string, language: string) => withoutMarks(foldLetters(text, language), language);

describe('Turkish', () => {
  it.each([
    ['IŞIK İstanbul’DA', ['ışık', "istanbul'da"]],
    ['DIŞ İŞLERİ', ['dış', 'işleri']],
    ['i\u0307stanbul', ['istanbul']],
    ['ısı ISI', ['ısı', 'ısı']],
  ])('%j → %j', (text, words) => {
    expect(wordsOf(text, 'tr')).toEqual(words);
    expect(wordsOf(text, 'az')).toEqual(words);
  });

  it('rules are for Turkish and Azerbaijani only', () => {
    expect(wordsOf('IN İstanbul', 'en')).toEqual(['in', 'istanbul']);
    expect(foldLetters('IN İstanbul', 'none')).toBe('IN İstanbul');
  });
});

describe('German', () => {
  it('ß stays, ẞ is its capital, and ss is no ß', () => {
    expect(wordsOf('Straße STRAẞE STRASSE Maße Masse', 'de')).toEqual(['straße', 'straße', 'strasse', 'maße', 'masse']);
  });
});

describe('Greek', () => {
  it.each([
    ['ΟΔΟΣ οδος', ['οδος', 'οδος']],
    ['ΣΟΦΟΣ, ΣΕΙΣΜΟΣ!', ['σοφος', 'σεισμος']],
    ['ΤΗΣ ΑΘΗΝΑΣ', ['της', 'αθηνας']],
    ['όσ', ['ός']],
    ['προςφορά', ['προσφορά']],
    ['Σ', ['σ']],
    ["σ' αυτό", ['σ', 'αυτό']],
    ['ΘΕΌΣ ΘΕΟΣ', ['θεός', 'θεος']],
  ])('%j → %j', (text, words) => {
    expect(wordsOf(text, 'el')).toEqual(words);
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('Hebrew', () => {
  it.each([
    ['שָׁלוֹם עוֹלָם', ['שלום', 'עולם']],
    ['בְּרֵאשִׁ֖ית בָּרָ֣א', ['בראשית', 'ברא']],
    ['בית־ספר', ['בית', 'ספר']],
    ['צה"ל צה״ל צה”ל', ['צה״ל', 'צה״ל', 'צה״ל']],
    ['מנכ"לית', ['מנכ״לית']],
    ['הוא אמר "שלום" והלך', ['הוא', 'אמר', 'שלום', 'והלך']],
    ['״שלום״', ['שלום']],
    ["ג'ירפה ג׳ירפה", ["ג'ירפה", "ג'ירפה"]],
    ['רח׳ הרצל', ['רח', 'הרצל']],
  ])('%j → %j', (text, words) => {
    expect(wordsOf(text, 'he')).toEqual(words.map((word) => word.normalize('NFC')));
    expect(wordsOf(text)).toEqual(words.map((word) => word.normalize('NFC')));
  });
});

describe('Arabic script', () => {
  it.each([
    ['اَلْعَرَبِيَّةُ', ['العربية']],
    ['كِتَابًا كتابا', ['كتابا', 'كتابا']],
    ['العـــربية', ['العربية']],
    ['هٰذا', ['هذا']],
    ['ـــ', []],
    ['أحمد آمن مؤمن', ['أحمد', 'آمن', 'مؤمن']],
    ['ٱلْحَمْدُۖ لِلَّهِ', ['ٱلحمد', 'لله']],
    ['كلمة\u06ddكلمة', ['كلمة', 'كلمة']],
  ])('%j → %j', (text, words) => {
    expect(wordsOf(text, 'ar')).toEqual(words);
    expect(wordsOf(text)).toEqual(words);
  });

  it('Persian keeps the joiner within a word, and has its own ye and kaf', () => {
    expect(wordsOf('می\u200cخواهم کتاب\u200cها', 'fa')).toEqual(['می\u200cخواهم', 'کتاب\u200cها']);
    expect(wordsOf('علي كتاب يكى', 'fa')).toEqual(['علی', 'کتاب', 'یکی']);
    expect(wordsOf('علي كتاب', 'ur')).toEqual(['علی', 'کتاب']);
    expect(wordsOf('علي كتاب على', 'ar')).toEqual(['علي', 'كتاب', 'على']);
  });
});

describe('other languages', () => {
  it('Romanian has a comma below', () => {
    expect(wordsOf('oraşe Şi Ţară oraşul', 'ro')).toEqual(['orașe', 'și', 'țară', 'orașul']);
    expect(wordsOf('şehir', 'tr')).toEqual(['şehir']);
  });

  it.each([
    ['vi', 'Tiếng Việt', ['tiếng', 'việt']],
    ['hi', 'हिन्दी में किताबें', ['हिन्दी', 'में', 'किताबें']],
    ['mr', 'दऱ्या कर्\u200dया', ['दऱ्या', 'कर्\u200dया']],
    ['ko', '한국어를 배웁니다', ['한국어를', '배웁니다']],
    ['uk', 'м’ята', ["м'ята"]],
  ])('%s is as it was: %s', (language, text, words) => {
    expect(wordsOf(text, language)).toEqual(words);
    expect(fold(text, language)).toBe(text);
  });
});

describe('folding', () => {
  it.each([
    ['σ'.repeat(500_000), 'el'],
    ['Σ '.repeat(250_000), 'el'],
    ['א"'.repeat(250_000), 'he'],
    ['״'.repeat(500_000), 'he'],
    ['\u064b'.repeat(500_000), 'ar'],
    ['ב\u05b0'.repeat(250_000), 'he'],
    ['I\u0307'.repeat(250_000), 'tr'],
  ])('takes hostile text in linear time', (text, language) => {
    const start = performance.now();
    fold(text, language);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('composes what a mark had kept apart', () => {
    expect(withoutMarks('e\u05a1\u0301', 'none')).toBe('é');
  });
});
