import type { TopicTree } from '../evaluate/topic-tree.js';
import type { GroupComparison } from '../summarize/group-comparison.js';
import type { TopicOverTime, TopicsOverTime } from '../summarize/topics-over-time.js';
import { changeOf, changing, NO_CHANGE, passingTopics } from './figures/change-figure.js';
import { shareOfAll } from './figures/group-figure.js';
import { percent, whole } from './sentences.js';

/*
 * What a story tells, in sentences: for report.md, the page and the terminal. Nothing in them is escaped.
 */

/** What of the topics over time says which of them rise and fall. */
export interface ChangesOverTime {
  periods: readonly { name: string }[];
  ends: TopicsOverTime['ends'];
  topics: readonly Pick<TopicOverTime, 'topic' | 'trend' | 'trendLow' | 'trendHigh' | 'change' | 'direction' | 'peak'>[];
}

const NAMED_CHANGES = 3;
const NAMED_GROUPS = 5;
const NAMED_WORDS = 8;

/** Where the dates are from, how many documents have none, and of how many they are of no use or not whole. */
export function dateSentences(time: Pick<TopicsOverTime, 'source' | 'undated' | 'unread' | 'withoutMonth' | 'yearOnly'>): string[] {
  const { undated, unread, withoutMonth, yearOnly } = time;
  const { kind, column, guessed } = time.source;
  const from = kind === 'column' ? `the column "${column}"` : 'the names of the files';
  const setting = guessed ? ` (guessed; --date-column names ${kind === 'column' ? 'another' : 'a column instead'})` : '';
  const none = undated - unread.documents;
  const example = `"${unread.example}"`;
  const dated = (count: number, one: string, many: string) =>
    count === 0 ? [] : [count === 1 ? `One document ${one}.` : `${whole(count)} documents ${many}.`];
  return [
    `Dates are from ${from}${setting}.`,
    ...dated(none, 'has none', 'have none'),
    ...dated(unread.documents, `has one that could not be read: ${example}`, `have one that could not be read, such as ${example}`),
    ...dated(withoutMonth === 0 ? 0 : withoutMonth - yearOnly, 'has a year only, and is left out of months', 'have a year only, and are left out of months'),
    ...ambiguousSentence(yearOnly, withoutMonth > 0),
  ];
}

/** @param documents of which only the year is taken since day and month cannot be told apart @param areLeftOut of months */
function ambiguousSentence(documents: number, areLeftOut: boolean): string[] {
  if (documents === 0) return [];
  const of = documents === 1 ? 'one document' : `${whole(documents)} documents`;
  const left = areLeftOut ? `, and ${documents === 1 ? 'it is' : 'they are'} left out of months` : '';
  return [`Of ${of} only the year is taken${left}: which number is the day and which the month cannot be told.`];
}

/** Which periods there are. */
export function periodsSentence({ periods, length, texts }: Pick<TopicsOverTime, 'periods' | 'length' | 'texts'>): string {
  const documents = periods.reduce((sum, period) => sum + period.documents, 0);
  const dated = documents === 1 ? 'One document is' : `${documentsOf(documents, texts)} are`;
  const number = `${whole(periods.length)} ${length}${periods.length === 1 ? '' : 's'}`;
  return `${dated} from ${number}, ${periods[0]?.name ?? ''} to ${periods.at(-1)?.name ?? ''}.`;
}

/**
 * Which topics rise and which fall, those that change most first.
 *
 * @param labels of the topics, by place
 */
export function changesSentence(time: ChangesOverTime, labels: readonly string[]): string {
  const [rising, falling] = [changing(time, 'rising'), changing(time, 'falling')];
  const steady = time.topics.length - rising.length - falling.length;
  if (rising.length + falling.length === 0) return [NO_CHANGE, passingSentence(time, labels)].filter((part) => part !== '').join(' ');
  const [first, last] = [time.periods[time.ends.first]?.name ?? '', time.periods[time.ends.last]?.name ?? ''];
  const list = (title: string, topics: ChangesOverTime['topics']) => {
    if (topics.length === 0) return [];
    const told = topics.slice(0, NAMED_CHANGES).map((topic) => {
      const [from, to] = changeOf(time, topic);
      return `${named(topic.topic - 1, labels)} (from ${percent(from)} in ${first} to ${percent(to)} in ${last})`;
    });
    const more = topics.length - told.length;
    return [`${title}: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`];
  };
  const others = steady === 0 ? [] : [`For the other ${steady === 1 ? 'one' : steady} no clear change between ${first} and ${last} can be told.`];
  return [...list('Rising', rising), ...list('Falling', falling), ...others, passingSentence(time, labels)].filter((part) => part !== '').join(' ');
}

