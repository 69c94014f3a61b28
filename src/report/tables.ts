import type { Surprise } from '../evaluate/misfit.js';
import type { TraceRow } from '../factorize/factorize.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import type { RepeatedLine } from '../ingest/repeats/repeated-lines.js';
import { metadataColumns, OWN_COLUMNS } from '../summarize/metadata-columns.js';
import type { Remark } from '../topics/remarks.js';
import type { TopicModel } from '../topics/topic-model.js';
import type { LeftOutWord } from '../vocabulary/left-out-words.js';
import type { Phrase } from '../vocabulary/phrases.js';
import { type PrunedTerm, prunedEntries } from '../vocabulary/pruned-terms.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { WordForm } from '../vocabulary/word-forms.js';
import { float32Text, writeCsv, writeCsvRows } from './csv.js';
import { remarksLine } from './sentences.js';

/** A document as documents.csv lists it. */
interface ListedDocument {
  id: string;
  path: string;
  language: string;
  unknown: number;
  metadata: Readonly<Record<string, string>>;
}

/** A topic as the tables list it; the figures are explained where they are computed. */
export interface ListedTopic {
  topic: number;
  label: string;
  prevalence: number;
  tokens: number;
  npmi: number;
  exclusivity: number;
  remarks: readonly Remark[];
  terms: readonly { term: string; probability: number; score: number; frex: number; relevance: number }[];
}

/** documents.csv; the documents are gone through twice. */
export function documentsCsv(documents: Iterable<ListedDocument>, lengths: { tokens: Float64Array; terms: ArrayLike<number> }): Generator<string> {
  const columns = metadataColumns(documents);
  const header = [...OWN_COLUMNS, ...columns.map(({ column }) => column)];
  function* rows() {
    let i = 0;
    for (const { id, path, language, unknown, metadata } of documents) {
      yield [
        id,
        path,
        lengths.tokens[i],
        lengths.terms[i++] as number,
        language,
        unknown,
        ...columns.map(({ name }) => (Object.hasOwn(metadata, name) ? (metadata[name] as string) : '')),
      ];
    }
  }
  return writeCsv(header, rows());
}

/** ledger.csv: what is said of files and documents, then the words that are no terms. */
export function ledgerCsv(ledger: Iterable<LedgerEntry>, pruned: Iterable<PrunedTerm> = []): Generator<string> {
  function* rows() {
    for (const { kind, id, reason, detail } of ledger) yield [kind, id, reason, detail];
    for (const { kind, id, reason, detail } of prunedEntries(pruned)) yield [kind, id, reason, detail];
  }
  return writeCsv(['kind', 'id', 'reason', 'detail'], rows());
}

/** phrases.csv: the words that were joined to one term, best first; npmi is empty for phrases that were given. */
export function phrasesCsv(phrases: readonly Phrase[]): Generator<string> {
  return writeCsv(
    ['phrase', 'npmi', 'count', 'joined', 'document_frequency'],
    phrases.map(({ term, npmi, count, joined, documentFrequency }) => [term, Number.isNaN(npmi) ? '' : npmi.toFixed(4), count, joined, documentFrequency]),
  );
}

/** repeated-lines.csv: the lines that stand in many documents, and whether they were taken out. */
export function repeatedLinesCsv(lines: readonly RepeatedLine[], dropped: boolean): Generator<string> {
  return writeCsv(
    ['line', 'documents', 'dropped'],
    lines.map(({ text, documents }) => [text, documents, dropped ? 'yes' : 'no']),
  );
}

/** left-out-words.csv: words that are left out whatever document they stand in, beside the stop words of its language. */
export function leftOutWordsCsv(words: readonly LeftOutWord[]): Generator<string> {
  return writeCsv(
    ['word', 'reason'],
    words.map(({ word, reason }) => [word, reason]),
  );
}

/** word-forms.csv: forms of words that count as a term which is written as a word of another language; an empty term is none. */
export function wordFormsCsv(forms: readonly WordForm[]): Generator<string> {
  return writeCsv(
    ['language', 'form', 'term'],
    forms.map(({ language, form, term = '' }) => [language, form, term]),
  );
}

export function vocabularyCsv({ terms, documentFrequency, counts }: Vocabulary): Generator<string> {
  function* rows() {
    for (const [j, term] of terms.entries()) yield [term, documentFrequency[j], counts[j]];
  }
  return writeCsv(['term', 'document_frequency', 'count'], rows());
}

