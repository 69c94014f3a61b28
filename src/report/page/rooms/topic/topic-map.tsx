import { useMemo, useRef, useState } from 'preact/hooks';
import type { PageTopic } from '../../../page-content.js';
import { percent } from '../../../sentences.js';
import { summary } from '../../data/summary.js';
import { labelOf, numbered, useLabels } from '../../labels.js';
import { Figure } from '../../parts/figure.js';
import { useWidth } from '../../parts/use-width.js';
import { hashOf, type View } from '../../view.js';
import { type Disc, discs, type Label, labels as labelsOf, neighbourTowards } from './map-layout.js';
import { type PointedTerm, usePointedTerm } from './pointed-term.js';
import { namedTopics } from './term-ranking.js';
import { textWidth } from './text-width.js';
import { Unspoken } from './unspoken.js';

/** Of discs that show a word: all of it may be in one topic; a smaller share is no disc. */
const TERM_SCALE = 0.6;
const LEAST_SHARE = 0.002;

const boldWidth = (text: string, size: number) => textWidth(text, size, 'sans', 600);

/** All topics, the alike near each other; one of them marked, its nearest named. The keyboard has one stop in it, and arrows from there. */
export function TopicMap({ topic, view }: { topic: PageTopic; view: View }) {
  const [place, width] = useWidth<HTMLDivElement>();
  const names = useLabels();
  const { topics } = summary();
  const nearest = topic.nearest.map((one) => one.topic);
  const term = usePointedTerm();
  return (
    <div class="topic-map">
      <Figure
        name={`topic-map-${topic.topic}`}
        what="the map of topics"
        rows={() => ({
          header: ['topic', 'label', 'x', 'y', 'share'],
          rows: topics.map((one) => [one.topic, labelOf(one.topic, names), ...one.place, one.prevalence]),
        })}
        caption="Topics that use the same words lie near each other; the area of a disc is the topic’s share of all words. The two directions mean nothing."
      >
        <div ref={place}>
          {width === 0 ? null : <Drawing key={topic.topic} current={topic.topic} nearest={nearest} width={width} view={view} term={term} />}
        </div>
        <InTopics term={term} />
      </Figure>
    </div>
  );
}

/** In which topics a word is, in a sentence. */
function InTopics({ term }: { term: PointedTerm | undefined }) {
  const names = useLabels();
  const { named, rest } = namedTopics(term?.shares ?? []);
  return (
    <p class="in-topics muted screen-only" role="status">
      {term === undefined ? (
        'Point at a word, or go to it by keyboard, to see in which topics it is.'
      ) : (
        <>
          Of “<bdi>{term.term}</bdi>” {percent(named[0]?.share ?? 0)} is in {numbered(named[0]?.topic ?? 1, names)}
          {named.slice(1).map(({ topic, share }) => `, ${percent(share)} in ${numbered(topic, names)}`)}
          {rest < 0.0005 ? '' : `, ${percent(rest)} in others`}.
        </>
      )}
    </p>
  );
}

interface DrawingProps {
  current: number;
  nearest: readonly number[];
  width: number;
  view: View;
  /** whose occurrences the discs are to show, in place of all words */
  term: PointedTerm | undefined;
}

function Drawing({ current, nearest, width, view, term }: DrawingProps) {
  const names = useLabels();
  const { topics } = summary();
  const svg = useRef<SVGSVGElement>(null);
  const [pointed, setPointed] = useState<number>();
  const [stop, setStop] = useState(current);
  const { height, all, whole } = useMemo(() => discs(topics, width), [topics, width]);
  const written = useMemo(
    () => labelsOf(all, { width, height }, [current, ...nearest], (one) => numbered(one, names), boldWidth),
    [all, width, height, current, nearest.join(), names],
  );
  const at = (one: number) => all[one - 1] as Disc;
  const classOf = (one: number) => (one === current ? 'disc current' : nearest.includes(one) ? 'disc near' : 'disc');
  const move = (event: KeyboardEvent) => {
    const to = neighbourTowards(all, stop, event.key);
    if (to === undefined) return;
    // the page's own arrows lead to the next topic
    event.preventDefault();
    if (to === stop) return;
    setStop(to);
    svg.current?.querySelector<SVGAElement>(`[data-topic="${to}"]`)?.focus();
  };
  // small discs over large ones, of those in one place that which is shown
  const bySize = [...all].sort((a, b) => b.radius - a.radius || Number(a.topic === current) - Number(b.topic === current));
  const pointedDisc = pointed === undefined ? undefined : at(pointed);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
    <svg
      ref={svg}
      class={term === undefined ? undefined : 'of-term'}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={`Map of ${topics.length} topics. Arrow keys lead from topic to topic in it; the nearest ones are listed below.`}
      onKeyDown={move}
      onPointerLeave={() => setPointed(undefined)}
    >
      <Unspoken name="links">
        {nearest.map((one) => (
          <line key={one} x1={at(current).x} y1={at(current).y} x2={at(one).x} y2={at(one).y} />
        ))}
      </Unspoken>
      {bySize.map(({ topic: one, x, y, radius }) => (
        <a
          key={one}
          class={classOf(one)}
          data-topic={one}
          href={hashOf({ ...view, topic: one })}
          tabindex={one === stop ? 0 : -1}
          aria-label={`${one} ${labelOf(one, names)}, ${percent((topics[one - 1] as PageTopic).prevalence)}`}
          aria-current={one === current ? 'true' : undefined}
          onPointerEnter={() => setPointed(one)}
          onFocus={() => {
            setPointed(one);
            setStop(one);
          }}
          onBlur={() => setPointed(undefined)}
        >
          <circle cx={x} cy={y} r={radius} />
        </a>
      ))}
      {term === undefined ? null : (
        <Unspoken name="shares">
          {all.map(({ topic: one, x, y }) => {
            const share = term.shares[one - 1] ?? 0;
            return share < LEAST_SHARE ? null : <circle key={one} cx={x} cy={y} r={TERM_SCALE * whole * Math.sqrt(share)} />;
          })}
        </Unspoken>
      )}
      <Unspoken name="labels">
        {written
          .filter(({ topic: one, isName }) => !isName || one !== pointed)
          .map((label) => (
            <MapLabel key={`${label.topic} ${label.isName}`} label={label} className={label.isInside ? classOf(label.topic) : ''} />
          ))}
        {pointedDisc === undefined ? null : <PointedLabel disc={pointedDisc} name={numbered(pointedDisc.topic, names)} width={width} />}
      </Unspoken>
    </svg>
  );
}

/** What the page's styles would say too, but not to a file of the drawing. */
const HALO = { 'paint-order': 'stroke', 'stroke-linejoin': 'round' } as const;

function MapLabel({ label: { text, x, y, isName }, className }: { label: Label; className: string }) {
  return (
    <text class={`${isName ? 'name' : 'number'} ${className}`} x={x} y={y} {...HALO}>
      {text}
    </text>
  );
}

/** The whole label of the disc that one points at, over everything else. */
function PointedLabel({ disc: { x, y, radius }, name, width }: { disc: Disc; name: string; width: number }) {
  const anchor = x < width / 3 ? 'start' : x > (2 * width) / 3 ? 'end' : 'middle';
  const edge = anchor === 'start' ? Math.max(0, x - radius) : anchor === 'end' ? Math.min(width, x + radius) : x;
  const above = y - radius - 6;
  return (
    <text class="name pointed" x={edge} y={above < 12 ? y + radius + 15 : above} text-anchor={anchor} {...HALO}>
      {[...name].length > 48 ? `${[...name].slice(0, 47).join('')}…` : name}
    </text>
  );
}
