import { describe, expect, it } from 'vitest';
import { placedWords } from '../../../src/tokenize/prepare-words.js';
import { stopWords } from '../../../src/tokenize/stop-words.js';
import { TopicWording } from '../../../src/topics/topic-wording.js';
import { columnsOf, termLookup } from '../../../src/vocabulary/term-lookup.js';

interface Shown {
  language?: string;
  stem?: (word: string) => string;
  avoided?: string[];
  /** number of what each text is a passage of; default: each text is one of its own */
  sources?: number[];
}

/** What texts say of the terms of one topic, whose scores fall from one to the next. */
function wordingOf(terms: string, texts: readonly string[], { language = 'en', stem, avoided = [], sources }: Shown = {}) {
  const vocabulary = terms.split(', ');
  const wording = new TopicWording(vocabulary, [
    vocabulary.map((term, column) => ({ term, column, score: 1 / (column + 1), isAvoided: avoided.includes(term) })),
  ]);
  const lookup = termLookup(vocabulary, stem);
  const stops = stopWords(language);
  texts.forEach((text, t) => {
    const words = placedWords(text, language);
    wording.show({ text, words, columns: columnsOf(words, text, lookup), isFunctionWord: (word) => stops.has(word), source: sources?.[t] ?? t }, [0]);
  });
  return wording.of(0);
}

const spellings = (terms: string, texts: readonly string[], shown?: Shown) => {
  const { spellings } = wordingOf(terms, texts, shown);
  return terms.split(', ').map((term) => spellings.get(term));
};

describe('spellings of terms', () => {
  it('are the commonest ones inside sentences', () => {
    const texts = ['the war with Mexico and the Nasa, NASA or iPod', 'In war, an iPod and an ipod, the iPod of NASA and of Mexico'];
    expect(spellings('war, mexico, nasa, ipod', texts)).toEqual(['war', 'Mexico', 'NASA', 'iPod']);
  });

  it('say nothing by the start of a sentence, a title or a line of capitals', () => {
    const starts = 'Peace came. Peace went! “Peace is here”, they said: Peace (for peace)';
    const title = '\n\nPeace of the World\n\nPEACE IN OUR TIME\n\n';
    expect(spellings('peace', [starts + title.repeat(9)])).toEqual(['peace']);
    expect(spellings('peace', ['we said PEACE NOW, PEACE NOW, and again PEACE NOW, and then peace'])).toEqual(['peace']);
    expect(spellings('peace, now', ['PEACE NOW, PEACE NOW', 'Peace is PEACE'])).toEqual(['PEACE', 'NOW']);
  });

  it('go on over the end of a line, and after an abbreviation', () => {
    expect(spellings('blair, troops', ['we saw Mr. Blair and the U.S. Troops; with\nBlair came', 'Troops, and Troops, and troops'])).toEqual([
      'Blair',
      'Troops',
    ]);
    expect(spellings('blair', ['they saw it. Blair, they said, is no blair'])).toEqual(['blair']);
  });

  it('are in lower case where that is about as common', () => {
    expect(spellings('president', ['the President of a president, our President of the president, one President'])).toEqual(['President']);
    expect(spellings('president', ['the President of a president, our President of the president'])).toEqual(['president']);
  });

  it('are by code point where they are as common, in whatever order they come', () => {
    for (const text of ['an iPOD, an iPod', 'an iPod, an iPOD']) expect(spellings('ipod', [text])).toEqual(['iPOD']);
  });

  it('are German', () => {
    const texts = ['Auf der Straße stehen Häuser. Die Straße ist grün, STRASSE und Haus', 'sie fahren schnell; so wie Häuser und Häuser'];
    const stem = (word: string) => (word === 'häuser' ? 'haus' : word.replace('ß', 'ss'));
    expect(spellings('strasse, haus, fahren', texts, { language: 'de', stem })).toEqual(['Straße', 'Häuser', 'fahren']);
  });

  it('are those of the commonest form, and words without capitals as they are', () => {
    expect(spellings('game', ['a game or games, more Games and Games'], { stem: (word) => word.replace(/s$/, '') })).toEqual(['Games']);
    expect(spellings('学习, مدينة', ['我们学习，学习', 'في مدينة'], { language: 'none' })).toEqual(['学习', 'مدينة']);
  });

  it('are missing where the texts do not have the term', () => {
    expect(spellings('war', ['peace'])).toEqual([undefined]);
  });

  it('are on one line, without commas and control characters', () => {
    const filler = Array.from({ length: 90 }, (_, w) => `word${w}`).join(' ');
    const text = `Hard\u0007Drive, hard,\tdrive, <b>Hard</b> "Drive", the Hard\t\ndrive, a Hard \u00a0drive, our Hard  drive, ${filler}`;
    const { spellings } = wordingOf('hard, drive', [text, text, `${text} here`]);
    expect([...spellings.values()]).toEqual(['Hard', 'drive', 'Hard drive']);
  });
});

