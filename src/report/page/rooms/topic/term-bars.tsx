import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PageTopic } from '../../../page-content.js';
import { percent, whole } from '../../../sentences.js';
import { Figure } from '../../parts/figure.js';
import { useWidth } from '../../parts/use-width.js';
import { hashOf } from '../../view.js';
import { cutToWidth } from './cut-to-width.js';
import type { Order, TermRow } from './term-ranking.js';
import { textWidth } from './text-width.js';
import { Unspoken } from './unspoken.js';

const TERMS = 30;
/** Figures of fewer pixels are narrow: they have fewer terms, and their key stands above the heads of the columns. */
const NARROW = 430;
const NARROW_TERMS = 20;
const ROW = 24;
/** Of the text in a row. */
const BASELINE = 17;
const TERM_SIZE = 15;
const FIGURE_SIZE = 13;
/** Share of the width that terms take at most. */
const TERM_SHARE = 0.36;
const HIDE_WIDTH = 22;

const serifWidth = (text: string) => textWidth(text, TERM_SIZE, 'serif');
const figureWidth = (text: string) => textWidth(text, FIGURE_SIZE, 'sans');

/**
 * Terms of a topic: how many of each belong to it, of how many there are.
 *
 * @param rows the first so many
 * @param onPoint is told which one points at, with the mouse or the keyboard
 */
export function TermBars({
  topic,
  rows,
  order,
  onPoint,
  onHide,
}: {
  topic: PageTopic;
  rows: (length: number) => TermRow[];
  order: Order;
  onPoint: (row: TermRow | undefined) => void;
  onHide: (term: string) => void;
}) {
  const [place, width] = useWidth<HTMLDivElement>();
  const focusRow = useRef<number>(undefined);
  const shown = rows(width < NARROW ? NARROW_TERMS : TERMS);
  useLayoutEffect(() => {
    if (focusRow.current === undefined) return;
    const buttons = place.current?.querySelectorAll<SVGGElement>('[role="button"]') ?? [];
    buttons[Math.min(focusRow.current, buttons.length - 1)]?.focus();
    focusRow.current = undefined;
  });
  if (shown.length === 0) return <p class="text">All of its words are hidden.</p>;
  const hideByKey = (term: string, at: number) => {
    focusRow.current = at;
    onHide(term);
  };
  return (
    <Figure
      name={`topic-${topic.topic}-words`}
      what={`the words of topic ${topic.topic}`}
      rows={() => ({
        header: ['term', 'words_in_topic', 'words_in_collection', 'probability', order === 'probability' ? 'rank_by' : order],
        rows: shown.map(({ term, here, everywhere, probability, value }) => [term, here, everywhere, probability, value]),
      })}
      caption="How often each word belongs to this topic, as the model sees it, and how often it stands in the collection."
    >
      <div ref={place}>
        {width === 0 ? null : <Drawing topic={topic} rows={shown} width={width} onPoint={onPoint} onHide={onHide} onHideByKey={hideByKey} />}
      </div>
    </Figure>
  );
}

interface DrawingProps {
  topic: PageTopic;
  rows: readonly TermRow[];
  width: number;
  onPoint: (row: TermRow | undefined) => void;
  onHide: (term: string) => void;
  onHideByKey: (term: string, row: number) => void;
}

