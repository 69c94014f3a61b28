import { INTERVAL, SAME_TOPIC, SOLID, SURPLUS, type TopicStability, type Verdict } from '../evaluate/stability.js';
import { writeCsv } from './csv.js';
import { percent } from './sentences.js';

/*
 * How often topics come back, as files, sentences and a table.
 */

/** Share of the topics that must be surplus to say that they are many, and pairs of topics that a sentence lists. */
const MANY = 0.25;
const LISTED_PAIRS = 12;

/** How often a topic comes back, its first terms by name. */
export interface NamedStability extends Omit<TopicStability, 'terms'> {
  terms: { term: string; found: number }[];
}

/** What stability.json holds beside definitions. */
export interface StabilityRecord {
  refits: number;
  /** of the refits */
  seed: number;
  topics: NamedStability[];
}

/** What the figures of stability.json are. */
const DEFINITIONS = {
  refits:
    'Fits of the same model with the same settings. Those of odd number are from another random start on all documents, those of even number on a bootstrap sample: as many documents, drawn with replacement (Efron 1979). Small collections, of whose random starts the best is taken, have twice as many of them in a refit, ten at most.',
  distance:
    'Jensen-Shannon distance of two topics p and q as distributions over terms: the square root of (KL(p || m) + KL(q || m)) / (2 ln 2), m = (p + q) / 2 (Lin 1991; Endres and Schindelin 2003), from 0 to 1. Terms with a probability below 1/20000 in a topic count there with their mean.',
  matching:
    'The topics of a refit are matched one to one with those of the fit, for the smallest sum of distances, those above 0.5 counted as 0.5 (Kuhn 1955; Munkres 1957).',
  found: `A topic is found in a refit where it and its match are nearer to each other than each is to any other topic of the other fit, and nearer than ${SAME_TOPIC}.`,
  verdict: `solid: found in ${percent(SOLID)} of the refits or more; surplus: in less than ${percent(SURPLUS)}; unsure: between.`,
  prevalence: `Share of the counted words: from the ${100 * INTERVAL[0]}th to the ${100 * INTERVAL[1]}th percentile of the matches in the refits in which the topic is found.`,
  terms: 'Of the first ten terms of the topic, in how many of the refits in which it is found each is among the first ten of the match.',
  medianDistance: 'Of a topic: the median over the refits of the distance to the topic there that is most like it.',
  nearest: 'The topic of the same fit that is at the smallest distance.',
};

/** stability.json: all figures, with their definitions and sources. */
export function stabilityJson({ refits, seed, topics }: StabilityRecord): string {
  return `${JSON.stringify({ definitions: DEFINITIONS, threshold: SAME_TOPIC, refits, seed, topics }, null, 2)}\n`;
}

/** stability.csv: a row a topic. */
export function stabilityCsv(topics: readonly NamedStability[]): Generator<string> {
  return writeCsv(
    [
      ...['topic', 'found', 'refits', 'share', 'prevalence_low', 'prevalence_high', 'verdict', 'found_from_seeds', 'found_on_samples', 'median_distance'],
      ...['nearest_topic', 'nearest_distance', 'top_terms'],
    ],
    topics.map((t) => [
      ...[t.topic, t.found, t.refits, t.share, t.prevalenceLow, t.prevalenceHigh, t.verdict, t.foundFromSeeds, t.foundOnSamples, t.medianDistance],
      ...[t.nearest?.topic ?? '', t.nearest?.distance ?? '', t.terms.map(({ term, found }) => `${term} ${found}`).join(', ')],
    ]),
  );
}

/** "19 of 20". */
export function foundIn({ found, refits }: Pick<NamedStability, 'found' | 'refits'>): string {
  return `${found} of ${refits}`;
}

/** How often a topic comes back, in a sentence or two. */
export function topicStabilitySentence(topic: NamedStability): string {
  const { refits, verdict, nearest, prevalenceLow, prevalenceHigh } = topic;
  const share = Number.isNaN(prevalenceLow) ? '' : `, with ${interval(prevalenceLow, prevalenceHigh)} of all words`;
  const often = `Found in ${foundIn(topic)} refit${refits === 1 ? '' : 's'}${share}`;
  if (verdict === 'solid') return `${often}.`;
  const alike = isPart(topic) ? ` It is much like topic ${nearest?.topic}: both may be parts of one.` : '';
  if (verdict === 'unsure') return `${often}: other fits divide the words around it otherwise now and then.${alike}`;
  return `${often}: in ${refits === 1 ? 'the other fit' : 'most'} its words go to other topics, so do not build on it.${alike}`;
}

/** Which topics can be relied on, which cannot, and which look like parts of others; a sentence each. */
export function stabilitySentences(topics: readonly NamedStability[]): string[] {
  const of = (verdict: Verdict) => topics.filter((topic) => topic.verdict === verdict).map(({ topic }) => topic);
  const [solid, unsure, surplus] = [of('solid'), of('unsure'), of('surplus')];
  const sentences: string[] = [];
  if (solid.length === topics.length)
    sentences.push('Every topic is found in nine of ten refits or more: they hang neither on the seed nor on single documents.');
  else if (solid.length > 0) sentences.push(`Solid, found in nine of ten refits or more: ${list(solid)}.`);
  else sentences.push('No topic is found in nine of ten refits.');
  if (unsure.length > 0) sentences.push(`Unsure, found in half of the refits or more: ${list(unsure)}.`);
  if (surplus.length > 0) sentences.push(`Surplus, it seems, found in less than half of the refits: ${list(surplus)}.`);
  const parts = topics.filter((topic) => topic.verdict !== 'solid' && isPart(topic));
  if (parts.length > 0) sentences.push(`Much alike, so that they may be parts of one topic: ${pairs(parts)}.`);
  if (surplus.length > 0 && surplus.length >= MANY * topics.length)
    sentences.push('So many that do not come back may mean that there are fewer topics to be found.');
  return sentences;
}

/** What the refits are. */
export function refitsSentence({ refits }: StabilityRecord): string {
  return `Found says in how many of ${refits} other fits the topic comes back: half of them begin from other seeds, half are on documents drawn anew. stability.json defines it.`;
}

/** Whether another topic of the same fit is as near as the same topic of another fit would be. */
function isPart({ nearest }: NamedStability): boolean {
  return nearest !== undefined && nearest.distance < SAME_TOPIC;
}

/** Each topic with the one that it is most like: 4 and 10, 5 and 11; a pair that is so both ways once. */
function pairs(topics: readonly NamedStability[]): string {
  const all = topics.map(({ topic, nearest }) => [topic, nearest?.topic ?? topic].sort((a, b) => a - b).join(' and '));
  const different = [...new Set(all)];
  const more = different.length - LISTED_PAIRS;
  return more > 0 ? `${different.slice(0, LISTED_PAIRS).join(', ')}, and ${more} more pairs` : different.join(', ');
}

/** Topic numbers, those that follow one another drawn together: 1–4, 7. */
function list(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let a = 0; a < numbers.length; a++) {
    let b = a;
    while (numbers[b + 1] === (numbers[b] as number) + 1) b++;
    parts.push(b - a > 1 ? `${numbers[a]}–${numbers[b]}` : numbers.slice(a, b + 1).join(', '));
    a = b;
  }
  return parts.join(', ');
}

/** Two shares as per cent: 4.9 to 6.1 %. */
export function interval(low: number, high: number): string {
  const [from, to] = [percent(low), percent(high)];
  return from === to ? from : `${from.replace(' %', '')} to ${to}`;
}
