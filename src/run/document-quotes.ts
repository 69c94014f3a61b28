import { type Excerpt, excerptOf } from '../topics/excerpt.js';
import type { TopicModel } from '../topics/topic-model.js';
import { columnsOf, type termLookup } from '../vocabulary/term-lookup.js';
import type { TopicDescription } from './describe-topics.js';
import type { DocumentRecord } from './document-records.js';

/** First terms of a topic that are marked in its passages. */
const MARKED_TERMS = 30;

/** Quotes documents, those of which there are texts. */
export class DocumentQuotes {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly lookups: ReadonlyMap<string, ReturnType<typeof termLookup>>;
  private readonly model: TopicModel;
  private readonly descriptions: readonly Pick<TopicDescription, 'terms'>[];

  /**
   * @param texts by id
   * @param lookups of each language, what finds the term that a word or phrase counts as
   */
  constructor(
    texts: ReadonlyMap<string, string>,
    lookups: ReadonlyMap<string, ReturnType<typeof termLookup>>,
    model: TopicModel,
    descriptions: readonly Pick<TopicDescription, 'terms'>[],
  ) {
    this.texts = texts;
    this.lookups = lookups;
    this.model = model;
    this.descriptions = descriptions;
  }

  /** The passage of a document that shows best what topic k + 1 is about. */
  passage(k: number, { id, language }: DocumentRecord): Excerpt | undefined {
    const text = this.texts.get(id);
    const lookup = this.lookups.get(language);
    if (text === undefined || lookup === undefined) return undefined;
    const own = new Set(this.descriptions[k]?.terms.slice(0, MARKED_TERMS).map(({ term }) => lookup(term)));
    return excerptOf(
      text,
      language,
      (words, whole) => columnsOf(words, whole, lookup),
      (column) => topicShare(this.model, k, column),
      (column) => own.has(column),
    );
  }

  beginning({ id, language }: DocumentRecord): Excerpt | undefined {
    const text = this.texts.get(id);
    if (text === undefined) return undefined;
    return excerptOf(
      text,
      language,
      (words) => words.map(() => undefined),
      () => 0,
      () => false,
    );
  }
}

/** How much a term speaks for a topic: the topic's share among all topics of the term's probability. */
function topicShare({ topics, terms, topicTerms }: TopicModel, k: number, column: number): number {
  let all = 0;
  for (let l = 0; l < topics; l++) all += topicTerms[l * terms + column];
  return all === 0 ? 0 : topicTerms[k * terms + column] / all;
}
