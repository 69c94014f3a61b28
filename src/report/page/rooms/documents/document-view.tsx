import { useEffect, useRef } from 'preact/hooks';
import { whole } from '../../../sentences.js';
import { mixtureOf } from '../../data/documents.js';
import type { Query } from '../../data/search-query.js';
import { summary } from '../../data/summary.js';
import { Misfit } from '../../parts/misfit.js';
import { Mixture } from '../../parts/mixture.js';
import { DocumentText } from './document-text.js';
import type { Collection } from './listing.js';
import { Similar } from './similar.js';

interface DocumentProps {
  documents: Collection;
  row: number;
  query: Query;
  /** rows of the list */
  rows: Uint32Array;
  /** address with another document open, or none */
  hrefOf: (row: number | undefined) => string;
  /** whether it is to have the focus: not when the page opens with it */
  takesFocus: boolean;
}

/** A document: what is known of it, its mixture, its text, and documents like it. */
export function DocumentView({ documents, row, query, rows, hrefOf, takesFocus }: DocumentProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    heading.current?.focus({ preventScroll: true });
    const article = heading.current?.closest('article');
    if (article && article.getBoundingClientRect().top < 0) article.scrollIntoView();
  }, [row, takesFocus]);
  return (
    <article class="document">
      <Steps row={row} rows={rows} hrefOf={hrefOf} />
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{documents.names[row]}</bdi>
      </h2>
      <Known documents={documents} row={row} />
      <Mixture shares={mixtureOf(documents.mixtures, row)} heading="h3" />
      <h3>Text</h3>
      <DocumentText documents={documents} row={row} query={query} />
      <Similar documents={documents} row={row} hrefOf={hrefOf} />
    </article>
  );
}

function Steps({ row, rows, hrefOf }: Pick<DocumentProps, 'row' | 'rows' | 'hrefOf'>) {
  const place = rows.indexOf(row);
  const [before, after] = place < 0 ? [undefined, undefined] : [rows[place - 1], rows[place + 1]];
  return (
    <nav class="steps screen-only" aria-label="Documents of the list">
      <a class="back" href={hrefOf(undefined)} aria-keyshortcuts="Escape">
        Back to the list
      </a>
      <span class="muted">{place < 0 ? 'not in the list' : `${whole(place + 1)} of ${whole(rows.length)}`}</span>
      {before === undefined ? null : (
        <a href={hrefOf(before)} aria-keyshortcuts="k">
          Previous
        </a>
      )}
      {after === undefined ? null : (
        <a href={hrefOf(after)} aria-keyshortcuts="j">
          Next
        </a>
      )}
    </nav>
  );
}

function Known({ documents, row }: { documents: Collection; row: number }) {
  const { mixtures, columnNames, columns, ids, languages } = documents;
  const language = summary().figures.languages.find((one) => one.language === languages[row])?.name;
  const known: [name: string, value: string][] = [
    ['id', ids[row] ?? ''],
    ...columnNames.map((name, c): [string, string] => [name, columns[c]?.[row] ?? '']),
    ['language', language ?? ''],
  ];
  const [tokens, unknown] = [mixtures.tokens[row] ?? 0, mixtures.unknown[row] ?? 0];
  return (
    <>
      <dl class="known">
        {known
          .filter(([, value]) => value !== '' && value !== documents.names[row])
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      <p>
        {countedSentence(tokens, unknown)} <Misfit misfit={mixtures.misfit[row] ?? Number.NaN} />
      </p>
    </>
  );
}

function countedSentence(tokens: number, unknown: number): string {
  const leftOut = unknown === 0 ? '' : `, ${whole(unknown)} left out that ${unknown === 1 ? 'is no term' : 'are no terms'}`;
  return `${whole(tokens)} ${tokens === 1 ? 'word' : 'words'} counted${leftOut}.`;
}
