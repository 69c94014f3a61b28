import { perplexity } from '../evaluate/held-out.js';
import type { JudgedCandidate, Recommendation } from '../evaluate/recommend-topics.js';
import { writeCsv } from './csv.js';
import { percent, whole } from './sentences.js';
import { barOf, cut, pad } from './terminal.js';

/** A search for the number of topics, as choose-k.json has it. */
export interface TopicSearch {
  recommendation: Recommendation;
  /** by rising number of topics */
  candidates: JudgedCandidate[];
  /** fits of each number of topics */
  fits: number;
  seed: number;
  documents: {
    /** in the collection */
    all: number;
    training: number;
    /** held out, of two words or more */
    heldOut: number;
  };
  /** that were scored */
  heldOutWords: number;
}

/** choose-k.csv: a row a number of topics. */
export function topicSearchCsv({ candidates, recommendation }: TopicSearch): Generator<string> {
  return writeCsv(
    [
      ...['topics', 'held_out', 'held_out_error', 'perplexity', 'behind', 'behind_error'],
      ...['npmi', 'diversity', 'quality', 'stability', 'as_good', 'recommended'],
    ],
    candidates.map(({ topics, heldOut, behind, npmi, diversity, quality, stability }) => [
      ...[topics, heldOut.nats, heldOut.error, perplexity(heldOut.nats), behind.nats, behind.error],
      ...[npmi, diversity, quality, stability, Number(recommendation.asGood.includes(topics)), Number(topics === recommendation.topics)],
    ]),
  );
}

/** choose-k.json; what is no number is null. */
export function topicSearchJson(search: TopicSearch): string {
  return `${JSON.stringify(topicSearchObject(search), null, 2)}\n`;
}

export function topicSearchObject(search: TopicSearch): object {
  const { recommendation, candidates, ...rest } = search;
  return {
    recommendation: { ...recommendation, reason: [...recommendationSentences(search)].join(' ') },
    ...rest,
    candidates: candidates.map((candidate) => ({ ...candidate, perplexity: perplexity(candidate.heldOut.nats) })),
  };
}

/** choose-k.md: for people. */
export function* topicSearchMarkdown(search: TopicSearch, title: string): Generator<string> {
  yield `# How many topics: ${title}\n\n`;
  yield `${[...recommendationSentences(search)].join(' ')}\n\n`;
  yield `\`\`\`text\n${topicSearchChart(search, MARKDOWN_WIDTH).join('\n')}\n\`\`\`\n\n`;
  yield `${CHART_LEGEND}\n\n`;
  yield '## How this was measured\n\n';
  for (const line of methodSentences(search)) yield `- ${line}\n`;
  yield '\nAll figures are in choose-k.csv and choose-k.json.\n';
}

const MARKDOWN_WIDTH = 96;
const WIDE = 92;
const RECOMMENDED = '→';
const AS_GOOD = '≈';
/** What the marks of the chart mean. */
export const CHART_LEGEND = `${RECOMMENDED} recommended; ${AS_GOOD} held-out likelihood as good as the best. The bar is the held-out likelihood between the lowest and the highest of the table.`;

/**
 * The candidates as a chart in text: a line each, its bar the held-out likelihood.
 *
 * @param width columns; lines are cut to it
 */
export function topicSearchChart({ candidates, recommendation }: TopicSearch, width: number): string[] {
  const nats = candidates.map(({ heldOut }) => heldOut.nats).filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...nats), Math.max(...nats)];
  const barWidth = width >= WIDE ? 20 : 10;
  const line = (mark: string, topics: string, bar: string, ...cells: string[]) =>
    cut(`${pad(mark, 1)} ${topics.padStart(6)}  ${pad(bar, barWidth)}  ${cells.map((cell, c) => cell.padStart(CELL_WIDTHS[c] as number)).join('  ')}`, width);
  return [
    line('', 'topics', width >= WIDE ? 'held-out likelihood' : 'held-out', 'nats/word', 'behind the best', 'coherence', 'diversity', 'stability'),
    ...candidates.map(({ topics, heldOut, behind, npmi, diversity, stability }) =>
      line(
        topics === recommendation.topics ? RECOMMENDED : recommendation.asGood.includes(topics) ? AS_GOOD : '',
        String(topics),
        Number.isNaN(heldOut.nats) ? '' : barOf(high > low ? (heldOut.nats - low) / (high - low) : 1, barWidth),
        figure(heldOut.nats, 3),
        behind.nats === 0 ? 'best' : `${figure(behind.nats, 4)} ± ${figure(behind.error, 4)}`,
        figure(npmi, 3),
        figure(diversity, 3),
        figure(stability, 2),
      ),
    ),
  ];
}

