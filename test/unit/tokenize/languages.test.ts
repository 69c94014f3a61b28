import stopword from 'stopword';
import { describe, expect, it } from 'vitest';
import { ENGLISH_FUNCTION_WORDS } from '../../../src/tokenize/english-function-words.js';
import { languageCodes, spellingOf, stemmedLanguageCodes, stemmerOf, termsOf, wordsOf } from '../../../src/tokenize/languages.js';
import { SpecialWords } from '../../../src/tokenize/special-words.js';
import { functionWords, stopWords } from '../../../src/tokenize/stop-words.js';

describe('languageCodes', () => {
  it('are two letters each, sorted', () => {
    expect(languageCodes.every((code) => /^[a-z]{2}$/.test(code))).toBe(true);
    expect(languageCodes).toEqual([...languageCodes].sort());
    expect(stemmedLanguageCodes).toEqual([...stemmedLanguageCodes].sort());
  });

  it.each(languageCodes)('%s has stop words, none with a capital, a space or two in one', (code) => {
    const words = stopWords(code);
    expect(words.size).toBeGreaterThan(10);
    for (const word of words) expect(wordsOf(word, code)).toEqual([word]);
  });
});

describe('stopWords', () => {
  it.each([
    ['en', ['the', 'and', "don't", "we've", 'whereas']],
    ['de', ['und', 'der', 'nicht']],
    ['fr', ['le', 'et', 'dans']],
    ['es', ['el', 'y', 'pero']],
    ['it', ['il', 'e', 'che']],
    ['nl', ['de', 'het', 'een']],
    ['pt', ['o', 'que', 'não']],
    ['sv', ['och', 'att']],
    ['ru', ['и', 'не', 'что']],
    ['uk', ['що', 'як']],
    ['el', ['και', 'να']],
    ['he', ['של', 'את']],
    ['hi', ['के', 'है']],
    ['fa', ['است', 'می\u200cشود', 'میشود']],
    ['ja', ['これ', 'です', 'する']],
    ['th', ['และ', 'ที่']],
    ['tr', ['ilk', 'için', 'değil']],
    ['zh', ['我们', '我們', '但是', '的']],
  ])('of %s contain %j', (code, expected) => {
    const words = stopWords(code);
    expect(expected.filter((word) => !words.has(word))).toEqual([]);
  });

  it('do not contain what a text is about', () => {
    for (const word of ['government', 'war', 'tax', 'year']) expect(stopWords('en').has(word)).toBe(false);
    for (const word of ['haus', 'krieg']) expect(stopWords('de').has(word)).toBe(false);
  });

  it('of English are more than the package has, and contain all of it that is one word', () => {
    const words = stopWords('en');
    expect(words.size).toBeGreaterThan(stopword.eng.length);
    for (const word of stopword.eng) if (wordsOf(word).length === 1) expect(words.has(wordsOf(word)[0])).toBe(true);
  });

  it.each(['xx', '', 'EN', 'constructor', '__proto__'])('of a language that is not there (%j) are none', (code) => {
    expect(stopWords(code)).toEqual(new Set());
  });

  it('are a new set each time', () => {
    stopWords('en').add('government');
    expect(stopWords('en').has('government')).toBe(false);
  });
});

describe('the list of English function words', () => {
  it('has no word twice, and each is cut as one word', () => {
    expect(new Set(ENGLISH_FUNCTION_WORDS).size).toBe(ENGLISH_FUNCTION_WORDS.length);
    expect(ENGLISH_FUNCTION_WORDS.filter((word) => wordsOf(word).length !== 1)).toEqual([]);
  });
});

describe('wordsOf', () => {
  it('cuts as the counter does, any length and numbers too', () => {
    expect(wordsOf("I DON'T own 2 cafe\u0301s")).toEqual(['i', "don't", 'own', '2', 'cafés']);
    expect(wordsOf('')).toEqual([]);
  });
});

describe('termsOf', () => {
  it('cuts as documents of the language are cut, and leaves hashtags whole', () => {
    const specialWords = new SpecialWords({ urls: 'no', mailAddresses: 'no', hashtags: 'whole', emoji: 'no' });
    expect(termsOf('東京の #日本語勉強', specialWords, 'ja')).toEqual(['東京', 'の', '#日本語勉強']);
    expect(termsOf('KIRMIZI', specialWords, 'tr')).toEqual(['kırmızı']);
  });
});

