import { labelOf, useLabels } from '../labels.js';
import { hashOf } from '../view.js';

/** A topic by number and label, as a link to it. */
export function TopicLink({ topic }: { topic: number }) {
  const labels = useLabels();
  return (
    <a class="topic" href={hashOf({ room: 'topics', topic, query: {} })}>
      <span class="number">{topic}</span> <bdi>{labelOf(topic, labels)}</bdi>
    </a>
  );
}
