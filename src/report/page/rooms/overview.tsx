import { useMemo } from 'preact/hooks';
import type { TopicsOverTime } from '../../../summarize/topics-over-time.js';
import { sparkline } from '../../figures/sparkline.js';
import { percent, whole } from '../../sentences.js';
import { termsBesideLabel } from '../../terms-beside-label.js';
import { hasGroups, hasTime, loadTime } from '../data/story.js';
import { summary } from '../data/summary.js';
import { type Labels, labelOf, shownTerms, useLabels } from '../labels.js';
import { Bar } from '../parts/bar.js';
import { CitedSentences } from '../parts/cited-sentences.js';
import { Drawn } from '../parts/drawing.js';
import { SaveCsv } from '../parts/figure.js';
import { TreeOfTopics } from '../parts/tree-of-topics.js';
import { useLoaded } from '../parts/use-loaded.js';
import { hashOf, type Room } from '../view.js';

const TERMS = 6;
/** Of the course of a topic, in pixels. */
const SPARKLINE = { width: 104, height: 22 };
const UNMEASURED = 'Whether the topics come back in other fits was not measured: topikl stability does that.';

/** The collection in numbers and sentences, then its topics by share. Prints on two sheets. */
export function OverviewRoom() {
  const { title, figures, topics, config } = summary();
  const facts = [
    `${whole(figures.documents)} documents${cutInto(config.chunk)}`,
    `${whole(figures.tokens)} words counted`,
    `${whole(figures.terms)} different terms`,
    topics.length === 1 ? 'one topic' : `${topics.length} topics`,
  ];
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p class="facts">{facts.join(' · ')}</p>
      <Opening />
      <TopicTable />
      <Alike />
      <MisfitList />
    </>
  );
}

/** What the documents say, and beside it how they were read. */
function Opening() {
  const { sentences, summary: cited } = summary();
  const story = cited.length > 0 || sentences.time.length > 0 || sentences.groups.length > 0;
  if (!story) return <HowItWasRead />;
  return (
    <div class="opening">
      <section class="prose" aria-labelledby="says">
        <h2 id="says">What it says</h2>
        <CitedSentences sentences={cited} />
        {hasTime() ? <Pointer sentences={sentences.time.slice(0, 1)} room="time" link="All topics over time" /> : null}
        {hasGroups() ? <Pointer sentences={sentences.groups.slice(0, 2)} room="groups" link="Topics between groups" /> : null}
      </section>
      <section aria-labelledby="read">
        <h2 id="read">How it was read</h2>
        <HowItWasRead />
      </section>
    </div>
  );
}

/** A sentence of another room, and the way there. */
function Pointer({ sentences, room, link }: { sentences: readonly string[]; room: Room; link: string }) {
  return (
    <p>
      {sentences.join(' ')}{' '}
      <a class="screen-only" href={hashOf({ room, query: {} })}>
        {link}
      </a>
    </p>
  );
}

/** Languages, what was left out, how the fit ended, what is worth a second look. */
function HowItWasRead() {
  const { sentences } = summary();
  return (
    <div class="prose">
      <p>{sentences.collection.join(' ')}</p>
      <LeftOut />
      <p>{[...sentences.convergence, sentences.chosenTopics].filter((sentence) => sentence !== '').join(' ')}</p>
      <p>{[sentences.secondLook, ...(sentences.stability.length === 0 ? [UNMEASURED] : sentences.stability)].join(' ')}</p>
      {sentences.warnings.length === 0 ? null : <p>{sentences.warnings.join(' ')}</p>}
      <p class="screen-only">
        <a href={hashOf({ room: 'about', query: {} })}>How this report was made</a>
        {sentences.evaluation.length === 0 ? null : (
          <>
            {' · '}
            <a href={hashOf({ room: 'about', query: { part: 'evaluation' } })}>How good the topics are</a>
          </>
        )}
      </p>
    </div>
  );
}

/** What a document is, where it is not a whole text. @param chunk the setting */
function cutInto(chunk: unknown): string {
  if (chunk === 'paragraph') return ' (paragraphs)';
  return typeof chunk === 'number' ? ` (passages of about ${whole(chunk)} words)` : '';
}

