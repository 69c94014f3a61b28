import stringWidth from 'string-width';
import { oneLine } from './one-line.js';
import { percent } from './sentences.js';
import type { CitedSentence, Story } from './story.js';
import { type ChangesOverTime, changesSentence } from './story-sentences.js';
import { characters } from './terminal.js';

/** Lines of text are at most this wide, however wide the terminal is. */
const LONGEST_LINE = 100;

/**
 * What the collection and each of its topics say, for the terminal: sentences with the documents that they are from.
 *
 * @param topics in the order of their numbers
 * @param width columns of the terminal
 */
export function summaryLines(
  { summaries, time }: { summaries: Story['summaries']; time: ChangesOverTime | null },
  topics: readonly { topic: number; label: string; prevalence: number }[],
  width: number,
): string[] {
  const line = Math.min(width, LONGEST_LINE);
  const indent = ' '.repeat(Math.max(2, String(topics.length).length) + 3);
  const lines: string[] = [];
  // where nothing is quoted at all there is another reason
  const quotesAny = summaries.topics.some((sentences) => sentences.length > 0);
  if (summaries.collection.length > 0) lines.push(...quoted(summaries.collection, '', line, () => ''), '');
  for (const { topic, label, prevalence } of topics) {
    const sentences = summaries.topics[topic - 1] ?? [];
    const [first = '', ...further] = wrapped(oneLine(`${label} (${percent(prevalence)})`), line - indent.length);
    lines.push(` ${String(topic).padStart(indent.length - 3)}  ${first}`, ...further.map((text) => indent + text));
    if (sentences.length === 0 && quotesAny)
      lines.push(...wrapped('No sentence of its documents can stand by itself.', line - indent.length).map((text) => indent + text));
    lines.push(...quoted(sentences, indent, line, ({ share }) => `, ${Math.round(100 * share)} % this topic`), '');
  }
  if (time !== null) {
    const labels = topics.map(({ label }) => oneLine(label));
    lines.push(...wrapped(changesSentence(time, labels), line), '');
  }
  return lines.slice(0, -1);
}

/** Sentences, each with its source beneath. */
function quoted(sentences: readonly CitedSentence[], indent: string, width: number, share: (sentence: CitedSentence) => string): string[] {
  return sentences.flatMap((sentence) => {
    const { id, date, text } = sentence;
    const source = `— ${oneLine(id)}${date === '' ? '' : `, ${oneLine(date)}`}${share(sentence)}`;
    return [...wrapped(oneLine(text), width - indent.length), ...wrapped(source, width - indent.length)].map((line) => indent + line);
  });
}

/** A text in lines of at most so many columns, parted at blanks where they have any. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const columns = Math.max(2, width);
  // a figure stays with its percent sign
  for (const word of text
    .replaceAll(' %', '\u00a0%')
    .split(/[^\S\u00a0]+/)
    .filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (stringWidth(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines.map((text) => text.replaceAll('\u00a0', ' '));
}

/** A word in pieces that fit a line: one without blanks may be a whole sentence in Chinese. */
function piecesOf(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of characters.segment(word)) {
    if (piece !== '' && stringWidth(piece + segment) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
