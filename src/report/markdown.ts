import type { Excerpt } from '../topics/excerpt.js';
import type { ListedTopic } from './tables.js';

/** What report.md tells of a run. */
export interface ReportContent {
  title: string;
  version: string;
  counts: { documents: number; terms: number; tokens: number; filesLeftOut: number; documentsLeftOut: number; notes: number };
  fit: {
    status: 'converged' | 'max-iterations';
    iterations: number;
    kktResidual: number;
    lowestGradient: number;
    klDivergence: number;
    logLikelihood: number;
    relativeChange: number | null;
  };
  config: Readonly<Record<string, unknown>>;
  topics: readonly (ListedTopic & { passages: readonly { id: string; share: number; excerpt: Excerpt | undefined }[] })[];
}

/** Characters that would break a line, or turn the direction of what follows. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const TERMS_IN_TABLE = 7;
const TERMS_IN_TOPIC = 20;

/** report.md: for people, in Markdown. Nothing of the documents becomes markup. */
export function* reportMarkdown({ title, version, counts, fit, config, topics }: ReportContent): Generator<string> {
  yield `# Topics of ${escapeMarkdown(title)}\n\n`;
  yield `${whole(counts.documents)} documents, ${whole(counts.tokens)} counted words, ${whole(counts.terms)} different terms, ${topics.length} topics. ${leftOutSentence(counts)}\n\n`;
  yield `${convergenceSentence(fit)}\n\n`;
  yield '## All topics\n\n| # | share | topic | words |\n| ---: | ---: | --- | --- |\n';
  for (const { topic, prevalence, label, terms } of topics) {
    const words = terms.slice(0, TERMS_IN_TABLE).map(({ term }) => escapeMarkdown(term));
    yield `| ${topic} | ${percent(prevalence)} | ${escapeMarkdown(label)} | ${words.join(', ')} |\n`;
  }
  yield '\nThe share is that of the collection\u2019s counted words. Words stand in the order of their term score: frequent in the topic, and more so than in the others.\n\n';
  for (const topic of topics) yield* topicSection(topic);
  yield `## How this was made\n\nWord counts, factorised by topikl ${version}: each count is taken as Poisson with a mean that is a mixture of topics, and the fit is its maximum likelihood (KL-divergence NMF).\n`;
  yield `Divergence ${fit.klDivergence.toFixed(1)}, log-likelihood ${fit.logLikelihood.toFixed(1)}. ${stationaritySentence(fit)}\n\n`;
  yield '| setting | value |\n| --- | --- |\n';
  for (const [name, value] of Object.entries(config)) yield `| ${name} | ${escapeMarkdown(typeof value === 'string' ? value : JSON.stringify(value))} |\n`;
}

function* topicSection({ topic, label, prevalence, npmi, exclusivity, terms, passages }: ReportContent['topics'][number]): Generator<string> {
  yield `## ${topic}. ${escapeMarkdown(label)}\n\n`;
  yield `${percent(prevalence)} of all words. ${coherenceSentence(npmi)} ${exclusivitySentence(exclusivity)}\n\n`;
  const words = terms.slice(0, TERMS_IN_TOPIC).map(({ term }) => escapeMarkdown(term));
  yield `**Words:** ${words.join(', ')}\n\n`;
  for (const { id, share, excerpt } of passages) {
    yield `- **${escapeMarkdown(id)}** (${percent(share)} of it is this topic)${excerpt === undefined ? '' : ':'}\n`;
    if (excerpt !== undefined) yield `  > ${atLineStart(markedExcerpt(excerpt))}\n`;
  }
  yield '\n';
}

function markedExcerpt({ text, marks, cutBefore, cutAfter }: Excerpt): string {
  let marked = cutBefore ? '… ' : '';
  let position = 0;
  for (let m = 0; m < marks.length; m += 2) {
    marked += `${escapeMarkdown(text.slice(position, marks[m]))}**${escapeMarkdown(text.slice(marks[m], marks[m + 1]))}**`;
    position = marks[m + 1];
  }
  return marked + escapeMarkdown(text.slice(position)) + (cutAfter ? ' …' : '');
}

/** In words: how close the fit is to where it would end. */
export function convergenceSentence({ status, iterations, relativeChange }: ReportContent['fit']): string {
  if (status === 'converged') return `The fit converged after ${iterations} iterations.`;
  const change = relativeChange === null ? '' : ` (in the last ones its objective still fell by ${(100 * relativeChange).toPrecision(1)} % each)`;
  return `The fit was stopped after ${iterations} iterations, before it had converged${change}; more with max-iterations.`;
}

/** In words: how far the fit is from a point that no small change would improve. */
function stationaritySentence({ kktResidual, lowestGradient }: ReportContent['fit']): string {
  const moved = `The next update would change the factors by ${(100 * kktResidual).toPrecision(2)} % of the words (KKT residual ${kktResidual.toExponential(1)})`;
  return lowestGradient < -0.01
    ? `${moved}, and some entries that are 0 would grow (lowest gradient ${lowestGradient.toFixed(2)}).`
    : `${moved}, and no entry that is 0 would grow.`;
}

/** In words: what is not in the results, and where it is listed. */
export function leftOutSentence({ filesLeftOut, documentsLeftOut, notes }: { filesLeftOut: number; documentsLeftOut: number; notes: number }): string {
  const parts = [plural(filesLeftOut, 'file'), plural(documentsLeftOut, 'document')].filter((part) => part !== '');
  const leftOut = parts.length === 0 ? 'Nothing was left out' : `${parts.join(' and ')} left out`;
  return `${leftOut}${notes > 0 ? `, ${plural(notes, 'note')}` : ''}${parts.length + notes > 0 ? ' (see ledger.csv)' : ''}.`;
}

function plural(count: number, word: string): string {
  return count === 0 ? '' : `${whole(count)} ${word}${count === 1 ? '' : 's'}`;
}

function coherenceSentence(npmi: number): string {
  if (Number.isNaN(npmi)) return 'It has too few words for its coherence to be measured.';
  const words =
    npmi >= 0.2
      ? 'Its first words are often found in the same documents'
      : npmi >= 0.05
        ? 'Its first words are found in the same documents now and then'
        : 'Its first words are hardly ever found in the same documents: look at it twice';
  return `${words} (NPMI ${npmi.toFixed(2)}).`;
}

function exclusivitySentence(exclusivity: number): string {
  if (Number.isNaN(exclusivity)) return '';
  return `${exclusivity >= 0.5 ? 'They are mostly its own' : 'It shares them with other topics'} (exclusivity ${exclusivity.toFixed(2)}).`;
}

/** A number with thin groups of three digits, the same in every locale. */
export function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Text for the middle of a line, in which nothing is markup, HTML, a link or a table cell's end. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(CONTROLS, ' ')
    .replace(/[\\`*_[\]<>|~&$@]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');
}

/** Escaped text for the start of a line, where it must not begin a heading, a list, a rule or a block of code. */
function atLineStart(escaped: string): string {
  return escaped
    .trimStart()
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
