/*
 * npm run bench:summaries: whether the sentences that stand for a topic tell what other documents of it say. BBC News is cut into halves by lot;
 * ten topics are fitted to one, and the articles of the other that are mostly of a topic are the references of its summary: ROUGE-1 and
 * ROUGE-2 recall (see summaries/rouge.ts), of topikl's summaries, of the first sentences of the topic's representative documents, and of sentences
 * of these by lot, all of exactly as many words. Differences are paired by topic, with their standard errors.
 *
 *   npm run bench:summaries -- [folder or archive of BBC News] [--words 60] [--seeds 3]
 *
 * Without a folder: ../shared/data/bbc-news/bbc.tar.gz, where it is there.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fitTopics } from '../../src/run/fit-topics.js';
import { inferMixtures } from '../../src/run/infer-mixtures.js';
import { wordsOf } from '../../src/tokenize/languages.js';
import { stopWords } from '../../src/tokenize/stop-words.js';
import { halves, readArticles } from './summaries/news.js';
import { rougeRecall } from './summaries/rouge.js';
import { firstSentences, firstWords, ownSummaries, randomSentences, type TopicSentences } from './summaries/summarizers.js';
import { mean, tableRow } from './topics/measures.js';

const TOPICS = 10;
const DRAWS = 20;
/** Least share of a topic in the articles that its summary is compared with. */
const SHARE = 0.5;
const WIDTHS = [34, 9, 9, 20, 20];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { words: { type: 'string', default: '60' }, seeds: { type: 'string', default: '3' } },
});
const source = positionals[0] ?? '../shared/data/bbc-news/bbc.tar.gz';
const length = Number(options.words);
const seeds = Number(options.seeds);
if (!existsSync(source) || !(length >= 1) || !(seeds >= 1)) {
  console.log(existsSync(source) ? '--words and --seeds are numbers from 1' : `there is no ${source}: give a folder or archive of BBC News`);
  process.exit(2);
}

/** What is compared, by the words of summary and references that are compared, by n: a figure for each topic of each seed. */
const scores = new Map<string, Map<string, [number[], number[]]>>();
const stops = stopWords('en');
const articles = readArticles(source);
let references = 0;
for (let seed = 1; seed <= seeds; seed++) {
  const [training, heldOut] = halves(articles, seed);
  const fitted = await fitTopics(training, { topics: TOPICS, seed, language: 'en' });
  const textOf = new Map(training.map(({ id, text }) => [id, text]));
  const texts = fitted.documentIds.map((id) => textOf.get(id) as string);
  const { mixtures } = await inferMixtures(fitted, heldOut);
  const compared: [string, TopicSentences[]][] = [
    ['topikl', [ownSummaries(fitted, texts)]],
    ['first sentences', [firstSentences(fitted, texts)]],
    ['sentences by lot', Array.from({ length: DRAWS }, (_, draw) => randomSentences(fitted, texts, draw))],
  ];
  for (let k = 0; k < TOPICS; k++) {
    const isOf = (i: number) =>
      mixtures[i * TOPICS + k] >= SHARE && mixtures.subarray(i * TOPICS, (i + 1) * TOPICS).every((share) => share <= mixtures[i * TOPICS + k]);
    const ofTopic = heldOut.filter((_, i) => isOf(i)).map(({ text }) => wordsOf(text, 'en'));
    if (ofTopic.length === 0) continue;
    references += ofTopic.length;
    for (const [name, summaries] of compared)
      score(
        name,
        summaries.map((summary) => firstWords(summary[k] as string[], length)),
        ofTopic,
      );
  }
}

function score(name: string, summaries: readonly string[][], ofTopic: readonly string[][]): void {
  const short = summaries.find((words) => words.length < length);
  if (short !== undefined) throw new Error(`${name}: ${short.length} words`);
  for (const [kind, isCompared] of [
    ['all words', () => true],
    ['without stop words', (word: string) => !stops.has(word)],
  ] as const) {
    const compared = ofTopic.map((words) => words.filter(isCompared));
    const byName = scores.get(kind) ?? new Map<string, [number[], number[]]>();
    scores.set(kind, byName);
    const figures = byName.get(name) ?? [[], []];
    byName.set(name, figures);
    for (const n of [1, 2]) {
      figures[n - 1]?.push(mean(summaries.map((words) => rougeRecall(words.filter(isCompared), compared, n))));
    }
  }
}

console.log(`BBC News, ${articles.length} articles; K = ${TOPICS}, seeds 1 to ${seeds}, ${references} references; ${length} words a summary, %`);
for (const [kind, byName] of scores) {
  console.log(`\n${tableRow([kind, 'ROUGE-1', 'ROUGE-2', 'topikl better by, 1', '2'], WIDTHS)}`);
  const own = byName.get('topikl') as [number[], number[]];
  for (const [name, figures] of byName) {
    const differences = name === 'topikl' ? [] : figures.map((values, n) => withError(values.map((value, t) => (own[n]?.[t] as number) - value)));
    console.log(tableRow([name, ...figures.map((values) => percent(mean(values))), ...differences], WIDTHS));
  }
}

function percent(value: number): string {
  return (100 * value).toFixed(2);
}

/** The mean and its standard error. */
function withError(values: readonly number[]): string {
  const average = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return `${percent(average)} ± ${percent(Math.sqrt(variance / values.length))}`;
}
