import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitTopics, inferMixtures, loadModel, type Model } from '../../../../src/index.js';
import type { CountedText, CountingApi } from '../../../../src/report/page/counting-api.js';
import { type PageCounting, pageCounting } from '../../../../src/report/page-counting.js';
import { loadRepeatedLines } from '../../../../src/run/artifacts.js';
import { stemmedLanguageCodes } from '../../../../src/tokenize/languages.js';
import { stopWords } from '../../../../src/tokenize/stop-words.js';
import { pageApis } from '../../../support/page-counting.js';
import { LETTERS } from '../../../temporary-folder.js';
import { place, runIt } from '../../run/run-it.js';

const apis = pageApis();
const SUBJECTS = textsOf('corpora/subjects/documents');
const MIXED = textsOf('corpora/mixed/documents/letters');

/** The plain texts in a folder and those below it. */
function textsOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  return names.sort().map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

const GERMAN = [
  'Die Fischer fahren mit ihren Booten auf das Meer, und die Wale schwimmen neben den Booten durch die Wellen.',
  'Der Wal taucht neben dem Boot des Fischers auf, und das Meer ist ruhig, die Wellen sind klein, sagt der Fischer.',
  'Im Garten des Fischers stehen Apfelbäume, und die Äpfel der Bäume fallen auf die Straße und in das Gras.',
  'STRASSEN und Bäume, Apfelbaum und Birnbaum: der Garten ist groß, und der Fischer pflückt Äpfel und Birnen.',
];
const CJK = [
  '鲸鱼在海里游泳,渔民在船上看鲸鱼。',
  '苹果树在花园里生长,苹果很甜。',
  '漁師は海で鯨を見ました。海は静かです。',
  'りんごの木が庭にあります。りんごは甘いです。',
];

/** What is counted beside the documents of the fit. */
const FRESH = [
  '',
  ' \n\n ',
  'the of and',
  'A whale 🐳 and 👩‍👩‍👧 with apples 🍎🍏, see https://example.org/Whales?x=1 or ask me@example.org #Whales #ünïcode',
  'Cafe\u0301s und A\u0308pfel: die A\u0308pfel der Ba\u0308ume'.normalize('NFD'),
  'The oﬃce of the ﬁshermen has ｗｈａｌｅｓ and ﾘﾝｺﾞ; the whal-\nes swim, and hy-\n phen\u00adated oceans a\u200bre wide.\r\nNew\fpage',
  '鲸鱼 whale 海 приветствую вас на корабле, дорогие друзья',
  'xyzzy plugh XYZZY frobnicate 1234 a don’t l’eau e-mail',
  'ὈΔΥΣΣΕΎΣ և հայերեն שָׁלוֹם עולם',
];

/** As the page has it: through JSON. */
function onPage(model: Model, droppedLines: readonly string[] = []): PageCounting {
  return JSON.parse(JSON.stringify(pageCounting(model, droppedLines)));
}

/** A row by column. */
function entriesOf({ X }: Pick<CountedText, 'X'>): [column: number, count: number][] {
  return Array.from(X.columnIndices, (column, e) => [column, X.values[e] as number]);
}