const KINDS: Readonly<Record<string, string>> = { file: 'Files left out', document: 'Documents left out', note: 'Notes' };

/** Why files and documents were left out, and what was noted. */
function LeftOut() {
  const { counts } = summary().ledger;
  if (counts.length === 0) return null;
  const sentences = Object.entries(KINDS).flatMap(([kind, name]) => {
    const reasons = counts.filter((count) => count.kind === kind).map(({ reason, entries }) => `${reason} (${whole(entries)})`);
    return reasons.length === 0 ? [] : `${name}: ${reasons.join('; ')}.`;
  });
  return (
    <p>
      {sentences.join(' ')}{' '}
      <a class="screen-only" href={hashOf({ room: 'about', query: { part: 'ledger' } })}>
        Which ones
      </a>
    </p>
  );
}

function TopicTable() {
  const { topics } = summary();
  const labels = useLabels();
  const time = useLoaded(async () => (hasTime() ? loadTime() : undefined));
  const most = Math.max(...topics.map(({ prevalence }) => prevalence));
  const rows = () => ({
    header: ['topic', 'label', 'share', 'words'],
    rows: topics.map(({ topic, prevalence }) => [topic, labelOf(topic), prevalence, shownTerms(topic, TERMS).join(', ')]),
  });
  return (
    <section aria-labelledby="all-topics">
      <div class="heading">
        <h2 id="all-topics">The topics, by their share of all words</h2>
        <SaveCsv name="topics" what="the topics" rows={rows} />
      </div>
      <table class="topics">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col" colSpan={2}>
              Share
            </th>
            <th scope="col">Topic</th>
            {hasTime() ? <th scope="col">Over time</th> : null}
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {topics.map(({ topic, prevalence, remarks }) => (
            <tr key={topic}>
              <td class="number">{topic}</td>
              <td class="figure">{percent(prevalence)}</td>
              <td class="bars">
                <Bar value={prevalence} most={most} />
              </td>
              <th scope="row">
                <a href={hashOf({ room: 'topics', topic, query: {} })}>
                  <bdi>{labelOf(topic, labels)}</bdi>
                </a>
                {remarks.length === 0 ? null : (
                  <span class="remark" title={remarks.join(' ')}>
                    {' '}
                    ⚠<span class="spoken"> {remarks.join(' ')}</span>
                  </span>
                )}
              </th>
              {hasTime() ? <Course topic={topic} time={time} /> : null}
              <td class="words">
                <bdi>{furtherTerms(topic, labels).join(', ')}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How the share of a topic went, on a scale of its own. @param time undefined where it is still being read */
function Course({ topic, time }: { topic: number; time: TopicsOverTime | Error | undefined }) {
  const course = time === undefined || time instanceof Error ? undefined : time.topics[topic - 1];
  const drawing = useMemo(() => (course === undefined ? undefined : sparkline(course.trend, SPARKLINE)), [course]);
  return (
    <td class="course">
      {drawing === undefined ? null : (
        <span aria-hidden="true">
          <Drawn drawing={drawing} />
        </span>
      )}
      <span class="spoken">{course?.direction}</span>
    </td>
  );
}

/** The first terms that a topic is not already called by. */
function furtherTerms(topic: number, labels: Labels): string[] {
  return termsBesideLabel(labelOf(topic, labels), shownTerms(topic, 2 * TERMS, labels)).slice(0, TERMS);
}

function Alike() {
  const { tree } = summary();
  if (tree === null) return null;
  return (
    <section class="screen-only" aria-labelledby="alike">
      <h2 id="alike">Which topics are alike</h2>
      <TreeOfTopics tree={tree} />
    </section>
  );
}

function MisfitList() {
  const { misfits, sentences } = summary();
  return (
    <section class="prose" aria-labelledby="misfits">
      <h2 id="misfits">Documents that no topic explains</h2>
      <p>{sentences.misfit}</p>
      {misfits.length === 0 ? null : (
        <ul>
          {misfits.map(({ id, score }) => (
            <li key={id}>
              <a href={hashOf({ room: 'documents', query: { document: id } })}>{id}</a> <span class="muted">misfit {score.toFixed(1)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