describe('phrases', () => {
  /** Texts with something in them in different surroundings, among words that are no terms. */
  const around = (...parts: string[]) => parts.map((part, p) => `one${p} ${part} two${p} ${Array.from({ length: 60 }, (_, w) => `word${p}x${w}`).join(' ')}`);
  const phraseIn = (terms: string, texts: readonly string[], shown?: Shown) => {
    const { terms: ranked, spellings } = wordingOf(terms, texts, shown);
    return ranked.filter((term) => !terms.split(', ').includes(term)).map((term) => spellings.get(term));
  };

  it('stand where the first of their words is', () => {
    const texts = around('the Prime Minister', 'our prime minister', 'a prime minister and labour', 'prime minister, labour');
    expect(wordingOf('labour, minister, prime', texts).terms).toEqual(['labour', 'prime minister', 'minister', 'prime']);
  });

  it.each([
    ['xbox, 360', ['the Xbox 360', 'an Xbox 360', 'no Xbox 360'], 'Xbox 360'],
    ['follow, up', ['the follow-up', 'a follow-up', 'one follow up'], 'follow-up'],
    ['pay, soldiers', ["the soldiers' pay", "a soldiers' pay", "no soldiers' pay"], "soldiers' pay"],
    ['house, representatives', ['the House of Representatives', 'a House of Representatives', 'no House of Representatives'], 'House of Representatives'],
    ['times, new, york', ['the New York Times', 'a New York Times', 'no New York Times'], 'New York Times'],
    ['lords, law', ['in law\nlords', 'the law  lords', 'for law lords'], 'law lords'],
  ])('keep what is between their words: %s', (terms, parts, phrase) => {
    expect(phraseIn(terms, around(...parts), { language: terms === 'follow, up' ? 'none' : 'en' })).toEqual([phrase]);
  });

  it('are German, and have no blanks where the script has none', () => {
    const german = around('die Deutsche Bank', 'der Deutschen Bank', 'eine Deutsche Bank', 'von Deutsche Bank');
    expect(phraseIn('bank, deutsche', german, { language: 'de' })).toEqual(['Deutsche Bank']);
    const chinese = ['他们研究机器学习的方法', '我们喜欢机器学习', '机器学习很重要', '关于机器学习，我们知道'];
    expect(phraseIn('机器, 学习', chinese, { language: 'zh' })).toEqual(['机器学习']);
    // what would be a phrase round a function word is a piece of a sentence there
    const sentences = ['他在比赛中获得', '我们比赛中获得第一', '她比赛中获得奖', '于是比赛中获得了'];
    expect(phraseIn('比赛, 获得', sentences, { language: 'zh' })).toEqual([]);
  });

  it('are in three sources, passages of one text being one, and no refrain', () => {
    const texts = around('the hard drive', 'a hard drive', 'no hard drive', 'my hard drive');
    expect(phraseIn('hard, drive', texts, { sources: [0, 0, 1, 2] })).toEqual(['hard drive']);
    expect(phraseIn('hard, drive', texts, { sources: [0, 0, 1, 1] })).toEqual([]);
    expect(phraseIn('hard, drive', new Array(9).fill('like a hard drive we sing'))).toEqual([]);
  });

  it('are not words that something stands between, that meet by chance, or that tell little', () => {
    expect(phraseIn('hard, drive', around('hard, drive', 'hard. drive', 'hard - drive', 'hard\n\ndrive', 'hard (drive'))).toEqual([]);
    const chance = around('tax law', 'law tax and tax', 'tax law or law', 'tax is law').map((text) => `${text} tax with law with tax or law then tax`);
    expect(phraseIn('tax, law', chance)).toEqual([]);
    expect(phraseIn('hard, drive', around('a hard drive', 'the hard drive', 'no hard drive'), { avoided: ['hard'] })).toEqual([]);
    expect(phraseIn('ha, of', around('ha ha', 'the ha ha', 'no ha ha', 'ha of', 'ha of', 'ha of'))).toEqual([]);
  });

  it('do not narrow a word that mostly stands without them', () => {
    const films = around('film festival', 'a film festival', 'the film festival').map((text) => `${text}, film, film, film, film, film, film`);
    expect(phraseIn('film, festival', films)).toEqual([]);
  });

  it('that are terms already are not made anew', () => {
    const texts = around('the Hard Drive', 'a Hard Drive', 'no Hard Drive');
    const { terms, spellings } = wordingOf('hard drive, hard, drive', texts);
    expect(terms).toEqual(['hard drive', 'hard', 'drive']);
    expect(spellings.get('hard drive')).toBe('Hard Drive');
  });
});
