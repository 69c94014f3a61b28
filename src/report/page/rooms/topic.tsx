import { useEffect } from 'preact/hooks';
import type { ExplainedSentence, PageTopic } from '../../page-content.js';
import { hasGroups, hasTime } from '../data/story.js';
import { summary, topicOf } from '../data/summary.js';
import { CitedSentences } from '../parts/cited-sentences.js';
import { Explained } from '../parts/explained.js';
import { TreeOfTopics } from '../parts/tree-of-topics.js';
import { show, type View } from '../view.js';
import { BetweenGroups } from './topic/between-groups.js';
import { Headline } from './topic/headline.js';
import { NearestTopics } from './topic/nearest-topics.js';
import { Note } from './topic/note.js';
import { OverTime } from './topic/over-time.js';
import { Passages } from './topic/passages.js';
import { TopicMap } from './topic/topic-map.js';
import { TopicNavigation } from './topic/topic-navigation.js';
import { TopicWords } from './topic/topic-words.js';

/** A topic: its words, where it lies among the others, what it reads like, and how far to trust it. */
export function TopicRoom({ view }: { view: View }) {
  const number = view.topic ?? 1;
  const topic = topicOf(number);
  const { topics, tree } = summary();
  const many = topics.length;
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      const next = number + (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0);
      if (next === number || next < 1 || next > many || !isForThePage(event)) return;
      event.preventDefault();
      show({ ...view, topic: next });
    };
    addEventListener('keydown', turn);
    return () => removeEventListener('keydown', turn);
  }, [view, number, many]);

  if (topic === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>There is no topic {number}</h1>
        <p>{many === 1 ? 'The report has one topic.' : `The topics of this report are numbered from 1 to ${many}.`}</p>
        <TopicNavigation topic={undefined} view={view} />
      </>
    );
  }
  return (
    <>
      <TopicNavigation topic={topic} view={view} />
      <Headline key={number} topic={topic} />
      <div class="topic-columns">
        <div>
          <TopicWords topic={topic} view={view} />
          <Summary topic={topic} />
          <Passages topic={topic} />
          {hasTime() ? <OverTime topic={topic} /> : null}
          {hasGroups() ? <BetweenGroups topic={topic} /> : null}
        </div>
        <div class="side">
          {many === 1 ? null : (
            <section aria-labelledby="near">
              <h2 id="near">Its place among the topics</h2>
              <TopicMap topic={topic} view={view} />
              <NearestTopics topic={topic} view={view} />
              {tree === null ? null : (
                <details class="more screen-only">
                  <summary>All topics as a tree</summary>
                  <TreeOfTopics tree={tree} marked={number} />
                </details>
              )}
            </section>
          )}
          <Trust topic={topic} />
          <Note key={number} topic={number} />
        </div>
      </div>
    </>
  );
}

/** Whether nothing that has the focus has a use of its own for the key. */
function isForThePage({ target, defaultPrevented, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const isTaken = target instanceof Element && target.matches('input, textarea, select, [contenteditable], .frame');
  return !isTaken && !defaultPrevented && !ctrlKey && !metaKey && !altKey && !shiftKey;
}

/** What documents of the topic say. */
function Summary({ topic: { topic, summary: sentences } }: { topic: PageTopic }) {
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby="says">
      <h2 id="says">What it says</h2>
      <CitedSentences sentences={sentences} topic={topic} />
    </section>
  );
}

function Trust({ topic: { trust } }: { topic: PageTopic }) {
  const { sentences, trace } = summary();
  const residual = trace.kktResidual.at(-1);
  const ofAll: ExplainedSentence[] = [
    { sentence: sentences.convergence.join(' ') },
    ...(residual === undefined ? [] : [{ sentence: `Its KKT residual is ${residual.toExponential(1)}.`, measure: 'kktResidual' }]),
    ...(sentences.stability.length === 0 ? [] : [{ sentence: sentences.stability.join(' '), measure: 'stability' }]),
  ];
  return (
    <section class="trust" aria-labelledby="trust">
      <h2 id="trust">How far to trust it</h2>
      {trust.length === 0 ? null : <Explained sentences={trust} />}
      <h3>The fit of all topics</h3>
      <Explained sentences={ofAll} />
    </section>
  );
}
