import { ConfigError, InterruptedError } from '../errors/errors.js';
import { Inference, type InferredDocuments } from '../evaluate/inference.js';
import { normalizeText } from '../ingest/normalize-text.js';
import { KnownCounter } from '../matrix/known-counter.js';
import { TextCounter } from '../tokenize/text-counter.js';
import { KnownWords } from '../vocabulary/known-words.js';
import { countRule } from '../vocabulary/word-settings.js';
import { type InputDocument, namedDocuments } from './input-document.js';
import type { Model } from './model.js';

/** Options of inferMixtures. */
export interface InferMixturesOptions {
  signal?: AbortSignal | undefined;
}

/** What inferMixtures returns. */
export interface InferredMixtures extends InferredDocuments {
  /** of all documents, in the order given */
  ids: string[];
}

/** Documents that are counted before their mixtures are inferred, and characters of them. */
const BATCH_DOCUMENTS = 1000;
const BATCH_LENGTH = 4 * 1024 * 1024;

/**
 * Infers the mixtures of any documents with the topics of a model fixed: the same counting as of the documents that it was fitted to, the
 * same mixtures as document-topics.csv has. Each document's depends on its text and the model alone.
 *
 * @param model what `fitTopics` returned, or `loadModel` of a run's folder
 * @param documents in any iterable; ids default to the position from 1
 * @returns all documents, also those without a known word
 * @throws ConfigError for a document that is no text, and a model that was fitted to counts made elsewhere
 * @throws InterruptedError when options.signal is aborted
 */
export async function inferMixtures(
  model: Model | { model: Model },
  documents: Iterable<InputDocument> | AsyncIterable<InputDocument>,
  { signal }: InferMixturesOptions = {},
): Promise<InferredMixtures> {
  const fixed = 'model' in model ? model.model : model;
  const { counting, vocabulary } = fixed;
  if (counting === undefined) throw new ConfigError('the model was fitted to counts made elsewhere: how texts are counted for it is not known');
  const inference = await Inference.create(fixed);
  const counter = new TextCounter(countRule(counting.settings));
  const known = new KnownCounter(new KnownWords(counting, vocabulary));
  const number = known.addCounter();
  const ids: string[] = [];
  const parts: InferredDocuments[] = [];
  let length = 0;
  const takeBatch = async () => {
    if (signal?.aborted) throw new InterruptedError('interrupted while mixtures were inferred');
    known.addTerms(number, counter.newTerms());
    const { X, unknown } = await known.take();
    parts.push(inference.infer(X, unknown));
    length = 0;
  };
  for await (const { id, text } of namedDocuments(documents)) {
    const normalized = normalizeText(text);
    const { row, language } = counter.count(normalized, await counter.languageOf(normalized));
    known.addRow(number, row, language);
    ids.push(id);
    length += text.length;
    if (known.waiting === BATCH_DOCUMENTS || length > BATCH_LENGTH) await takeBatch();
  }
  await takeBatch();
  return {
    ids,
    tokens: Float64Array.from(parts.flatMap(({ tokens }) => [...tokens])),
    unknown: Uint32Array.from(parts.flatMap(({ unknown }) => [...unknown])),
    misfit: Float64Array.from(parts.flatMap(({ misfit }) => [...misfit])),
    mixtures: joined(parts.map(({ mixtures }) => mixtures)),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}
