import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageTopic } from '../../../page-content.js';
import { loadTopicTerms, loadVocabulary } from '../../data/model.js';
import { once } from '../../data/once.js';
import { summary } from '../../data/summary.js';
import { setLabel, useLabels } from '../../labels.js';
import { Definition } from '../../parts/explained.js';
import { useLoaded } from '../../parts/use-loaded.js';
import { Waiting } from '../../parts/waiting.js';
import { currentView, show, type View } from '../../view.js';
import { pointAt } from './pointed-term.js';
import { TermBars } from './term-bars.js';
import { ORDERS, type Order, type Ranking, rankingOf, sharesOfTerm, type TermRow, TopicTerms, termModel, withRanking } from './term-ranking.js';

/** Time after the last move of the slider at which the address is changed: browsers refuse to change it often. */
const ADDRESS_DELAY = 200;

const NAMES: Readonly<Record<Order, string>> = { score: 'Term score', relevance: 'Relevance', frex: 'FREX', probability: 'Frequency' };
const MEANINGS: Readonly<Record<Order, string>> = {
  score: 'Frequent in this topic, and more so than in the others.',
  relevance: 'As you weigh it: how frequent a word is here, and how much more so than in the collection.',
  frex: 'Both frequent here and found in few other topics.',
  probability: 'The most frequent words here, however common they are elsewhere.',
};
const MEASURES: Readonly<Record<Order, string>> = { score: 'score', relevance: 'relevance', frex: 'frex', probability: 'probability' };

const loadTermModel = once(async () => termModel(...(await Promise.all([loadVocabulary(), loadTopicTerms()]))));

/** The words of a topic as bars, ranked as one likes; words can be hidden. */
export function TopicWords({ topic, view }: { topic: PageTopic; view: View }) {
  const model = useLoaded(loadTermModel);
  const labels = useLabels();
  const hidden = labels.get(topic.topic)?.hidden ?? [];
  const [ranking, setRanking] = useRanking(view);
  const terms = useMemo(() => (model === undefined || model instanceof Error ? undefined : new TopicTerms(topic, model)), [model, topic]);
  useEffect(() => () => pointAt(undefined), [topic]);
  const point = (row: TermRow | undefined) => {
    if (row === undefined || model === undefined || model instanceof Error) return pointAt(undefined);
    const tokens = summary().topics.map((one) => one.tokens);
    pointAt({ term: row.term, shares: sharesOfTerm(model, tokens, row.column) });
  };
  const hide = (words: string[]) => setLabel(topic.topic, { ...labels.get(topic.topic), hidden: words });
  return (
    <section class="topic-words" aria-labelledby="words">
      <h2 id="words">Its words</h2>
      {topic.terms.length === 0 ? (
        <p class="text">It has no words: less than half a word of the collection belongs to it.</p>
      ) : (
        <>
          <RankingChoice ranking={ranking} onChange={setRanking} />
          {terms === undefined ? (
            <div class="bars-to-come">
              <Waiting for="the words" error={model instanceof Error ? model : undefined} />
            </div>
          ) : (
            <TermBars
              topic={topic}
              rows={(length) => terms.first(length, ranking, hidden)}
              order={ranking.order}
              onPoint={point}
              onHide={(term) => hide([...hidden, term])}
            />
          )}
        </>
      )}
      {hidden.length === 0 ? null : (
        <p class="hidden-words screen-only">
          <span class="muted">Hidden, show again:</span>{' '}
          {hidden.map((term) => (
            <button key={term} type="button" class="quiet" aria-label={`Show ${term} again`} onClick={() => hide(hidden.filter((other) => other !== term))}>
              <bdi>{term}</bdi>
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

/** The ranking of the address, and a way to change it that shows at once. */
function useRanking(view: View): [Ranking, (ranking: Ranking) => void] {
  const [chosen, setChosen] = useState<Ranking>();
  useEffect(() => {
    if (chosen === undefined) return;
    const timer = setTimeout(() => {
      // what the address says by now, which may be another topic
      const now = currentView();
      if (now.room === 'topics') show({ ...now, query: withRanking(now.query, chosen) }, { replace: true });
      setChosen(undefined);
    }, ADDRESS_DELAY);
    return () => clearTimeout(timer);
  }, [chosen]);
  return [chosen ?? rankingOf(view.query), setChosen];
}

function RankingChoice({ ranking, onChange }: { ranking: Ranking; onChange: (ranking: Ranking) => void }) {
  const { order, lambda } = ranking;
  return (
    <fieldset class="ranking screen-only">
      <legend>Ranked by</legend>
      <div class="choices">
        {ORDERS.map((one) => (
          <label key={one}>
            <input type="radio" name="order" checked={one === order} onChange={() => onChange({ order: one, lambda })} />
            <span>{NAMES[one]}</span>
          </label>
        ))}
      </div>
      {order === 'relevance' ? (
        <label class="slider">
          <span>only here</span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.01"
            value={lambda}
            aria-label="λ, weight of frequency against exclusiveness"
            onInput={({ currentTarget }) => onChange({ order: 'relevance', lambda: currentTarget.valueAsNumber })}
          />
          <span>frequent here</span>
          <output class="figure">λ = {lambda.toFixed(2)}</output>
        </label>
      ) : null}
      <details>
        <summary>{MEANINGS[order]}</summary>
        <Definition measure={MEASURES[order]} />
      </details>
    </fieldset>
  );
}
