import { hash } from 'node:crypto';
import type { CountedText, CountRule, TextCounter } from '../tokenize/text-counter.js';
import type { FoundDocument } from './document.js';
import { normalizeText } from './normalize-text.js';
import { type Chunk, cutPassages } from './passages.js';
import type { FileFinding } from './read-file.js';
import { fingerprintOf } from './repeats/fingerprint.js';
import { withoutLines } from './repeats/line-scanner.js';

/** What is done to each text by itself, wherever it is read. */
export interface PrepareSettings {
  chunk: Chunk;
  /** hashes of lines that are taken out of the texts */
  dropLines?: ReadonlySet<number> | undefined;
  /** how words are counted; absent where none are */
  counting?: CountRule | undefined;
}

/** A document as the collection takes it: its text normalised and cut, and what it is compared with others by. */
export interface PreparedDocument extends Pick<FoundDocument, 'kind' | 'row' | 'id' | 'metadata' | 'note'> {
  path: string;
  /** the passages; of a whole document its text; none where there is nothing but white space */
  texts: string[];
  /** the same texts as they were counted, if they were */
  counted: CountedText[];
  /** whether they are passages rather than the whole text */
  passages: boolean;
  /** of the text as it was read, without the white space around it: the same for exact copies; empty where there is no text */
  digest: string;
  /** for near copies; absent where there are no words */
  signature: Uint16Array | undefined;
  /** hashes of the lines that may be boilerplate */
  lines: Float64Array;
}

export type Prepared = PreparedDocument | Exclude<FileFinding, { kind: 'document' }>;

/**
 * Makes a finding of a reader ready for the collection.
 *
 * @param counter made by the settings' `counting`, if there is one
 */
export async function prepare(finding: FileFinding, { chunk, dropLines }: PrepareSettings, counter?: TextCounter): Promise<Prepared> {
  if (finding.kind !== 'document') return finding;
  const { text: asRead, ...rest } = finding;
  const whole = normalizeText(asRead);
  const trimmed = whole.trim();
  const text = dropLines === undefined ? whole : withoutLines(whole, (line) => dropLines.has(line));
  const texts = text.trim() === '' ? [] : cutPassages(text, chunk);
  return {
    ...rest,
    texts,
    counted: counter === undefined || texts.length === 0 ? [] : await countPassages(text, texts, counter),
    passages: chunk !== 'document',
    digest: trimmed === '' ? '' : hash('sha256', trimmed, 'base64'),
    ...fingerprintOf(trimmed),
  };
}

/** Passages have the language of the whole text. */
async function countPassages(text: string, passages: readonly string[], counter: TextCounter): Promise<CountedText[]> {
  const language = await counter.languageOf(text);
  return passages.map((passage) => counter.count(passage, language));
}