/** Counts texts in the page, and expects what inferMixtures finds in the texts that are given for them. */
async function expectSame(api: CountingApi, model: Model, texts: readonly string[], counting = onPage(model), asCounted = texts): Promise<CountedText[]> {
  const page = api.createCounting(counting, model.vocabulary);
  const inference = await api.createInference(model.topicTerms, model.topics, model.terms, counting);
  const inferred = await inferMixtures(model, asCounted);
  // the page takes the number of topics from it
  expect(counting.documentPrior.length).toBe(model.topics);
  const all: CountedText[] = [];
  for (const [i, text] of texts.entries()) {
    const counted = await page.count(text);
    const { shares, misfit } = inference.mixture(counted);
    expect(shares).toEqual(inferred.mixtures.slice(i * model.topics, (i + 1) * model.topics));
    expect([misfit, counted.tokens, counted.unknown]).toEqual([inferred.misfit[i], inferred.tokens[i], inferred.unknown[i]]);
    // every word that was counted has its place
    const columns = new Map<number, number>();
    for (const { column } of counted.words) if (column !== undefined) columns.set(column, (columns.get(column) ?? 0) + 1);
    expect([...columns].sort(([a], [b]) => a - b)).toEqual(entriesOf(counted));
    let last = 0;
    for (const { begin, end } of counted.words) {
      expect(begin).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(begin);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(text.length);
    expect(counted.unknownWords.length).toBeLessThanOrEqual(counted.unknown);
    expect(counted.unknownWords.length > 0).toBe(counted.unknown > 0);
    all.push(counted);
  }
  return all;
}

describe.each(apis)('the page counts and infers as topikl infer does (%s)', (_name, api) => {
  test.each([
    ['English', SUBJECTS, { language: 'en' }],
    ['stems', SUBJECTS, { language: 'en', stem: true }],
    ['phrases', SUBJECTS, { language: 'en', phrases: true }],
    ['stems and phrases', SUBJECTS, { language: 'en', phrases: true, stem: true }],
    ['least squares', SUBJECTS, { language: 'en', loss: 'frobenius' as const }],
    ['without priors', SUBJECTS, { language: 'en', documentPrior: 0, termPrior: 0 }],
    ['a vocabulary', SUBJECTS, { language: 'en', vocabulary: ['the', 'water', 'tree', 'of the', 'ship'], phrases: true }],
    ['special words as terms', [...SUBJECTS, ...FRESH], { urls: 'whole', mailAddresses: 'whole', hashtags: 'whole', emoji: 'whole' } as const],
    ['short words and numbers, stop words', SUBJECTS, { language: 'en', minLength: 4, numbers: true, stopWords: ['water', 'the ships'], maxDf: 0.5 }],
    ['German', GERMAN, { language: 'de' }],
    ['German stems', GERMAN, { language: 'de', stem: true }],
    ['languages mixed', [...SUBJECTS.slice(0, 12), ...GERMAN, ...MIXED], {}],
    ['languages mixed, stems and phrases', [...SUBJECTS.slice(0, 12), ...GERMAN, ...MIXED], { stem: true, phrases: true }],
    ['scripts without spaces', CJK, {}],
  ])('%s', async (_case, texts, options) => {
    const { model } = await fitTopics(texts, { topics: 2, minDf: 1, maxIterations: 20, ...options });
    await expectSame(api, model, [...texts, ...FRESH]);
  });

  test('without the lines that the run took out', async () => {
    const footer = 'Sent from the Orchard & Sea Gazette, issue 12';
    const { letters, out } = place(Object.fromEntries(Object.entries(LETTERS).map(([name, text]) => [name, `${text}\n${footer}\n`])));
    await runIt(letters, out, { boilerplate: 'drop' });
    const lines = loadRepeatedLines(out);
    expect(lines).toEqual([footer]);
    const model = loadModel(out);
    const text = `A whale and an apple.\r\n\tSent from the ORCHARD & Sea Gazette, issue 7.\r\nAn apple, a star\n${footer}`;
    const [counted] = await expectSame(api, model, [text], onPage(model, lines), ['A whale and an apple.\nAn apple, a star\n']);
    expect(counted?.words.map(({ begin, end }) => text.slice(begin, end))).toEqual(['whale', 'and', 'an', 'apple', 'An', 'apple', 'star']);
  });

  test('words stand where they were given', async () => {
    const { model } = await fitTopics(SUBJECTS, { topics: 2, minDf: 1, language: 'en', emoji: 'whole', maxIterations: 20 });
    const page = api.createCounting(onPage(model), model.vocabulary);
    const text = 'Cafe\u0301s of the oﬃce, the wa-\r\n ter 🐳\ufe0f; ﾘﾝｺﾞ\u200b ｓｈｉｐｓ e\u0301';
    const { words, unknownWords } = await page.count(text);
    expect(words.map(({ begin, end }) => text.slice(begin, end))).toEqual([
      'Cafe\u0301s',
      'of',
      'the',
      'oﬃce',
      'the',
      'wa-\r\n ter',
      '🐳\ufe0f',
      'ﾘﾝｺﾞ',
      'ｓｈｉｐｓ',
    ]);
    expect(words[5]?.column).toBe(model.vocabulary.indexOf('water'));
    expect(unknownWords).toEqual(['cafés', '🐳', 'リンゴ', 'ships']);
    expect(await page.wordsIn(text, 'en')).toEqual(words);
  });

  test('a phrase is one word, wherever the fit joins it', async () => {
    const texts = ['The hard drive is full', 'a hard drive of ships', 'my hard drive failed', 'hard. Drive on, ships', 'new hard drive of a ship, ships'];
    const { model } = await fitTopics(texts, { topics: 2, minDf: 2, maxDf: 1, language: 'en', phrases: true });
    expect(model.vocabulary).toContain('hard drive');
    const text = 'One hard\ndrive; hard: drive';
    const words = await api.createCounting(onPage(model), model.vocabulary).wordsIn(text, 'en');
    expect(words.map(({ begin, end }) => text.slice(begin, end))).toEqual(['One', 'hard\ndrive', 'hard', 'drive']);
    expect(words[1]?.column).toBe(model.vocabulary.indexOf('hard drive'));
  });

  test('texts that are counted at the same time do not mix', async () => {
    const { model } = await fitTopics(SUBJECTS, { topics: 2, minDf: 1, maxIterations: 20 });
    const page = api.createCounting(onPage(model), model.vocabulary);
    const together = await Promise.all(SUBJECTS.slice(0, 5).map((text) => page.count(text)));
    for (const [i, counted] of together.entries()) expect(counted).toEqual(await page.count(SUBJECTS[i] as string));
  });
});

test.each(stemmedLanguageCodes)('the bundle stems as the sources do: %s', async (language) => {
  const words = [...stopWords(language)].sort();
  const vocabulary = words.filter((_, w) => w % 2 === 0);
  const settings = {
    language,
    stem: true,
    phrases: false,
    minLength: 1,
    numbers: true,
    urls: 'no',
    mailAddresses: 'no',
    hashtags: 'words',
    emoji: 'no',
  } as const;
  const counting: PageCounting = {
    ...{ settings, givenTerms: true, tooCommon: [], wordForms: [], detectedLanguages: [{ language, documents: 1 }] },
    ...{ documentPrior: [0, 0], loss: 'kullback-leibler', misfit: { centre: 0, spread: 1, within: 1 }, droppedLines: [] },
  };
  const [fromSources, bundled] = await Promise.all(apis.map(([, api]) => api.createCounting(counting, vocabulary).wordsIn(words.join('\n'), language)));
  expect(fromSources?.some(({ column }) => column === undefined)).toBe(true);
  expect(bundled).toEqual(fromSources);
});

test('the languages script tells what the package tells', async () => {
  const { eld } = await import('eld/extrasmall');
  const { topiklLanguages } = globalThis as unknown as { topiklLanguages: typeof eld };
  for (const text of [...SUBJECTS, ...MIXED, ...GERMAN, ...CJK, ...FRESH]) {
    const [told, expected] = [topiklLanguages.detect(text), eld.detect(text)];
    expect([told.language, told.getScores(), told.isReliable()]).toEqual([expected.language, expected.getScores(), expected.isReliable()]);
  }
});

test('no setting but those of words comes into the page, and nothing for counts made elsewhere', async () => {
  const { letters, out } = place();
  await runIt(letters, out);
  const model = loadModel(out);
  const counting = onPage(model);
  expect(JSON.stringify(counting)).not.toContain(path.basename(path.dirname(out)));
  expect(Object.keys(counting.settings).sort()).toEqual(
    ['emoji', 'hashtags', 'language', 'mailAddresses', 'minLength', 'moreStopWords', 'numbers', 'phrases', 'stem', 'urls'].sort(),
  );
  expect(pageCounting({ ...model, counting: undefined }, [])).toBeUndefined();
});
