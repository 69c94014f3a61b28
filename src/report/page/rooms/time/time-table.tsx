import type { TopicsOverTime } from '../../../../summarize/topics-over-time.js';
import { changeOf } from '../../../figures/change-figure.js';
import { percent } from '../../../sentences.js';
import { Frame } from '../../parts/frame.js';
import type { Rows } from '../../parts/rows.js';
import { TopicLink } from '../../parts/topic-link.js';

/** How each topic changed, as a table. */
export function changeRows(time: TopicsOverTime, labels: readonly string[]): Rows {
  const { topics, periods } = time;
  return {
    header: ['topic', 'label', 'first', 'last', 'change', 'change_low', 'change_high', 'direction', 'peak'],
    rows: topics.map(({ topic, trend, change, changeLow, changeHigh, direction, peak }) => [
      ...[topic, labels[topic - 1] ?? '', ...changeOf(time, { trend })],
      ...[change, changeLow, changeHigh, direction, periods[peak]?.name ?? ''],
    ]),
  };
}

/** The figures behind the drawings, for those who would rather read them. */
export function TimeTable({ time: { periods, ends, topics } }: { time: TopicsOverTime }) {
  return (
    <details class="more screen-only">
      <summary>The figures as a table</summary>
      <Frame name="The topics over time">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col">{periods[ends.first]?.name}</th>
              <th scope="col">{periods[ends.last]?.name}</th>
              <th scope="col">Change, in points</th>
              <th scope="col">90 % between</th>
              <th scope="col">Direction</th>
              <th scope="col">Largest in</th>
            </tr>
          </thead>
          <tbody>
            {topics.map(({ topic, trend, change, changeLow, changeHigh, direction, peak }) => (
              <tr key={topic}>
                <th scope="row">
                  <TopicLink topic={topic} />
                </th>
                <td class="figure">{percent(trend[ends.first] as number)}</td>
                <td class="figure">{percent(trend[ends.last] as number)}</td>
                <td class="figure">{points(change)}</td>
                <td class="figure">
                  {points(changeLow)} and {points(changeHigh)}
                </td>
                <td>{direction}</td>
                <td class="figure">{periods[peak]?.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </details>
  );
}

/** A difference of shares in percentage points. */
function points(difference: number): string {
  const figure = (100 * Math.abs(difference)).toFixed(1);
  return `${figure === '0.0' ? '' : difference < 0 ? '−' : '+'}${figure}`;
}
