import { escapeHtml } from './escape-html.js';
import { labelled } from './labels.js';
import type { PageSentence, PageSummary, PageTopic } from './page-content.js';
import { countsSentence, percent, REMARK_SIGN } from './sentences.js';

/** Words of a topic in the table. */
const TERMS_IN_TABLE = 6;
/** Of the largest bar, in pixels. */
const BAR_WIDTH = 120;
const BAR_HEIGHT = 10;

type OutlinedTopic = PageTopic & { note: string };

/**
 * The page for those who read it without scripts: figures, sentences, a table of topics, what is remarked on them. The page's own script
 * puts itself in its place.
 */
export function* pageOutline(summary: PageSummary): Generator<string> {
  const { title, figures, sentences } = summary;
  const topics = labelled(summary.topics, summary.labels);
  yield `<div id="page">\n<h1>${escapeHtml(pageTitle(title))}</h1>\n`;
  yield paragraph(countsSentence(figures, topics.length), ...sentences.collection);
  yield* quotations(summary.summary);
  yield paragraph(...sentences.time);
  yield paragraph(...sentences.convergence);
  yield paragraph(sentences.secondLook);
  yield paragraph(...sentences.stability);
  yield paragraph(sentences.chosenTopics);
  yield '<table>\n<thead><tr><th>#</th><th>share</th><th></th><th>topic</th><th>words</th></tr></thead>\n<tbody>\n';
  const largest = Math.max(...topics.map(({ prevalence }) => prevalence));
  for (const topic of topics) yield topicRow(topic, largest);
  yield '</tbody>\n</table>\n';
  for (const topic of topics) yield* topicSection(topic);
  yield paragraph(...sentences.warnings);
  yield paragraph(...sentences.model);
  yield '<noscript><p>The documents, words and passages of each topic are shown where scripts are allowed; report.md has them too.</p></noscript>\n</div>\n';
}

/** The title of a run's report. */
export function pageTitle(title: string): string {
  return `Topics of ${title}`;
}

function paragraph(...sentences: readonly string[]): string {
  const text = sentences.filter((sentence) => sentence !== '').join(' ');
  return text === '' ? '' : `<p>${escapeHtml(text)}</p>\n`;
}

function topicRow({ topic, label, prevalence, remarks, terms }: OutlinedTopic, largest: number): string {
  const words = terms.slice(0, TERMS_IN_TABLE).map(({ term }) => term);
  const mark = remarks.length === 0 ? '' : ` ${REMARK_SIGN}`;
  const width = largest > 0 ? Math.round((BAR_WIDTH * prevalence) / largest) : 0;
  // presentation attributes: a style attribute would not be applied
  const bar = `<svg width="${BAR_WIDTH}" height="${BAR_HEIGHT}" aria-hidden="true"><rect width="${width}" height="${BAR_HEIGHT}" fill="currentColor"/></svg>`;
  return `<tr><td>${topic}</td><td>${percent(prevalence)}</td><td>${bar}</td><td>${escapeHtml(label)}${mark}</td><td>${escapeHtml(words.join(', '))}</td></tr>\n`;
}

function* topicSection({ topic, label, note, remarks, summary }: OutlinedTopic): Generator<string> {
  if (remarks.length === 0 && note === '' && summary.length === 0) return;
  yield `<h2>${topic}. ${escapeHtml(label)}</h2>\n`;
  yield paragraph(note);
  if (remarks.length > 0) yield paragraph(`${REMARK_SIGN} ${remarks.join(' ')}`);
  yield* quotations(summary);
}

/** Sentences of documents, and which. */
function* quotations(sentences: readonly PageSentence[]): Generator<string> {
  for (const { text, id, date } of sentences) {
    yield `<blockquote><bdi>${escapeHtml(text)}</bdi> <cite><bdi>${escapeHtml(id)}</bdi>${date === '' ? '' : `, ${escapeHtml(date)}`}</cite></blockquote>\n`;
  }
}
