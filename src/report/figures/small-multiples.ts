import type { TopicOverTime, TopicsOverTime } from '../../summarize/topics-over-time.js';
import { type Drawing, draw, drawingOf } from './drawing.js';
import { timeFigure, timeTop } from './time-figure.js';
import { topicName } from './topic-name.js';

const COLUMNS = 3;
const GAP = 24;
const NAME = 18;
const HEIGHT = 100;
const ROW = NAME + HEIGHT + 12;

/**
 * Topics over time beside and below each other, all on one scale.
 *
 * @param labels of all topics, by place
 */
export function smallMultiples(time: TopicsOverTime, topics: readonly TopicOverTime[], labels: readonly string[], { width }: { width: number }): Drawing {
  const own = (width - (COLUMNS - 1) * GAP) / COLUMNS;
  const most = timeTop(time, topics);
  const cells = topics.map((topic, i) => {
    const k = topic.topic - 1;
    const name = topicName(k, labels[k] ?? '', { x: 0, y: 12, width: own, topics: time.topics.length });
    const figure = draw('g', { transform: `translate(0 ${NAME})` }, ...timeFigure(time, topic, { width: own, height: HEIGHT, most }).children);
    return draw('g', { transform: `translate(${Math.round((i % COLUMNS) * (own + GAP))} ${Math.floor(i / COLUMNS) * ROW})` }, name, figure);
  });
  return drawingOf(width, Math.ceil(topics.length / COLUMNS) * ROW, `Topics ${topics.map(({ topic }) => topic).join(', ')} over time, on one scale.`, cells);
}
