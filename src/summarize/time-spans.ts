import type { Period, PeriodLength, TopicsOverTime } from './topics-over-time.js';

const MOST_SPANS = 6;
/** Lengths that spans may have, in years or months. */
const STEPS: Readonly<Record<PeriodLength, readonly number[]>> = {
  year: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000],
  month: [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000],
};

/** Cuts the periods into spans of one length that begin at round times: the shortest length that makes at most six. Spans without periods are left out. */
export function timeSpans(periods: readonly Period[], length: PeriodLength): TopicsOverTime['spans'] {
  // whole years, or months from the year 0
  const places = periods.map(({ at }) => Math.floor(length === 'year' ? at : 12 * at));
  const first = places[0];
  const last = places[places.length - 1];
  const step = STEPS[length].find((years) => Math.floor(last / years) - Math.floor(first / years) < MOST_SPANS) ?? Number.POSITIVE_INFINITY;
  const spans: TopicsOverTime['spans'] = [];
  for (const [t, place] of places.entries()) {
    const latest = spans.at(-1);
    if (latest !== undefined && Math.floor(places[latest.first] / step) === Math.floor(place / step)) latest.last = t;
    else spans.push({ first: t, last: t });
  }
  return spans;
}
