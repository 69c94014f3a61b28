import type { FitStatus } from '../factorize/fit-status.js';
import { languageName } from '../tokenize/language-names.js';
import type { Remark } from '../topics/remarks.js';

/*
 * Figures in words, for the report and the terminal.
 */

/** How a fit ended; the figures are those of the last row of its trace. */
export interface FitFigures {
  status: FitStatus;
  iterations: number;
  klDivergence: number;
  objective: number;
  logLikelihood: number;
  kktResidual: number;
  lowestGradient: number;
  relativeChange: number | null;
  /** numbers of the topics that hold less than one word */
  emptyTopics: number[];
  /** pseudo-counts of the topics in each document, as they were learned; 0 without priors */
  documentPrior: number[];
}

/** What was counted. */
export function countsSentence({ documents, tokens, terms }: { documents: number; tokens: number; terms: number }, topics: number): string {
  return `${whole(documents)} documents, ${whole(tokens)} counted words, ${whole(terms)} different terms, ${topics} topics.`;
}

/**
 * Which documents the report holds, where they are not all.
 *
 * @param sample how many, each so-manieth and those that show a topic
 * @param all documents
 */
export function sampleSentence(sample: { documents: number; every: number } | undefined, all: number): string {
  if (sample === undefined) return '';
  const which = `every ${ordinal(sample.every)} and those that show a topic best or fit none`;
  return `The report holds a sample of ${whole(sample.documents)} of the ${whole(all)} documents, ${which}; the topics and their numbers are of all.`;
}

/** On what time and groups are measured, where it is a sample. @param documents of it that stand at even distances */
export function sampleNote(documents: number | undefined): string {
  return documents === undefined ? '' : `These figures are of the ${whole(documents)} documents of the sample that were taken at even distances.`;
}

