import type { PageTopicSearch } from '../../page-content.js';
import { Figure } from './figure.js';
import { useWidth } from './use-width.js';

const [PANEL, GAP] = [74, 30];
const [LEFT, RIGHT, TOP] = [14, 48, 24];
/** Drawings of fewer pixels have no room for how a criterion is measured. */
const NARROW = 480;
/** Of what is written at the line, in pixels. */
const MARK_WIDTH = 60;
/** Between two figures below the drawings. */
const LEAST_GAP = 22;

interface Panel {
  title: string;
  /** how it is measured */
  detail: string;
  value: (candidate: PageTopicSearch['candidates'][number]) => number | null;
  /** half of an interval around the value */
  error?: (candidate: PageTopicSearch['candidates'][number]) => number | null;
  digits: number;
}

/** Each criterion on a scale of its own, over one scale of numbers of topics: none of them decides alone. */
const PANELS: readonly Panel[] = [
  {
    title: 'Likelihood of held-out words',
    detail: 'nats a word behind the best, ± standard error',
    value: ({ behind }) => (behind === null ? null : -behind),
    error: ({ behindError }) => behindError,
    digits: 3,
  },
  { title: 'Coherence', detail: 'NPMI of the first ten words', value: ({ npmi }) => npmi, digits: 2 },
  { title: 'Diversity', detail: 'different words among the first 25', value: ({ diversity }) => diversity, digits: 2 },
  { title: 'Stability', detail: 'topics that another fit has too', value: ({ stability }) => stability, digits: 2 },
];

/** The numbers of topics that were tried, by several criteria: higher is better in each. */
export function TopicSearchFigure({ search }: { search: PageTopicSearch }) {
  const { candidates, recommended } = search;
  const [place, width] = useWidth<HTMLDivElement>();
  return (
    <Figure
      name="number-of-topics"
      what="the numbers of topics that were tried"
      rows={() => ({
        header: ['topics', 'behind', 'behind_error', 'npmi', 'diversity', 'stability', 'recommended'],
        rows: candidates.map(({ topics, behind, behindError, npmi, diversity, stability }) => [
          ...[topics, behind ?? Number.NaN, behindError ?? Number.NaN, npmi ?? Number.NaN, diversity ?? Number.NaN, stability ?? Number.NaN],
          topics === recommended ? 1 : 0,
        ]),
      })}
      caption="Numbers of topics that were tried, on a scale of equal ratios. Higher is better in each drawing; the line marks the number that was taken."
    >
      <div ref={place}>{width === 0 ? null : <Drawing search={search} width={width} />}</div>
    </Figure>
  );
}

function Drawing({ search: { candidates, recommended }, width }: { search: PageTopicSearch; width: number }) {
  const numbers = candidates.map(({ topics }) => topics);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (topics: number) => LEFT + ((width - LEFT - RIGHT) * Math.log(topics / least)) / Math.max(1e-9, Math.log(most / least));
  const panels = PANELS.filter(({ value }) => candidates.some((candidate) => value(candidate) !== null));
  const height = TOP + panels.length * (PANEL + GAP) + 6;
  const at = x(recommended);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Criteria for ${numbers.join(', ')} topics; ${recommended} are recommended`}>
      <line class="chosen" x1={at} x2={at} y1={TOP - 8} y2={height - 18} />
      <text
        class="tick chosen"
        x={at < MARK_WIDTH / 2 ? 0 : Math.min(at, width - MARK_WIDTH / 2)}
        y={TOP - 12}
        text-anchor={at < MARK_WIDTH / 2 ? 'start' : 'middle'}
      >
        {recommended} topics
      </text>
      {panels.map((panel, p) => (
        <PanelOf key={panel.title} panel={panel} top={TOP + p * (PANEL + GAP)} x={x} width={width} candidates={candidates} />
      ))}
      {apart(numbers, x, recommended).map((topics) => (
        <text key={topics} class="tick" x={x(topics)} y={height - 4} text-anchor="middle">
          {topics}
        </text>
      ))}
    </svg>
  );
}

/** The numbers whose figures have room beside one another, the recommended one in any case. */
function apart(numbers: readonly number[], x: (topics: number) => number, recommended: number): number[] {
  const shown: number[] = [recommended];
  for (const number of numbers) if (shown.every((other) => Math.abs(x(other) - x(number)) >= LEAST_GAP)) shown.push(number);
  return shown;
}

interface PanelProps {
  panel: Panel;
  top: number;
  x: (topics: number) => number;
  width: number;
  candidates: PageTopicSearch['candidates'];
}

function PanelOf({ panel, top, x, width, candidates }: PanelProps) {
  const points = candidates.flatMap((candidate) => {
    const value = panel.value(candidate);
    return value === null ? [] : [{ topics: candidate.topics, value, error: panel.error?.(candidate) ?? 0 }];
  });
  const [low, high] = [Math.min(...points.map(({ value, error }) => value - error)), Math.max(...points.map(({ value, error }) => value + error))];
  const begin = top + 18;
  const y = (value: number) => begin + (PANEL - 18) * (high > low ? (high - value) / (high - low) : 0.5);
  return (
    <g>
      <text class="tick" x={LEFT + 5} y={top + 8}>
        {width < NARROW ? panel.title : `${panel.title} (${panel.detail})`}
      </text>
      <line class="rule" x1={LEFT} x2={width - RIGHT} y1={y(low)} y2={y(low)} />
      <path class="line" d={points.map(({ topics, value }, at) => `${at === 0 ? 'M' : 'L'}${x(topics).toFixed(1)} ${y(value).toFixed(1)}`).join('')} />
      {points.map(({ topics, value, error }) => (
        <g key={topics}>
          {error > 0 ? <line class="error" x1={x(topics)} x2={x(topics)} y1={y(value - error)} y2={y(value + error)} /> : null}
          <circle class="dot" cx={x(topics)} cy={y(value)} r={3} />
        </g>
      ))}
      <text class="tick" x={width - RIGHT + 8} y={y(points.at(-1)?.value ?? 0) + 4}>
        {(points.at(-1)?.value ?? 0).toFixed(panel.digits)}
      </text>
    </g>
  );
}