export function traceCsv(trace: readonly TraceRow[]): Generator<string> {
  return writeCsv(
    ['iteration', 'seconds', 'kl_divergence', 'objective', 'log_likelihood', 'relative_change', 'kkt_residual'],
    trace.map((row) => [
      row.iteration,
      Math.round(row.seconds * 1000) / 1000,
      row.klDivergence,
      row.objective,
      row.logLikelihood,
      row.relativeChange,
      row.kktResidual,
    ]),
  );
}

export function topicsCsv(topics: readonly ListedTopic[]): Generator<string> {
  function* rows() {
    for (const { topic, terms } of topics) {
      for (const [r, { term, probability, score, frex, relevance }] of terms.entries()) {
        yield [topic, r + 1, term, Number(float32Text(probability)), score, frex, relevance];
      }
    }
  }
  return writeCsv(['topic', 'rank', 'term', 'probability', 'score', 'frex', 'relevance'], rows());
}

/** topic-summary.csv; `topTerms` of the terms of a topic, joined by a comma and a space. */
export function topicSummaryCsv(topics: readonly ListedTopic[], topTerms: number): Generator<string> {
  return writeCsv(
    ['topic', 'label', 'prevalence', 'tokens', 'npmi', 'exclusivity', 'top_terms', 'remark'],
    topics.map(({ topic, label, prevalence, tokens, npmi, exclusivity, terms, remarks }) => [
      topic,
      label,
      prevalence,
      tokens,
      npmi,
      exclusivity,
      terms
        .slice(0, topTerms)
        .map(({ term }) => term)
        .join(', '),
      remarksLine(remarks),
    ]),
  );
}

export function* documentTopicsCsv(ids: readonly string[], { topics, documentTopics }: Pick<TopicModel, 'topics' | 'documentTopics'>): Generator<string> {
  yield* documentTopicsHeader(topics);
  yield* documentTopicsRows(ids, topics, documentTopics);
}

export function documentTopicsHeader(topics: number): Generator<string> {
  return writeCsv(['id', ...Array.from({ length: topics }, (_, k) => `topic_${k + 1}`)], []);
}

/** @param shares documents × topics */
export function documentTopicsRows(ids: readonly string[], topics: number, shares: Float32Array): Generator<string> {
  function* rows() {
    for (const [i, id] of ids.entries()) {
      const row: (string | number)[] = [id];
      for (let k = 0; k < topics; k++) row.push(Number(float32Text(shares[i * topics + k])));
      yield row;
    }
  }
  return writeCsvRows(rows());
}

/** misfit.csv: words of each document, how many of them are no terms, how surprising they are in nats a word, and the score. */
export function* misfitCsv(
  documents: Iterable<{ id: string; unknown: number }>,
  { surprise, scores }: { surprise: Pick<Surprise, 'words' | 'means'>; scores: Float64Array },
): Generator<string> {
  yield* misfitHeader();
  yield* misfitRows(documents, surprise, scores);
}

export function misfitHeader(): Generator<string> {
  return writeCsv(['id', 'tokens', 'unknown', 'surprise', 'misfit'], []);
}

export function misfitRows(
  documents: Iterable<{ id: string; unknown: number }>,
  { words, means }: Pick<Surprise, 'words' | 'means'>,
  scores: Float64Array,
): Generator<string> {
  function* rows() {
    let i = 0;
    for (const { id, unknown } of documents) {
      yield [id, words[i] - unknown, unknown, rounded(means[i]), rounded(scores[i])];
      i++;
    }
  }
  return writeCsvRows(rows());
}

/** With four digits behind the point. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}

/**
 * The table of inferred mixtures in pieces: first its header, where no documents are given, then rows.
 *
 * @param inferred mixtures documents × topics; the other figures a number a document
 */
export function* inferredRows(
  ids: readonly string[],
  topics: number,
  inferred: { tokens: ArrayLike<number>; unknown: ArrayLike<number>; misfit: ArrayLike<number>; mixtures: Float32Array } | undefined,
): Generator<string> {
  if (inferred === undefined) {
    yield* writeCsv(['id', 'tokens', 'unknown', 'misfit', ...Array.from({ length: topics }, (_, k) => `topic_${k + 1}`)], []);
    return;
  }
  const { tokens, unknown, misfit, mixtures } = inferred;
  function* rows() {
    for (const [i, id] of ids.entries()) {
      const row: (string | number)[] = [id, tokens[i] as number, unknown[i] as number, rounded(misfit[i] as number)];
      for (let k = 0; k < topics; k++) row.push(Number(float32Text(mixtures[i * topics + k])));
      yield row;
    }
  }
  yield* writeCsvRows(rows());
}
