import { z } from 'zod';
import { ConfigError } from '../errors/errors.js';
import { oneLine } from './one-line.js';
import type { TopicLabel, TopicLabels } from './page-content.js';

/*
 * What people say of topics instead of what the program found: names of their own, notes, words that are not to be shown.
 */

const file = z.object({
  topikl: z.literal('labels'),
  fingerprint: z.string().min(1),
  topics: z.array(
    z.object({
      topic: z.number().int().min(1),
      label: z
        .string()
        .transform((text) => oneLine(text).trim())
        .optional(),
      note: z.string().optional(),
      hidden: z.array(z.string()).optional(),
    }),
  ),
});

const EXPECTED = 'Give a file that the page report.html of these results has saved.';

/** Characters of a file that is none that are shown. */
const SHOWN = 20;

/**
 * Reads a file of labels.
 *
 * @param name of the file, for messages
 * @throws ConfigError where it is none
 */
export function parseLabels(content: string, name: string): TopicLabels {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new ConfigError(`${name} is no file of labels: it is not JSON (it begins with ${JSON.stringify(content.slice(0, SHOWN))})`, {
      cause,
      hint: EXPECTED,
    });
  }
  const parsed = file.safeParse(value);
  if (parsed.success) return parsed.data as TopicLabels;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new ConfigError(`${name} is no file of labels: ${issue?.message ?? 'it has another form'}${where}`, { hint: EXPECTED });
}

/**
 * @param of the topics that the labels are to be put on: the fingerprint of their stage, and how many there are
 * @param name of the file, for messages
 * @throws ConfigError where the labels were made for other topics
 */
export function checkLabels({ fingerprint, topics }: TopicLabels, of: { fingerprint: string; topics: number }, name: string): void {
  if (fingerprint !== of.fingerprint)
    throw new ConfigError(`the labels in ${name} were made for other topics than these`, {
      hint: 'Open report.html of these results, label its topics, and save them from there.',
    });
  const seen = new Set<number>();
  for (const { topic } of topics) {
    if (topic > of.topics) throw new ConfigError(`${name} labels topic ${topic}, but there are only ${of.topics}`, { hint: EXPECTED });
    if (seen.has(topic)) throw new ConfigError(`${name} labels topic ${topic} twice`, { hint: EXPECTED });
    seen.add(topic);
  }
}

/** What people say of each topic, by its number. */
export function labelsByTopic(labels: TopicLabels | null | undefined): Map<number, TopicLabel> {
  return new Map(labels?.topics.map((topic) => [topic.topic, topic]));
}

/** A topic's name: what people call it, else what was found. */
export function labelOf(own: TopicLabel | undefined, found: string): string {
  const label = own?.label?.trim() ?? '';
  return label === '' ? found : label;
}

/** Topics as people want to see them: under their own name, without the words that they hide; `note` is empty where there is none. */
export function labelled<T extends { topic: number; label: string; terms: readonly { term: string }[] }>(
  topics: readonly T[],
  labels: TopicLabels | null | undefined,
): (T & { note: string })[] {
  const own = labelsByTopic(labels);
  return topics.map((topic) => {
    const said = own.get(topic.topic);
    const hidden = new Set(said?.hidden);
    const terms = topic.terms.filter(({ term }) => !hidden.has(term));
    return { ...topic, terms, note: said?.note?.trim() ?? '', label: labelOf(said, topic.label) };
  });
}