/** Topics that are clearly larger at some time between the ends than at both: those that were largest first. */
function passingSentence(time: ChangesOverTime, labels: readonly string[]): string {
  const passing = passingTopics(time);
  if (passing.length === 0) return '';
  const list = passing.slice(0, NAMED_CHANGES).map(({ topic, trend, peak }) => {
    return `${named(topic - 1, labels)} (${percent(trend[peak] ?? 0)} in ${time.periods[peak]?.name ?? ''})`;
  });
  const more = passing.length - list.length;
  return `Largest in between: ${list.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** A topic in a sentence: labels have commas themselves. @param k its place */
function named(k: number, labels: readonly string[]): string {
  return `${k + 1} \u201c${labels[k] ?? ''}\u201d`;
}

/** Documents, or passages and the texts that they are of. */
function documentsOf(documents: number, texts: number): string {
  if (texts === documents) return `${whole(documents)} document${documents === 1 ? '' : 's'}`;
  return `${whole(documents)} passages of ${texts === 1 ? 'one text' : `${whole(texts)} texts`}`;
}

/** When a topic is largest, and how it changed. */
export function topicTimeSentence(time: Pick<TopicsOverTime, 'periods' | 'ends'>, topic: TopicOverTime): string {
  const { periods, ends } = time;
  const [from, to] = changeOf(time, topic);
  const [first, last] = [periods[ends.first]?.name ?? '', periods[ends.last]?.name ?? ''];
  // the shares at the ends are told in what follows
  const between = topic.peak > 0 && topic.peak < periods.length - 1;
  const largest = `Largest in ${periods[topic.peak]?.name ?? ''}${between ? ` (${percent(topic.trend[topic.peak] ?? 0)})` : ''}.`;
  const course = `from ${percent(from)} in ${first} to ${percent(to)} in ${last}`;
  if (topic.direction === 'steady') {
    const interval = `between ${signed(topic.changeLow)} and ${signed(topic.changeHigh)} points`;
    return `${largest} No clear change between the ends: ${course}; with an interval of 90 %, it is ${interval}.`;
  }
  const [least, most] = [Math.abs(topic.changeLow), Math.abs(topic.changeHigh)].toSorted((a, b) => a - b);
  const by = `by ${points(Math.abs(topic.change))} points (90 % interval: ${points(least ?? 0)} to ${points(most ?? 0)})`;
  return `${largest} It ${topic.direction === 'rising' ? 'rose' : 'fell'} ${course}, ${by}.`;
}

/** What the drawings over time show, and what does not follow from them. */
export function timeCautionSentences({ length }: Pick<TopicsOverTime, 'length'>): string[] {
  return [
    `A dot is a topic's share of the words of a ${length}; the line is its smoothed course, with an interval of 90 %.`,
    'The intervals say how much would differ had other documents of the same kind been collected. They leave out that the topics were found in these same documents, and that what is left of a time may not be typical of it.',
    'A change of shares says what was written about, not why.',
  ];
}

/** By which columns the documents were compared, and why by these. */
export function groupColumnsSentence(groups: readonly Pick<GroupComparison, 'column' | 'guessed'>[]): string {
  const names = groups.map(({ column }) => (column === 'folder' || column === 'language' ? column : `"${column}"`));
  const listed = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const guessed = groups.some((comparison) => comparison.guessed);
  const why = guessed ? ' (guessed, since a few values are shared by many documents there; --group-columns names others)' : '';
  return `The documents are compared by ${listed}${why}.`;
}

/**
 * What sets the largest groups apart, a sentence a group: the topic whose share exceeds that of all groups together by most, among those
 * that are clearly above it.
 *
 * @param labels of the topics, by place
 */
export function groupSentences(comparison: GroupComparison, labels: readonly string[]): string[] {
  const all = labels.map((_, k) => shareOfAll(comparison, k));
  const sentences = comparison.groups.slice(0, NAMED_GROUPS).flatMap(({ name, share, above }) => {
    let best = -1;
    for (const [k, value] of share.entries()) {
      if (above[k] && (best < 0 || value - (all[k] ?? 0) > (share[best] ?? 0) - (all[best] ?? 0))) best = k;
    }
    if (best < 0) return [];
    return [`${name}: topic ${named(best, labels)} has ${percent(share[best] ?? 0)} of its words, ${percent(all[best] ?? 0)} of all.`];
  });
  return sentences.length > 0 ? sentences : ['No topic has a clearly larger share in one of the largest groups than in all.'];
}

/** How many groups there are, and how many documents are in none. */
export function groupsSentence({ groups, ungrouped, column, texts }: GroupComparison): string {
  const documents = groups.reduce((sum, group) => sum + group.documents, 0);
  const without = ungrouped === 0 ? '' : ` ${ungrouped === 1 ? 'One is' : `${whole(ungrouped)} are`} in none of them.`;
  return `${whole(groups.length)} groups by ${column}, ${documentsOf(documents, texts)}.${without}`;
}

/** Words that set a group apart; empty where none does. */
export function groupWords({ terms }: GroupComparison['groups'][number]): string[] {
  return terms.slice(0, NAMED_WORDS).map(({ term }) => term);
}

/** What the figures of groups are, and what does not follow from them. */
export function groupCautionSentences(): string[] {
  return [
    'A share is that of all words of a group; its interval covers 90 % and says how much would differ had other documents of the same kind been collected. It leaves out that the topics were found in these same documents.',
    'A share is said to be clearly larger, and a word to set a group apart, where chance alone would hardly make it so: at most about one in ten of them is (false discovery rate). Words are counted once in each source document; groups of fewer than three are left out.',
    'That a topic and a group go together does not say that one is the cause of the other: groups may differ in time, length or source as well.',
  ];
}

/**
 * Which topics are most alike.
 *
 * @param labels of the topics, by place
 */
export function treeSentences({ joins, order }: TopicTree, labels: readonly string[]): string[] {
  const pair = joins.find(({ left, right }) => left < order.length && right < order.length);
  const alike =
    pair === undefined ? [] : [`Most alike are ${named(pair.left, labels)} and ${named(pair.right, labels)} (distance ${pair.distance.toFixed(2)}).`];
  return [
    ...alike,
    'Topics are joined two by two, the nearest first; the scale is the distance at which they are joined (Jensen-Shannon: 0 for the same words, 1 for none in common).',
  ];
}

function points(change: number): string {
  return (100 * change).toFixed(1);
}

function signed(change: number): string {
  const text = points(Math.abs(change));
  return change < 0 && text !== '0.0' ? `−${text}` : text === '0.0' ? text : `+${text}`;
}
