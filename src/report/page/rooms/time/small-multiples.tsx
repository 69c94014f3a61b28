import { useMemo } from 'preact/hooks';
import type { TopicOverTime, TopicsOverTime } from '../../../../summarize/topics-over-time.js';
import { timeFigure, timeTop } from '../../../figures/time-figure.js';
import { useTopicLabels } from '../../labels.js';
import { Choices } from '../../parts/choices.js';
import { Drawn } from '../../parts/drawing.js';
import { SaveCsv } from '../../parts/figure.js';
import { useNear } from '../../parts/use-near.js';
import { useWidth } from '../../parts/use-width.js';
import { show, topicAddress, type View } from '../../view.js';
import { type Order, ordered, orderOf, periodRows } from './courses.js';

/** Of a drawing, in pixels. */
const LEAST_WIDTH = 210;
const HEIGHT = 92;
const GAP = 32;

const ORDER_NAMES: Readonly<Record<Order, string>> = { number: 'number', change: 'change', peak: 'peak' };
const ORDER_MEANINGS: Readonly<Record<Order, string>> = {
  number: 'The topics with the most words first.',
  change: 'From those that rose most to those that fell most.',
  peak: 'From those that were largest early to those that were largest late.',
};

/** The course of every topic, small, so that they can be compared. */
export function SmallMultiples({ time, view }: { time: TopicsOverTime; view: View }) {
  const labels = useTopicLabels();
  const [place, width] = useWidth<HTMLOListElement>();
  const order = orderOf(view.query);
  const isOwn = view.query.scale === 'own';
  const topics = useMemo(() => ordered(time.topics, order), [time, order]);
  const top = useMemo(() => timeTop(time, time.topics), [time]);
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const each = Math.floor((width - GAP * (columns - 1)) / columns);
  const change = (values: Record<string, string>) => show({ ...view, query: { ...view.query, ...values } }, { replace: true });
  return (
    <section aria-labelledby="courses">
      <div class="heading">
        <h2 id="courses">Every topic</h2>
        <SaveCsv name="topics-over-time" what="the topics over time" rows={() => periodRows(time, labels)} />
      </div>
      <div class="chosen-view">
        <Choices
          legend="Ordered by"
          name="order"
          choices={Object.entries(ORDER_NAMES)}
          value={order}
          onChoose={(one) => change({ order: one === 'number' ? '' : one })}
        />
        <Choices
          legend="Scale"
          name="scale"
          choices={[
            ['one', 'one for all'],
            ['own', 'each its own'],
          ]}
          value={isOwn ? 'own' : 'one'}
          onChoose={(one) => change({ scale: one === 'own' ? 'own' : '' })}
        />
      </div>
      <p class="muted hint">
        {ORDER_MEANINGS[order]}
        {isOwn ? ' With scales of their own, heights cannot be compared between topics.' : ''}
      </p>
      <ol ref={place} class="multiples" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {width === 0
          ? null
          : topics.map((course) => (
              <Multiple key={course.topic} time={time} course={course} label={labels[course.topic - 1] ?? ''} width={each} top={isOwn ? undefined : top} />
            ))}
      </ol>
    </section>
  );
}

/** @param top of the scale; undefined for one of its own */
function Multiple({ time, course, label, width, top }: { time: TopicsOverTime; course: TopicOverTime; label: string; width: number; top: number | undefined }) {
  const [place, isNear] = useNear<HTMLLIElement>();
  const drawing = useMemo(
    () => (isNear ? timeFigure(time, course, { width, height: HEIGHT, most: top ?? timeTop(time, [course]) }) : undefined),
    [time, course, width, top, isNear],
  );
  return (
    <li ref={place}>
      <a href={topicAddress(course.topic - 1)}>
        <span class="number">{course.topic}</span> <bdi>{label}</bdi>
      </a>
      {drawing === undefined ? <div style={{ height: `${HEIGHT}px` }} /> : <Drawn drawing={drawing} />}
    </li>
  );
}
