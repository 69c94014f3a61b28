import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Query } from '../../data/search-query.js';
import { DocumentRow } from './document-row.js';
import type { Collection } from './listing.js';

/** Width from which a row has two columns, and its height in one and in two, in CSS pixels: what is written in it keeps to that. */
const WIDE = 740;
const HIGH_ROW = 112;
const LOW_ROW = 84;
/** Rows beyond what is seen. */
const BEYOND = 4;

/** Where each list was left, by what it is a list of. */
const places = new Map<string, { top: number; at: number }>();

interface ListProps {
  documents: Collection;
  rows: Uint32Array;
  query: Query;
  /** what the list is a list of */
  name: string;
  /** row of the open document */
  open: number | undefined;
  onOpen: (row: number) => void;
}

/** A list of any length: only what is seen of it is there. Arrow keys move in it, Enter opens. */
export function DocumentList({ documents, rows, query, name, open, onOpen }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height, isWide }, setSeen] = useState({ top: places.get(name)?.top ?? 0, height: 1000, isWide: true });
  const [at, setAt] = useState(places.get(name)?.at ?? 0);
  const active = Math.min(at, rows.length - 1);
  const rowHeight = isWide ? LOW_ROW : HIGH_ROW;
  const look = () => {
    if (box.current === null) return;
    const { scrollTop, clientHeight, clientWidth } = box.current;
    // a document stands in its place
    if (clientHeight === 0) return;
    setSeen({ top: scrollTop, height: clientHeight, isWide: clientWidth >= WIDE });
  };

  const goTo = (place: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, place));
    setAt(to);
    if (box.current === null || box.current.clientHeight === 0) return;
    const { scrollTop, clientHeight } = box.current;
    if (to * rowHeight < scrollTop) box.current.scrollTop = to * rowHeight;
    else if ((to + 1) * rowHeight > scrollTop + clientHeight) box.current.scrollTop = (to + 1) * rowHeight - clientHeight;
    look();
  };

  useLayoutEffect(() => {
    const place = places.get(name) ?? { top: 0, at: 0 };
    if (box.current !== null) box.current.scrollTop = place.top;
    setAt(place.at);
    look();
  }, [name]);
  useEffect(() => void places.set(name, { top, at }), [name, top, at]);
  useEffect(() => {
    const place = open === undefined ? -1 : rows.indexOf(open);
    if (place >= 0) goTo(place);
  }, [open, rows, isWide]);
  useEffect(() => {
    if (box.current === null) return;
    let wasHidden = box.current.clientHeight === 0;
    const follow = () => {
      const isHidden = box.current?.clientHeight === 0;
      const place = places.get(name);
      if (wasHidden && !isHidden && box.current !== null && place !== undefined) {
        box.current.scrollTop = place.top;
        goTo(place.at);
      }
      wasHidden = isHidden;
      look();
    };
    // after the frame: what follows may change the size again
    const observer = new ResizeObserver(() => requestAnimationFrame(follow));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [name, rowHeight, rows]);

  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moves[event.key];
    if (to !== undefined) goTo(to);
    else if (event.key === 'Enter' || event.key === ' ') onOpen(rows[active] as number);
    else return;
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + BEYOND);
  const seen = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div
      ref={box}
      class={isWide ? 'list wide' : 'list'}
      role="listbox"
      aria-label="Documents"
      tabIndex={0}
      aria-activedescendant={active >= first && active < last ? `listed-${active}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={look}
    >
      <div role="presentation" style={{ height: `${rows.length * rowHeight}px` }}>
        {seen.map((place) => {
          const row = rows[place] as number;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the list
            <div
              key={row}
              id={`listed-${place}`}
              class={place === active ? 'row active' : 'row'}
              role="option"
              tabIndex={-1}
              aria-selected={row === open}
              aria-setsize={rows.length}
              aria-posinset={place + 1}
              style={{ height: `${rowHeight}px`, top: `${place * rowHeight}px` }}
              onClick={() => {
                setAt(place);
                onOpen(row);
              }}
            >
              <DocumentRow documents={documents} row={row} query={query} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
