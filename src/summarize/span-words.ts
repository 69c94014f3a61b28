import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import type { TopicModel } from '../topics/topic-model.js';
import { ExpectedPresence } from './expected-presence.js';
import { LEAST_SOURCES } from './group-shares.js';
import { moreThanChance, presenceScore } from './presence-score.js';

/** Terms of a topic that are looked at: those of the largest probability. */
const CANDIDATES = 200;
const MOST_WORDS = 8;
/** Spans in which the topic's share is less than this part of its largest one are left out: what is put into it there is mostly chance. */
const LEAST_PRESENCE = 0.05;

/** Topics and mixtures; see `TopicModel`. */
export type FixedMixtures = Pick<TopicModel, 'topics' | 'terms' | 'documentTopics' | 'topicTerms'>;

/** Rows of a matrix, by the span and the text that they are from. */
export interface SpannedRows {
  spans: number;
  /** of each row, −1 for none */
  spanOf: Int32Array;
  /** number of the text that a row is, or is a passage of; rows of one text follow each other */
  sourceOf: (row: number) => number;
}

/** Terms that a list of each topic holds, with the place of each list's terms in it. */
interface Listed {
  /** topics × size, by falling probability */
  terms: Int32Array;
  size: number;
  /** where each term's own entries begin in `slots`; terms + 1 */
  pointers: Int32Array;
  /** places in `terms` */
  slots: Int32Array;
}

/**
 * Terms that are in more texts of a span of time, as words of a topic, than of other times. A term counts once in a text, however often it stands
 * there, with the probability that it is of the topic under the model (the largest of the text's passages). What is expected
 * of a span goes by how long the topic's parts of its texts are. Of all terms, at most one of ten is expected to be told by chance (Benjamini and
 * Hochberg 1995).
 *
 * @param X documents × terms
 * @returns of each topic and span up to eight terms, best first; spans and terms of fewer than three texts have none
 */
export function spanWords(X: CsrMatrix, model: FixedMixtures, rows: SpannedRows): number[][][] {
  const { topics } = model;
  const { spans } = rows;
  const listed = listTerms(model);
  const counts = countInSpans(X, model, rows, listed);
  const { totals, expected } = partsInSpans(rowSums(X), model, rows);
  const inSpan = sourcesInSpans(rows);
  const scored: { topic: number; span: number; term: number; z: number }[] = [];
  let tested = 0;
  for (let topic = 0; topic < topics; topic++) {
    const shares = sharesOfSpans(totals, topic, topics, spans);
    const least = LEAST_PRESENCE * Math.max(...shares);
    const told = [...shares.keys()].filter((s) => shares[s] >= least && inSpan[s] >= LEAST_SOURCES);
    for (let slot = topic * listed.size; slot < (topic + 1) * listed.size; slot++) {
      const all = sumEvery(counts, slot * spans, (slot + 1) * spans, 1);
      if (all < LEAST_SOURCES) continue;
      const expectedIn = expected[topic].among(all);
      for (const span of told) {
        tested++;
        const count = counts[slot * spans + span];
        const z = count < LEAST_SOURCES ? 0 : presenceScore(count, all, expectedIn(span));
        if (z > 0) scored.push({ topic, span, term: listed.terms[slot], z });
      }
    }
  }
  const words: number[][][] = Array.from({ length: topics }, () => Array.from({ length: spans }, () => []));
  for (const { topic, span, term } of moreThanChance(scored, tested)) {
    if (words[topic][span].length < MOST_WORDS) words[topic][span].push(term);
  }
  return words;
}

/** Share of a topic in the words of each span. */
function sharesOfSpans(totals: Float64Array, topic: number, topics: number, spans: number): number[] {
  return Array.from({ length: spans }, (_, s) => {
    const words = sumEvery(totals, s, topics * spans, spans);
    return words > 0 ? totals[topic * spans + s] / words : 0;
  });
}

function sumEvery(values: Float64Array, from: number, to: number, step: number): number {
  let sum = 0;
  for (let at = from; at < to; at += step) sum += values[at];
  return sum;
}

