import type { PageTopic } from '../../../page-content.js';
import { summary } from '../../data/summary.js';
import { labelOf, numbered, useLabels } from '../../labels.js';
import { hashOf, show, type View } from '../../view.js';

const LABEL_CHARACTERS = 60;

/** The ways to other topics; how words are ranked stays. */
export function TopicNavigation({ topic, view }: { topic: PageTopic | undefined; view: View }) {
  const labels = useLabels();
  const { topics } = summary();
  if (topics.length === 1) return null;
  const number = topic?.topic ?? 0;
  const neighbour = (to: number, rel: 'prev' | 'next', key: string) =>
    to < 1 || to > topics.length ? (
      <span />
    ) : (
      <a class={rel} rel={rel} href={hashOf({ ...view, topic: to })} aria-keyshortcuts={key}>
        <span class="spoken">{rel === 'prev' ? 'Previous topic: ' : 'Next topic: '}</span>
        {rel === 'prev' ? <span aria-hidden="true">← </span> : null}
        <span class="number">{to}</span> <bdi>{labelOf(to, labels)}</bdi>
        {rel === 'next' ? <span aria-hidden="true"> →</span> : null}
      </a>
    );
  return (
    <nav class="topic-navigation screen-only" aria-label="Topics">
      {neighbour(number - 1, 'prev', 'ArrowLeft')}
      <select
        aria-label="Go to topic"
        value={topic === undefined ? '' : String(number)}
        onChange={({ currentTarget }) => show({ ...view, topic: Number(currentTarget.value) })}
      >
        {topic === undefined ? <option value="">Go to topic …</option> : null}
        {topics.map((one) => (
          <option key={one.topic} value={String(one.topic)}>
            {[...numbered(one.topic, labels)].slice(0, LABEL_CHARACTERS).join('')}
          </option>
        ))}
      </select>
      {neighbour(number + 1, 'next', 'ArrowRight')}
    </nav>
  );
}
