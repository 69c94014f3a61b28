import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import type { DocumentDates } from './document-dates.js';
import { countSources, groupShares } from './group-shares.js';
import { documentPeriods, onePeriodSentence } from './periods.js';
import { type FixedMixtures, spanWords } from './span-words.js';
import { timeSpans } from './time-spans.js';
import { topicCourses } from './topic-courses.js';
import type { NoTime, PeriodLength, TopicsOverTime } from './topics-over-time.js';

/** Share of the median of documents a period that a period has, at least, at which changes begin or end. */
const WELL_KNOWN = 0.25;

/** A collection whose topics are to be followed. */
export interface DatedCollection {
  /** documents × terms */
  X: CsrMatrix;
  /** the terms by column */
  terms: readonly string[];
  /** its mixtures are those inferred */
  model: FixedMixtures;
  dates: DocumentDates;
  /** number of the text that a row is, or is a passage of; rows of one text follow each other */
  sourceOf: (row: number) => number;
}

/**
 * The topics of a collection over time: their shares in each year or month, curves through them, their change, words of each span.
 *
 * @param period auto: months where nearly all documents are from less than six years, else years
 * @returns why there are none, where the documents with words are from fewer than two periods
 */
export function topicsOverTime({ X, terms, model, dates, sourceOf }: DatedCollection, period: PeriodLength | 'auto'): TopicsOverTime | NoTime {
  const tokens = rowSums(X);
  const cut = documentPeriods(dates.dates, tokens, period);
  const { length, periods, undated, withoutMonth } = cut;
  const [only] = periods;
  if (only === undefined) return { reason: 'No document with a date has words that are counted.', isMissed: true };
  if (periods.length === 1) return { reason: onePeriodSentence(only.name, only.documents === dates.dates.length), isMissed: true };
  const { topics: many, documentTopics } = model;
  const shares = groupShares({ words: tokens, topics: many, documentTopics, sourceOf, groupOf: cut.of, groups: periods.length });
  const texts = countSources(cut.of, sourceOf);
  const ends = wellKnownEnds(shares.units);
  const courses = topicCourses(
    shares,
    periods.map(({ at }) => at),
    ends,
  );
  const spans = timeSpans(periods, length);
  const spanOfPeriod = spans.flatMap(({ first, last }, s) => Array.from({ length: last - first + 1 }, () => s));
  const words = spanWords(X, model, { spans: spans.length, spanOf: cut.of.map((t) => (t < 0 ? -1 : spanOfPeriod[t])), sourceOf });
  const topics = courses.map((course, k) => ({
    topic: k + 1,
    ...course,
    words: words[k].map((columns, span) => ({ span, terms: columns.map((j) => terms[j]) })).filter((found) => found.terms.length > 0),
  }));
  const { source, yearOnly, unread } = dates;
  return { source, length, undated, unread, withoutMonth, yearOnly, periods, texts, ends, spans, topics };
}

/** The first and the last period that do not have much fewer documents than most: from a single early one nothing is said to rise or fall. */
function wellKnownEnds(units: Float64Array): TopicsOverTime['ends'] {
  const least = WELL_KNOWN * (units.toSorted()[Math.floor(units.length / 2)] as number);
  const first = units.findIndex((count) => count >= least);
  const last = units.findLastIndex((count) => count >= least);
  return first < last ? { first, last } : { first: 0, last: units.length - 1 };
}