function Drawing({ topic, rows, width, onPoint, onHide, onHideByKey }: DrawingProps) {
  const isNarrow = width < NARROW;
  const [hereHead, everywhereHead] = isNarrow ? ['here', 'all'] : ['in topic', 'in all'];
  const top = isNarrow ? 48 : 30;
  const termWidth = Math.min(TERM_SHARE * width, Math.max(...rows.map(({ term }) => serifWidth(term))));
  const columnOf = (head: string, values: number[]) => Math.max(...[head, ...values.map(whole)].map(figureWidth));
  const everywhereEnd = width - HIDE_WIDTH;
  const hereEnd =
    everywhereEnd -
    columnOf(
      everywhereHead,
      rows.map(({ everywhere }) => everywhere),
    ) -
    12;
  const left = termWidth + 12;
  const right =
    hereEnd -
    columnOf(
      hereHead,
      rows.map(({ here }) => here),
    ) -
    14;
  const most = Math.max(...rows.map(({ here, everywhere }) => Math.max(here, everywhere)));
  const length = (count: number) => ((right - left) * count) / most;
  const height = top + ROW * rows.length + 4;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
    <svg
      class="term-bars"
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={`Words of topic ${topic.topic}`}
      onPointerLeave={() => onPoint(undefined)}
    >
      <Key x={isNarrow ? 0 : left} y={12} />
      <Unspoken name="tick">
        <text x={hereEnd} y={top - 14} text-anchor="end">
          {hereHead}
        </text>
        <text x={everywhereEnd} y={top - 14} text-anchor="end">
          {everywhereHead}
        </text>
      </Unspoken>
      <line class="baseline" x1={left} x2={left} y1={top - 4} y2={height} />
      {rows.map((row, at) => (
        <g key={row.column} class="row" transform={`translate(0 ${top + ROW * at})`} onPointerEnter={() => onPoint(row)}>
          <title>{`${row.term}: ${percent(row.here / row.everywhere)} of its occurrences belong to this topic.`}</title>
          <rect class="ground" x={0} y={0} width={width} height={ROW} />
          <TermLink row={row} width={termWidth} onPoint={onPoint} />
          <Unspoken>
            <rect class="everywhere" x={left} y={ROW / 2 - 1} width={length(row.everywhere)} height={2} />
            <rect class="everywhere" x={left + length(row.everywhere) - 1} y={ROW / 2 - 5} width={2} height={10} />
            <rect class="here" x={left} y={ROW / 2 - 5} width={length(row.here)} height={10} />
            <text class="count" x={hereEnd} y={BASELINE} text-anchor="end">
              {whole(row.here)}
            </text>
            <text class="count all" x={everywhereEnd} y={BASELINE} text-anchor="end">
              {whole(row.everywhere)}
            </text>
          </Unspoken>
          <HideButton x={width - HIDE_WIDTH + 4} term={row.term} onHide={() => onHide(row.term)} onHideByKey={() => onHideByKey(row.term, at)} />
        </g>
      ))}
    </svg>
  );
}

function TermLink({ row, width, onPoint }: { row: TermRow; width: number; onPoint: DrawingProps['onPoint'] }) {
  const { term, here, everywhere } = row;
  const cut = cutToWidth(term, width, serifWidth);
  // a name holds what is seen of it: who speaks to the page says that
  const name = cut === term ? term : `${cut}, in full ${term}`;
  return (
    <a
      href={hashOf({ room: 'documents', query: { search: term } })}
      aria-label={`${name}: ${whole(here)} in this topic, ${whole(everywhere)} in the collection`}
      onFocus={() => onPoint(row)}
      onBlur={() => onPoint(undefined)}
    >
      <text class="term" x={0} y={BASELINE}>
        {cut}
      </text>
    </a>
  );
}

function Key({ x, y }: { x: number; y: number }) {
  const second = x + 16 + figureWidth('in this topic') + 20;
  return (
    <Unspoken name="key">
      <rect class="here" x={x} y={y - 9} width={11} height={10} />
      <text x={x + 16} y={y}>
        in this topic
      </text>
      <rect class="everywhere" x={second} y={y - 5} width={14} height={2} />
      <rect class="everywhere" x={second + 13} y={y - 9} width={2} height={10} />
      <text x={second + 20} y={y}>
        in the whole collection
      </text>
    </Unspoken>
  );
}

function HideButton({ x, term, onHide, onHideByKey }: { x: number; term: string; onHide: () => void; onHideByKey: () => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot have one
    <g
      class="hide"
      role="button"
      // in drawings names of attributes have no other spelling
      tabindex={0}
      aria-label={`Hide ${term}`}
      transform={`translate(${x} 0)`}
      onClick={onHide}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onHideByKey();
      }}
    >
      <title>{`Hide ${term}`}</title>
      <rect class="target" width={HIDE_WIDTH - 4} height={ROW} />
      <path d={`M6 ${ROW / 2 - 3.5}l7 7m0 -7l-7 7`} />
    </g>
  );
}
