import type { GroupComparison } from '../summarize/group-comparison.js';
import type { TopicOverTime, TopicsOverTime } from '../summarize/topics-over-time.js';
import { atLineStart, escapeMarkdown } from './escape-markdown.js';
import { changeFigure, passingTopics } from './figures/change-figure.js';
import type { Drawing } from './figures/drawing.js';
import { drawingText } from './figures/drawing-text.js';
import { heatMap } from './figures/heat-map.js';
import { smallMultiples } from './figures/small-multiples.js';
import { timeFigure, timeTop } from './figures/time-figure.js';
import { treeFigure } from './figures/tree-figure.js';
import { whole } from './sentences.js';
import type { CitedSentence, Story } from './story.js';
import {
  changesSentence,
  dateSentences,
  groupCautionSentences,
  groupColumnsSentence,
  groupSentences,
  groupsSentence,
  groupWords,
  periodsSentence,
  timeCautionSentences,
  topicTimeSentence,
  treeSentences,
} from './story-sentences.js';

/*
 * The story of a collection as sections of report.md. Labels are those of the topics, by place.
 */

const WIDTH = 680;
const TOPIC_FIGURE = { width: 420, height: 130 };
const MULTIPLES = 12;
const LISTED_GROUPS = 12;
const HEAT_GROUPS = 30;
const LONGEST_NAME = 60;

/** What the collection says. */
export function* collectionSection({ summaries: { collection } }: Story): Generator<string> {
  if (collection.length > 0) yield `## What it says\n\n${quotes(collection)}`;
}

/** What a topic says, and how it went over time. @param topic its number */
export function* topicStory({ summaries, time }: Story, topic: number): Generator<string> {
  yield quotes(summaries.topics[topic - 1] ?? []);
  const course = time?.topics[topic - 1];
  if (time === null || course === undefined) return;
  yield `${escapeMarkdown(topicTimeSentence(time, course))}\n\n`;
  yield figure(timeFigure(time, course, { ...TOPIC_FIGURE, most: timeTop(time, [course]) }));
  yield* wordsOverTime(time, course);
}

function* wordsOverTime({ periods, spans }: TopicsOverTime, { words }: TopicOverTime): Generator<string> {
  if (words.length === 0) return;
  yield '| when | words more frequent in it than at other times |\n| --- | --- |\n';
  for (const { span, terms } of words) {
    const { first, last } = spans[span] as TopicsOverTime['spans'][number];
    const [from, to] = [periods[first]?.name ?? '', periods[last]?.name ?? ''];
    yield `| ${escapeMarkdown(from === to ? from : `${from} to ${to}`)} | ${terms.map(escapeMarkdown).join(', ')} |\n`;
  }
  yield '\n';
}

/** Which topics rise and fall. */
export function* timeSection({ time, noTime, isTimeMissed, sampleNote = '' }: Story, labels: readonly string[]): Generator<string> {
  if (time === null) {
    if (isTimeMissed) yield `## Over time\n\n${sentences([noTime])}`;
    return;
  }
  yield `## Over time\n\n${sentences([...dateSentences(time), periodsSentence(time), sampleNote])}${sentences([changesSentence(time, labels)])}`;
  const changed = time.topics.filter(({ direction }) => direction !== 'steady').toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
  if (changed.length > 0) yield figure(changeFigure(time, labels, { width: WIDTH }));
  const passing = passingTopics(time);
  const shown = [...changed.slice(0, Math.max(MULTIPLES / 2, MULTIPLES - passing.length)), ...passing].slice(0, MULTIPLES);
  if (shown.length > 0) yield figure(smallMultiples(time, shown, labels, { width: WIDTH }));
  yield sentences(timeCautionSentences(time));
  yield 'Figures: topics-over-time.csv, topic-trends.csv, topic-words-over-time.csv.\n\n';
}

/** What sets groups apart. */
export function* groupsSection({ groups, sampleNote = '' }: Story, labels: readonly string[]): Generator<string> {
  if (groups.length === 0) return;
  yield `## Between groups\n\n${sentences([groupColumnsSentence(groups), sampleNote, ...groupCautionSentences()])}`;
  for (const comparison of groups) yield* comparisonSection(comparison, labels);
  yield 'Figures: topics-by-group.csv, group-words.csv.\n\n';
}

function* comparisonSection(comparison: GroupComparison, labels: readonly string[]): Generator<string> {
  yield `### By ${escapeMarkdown(comparison.column)}\n\n${sentences([groupsSentence(comparison)])}`;
  for (const sentence of groupSentences(comparison, labels)) yield `- ${atLineStart(escapeMarkdown(sentence))}\n`;
  yield `\n${figure(heatMap(comparison, labels, { width: WIDTH, groups: HEAT_GROUPS }))}`;
  yield 'Squares: the share of a topic (row) in a group (column), by area; outlined where it is clearly larger than in all groups together.\n\n';
  const told = comparison.groups.slice(0, LISTED_GROUPS).filter(({ terms }) => terms.length > 0);
  if (told.length === 0) return;
  yield '| group | documents | words that set it apart |\n| --- | ---: | --- |\n';
  for (const group of told)
    yield `| ${escapeMarkdown(shortened(group.name))} | ${whole(group.documents)} | ${groupWords(group).map(escapeMarkdown).join(', ')} |\n`;
  yield '\n';
}

/** A value in a cell: some are whole texts. */
function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME).join('')}…`;
}

/** Which topics are alike. */
export function* treeSection({ tree }: Story, labels: readonly string[]): Generator<string> {
  if (tree === null) return;
  yield `## Which topics are alike\n\n${sentences(treeSentences(tree, labels))}${figure(treeFigure(tree, labels, { width: WIDTH }))}Figures: topic-tree.csv.\n\n`;
}

/** Sentences as quotations, each with its source. */
function quotes(cited: readonly CitedSentence[]): string {
  return cited
    .map(({ id, date, text }) => `> ${atLineStart(escapeMarkdown(text))}\n>\n> — ${escapeMarkdown(id)}${date === '' ? '' : `, ${escapeMarkdown(date)}`}\n\n`)
    .join('');
}

function sentences(all: readonly string[]): string {
  return `${atLineStart(escapeMarkdown(all.filter((sentence) => sentence !== '').join(' ')))}\n\n`;
}

/** A drawing as a block of HTML: within it, nothing is read as Markdown up to the next blank line, and a drawing has none. */
function figure(drawing: Drawing): string {
  return `<figure>${drawingText(drawing)}</figure>\n\n`;
}
