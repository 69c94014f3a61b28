import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { type PlacedWord, placedWords } from '../tokenize/prepare-words.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import type { TopicModel } from '../topics/topic-model.js';
import { isPhrased, isUnspaced } from './letter-kinds.js';
import { quoteWeight } from './quotable.js';
import { cutSentences } from './sentences.js';
import { collectionTerms, type TermDivergence, topicDivergences } from './term-divergence.js';

/** Representative documents of a topic whose sentences are looked at: fewer where there are many topics, 2,000 in all, but no fewer than 8. */
const DOCUMENTS = 40;
const FEWEST_DOCUMENTS = 8;
const ALL_DOCUMENTS = 2000;
/** Characters at the start of a text that are looked at. */
const REACH = 50_000;
/** Sentences of a topic that are kept, and those of one document among them. */
const KEPT = 60;
const KEPT_OF_DOCUMENT = 3;
/** Different words of a topic that a sentence about it has, at least. */
const OWN_TERMS = 2;
/** Least probability of a word of the topic. */
const OWN_PROBABILITY = 0.001;
/** How much less a sentence is worth that begins no paragraph, that is not the first of its document that can be quoted, of an item of a list. */
const WEIGHTS = { within: 0.9, later: 0.8, item: 0.4 };

/** A sentence that may be quoted. */
export interface CandidateSentence {
  /** row of the document */
  document: number;
  /** where it begins in the text */
  begin: number;
  /** white space as single blanks */
  text: string;
  /** different terms that it has, as columns */
  terms: Int32Array;
  /** how well it can be quoted, with the share of the topic in its document, in (0, 1] */
  weight: number;
}

/** Which terms the words of a text count as, undefined for those that are none. */
export type ColumnsOf = (words: readonly PlacedWord[], text: string) => readonly (number | undefined)[];

/** A candidate with its worth by itself. */
interface Ranked {
  sentence: CandidateSentence;
  value: number;
}

/**
 * Gathers the sentences from which summaries are chosen, while texts pass by: for each topic up to 60 of its most representative documents,
 * those that come nearest to the topic by themselves.
 *
 * Time is proportional to the wanted texts (their first 50,000 characters), memory to topics × terms and the sentences kept.
 */
export class CandidateSentences {
  /** rows of the documents whose texts are to be given */
  readonly wanted: ReadonlySet<number>;
  private readonly model: TopicModel;
  private readonly background: Float64Array;
  private readonly divergences: TermDivergence[];
  private readonly topicsOf = new Map<number, number[]>();
  private readonly kept: Ranked[][];

  constructor(model: TopicModel, X: CsrMatrix) {
    this.model = model;
    this.background = collectionTerms(model);
    this.divergences = topicDivergences(model);
    const count = Math.max(FEWEST_DOCUMENTS, Math.min(DOCUMENTS, Math.floor(ALL_DOCUMENTS / model.topics)));
    representativeDocuments(model, X, count).forEach((documents, k) => {
      for (const i of documents) this.topicsOf.set(i, [...(this.topicsOf.get(i) ?? []), k]);
    });
    this.wanted = new Set(this.topicsOf.keys());
    this.kept = Array.from({ length: model.topics }, () => []);
  }

  /**
   * Takes the text of a document; one that is not wanted is passed over.
   *
   * @param document its row; each once, in any order
   * @param whole its text, normalised (NFC)
   * @param language an ISO 639-1 code, or 'none'
   */
  add(document: number, whole: string, language: string, columnsOf: ColumnsOf): void {
    const topics = this.topicsOf.get(document);
    if (topics === undefined) return;
    const sentences = quotableSentences(document, whole.slice(0, REACH), language, columnsOf);
    for (const k of topics) this.addTo(k, document, sentences);
  }

  /** Of each topic its candidates, the best first. */
  get ofTopics(): CandidateSentence[][] {
    return this.kept.map((ranked) => ranked.map(({ sentence }) => sentence));
  }

  private addTo(k: number, document: number, sentences: readonly CandidateSentence[]): void {
    const { topics, terms, topicTerms, documentTopics } = this.model;
    const probabilities = topicTerms.subarray(k * terms, (k + 1) * terms);
    const isOwn = (j: number) => probabilities[j] >= OWN_PROBABILITY && probabilities[j] >= this.background[j];
    const share = documentTopics[document * topics + k];
    const divergence = this.divergences[k] as TermDivergence;
    const found: Ranked[] = [];
    for (const quotable of sentences) {
      if (quotable.terms.filter(isOwn).length < OWN_TERMS) continue;
      const sentence = { ...quotable, weight: quotable.weight * share };
      found.push({ sentence, value: divergence.worth(sentence) });
    }
    const kept = this.kept[k] as Ranked[];
    kept.push(...found.sort(byValue).slice(0, KEPT_OF_DOCUMENT));
    kept.sort(byValue).splice(KEPT);
  }
}

function byValue(a: Ranked, b: Ranked): number {
  return b.value - a.value || a.sentence.document - b.sentence.document || a.sentence.begin - b.sentence.begin;
}

/** The sentences of a text that can be quoted, with their terms. */
function quotableSentences(document: number, text: string, language: string, columnsOf: ColumnsOf): CandidateSentence[] {
  const words = placedWords(text, language);
  const columns = columnsOf(words, text);
  const found: CandidateSentence[] = [];
  let next = 0;
  for (const { begin: cut, end, marker, isItem, isEnded, isStarted, isFirst } of cutSentences(text, language)) {
    // the sign of an item is not quoted
    const begin = cut + marker;
    const terms = new Set<number>();
    while (next < words.length && words[next].begin < begin) next++;
    const first = next;
    for (; next < words.length && words[next].end <= end; next++) {
      const column = columns[next];
      if (column !== undefined) terms.add(column);
    }
    if (!isEnded || !isStarted || terms.size < OWN_TERMS) continue;
    const whole = text.slice(begin, end);
    const quoted = asQuoted(whole);
    const place = (isFirst ? 1 : WEIGHTS.within) * (found.length === 0 ? 1 : WEIGHTS.later) * (isItem ? WEIGHTS.item : 1);
    const weight = quoteWeight(whole, quoted, next - first, language) * place;
    if (weight > 0) found.push({ document, begin, text: quoted, terms: Int32Array.from(terms), weight });
  }
  return found;
}

/** White space as single blanks; where a line was broken between letters of a script without blanks, as nothing. */
function asQuoted(sentence: string): string {
  return sentence.replace(/\s+/g, (space, at: number) => {
    const isBroken = /[\n\r]/.test(space) && isIdeographic(sentence.charCodeAt(at - 1)) && isIdeographic(sentence.charCodeAt(at + space.length));
    return isBroken ? '' : ' ';
  });
}

/** Letters and signs of East Asia. */
function isIdeographic(unit: number): boolean {
  return (isUnspaced(unit) && !isPhrased(unit)) || (unit >= 0x3000 && unit < 0x3040) || (unit >= 0xff00 && unit < 0xff66);
}
