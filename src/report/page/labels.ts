import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TopicLabel, TopicLabels } from '../page-content.js';
import { summary, topicOf } from './data/summary.js';

/*
 * What people call topics: kept in this browser, on top of the labels that the file came with.
 */

/** Between these a text is laid out by its own direction (UAX #9). */
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'];

/** What is said of topics, by number. */
export type Labels = ReadonlyMap<number, TopicLabel>;

let labels: Labels = new Map();
const followers = new Set<(labels: Labels) => void>();

function storageName(): string {
  return `topikl labels ${summary().fingerprint}`;
}

function given(): Labels {
  return new Map((summary().labels?.topics ?? []).map((label) => [label.topic, label]));
}

/** Reads what this browser has kept; nothing where it keeps nothing, as in private windows. */
export function loadLabels(): void {
  labels = given();
  try {
    const kept = localStorage.getItem(storageName());
    if (kept !== null) labels = new Map((JSON.parse(kept) as TopicLabels).topics.map((label) => [label.topic, label]));
  } catch {
    // what was kept is damaged or out of reach: the labels of the file stand
  }
}

function change(changed: Labels): void {
  labels = changed;
  try {
    if (isChanged()) localStorage.setItem(storageName(), labelsFile());
    else localStorage.removeItem(storageName());
  } catch {
    // they are kept as long as the page is open
  }
  for (const follow of followers) follow(labels);
}

function asText(some: Labels): string {
  return JSON.stringify([...some.values()].sort((a, b) => a.topic - b.topic));
}

/** Whether anything is not as the file has it. */
export function isChanged(): boolean {
  return asText(labels) !== asText(given());
}

/** The content of a file for `topikl report DIR --labels FILE`. */
export function labelsFile(): string {
  const topics = [...labels.values()].sort((a, b) => a.topic - b.topic);
  return `${JSON.stringify({ topikl: 'labels', fingerprint: summary().fingerprint, topics } satisfies TopicLabels, null, 2)}\n`;
}

/** Says something of a topic; an empty text takes it back. */
export function setLabel(topic: number, { label, note, hidden }: Omit<TopicLabel, 'topic'>): void {
  const changed = new Map(labels);
  const said: TopicLabel = { topic };
  if (label !== undefined && label.trim() !== '' && label.trim() !== topicOf(topic)?.label) said.label = label.trim();
  if (note !== undefined && note.trim() !== '') said.note = note.trim();
  if (hidden !== undefined && hidden.length > 0) said.hidden = hidden;
  if (Object.keys(said).length > 1) changed.set(topic, said);
  else changed.delete(topic);
  change(changed);
}

/** Goes back to what the file has. */
export function forgetLabels(): void {
  change(given());
}

/** What is said of each topic, now and later. */
export function useLabels(): Labels {
  const [current, setCurrent] = useState(labels);
  useEffect(() => {
    followers.add(setCurrent);
    return () => void followers.delete(setCurrent);
  }, []);
  return current;
}

/** What each topic is called, in the order of their numbers. */
export function useTopicLabels(): readonly string[] {
  const all = useLabels();
  return useMemo(() => summary().topics.map(({ topic }) => labelOf(topic, all)), [all]);
}

/** What a topic is called. @param topic from 1 */
export function labelOf(topic: number, all: Labels = labels): string {
  return all.get(topic)?.label || topicOf(topic)?.label || '';
}

/** Number and label of a topic where there is no markup; a label that is written from right to left does not take the number with it. */
export function numbered(topic: number, all: Labels = labels): string {
  return `${topic} ${FIRST_STRONG_ISOLATE}${labelOf(topic, all)}${POP_ISOLATE}`;
}

/** The first terms of a topic that are to be shown. */
export function shownTerms(topic: number, most: number, all: Labels = labels): string[] {
  const hidden = all.get(topic)?.hidden ?? [];
  const terms = topicOf(topic)?.terms ?? [];
  return terms
    .map(({ term }) => term)
    .filter((term) => !hidden.includes(term))
    .slice(0, most);
}