/** 500th, 1st */
function ordinal(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  return `${whole(number)}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

/** How close the fit is to where it would end. */
export function convergenceSentence({ status, iterations, relativeChange, kktResidual }: FitFigures): string {
  const after = `after ${iterations} iteration${iterations === 1 ? '' : 's'}`;
  if (status === 'stationary') return `The fit converged ${after}: the next update would change the weights by ${(100 * kktResidual).toPrecision(1)} % only.`;
  const falling = relativeChange !== null && relativeChange > 0;
  const fall = falling ? `in the last ones its objective still fell by ${(100 * relativeChange).toPrecision(1)} % each` : '';
  if (status === 'converged') return `The fit converged ${after}: ${falling ? fall.replace(' still', '') : 'its objective falls no more'}.`;
  const change = falling ? ` (${fall})` : '';
  if (status === 'interrupted') return `The fit was interrupted ${after}, before it had converged${change}; the same command goes on from there.`;
  return `The fit was stopped ${after}, before it had converged${change}; more with max-iterations.`;
}

/** Which topics stayed without words, if any. */
export function emptyTopicsSentence({ emptyTopics }: FitFigures): string {
  if (emptyTopics.length === 0) return '';
  const [one] = emptyTopics;
  if (emptyTopics.length === 1) return `Topic ${one} is empty: the collection needs fewer topics, or another start.`;
  return `The topics ${emptyTopics.join(', ')} are empty: the collection needs fewer topics, or another start.`;
}

/**
 * What the fit is, and its figures.
 *
 * @param version of topikl
 * @param config the settings of the run, by their names with hyphens
 */
export function* modelSentences(version: string, fit: FitFigures, config: Readonly<Record<string, unknown>>): Generator<string> {
  yield `Word counts, factorised by topikl ${version}.`;
  const { klDivergence, objective, logLikelihood, kktResidual, lowestGradient } = fit;
  const [documentPrior, termPrior] = [Number(config['document-prior'] ?? 0), Number(config['term-prior'] ?? 0)];
  if (config.loss === 'frobenius') {
    yield 'The product of documents’ weights and topics’ terms is fitted to the counts by least squares (NMF under the Frobenius norm).';
    yield `Half the squared error ${objective.toFixed(1)}; generalised Kullback-Leibler divergence ${klDivergence.toFixed(1)}.`;
    yield `The next update would change the weights by ${(100 * kktResidual).toPrecision(2)} % of the squared counts (KKT residual ${kktResidual.toExponential(1)}).`;
  } else {
    const model = 'Each count is taken as Poisson with a mean that is a mixture of topics (KL-divergence NMF)';
    if (documentPrior === 0 && termPrior === 0) {
      yield `${model}, and the fit is its maximum likelihood.`;
      yield `Divergence ${klDivergence.toFixed(1)}, log-likelihood ${logLikelihood.toFixed(1)}.`;
    } else {
      const learned = fit.documentPrior.some((a) => a !== fit.documentPrior[0]) ? ' on average (how they are shared out was learned)' : '';
      const inDocuments = documentPrior === 0 ? '' : `each document had had ${documentPrior} words in each topic already${learned}`;
      const inTopics = termPrior === 0 ? '' : `each topic had had each term ${termPrior} times`;
      yield `${model}, and the fit is the most probable one under Dirichlet priors: as if ${[inDocuments, inTopics].filter((part) => part !== '').join(', and ')}.`;
      yield `Divergence ${klDivergence.toFixed(1)}, log-likelihood ${logLikelihood.toFixed(1)}; divergence less the log prior, which is what was minimised, ${objective.toFixed(1)}.`;
    }
    yield `The next update would change the weights by ${(100 * kktResidual).toPrecision(2)} % of the words (KKT residual ${kktResidual.toExponential(1)}).`;
  }
  yield lowestGradient < -0.01
    ? `Some weights that are 0 would grow (lowest gradient ${lowestGradient.toFixed(2)}): another start, or more iterations, may find a better fit.`
    : 'No weight that is 0 would grow noticeably.';
}

/** What is not in the results, and where it is listed. */
export function leftOutSentence({ filesLeftOut, documentsLeftOut, notes }: { filesLeftOut: number; documentsLeftOut: number; notes: number }): string {
  const parts = [plural(filesLeftOut, 'file'), plural(documentsLeftOut, 'document')].filter((part) => part !== '');
  const leftOut = parts.length === 0 ? 'Nothing was left out' : `${parts.join(' and ')} left out`;
  return `${leftOut}${notes > 0 ? `, ${plural(notes, 'note')}` : ''}${parts.length + notes > 0 ? ' (see ledger.csv)' : ''}.`;
}

/** Languages that are named: at most so many, and none of a smaller share of the documents. */
const NAMED_LANGUAGES = 5;
const LEAST_SHARE = 0.001;

/** Which languages the documents were found to be in, the commonest first. */
export function languagesSentence(languages: readonly { language: string; documents: number }[]): string {
  const all = languages.reduce((sum, { documents }) => sum + documents, 0);
  const [first] = languages;
  if (first === undefined) return '';
  if (languages.length === 1)
    return first.language === 'none' ? 'In what language the documents are cannot be told.' : `The documents are in ${languageName(first.language)}.`;
  const named = languages.slice(0, NAMED_LANGUAGES).filter(({ documents }) => documents >= LEAST_SHARE * all);
  const parts = named.map(({ language, documents }) => `${languageName(language)} (${percent(documents / all)})`);
  const others = languages.slice(named.length).reduce((sum, { documents }) => sum + documents, 0);
  if (others > 0) parts.push(`${whole(others)} in ${languages.length - named.length === 1 ? 'another one' : 'others'}`);
  return `The documents are in ${parts.join(', ')}; each has the stop words of its own language, which documents.csv names.`;
}

/** Columns of metadata that are named. */
const NAMED_COLUMNS = 12;

/**
 * What is known of the documents beside their texts.
 *
 * @param columns names of their metadata
 * @param dates the first and the last, where they have dates
 */
export function metadataSentence(columns: readonly string[], dates?: readonly [first: string, last: string]): string {
  if (columns.length === 0) return '';
  const names = columns.slice(0, NAMED_COLUMNS).map((column) => (column === 'date' && dates !== undefined ? `date (${dates.join(' to ')})` : column));
  return `Known beside the texts: ${names.join(', ')}${columns.length > NAMED_COLUMNS ? ' and others' : ''}.`;
}

/** How many phrases became terms, if they were looked for. */
export function phrasesSentence(phrases: number | undefined): string {
  if (phrases === undefined) return '';
  if (phrases === 0) return 'No words stand together so often that they are a phrase.';
  const what = phrases === 1 ? 'One phrase of two or three words is a term' : `${whole(phrases)} phrases of two or three words are terms`;
  return `${what} (see phrases.csv).`;
}

/** Lines that stand in many documents, if there are any. */
export function repeatedLinesSentence(lines: number, dropped: boolean): string {
  if (lines === 0) return '';
  const what = lines === 1 ? 'One line stands' : `${whole(lines)} lines stand`;
  const them = lines === 1 ? 'it was' : 'they were';
  return `${what} in many documents, as headers, menus and disclaimers do; ${them} ${dropped ? 'taken out' : 'counted like any other (leave such lines out with boilerplate: drop)'}. See repeated-lines.csv.`;
}

/** What the words are that `noiseTerms` finds, and what one may do about them. */
export function noiseSentence(words: number): string {
  const [these, they] = words === 1 ? ['This word is', 'It was'] : ['These words are', 'They were'];
  return `${these} spread over the documents about as chance would spread them (Poisson noise), so that no topic is told by them. ${they} counted like any other. To leave them out, strike from proposed-stop-words.txt what you would keep, and give that file to --stop-words.`;
}

/** Files over which a clock ran out, if there are any. */
export function givenUpSentence(files: number): string {
  if (files === 0) return '';
  return `${plural(files, 'file')} had to be given up, since ${files === 1 ? 'its parser' : 'their parsers'} hung, failed or took too much memory: the next run tries again, and may give something else.`;
}

function plural(count: number, word: string): string {
  return count === 0 ? '' : `${whole(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** How many documents no topic explains, and what that means. @param listed how many of them follow */
export function misfitSentence(documents: number, listed: number): string {
  const measure =
    'The misfit of a document says how surprising its words are under its own mixture of topics, words that are no terms included: in standard deviations above the median of the collection, for a document of its length (see misfit.csv).';
  const unseen = 'Other languages and codes stand out; a document on another subject may not, since a model that was fitted to it explains it in part.';
  if (documents === 0) return `None stands out. ${measure} None is above 3. ${unseen}`;
  const them = documents === 1 ? 'One document has' : `${whole(documents)} documents have`;
  const worst = listed < documents ? ` The ${whole(listed)} worst:` : '';
  return `${them} a misfit above 3: another language or subject than the rest, or hardly any text. ${measure} ${unseen}${worst}`;
}

/** Topics that the summary of an inference names. */
const NAMED_TOPICS = 5;

/** What was inferred of new documents, a sentence a line. */
export function inferredSentences(result: {
  documents: number;
  tokens: number;
  unknown: number;
  withoutWords: number;
  withoutTopic: number;
  topics: readonly { topic: number; label: string; documents: number }[];
}): string[] {
  const { documents, tokens, unknown, withoutWords, withoutTopic, topics } = result;
  const words = tokens + unknown;
  const share =
    words === 0 ? '' : ` Of ${plural(words, 'word')} that ${words === 1 ? 'is no stop word' : 'are no stop words'} ${percent(unknown / words)} are unknown.`;
  const lines = [`The mixtures of ${plural(documents, 'document')} were inferred.${share}`];
  const common = topics.filter((topic) => topic.documents > 0).slice(0, NAMED_TOPICS);
  if (common.length > 0)
    lines.push(`Most often the largest topic: ${common.map(({ topic, label, documents: of }) => `${topic} ${label} (${whole(of)})`).join('; ')}.`);
  if (withoutWords > 0)
    lines.push(`${plural(withoutWords, 'document')} without a known word: ${withoutWords === 1 ? 'its mixture is' : 'their mixtures are'} flat.`);
  lines.push(
    withoutTopic === 0
      ? 'None has words that no topic explains (misfit above 3).'
      : `${plural(withoutTopic, 'document')} with words that no topic explains (misfit above 3).`,
  );
  return lines;
}

/**
 * How well a topic's first words go together.
 *
 * @param all the coherence of all topics, among which it has its rank
 */
export function coherenceSentence(npmi: number, all: readonly number[]): string {
  if (Number.isNaN(npmi)) return 'It has too few words for its coherence to be measured.';
  const lower = all.filter((other) => Number.isNaN(other) || other < npmi).length;
  const rank = all.length < 2 ? '' : lower === 0 ? `, the lowest of the ${all.length} topics` : `, better than ${lower} of the ${all.length} topics`;
  const figure = `(NPMI ${npmi.toFixed(2)}${rank})`;
  if (npmi >= 0.2) return `Its first words are often found in the same documents ${figure}.`;
  if (npmi >= 0.05) return `Its first words are found in the same documents now and then ${figure}.`;
  return `Its first words are seldom found in the same documents ${figure}.`;
}

/** How far a topic's first words are its own. */
export function exclusivitySentence(exclusivity: number): string {
  if (Number.isNaN(exclusivity)) return '';
  return `${exclusivity >= 0.5 ? 'They are mostly its own' : 'It shares them with other topics'} (exclusivity ${exclusivity.toFixed(2)}).`;
}

/** Stands before a remark, so that it is seen without colour. */
export const REMARK_SIGN = '⚠';

/** Words that a remark names, and marked topics that a sentence lists. */
const NAMED_WORDS = 6;
const LISTED_TOPICS = 12;

/**
 * How many topics bear a remark, and which.
 *
 * @param marked their numbers
 * @param topics how many there are
 */
export function secondLookSentence(marked: readonly number[], topics: number): string {
  if (marked.length === 0) return 'No topic is marked for a second look.';
  const which = marked.length > LISTED_TOPICS ? '' : `: ${marked.join(', ')}`;
  if (marked.length === 1) return `One of the ${topics} topics is worth a second look, marked ${REMARK_SIGN}${which}.`;
  if (marked.length === topics) return `All ${topics} topics are worth a second look, marked ${REMARK_SIGN}.`;
  return `${marked.length} of the ${topics} topics are worth a second look, marked ${REMARK_SIGN}${which}.`;
}

/** The remarks on a topic in a line, each its kind and the reason; empty where there is none. */
export function remarksLine(remarks: readonly Remark[]): string {
  return remarks.map((remark) => `${remark.kind}: ${remarkReason(remark)}`).join('; ');
}

function remarkReason(remark: Remark): string {
  switch (remark.kind) {
    case 'empty':
      return 'less than one word';
    case 'noise':
    case 'function words':
      return named(remark.terms);
    case 'one document':
      return `${percent(remark.share)} of its words are in ${remark.document}`;
    case 'incoherent':
      return `its first words meet less often than by chance (NPMI ${remark.npmi.toFixed(2)})`;
    case 'common words':
      return `spread over the documents nearly as evenly as all words (concentration ${remark.concentration.toFixed(2)})`;
  }
}

/** A remark in a sentence. */
export function remarkSentence(remark: Remark): string {
  switch (remark.kind) {
    case 'empty':
      return 'It holds less than one word.';
    case 'noise':
      return `Most of its first words are codes, fragments or numbers rather than words (${named(remark.terms)}).`;
    case 'function words':
      return `Most of its first words are function words (${named(remark.terms)}): they tell a language or a style, not a subject.`;
    case 'one document':
      return `${percent(remark.share)} of its words are in one document, ${remark.document}.`;
    case 'incoherent':
      return 'Its first words meet in fewer documents than chance would have it: it may be several subjects in one.';
    case 'common words':
      return `It is spread over the documents nearly as evenly as all words (concentration ${remark.concentration.toFixed(2)} of 1): it is what they have in common.`;
  }
}

function named(terms: readonly string[]): string {
  return `${terms.slice(0, NAMED_WORDS).join(', ')}${terms.length > NAMED_WORDS ? ', …' : ''}`;
}

/** A whole number with a comma between groups of three digits, the same in every locale. */
export function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share as per cent with one digit. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
