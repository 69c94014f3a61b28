import { describe, expect, it } from 'vitest';
import { isWholeTerm, MAX_WHOLE_LENGTH, type SpecialWordRule, SpecialWords } from '../../../src/tokenize/special-words.js';

const WORDS: SpecialWordRule = { urls: 'words', mailAddresses: 'words', hashtags: 'words', emoji: 'no' };
const WHOLE: SpecialWordRule = { urls: 'whole', mailAddresses: 'whole', hashtags: 'whole', emoji: 'whole' };

const cut = (text: string, rule: SpecialWordRule = WHOLE) => new SpecialWords(rule).cut(text);
/** What is cut out, and what is left without the blanks at its ends. */
const parts = (text: string) => {
  const { text: rest, terms } = cut(text);
  return [terms, rest.replace(/ +/g, ' ').trim()];
};

describe('URLs', () => {
  it.each([
    ['see http://example.org/a?b=c#d now', ['http://example.org/a?b=c#d'], 'see now'],
    ['HTTPS://Example.ORG/Ä', ['https://example.org/ä'], ''],
    ['ftp://files.example.org, www.example.org; Www.Example.org', ['ftp://files.example.org', 'www.example.org', 'www.example.org'], ', ;'],
    ['Is it http://example.org/?! Yes.', ['http://example.org/'], 'Is it ?! Yes.'],
    ['*http://example.org/a_b_*', ['http://example.org/a_b'], '* _*'],
    ['(http://example.org/a_(b))', ['http://example.org/a_(b)'], '( )'],
    ['[text](http://example.org), then', ['http://example.org'], '[text]( ), then'],
    ['[http://a.org](http://b.org)', ['http://a.org', 'http://b.org'], '[ ]( )'],
    ['<a href="http://example.org/x">', ['http://example.org/x'], '<a href=" ">'],
    ['“http://example.org” «http://example.net»', ['http://example.org', 'http://example.net'], '“ ” « »'],
    ['访问https://example.com/a查看，http://例え.jp', ['https://example.com/a'], '访问 查看，http://例え.jp'],
    ['http://example.org/😀', ['http://example.org/', '😀'], ''],
    ['http://пример.рф/путь', ['http://пример.рф/путь'], ''],
    ['http://user@example.org/@name #no', ['http://user@example.org/@name', '#no'], ''],
    ['http://a.org\nhttp://b.org\u00a0http://c.org', ['http://a.org', 'http://b.org', 'http://c.org'], ''],
  ])('%j', (text, terms, rest) => {
    expect(parts(text)).toEqual([terms, rest]);
  });

  it.each(['http://', 'http:// a', 'https://…', '://example.org', 'mailto:x', 'www. x', 'awww.example.org', 'a.www.b', 'gopher://x', 'http:/x'])(
    '%j is none',
    (text) => {
      expect(cut(text)).toEqual({ text, terms: [], places: [], tooLong: 0 });
    },
  );
});

describe('mail addresses', () => {
  it.each([
    ['write to Anna.Ek@Example.org.', ['anna.ek@example.org'], 'write to .'],
    ['<a-b_c+d%e@mail.example.co.uk>', ['a-b_c+d%e@mail.example.co.uk'], '< >'],
    ['mailto:a@b.de,c@d.de', ['a@b.de', 'c@d.de'], 'mailto: ,'],
    ['...a@b.de...', ['a@b.de'], '... ...'],
    ['--a@b.de--', ['a@b.de'], '-- --'],
    ['müller@bücher.example', ['müller@bücher.example'], ''],
    ['写给a@b.de吧', ['a@b.de'], '写给 吧'],
    ['x@y@b.de', ['y@b.de'], 'x@'],
    ['a@www.b.de http@b.de', ['a@www.b.de', 'http@b.de'], ''],
    ['a@b.de@c.de', ['a@b.de'], '@c.de'],
  ])('%j', (text, terms, rest) => {
    expect(parts(text)).toEqual([terms, rest]);
  });

  it.each(['@name', 'a @ b.de', 'a@b', 'a@b.c', 'a@b.1c', 'a@.de', 'a@-b.de', 'a.@b.de', 'a@b..de', '-@b.de', 'a@'])('%j is none', (text) => {
    expect(cut(text)).toEqual({ text, terms: [], places: [], tooLong: 0 });
  });
});

