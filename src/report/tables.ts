import type { TraceRow } from '../factorize/factorize.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import type { RepeatedLine } from '../ingest/repeats/repeated-lines.js';
import type { Remark } from '../topics/remarks.js';
import type { TopicModel } from '../topics/topic-model.js';
import type { Phrase } from '../vocabulary/phrases.js';
import { type PrunedTerm, prunedEntries } from '../vocabulary/pruned-terms.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { float32Text, writeCsv } from './csv.js';
import { remarksLine } from './sentences.js';

/** A document as documents.csv lists it. */
interface ListedDocument {
  id: string;
  path: string;
  language: string;
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

const OWN_COLUMNS = ['id', 'path', 'tokens', 'terms', 'language'];

/** documents.csv: metadata columns in the order in which they are first met; one named as one of ours gets "metadata_" in front. */
export function documentsCsv(documents: readonly ListedDocument[], lengths: { tokens: Float64Array; terms: Int32Array }): Generator<string> {
  const names = new Set<string>();
  for (const { metadata } of documents) for (const name of Object.keys(metadata)) names.add(name);
  const columns = [...names];
  const header = [...OWN_COLUMNS];
  for (const name of columns) {
    let unique = name;
    while (header.includes(unique) || (unique !== name && names.has(unique))) unique = `metadata_${unique}`;
    header.push(unique);
  }
  function* rows() {
    for (const [i, { id, path, language, metadata }] of documents.entries()) {
      yield [
        id,
        path,
        lengths.tokens[i],
        lengths.terms[i],
        language,
        ...columns.map((name) => (Object.hasOwn(metadata, name) ? (metadata[name] as string) : '')),
      ];
    }
  }
  return writeCsv(header, rows());
}

/** ledger.csv: what is said of files and documents, then the words that are no terms. */
export function ledgerCsv(ledger: readonly LedgerEntry[], pruned: Iterable<PrunedTerm> = []): Generator<string> {
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

export function documentTopicsCsv(ids: readonly string[], { topics, documentTopics }: TopicModel): Generator<string> {
  function* rows() {
    for (const [i, id] of ids.entries()) {
      const row: (string | number)[] = [id];
      for (let k = 0; k < topics; k++) row.push(Number(float32Text(documentTopics[i * topics + k])));
      yield row;
    }
  }
  return writeCsv(['id', ...Array.from({ length: topics }, (_, k) => `topic_${k + 1}`)], rows());
}
