import { useEffect, useMemo, useState } from 'preact/hooks';
import { shareOf } from '../../../page-packing.js';
import { percent } from '../../../sentences.js';
import { snippetOf } from '../../data/search-places.js';
import type { Query } from '../../data/search-query.js';
import { textOf } from '../../data/texts.js';
import { labelOf, useLabels } from '../../labels.js';
import { Bar } from '../../parts/bar.js';
import type { Collection } from './listing.js';
import { MarkedText } from './marked-text.js';

const TOPICS = 2;
/** Of the second topic: a smaller one would read as 0 %. */
const LEAST_SHARE = 0.01;
/** Characters of a name that are shown: the line is cut anyway. */
const NAME = 300;
/** Milliseconds that a row has to stay before its text is read. */
const STAYS = 60;

/** What is known of a document in three lines: its name, its two largest topics, the words round what was found. */
export function DocumentRow({ documents, row, query }: { documents: Collection; row: number; query: Query }) {
  const labels = useLabels();
  const { mixtures, columnNames, columns } = documents;
  const name = documents.names[row] ?? '';
  const date = columns[columnNames.indexOf('date')]?.[row] ?? '';
  const begin = mixtures.begins[row] as number;
  const entries = Array.from({ length: Math.min(TOPICS, (mixtures.begins[row + 1] as number) - begin) }, (_, e) => begin + e).filter(
    (entry, e) => e === 0 || shareOf(mixtures, entry) >= LEAST_SHARE,
  );
  return (
    <>
      <span class="name">
        <bdi>{name.slice(0, NAME)}</bdi>
        {date === '' ? null : (
          <span class="date">
            <bdi>{date.slice(0, 10)}</bdi>
          </span>
        )}
      </span>
      <span class="largest">
        {entries.map((entry) => {
          const topic = (mixtures.topics[entry] as number) + 1;
          return (
            <span class="part" key={topic}>
              <Bar value={shareOf(mixtures, entry)} most={1} />
              <span class="share">{percent(shareOf(mixtures, entry)).replace(/\.\d/, '')}</span>
              <span class="label">
                {topic} <bdi>{labelOf(topic, labels)}</bdi>
              </span>
            </span>
          );
        })}
        {entries.length === 0 ? <span class="muted">no words counted</span> : null}
      </span>
      <Excerpt row={row} query={query} language={documents.languages[row] ?? ''} />
    </>
  );
}

function Excerpt({ row, query, language }: { row: number; query: Query; language: string }) {
  const [text, setText] = useState('');
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      textOf(row).then(
        (one) => isCurrent && setText(one ?? ''),
        // the document itself says what is wrong
        () => undefined,
      );
    }, STAYS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [row]);
  const snippet = useMemo(() => snippetOf(text, query), [text, query]);
  return (
    <span class="excerpt" dir="auto" lang={language === 'none' ? undefined : language}>
      {snippet.cutBefore ? '… ' : ''}
      <MarkedText text={snippet.text} found={snippet.marks} />
    </span>
  );
}