const CELL_WIDTHS = [9, 15, 9, 9, 9];

function figure(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** The number of topics to take, why, and what comes near it. */
export function* recommendationSentences({ recommendation, candidates }: TopicSearch): Generator<string> {
  const { topics, shape, asGood, runnersUp } = recommendation;
  const chosen = candidates.find((candidate) => candidate.topics === topics) as JudgedCandidate;
  const [least, most] = [candidates[0]?.topics as number, candidates.at(-1)?.topics as number];
  const byQuality = `${topics} topics, whose first words go together best without repeating one another (coherence × diversity ${figure(chosen.quality, 2)})`;
  switch (shape) {
    case 'only':
      yield `Recommended: ${topics} topics, the only number that was tried.`;
      break;
    case 'peak':
      yield `Recommended: ${topics} topics. With them held-out documents are foretold best; with every other number that was tried worse by more than a standard error.`;
      break;
    case 'flat':
      yield `Recommended: ${topics} topics. ${inARow(asGood, candidates)} foretell held-out documents as well as the best: the differences are within one standard error. Of these ${topics} is the smallest number, and fewer topics are sooner read.`;
      break;
    case 'rising':
      yield `Recommended: ${byQuality}. The held-out likelihood is no help: it still rises at ${most}, the largest number that was tried, so finer topics foretell the words of other documents better yet. Take more if you want them finer.`;
      break;
    case 'unmeasured':
      yield `Recommended: ${byQuality}. There are too few documents to hold enough of them out, so this is a weak reason: try the numbers beside it, and read.`;
  }
  if (shape === 'peak' || shape === 'flat') {
    if (topics === least) yield `It is the smallest number that was tried: fewer may do as well.`;
    if (asGood.includes(most)) yield `The likelihood has not fallen at ${most}, the largest number that was tried.`;
  }
  if (!Number.isNaN(chosen.stability)) yield `${percent(chosen.stability)} of its topics come back when the fit starts elsewhere.`;
  if (runnersUp.length > 0) yield `Runners-up: ${runnersUp.map((other) => runnerUp(other, candidates)).join('; ')}.`;
}

/** Numbers of topics as a range, where none between them that was tried is missing; else one by one. */
function inARow(numbers: readonly number[], candidates: readonly JudgedCandidate[]): string {
  const [first, last] = [numbers[0] as number, numbers.at(-1) as number];
  const between = candidates.filter(({ topics }) => topics >= first && topics <= last).length;
  if (between === numbers.length) return numbers.length === 2 ? `${first} and ${last}` : `All that were tried from ${first} to ${last}`;
  return `${numbers.slice(0, -1).join(', ')} and ${last}`;
}

function runnerUp(topics: number, candidates: readonly JudgedCandidate[]): string {
  const { behind, quality } = candidates.find((candidate) => candidate.topics === topics) as JudgedCandidate;
  const likelihood = behind.nats === 0 ? 'the best likelihood' : `${figure(behind.nats, 4)} nats a word behind the best`;
  return `${topics} (${likelihood}, coherence × diversity ${figure(quality, 2)})`;
}

/** What was done. */
export function methodSentences({ documents, heldOutWords, fits, candidates, seed }: TopicSearch): string[] {
  const used = documents.training + documents.heldOut;
  return [
    ...(documents.all > 1.2 * used ? [`The collection is large: this was found on a sample of ${whole(used)} of its ${whole(documents.all)} documents.`] : []),
    `Each number of topics was fitted ${fits} times from different starts (seeds ${seed} to ${seed + fits - 1}) to ${whole(documents.training)} documents; the figures are means. Fits end a little earlier than those of a run.`,
    `Held-out likelihood: ${whole(documents.heldOut)} other documents, every tenth, were cut in halves. From the words of the first half, with the topics fixed, each document’s mixture was found, and the ${whole(heldOutWords)} words of the second half were scored: nats a word, greater is better (perplexity is e to the power of minus that).`,
    'Behind the best: the difference on the same documents, ± its standard error over documents and fits.',
    `Recommended is the smallest number within one standard error of the best; where that is the largest that was tried, or fewer than twenty documents were scored, the one of the greatest coherence × diversity.`,
    'Coherence: NPMI over documents of each topic’s first ten terms. Diversity: different terms among the topics’ first 25. Stability: topics that another fit has too, each the nearest of the other at a Jensen-Shannon distance below 0.5.',
    `Numbers that were tried: ${candidates.map(({ topics }) => topics).join(', ')}.`,
  ];
}
