import type { TopicsOverTime } from '../../../summarize/topics-over-time.js';
import { changeFigure } from '../../figures/change-figure.js';
import { changesSentence, timeCautionSentences } from '../../story-sentences.js';
import { hasTime, loadTime } from '../data/story.js';
import { summary } from '../data/summary.js';
import { useTopicLabels } from '../labels.js';
import { DrawnFigure } from '../parts/drawn-figure.js';
import { useLoaded } from '../parts/use-loaded.js';
import { Waiting } from '../parts/waiting.js';
import { topicAddress, type View } from '../view.js';
import { SmallMultiples } from './time/small-multiples.js';
import { changeRows, TimeTable } from './time/time-table.js';

/** Which topics rise and fall, and the course of each. */
export function TimeRoom({ view }: { view: View }) {
  const time = useLoaded(async () => (hasTime() ? loadTime() : undefined));
  if (!hasTime()) {
    return (
      <>
        <h1 tabIndex={-1}>Topics over time</h1>
        <p class="text">
          {summary().sentences.noTime} <code>--date-column</code> names a column with dates.
        </p>
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>Topics over time</h1>
      {time === undefined || time instanceof Error ? <Waiting for="the dates" error={time} /> : <Courses time={time} view={view} />}
    </>
  );
}

function Courses({ time, view }: { time: TopicsOverTime; view: View }) {
  const labels = useTopicLabels();
  return (
    <>
      <div class="prose">
        <p>{changesSentence(time, labels)}</p>
        <p>{summary().sentences.time.slice(1).join(' ')}</p>
      </div>
      <Changes time={time} labels={labels} />
      <SmallMultiples time={time} view={view} />
      <TimeTable time={time} />
      <section class="prose cautions" aria-labelledby="cautions">
        <h2 id="cautions">How to read this</h2>
        <p>{timeCautionSentences(time).join(' ')}</p>
      </section>
    </>
  );
}

/** From where to where the topics went that rose or fell, if any did. */
function Changes({ time, labels }: { time: TopicsOverTime; labels: readonly string[] }) {
  if (time.topics.every(({ direction }) => direction === 'steady')) return null;
  return (
    <section class="changes" aria-labelledby="changes">
      <h2 id="changes">Rising and falling</h2>
      <DrawnFigure
        name="rising-and-falling"
        what="rising and falling topics"
        rows={() => changeRows(time, labels)}
        caption="From where to where the share of a topic went, along its smooth course; the band is the interval of its end, which covers 90 %. Only topics that clearly rose or fell are here; at most about one in ten of them did so by chance (false discovery rate)."
        draw={(width) => changeFigure(time, labels, { width, link: topicAddress })}
        depends={[time, labels]}
      />
    </section>
  );
}