describe('spellingOf', () => {
  it.each([
    ['de', ['straße', 'strasse']],
    ['de', ['daß', 'dass']],
    ['ru', ['зелёный', 'зеленый']],
    ['fa', ['می\u200cخواهم', 'میخواهم']],
  ])('%s: %j are one word', async (language, words) => {
    const spell = spellingOf(language);
    expect(spell).toBeDefined();
    expect(new Set(words.map((word) => spell?.(word))).size).toBe(1);
    const stem = await stemmerOf(language);
    if (stem !== undefined) expect(new Set(words.map(stem)).size).toBe(1);
  });

  it('has nothing to say of other languages, nor of terms that were taken whole', () => {
    expect(['en', 'el', 'none', 'constructor'].map(spellingOf)).toEqual([undefined, undefined, undefined, undefined]);
    expect(spellingOf('de')?.('#straße')).toBe('#straße');
  });

  it('is known to the stop words', () => {
    expect(['daß', 'dass'].every((word) => stopWords('de').has(word))).toBe(true);
  });
});

describe('stemmerOf', () => {
  it.each([
    ['bg', 'градовете', 'град'],
    // these change a letter within the word
    ['bg', 'вестници', 'вестник'],
    ['bg', 'филолозите', 'филолог'],
    ['bg', 'кожуси', 'кожух'],
    ['bg', 'песен', 'песн'],
    ['bg', 'театър', 'театр'],
    ['de', 'katzen', 'katz'],
    ['de', 'häuser', 'haus'],
    ['en', 'running', 'run'],
    ['en', 'cities', 'citi'],
    ['es', 'gatos', 'gat'],
    ['fr', 'chats', 'chat'],
    ['it', 'gatti', 'gatt'],
    ['nb', 'husene', 'hus'],
    ['nl', 'katten', 'kat'],
    ['pt', 'gatos', 'gat'],
    ['ru', 'книгами', 'книг'],
    ['sv', 'bilarna', 'bil'],
    ['uk', 'книгами', 'книг'],
  ])('%s: %s → %s', async (code, word, expected) => {
    const stem = await stemmerOf(code);
    expect(stem?.(word)).toBe(expected);
  });

  const forms: Readonly<Record<string, readonly string[]>> = {
    ar: ['مدرسة', 'المدرسة'],
    bg: ['вестник', 'вестници', 'вестниците'],
    da: ['hus', 'huset', 'husene'],
    de: ['katze', 'katzen'],
    el: ['άνθρωπος', 'ανθρώπου', 'άνθρωποι', 'ανθρωπος'],
    en: ['nation', 'nations'],
    es: ['gato', 'gatos'],
    fi: ['talo', 'talossa', 'taloissa'],
    fr: ['national', 'nationale', 'nationaux'],
    ga: ['bád', 'bhád', 'mbád'],
    hi: ['किताब', 'किताबें', 'किताबों'],
    hu: ['ház', 'házak', 'házban'],
    hy: ['քաղաք', 'քաղաքներ', 'քաղաքի'],
    id: ['makan', 'makanan', 'dimakan'],
    it: ['gatto', 'gatti'],
    lt: ['knyga', 'knygos', 'knygų'],
    nb: ['hus', 'huset', 'husene'],
    nl: ['kat', 'katten'],
    pt: ['gato', 'gatos'],
    ro: ['națiune', 'națiuni', 'naţiune'],
    ru: ['книга', 'книги', 'книгами'],
    sv: ['bil', 'bilar', 'bilarna'],
    tr: ['ev', 'evler', 'evlerde'],
    uk: ['книга', 'книги', 'книгами'],
  };

  it.each(stemmedLanguageCodes)('%s joins the forms of a word', async (code) => {
    const stem = await stemmerOf(code);
    expect(stem).toBeDefined();
    expect(new Set((forms[code] as string[]).map((form) => stem?.(form))).size).toBe(1);
  });

  it.each(stemmedLanguageCodes)('%s leaves no word empty and fails at none', async (code) => {
    const stem = await stemmerOf(code);
    const odd = ['a', "don't", 'x-ray', '1990', 'constructor', '__proto__', 'hasownproperty', 'ß', 'été', '日本', '\u{10428}', 'o\u0302', 'y', 'ии'];
    for (const word of odd) expect(stem?.(word), word).toMatch(/./u);
  });

  it.each(stemmedLanguageCodes)('%s leaves terms that were taken whole as they are', async (code) => {
    const stem = await stemmerOf(code);
    for (const term of ['http://example.org/nations', 'nations@example.org', '#nations', '😀', '1\u20e3']) expect(stem?.(term)).toBe(term);
  });

  it.each(['zu', 'xx', '', 'constructor'])('has none for %j', async (code) => {
    expect(await stemmerOf(code)).toBeUndefined();
  });
});

describe('functionWords', () => {
  it('are those of all languages, with the parts of words with an apostrophe', () => {
    expect([...functionWords().keys()]).toEqual(languageCodes);
    expect(functionWords().get('es')).toEqual(stopWords('es'));
    for (const word of ["don't", 'don', 'll', 've', 'the']) expect(functionWords().get('en')?.has(word)).toBe(true);
    for (const word of ['', 'government']) expect(functionWords().get('en')?.has(word)).toBe(false);
  });

  it('are made once', () => {
    expect(functionWords()).toBe(functionWords());
  });
});