function listTerms({ topics, terms, topicTerms }: Omit<FixedMixtures, 'documentTopics'>): Listed {
  const size = Math.min(CANDIDATES, terms);
  const listed = new Int32Array(topics * size);
  for (let k = 0; k < topics; k++) {
    const probabilities = topicTerms.subarray(k * terms, (k + 1) * terms);
    // only terms that may be among the first are sorted
    const least = probabilities.slice().sort()[terms - size];
    const likely: number[] = [];
    for (let j = 0; j < terms; j++) if (probabilities[j] >= least) likely.push(j);
    likely.sort((a, b) => probabilities[b] - probabilities[a] || a - b);
    listed.set(likely.slice(0, size), k * size);
  }
  const pointers = new Int32Array(terms + 1);
  for (const term of listed) pointers[term + 1]++;
  for (let j = 0; j < terms; j++) pointers[j + 1] += pointers[j];
  const next = pointers.slice(0, terms);
  const slots = new Int32Array(listed.length);
  for (let slot = 0; slot < listed.length; slot++) slots[next[listed[slot]]++] = slot;
  return { terms: listed, size, pointers, slots };
}

/** In how many texts of each span each listed term is expected to be of its topic; topics × size × spans. */
function countInSpans(
  X: CsrMatrix,
  { topics, terms, documentTopics, topicTerms }: FixedMixtures,
  { spans, spanOf, sourceOf }: SpannedRows,
  { size, pointers, slots }: Listed,
): Float64Array {
  const counts = new Float64Array(topics * size * spans);
  const best = new Float64Array(topics * size * spans);
  const lastSource = new Int32Array(topics * size * spans).fill(-1);
  const { placeOf, byTerm } = listedProbabilities(topics, terms, topicTerms, pointers);
  for (let i = 0; i < X.rows; i++) {
    const span = spanOf[i];
    if (span < 0) continue;
    const source = sourceOf(i);
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      const j = X.columnIndices[p];
      if (pointers[j + 1] === pointers[j]) continue;
      const probabilities = placeOf[j] * topics;
      let mean = 0;
      for (let k = 0; k < topics; k++) mean += documentTopics[i * topics + k] * byTerm[probabilities + k];
      if (mean === 0) continue;
      for (let q = pointers[j]; q < pointers[j + 1]; q++) {
        const k = Math.floor(slots[q] / size);
        const at = slots[q] * spans + span;
        const probability = (documentTopics[i * topics + k] * byTerm[probabilities + k]) / mean;
        const before = lastSource[at] === source ? best[at] : 0;
        lastSource[at] = source;
        best[at] = Math.max(before, probability);
        counts[at] += best[at] - before;
      }
    }
  }
  return counts;
}

/** The words of each topic in each span, topics × spans, and what follows from how long each topic's parts of the texts are. */
function partsInSpans(words: Float64Array, { topics, documentTopics }: Omit<FixedMixtures, 'topicTerms'>, { spans, spanOf, sourceOf }: SpannedRows) {
  const totals = new Float64Array(topics * spans);
  const expected = Array.from({ length: topics }, () => new ExpectedPresence(spans));
  const parts = new Float64Array(topics);
  for (const [i, span] of spanOf.entries()) {
    if (span < 0) continue;
    const isLast = i + 1 === spanOf.length || sourceOf(i + 1) !== sourceOf(i) || spanOf[i + 1] !== span;
    for (let k = 0; k < topics; k++) {
      const part = words[i] * documentTopics[i * topics + k];
      totals[k * spans + span] += part;
      parts[k] += part;
      if (isLast) expected[k].add(span, parts[k]);
    }
    if (isLast) parts.fill(0);
  }
  return { totals, expected };
}

/** The probabilities of the listed terms, those of a term side by side. */
function listedProbabilities(topics: number, terms: number, topicTerms: Float32Array, pointers: Int32Array) {
  const placeOf = new Int32Array(terms);
  let places = 0;
  for (let j = 0; j < terms; j++) if (pointers[j + 1] > pointers[j]) placeOf[j] = places++;
  const byTerm = new Float32Array(places * topics);
  for (let j = 0; j < terms; j++) {
    if (pointers[j + 1] === pointers[j]) continue;
    for (let k = 0; k < topics; k++) byTerm[placeOf[j] * topics + k] = topicTerms[k * terms + j];
  }
  return { placeOf, byTerm };
}

function sourcesInSpans({ spans, spanOf, sourceOf }: SpannedRows): number[] {
  const found = Array.from({ length: spans }, () => new Set<number>());
  for (const [i, span] of spanOf.entries()) if (span >= 0) found[span].add(sourceOf(i));
  return found.map(({ size }) => size);
}
