import type { TopicOverTime, TopicsOverTime } from '../../../../summarize/topics-over-time.js';
import { timeFigure, timeTop } from '../../../figures/time-figure.js';
import type { PageTopic } from '../../../page-content.js';
import { percent } from '../../../sentences.js';
import { loadTime } from '../../data/story.js';
import { DrawnFigure } from '../../parts/drawn-figure.js';
import { Frame } from '../../parts/frame.js';
import { useLoaded } from '../../parts/use-loaded.js';
import { Waiting } from '../../parts/waiting.js';
import { hashOf } from '../../view.js';
import { spanName } from '../time/courses.js';

const HEIGHT = 240;

/** How the share of a topic went, and which words were its own when. */
export function OverTime({ topic }: { topic: PageTopic }) {
  const time = useLoaded(loadTime);
  const course = time === undefined || time instanceof Error ? undefined : time.topics[topic.topic - 1];
  return (
    <section class="over-time" aria-labelledby="over-time">
      <h2 id="over-time">Over time</h2>
      {topic.overTime === '' ? null : <p class="text">{topic.overTime}</p>}
      {time === undefined || time instanceof Error || course === undefined ? (
        <div class="course-to-come">
          <Waiting for="the dates" error={time instanceof Error ? time : undefined} />
        </div>
      ) : (
        <>
          <DrawnFigure
            name={`topic-${topic.topic}-over-time`}
            what={`topic ${topic.topic} over time`}
            rows={() => ({ header: HEADER, rows: rowsOf(time, course) })}
            caption={
              <>
                Its share of the words of each {time.length}, with intervals that cover 90 %, and a smooth course through them.{' '}
                <a href={hashOf({ room: 'time', query: {} })}>All topics over time</a>
              </>
            }
            draw={(width) => timeFigure(time, course, { width, height: HEIGHT, most: timeTop(time, [course]) })}
            depends={[time, course]}
          />
          <WordsBySpan time={time} course={course} />
        </>
      )}
    </section>
  );
}

const HEADER = ['period', 'documents', 'words', 'share', 'low', 'high', 'trend', 'trend_low', 'trend_high'];

function rowsOf({ periods }: TopicsOverTime, { share, low, high, trend, trendLow, trendHigh }: TopicOverTime): (string | number)[][] {
  const series = [share, low, high, trend, trendLow, trendHigh];
  return periods.map(({ name, documents, tokens }, at) => [name, documents, tokens, ...series.map((values) => values[at] as number)]);
}

/** Words that were the topic's own at a time, and all of its figures. */
function WordsBySpan({ time, course }: { time: TopicsOverTime; course: TopicOverTime }) {
  return (
    <>
      {course.words.length === 0 ? null : (
        <table class="plain spans">
          <caption>Words that it used more at a time than at others</caption>
          <tbody>
            {course.words.map(({ span, terms }) => (
              <tr key={span}>
                <th scope="row">{spanName(time, span)}</th>
                <td>
                  <bdi>{terms.join(', ')}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="more screen-only">
        <summary>The figures as a table</summary>
        <Frame name="Its share over time">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{time.length === 'year' ? 'Year' : 'Month'}</th>
                <th scope="col">Documents</th>
                <th scope="col">Share</th>
                <th scope="col">90 % between</th>
                <th scope="col">Smooth</th>
              </tr>
            </thead>
            <tbody>
              {time.periods.map(({ name, documents }, at) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="figure">{documents}</td>
                  <td class="figure">{percent(course.share[at] as number)}</td>
                  <td class="figure">
                    {percent(course.low[at] as number)} – {percent(course.high[at] as number)}
                  </td>
                  <td class="figure">{percent(course.trend[at] as number)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Frame>
      </details>
    </>
  );
}