describe('hashtags', () => {
  it.each([
    ['#Topic, #two_words #Übung2', ['#topic', '#two_words', '#übung2'], ','],
    ["(#a) '#b's", ['#a', '#b'], "( ) ' 's"],
    ['#北京#天气 😀#x', ['#北京', '😀', '#x'], '#天气'],
    ['#नमस्ते #\u{10400}x', ['#नमस्ते', '#\u{10428}x'], ''],
  ])('%j', (text, terms, rest) => {
    expect(parts(text)).toEqual([terms, rest]);
  });

  it.each(['#1', '# a', '##a', 'c#a', 'a/#b', '&#xe4;', '_#a', '#', '#_a', '#\u0301a'])('%j is none', (text) => {
    expect(cut(text)).toEqual({ text, terms: [], places: [], tooLong: 0 });
  });
});

describe('rules', () => {
  const text = 'Read http://example.org or ask me@example.org, #Help 😀';

  it('leave a text as it is where all are words', () => {
    expect(cut(text, WORDS)).toEqual({ text, terms: [], places: [], tooLong: 0 });
  });

  it.each([
    ['urls', 'http://example.org'],
    ['mailAddresses', 'me@example.org'],
    ['hashtags', '#help'],
  ] as const)('%s: left out, or one term', (name, term) => {
    const blanked = text.replace(new RegExp(term, 'i'), ' '.repeat(term.length));
    const at = text.toLowerCase().indexOf(term);
    expect(cut(text, { ...WORDS, [name]: 'no' })).toEqual({ text: blanked, terms: [], places: [], tooLong: 0 });
    expect(cut(text, { ...WORDS, [name]: 'whole' })).toEqual({
      text: blanked,
      terms: [term],
      places: [{ begin: at, end: at + term.length }],
      tooLong: 0,
    });
  });

  it('emoji: one term', () => {
    expect(cut(text, { ...WORDS, emoji: 'whole' })).toEqual({ text: text.replace('😀', '  '), terms: ['😀'], places: [{ begin: 53, end: 55 }], tooLong: 0 });
  });

  it('a # of a keycap is no hashtag', () => {
    expect(parts('#\ufe0f\u20e3 #a')).toEqual([['#\u20e3', '#a'], '']);
  });
});

it('terms beyond the limit are left out and counted', () => {
  const url = `http://${'x'.repeat(MAX_WHOLE_LENGTH - 7)}`;
  expect(cut(url).terms).toEqual([url]);
  expect(cut(`a ${url}x b`)).toEqual({ text: `a ${' '.repeat(MAX_WHOLE_LENGTH + 1)} b`, terms: [], places: [], tooLong: 1 });
  expect(cut(`${url}x`, { ...WHOLE, urls: 'no' })).toMatchObject({ terms: [], tooLong: 0 });
});

it('terms taken whole are told from words', () => {
  for (const term of ['http://a.org', 'www.a', 'a@b.de', '#a', '😀', '❤', '1\u20e3', '👩\u200d🔬']) expect(isWholeTerm(term), term).toBe(true);
  for (const word of ['word', "don't", 'e-mail', '1', 'größe', 'मुंबई', '戦争', '\u{10428}', '\u{20000}']) expect(isWholeTerm(word), word).toBe(false);
});

it('texts of one sign only take time in proportion', () => {
  const SIZE = 400_000;
  const special = new SpecialWords(WHOLE);
  const signs = [
    'a@',
    '@',
    'a@b.',
    'a@b.-',
    'http://',
    'http:// ',
    'www.',
    'WWW',
    '#',
    '#a',
    '😀',
    '👨\u200d',
    '🇫',
    '🏴\u{e0067}',
    '1\ufe0f',
    '(http://a',
    'http://a(',
    'a.b-',
    ':/',
  ];
  for (const sign of signs) {
    for (const text of [sign.repeat(SIZE / sign.length), `http://a${sign.repeat(SIZE / sign.length)}`, `a@b${sign.repeat(SIZE / sign.length)}.de`]) {
      const started = performance.now();
      special.cut(text);
      // quadratic time would be minutes
      expect(performance.now() - started, sign).toBeLessThan(3000);
    }
  }
});
