import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { whole } from '../../sentences.js';
import { loadDocuments } from '../data/documents.js';
import { parseQuery } from '../data/search-query.js';
import { hasSection } from '../data/sections.js';
import { summary } from '../data/summary.js';
import { whyNoTexts } from '../data/texts.js';
import { SaveCsv } from '../parts/figure.js';
import { useLoaded } from '../parts/use-loaded.js';
import { Waiting } from '../parts/waiting.js';
import { hashOf, show, type View } from '../view.js';
import { DocumentList } from './documents/document-list.js';
import { DocumentView } from './documents/document-view.js';
import { type Change, Chips, Choice, Filters } from './documents/filters.js';
import { COLUMN, type Collection, collectionOf, type Listing, listedRows, listingOf, shareIn } from './documents/listing.js';
import { useSearch } from './documents/use-search.js';

/** Search, filters, the list, and a document. */
export function DocumentsRoom({ view }: { view: View }) {
  const loaded = useLoaded(loadDocuments);
  const documents = useMemo(() => (loaded === undefined || loaded instanceof Error ? undefined : collectionOf(loaded, summary().documents.columns)), [loaded]);
  return (
    <>
      <h1 tabIndex={-1}>Documents</h1>
      {!hasSection('documents') ? (
        <p>There are more documents than a page can hold: document-topics.csv has the mixture of each.</p>
      ) : documents === undefined ? (
        <Waiting for="the documents" error={loaded instanceof Error ? loaded : undefined} />
      ) : (
        <Desk documents={documents} view={view} />
      )}
    </>
  );
}

/** Row of the document that an address names. Half a character cannot stand in an address, so an id with one is compared without. */
function rowOf({ rows, ids }: Collection, id: string | undefined): number | undefined {
  if (id === undefined) return undefined;
  const row = rows.get(id) ?? (id.includes('\ufffd') ? ids.findIndex((one) => one.toWellFormed() === id) : -1);
  return row < 0 ? undefined : row;
}

function Desk({ documents, view }: { documents: Collection; view: View }) {
  const { query } = view;
  const listing = useMemo(() => listingOf(query, summary().topics.length, documents.columnNames), [view, documents]);
  const listKey = hashOf({ room: 'documents', query: { ...query, document: '' } });
  const searched = useSearch(documents, listing.search);
  const rows = useMemo(() => listedRows(documents, listing, searched.found), [documents, listKey, searched.found]);
  const words = useMemo(() => parseQuery(searched.written), [searched.written]);
  const open = rowOf(documents, query.document);
  const hrefOf = (row: number | undefined) => hashOf({ room: 'documents', query: { ...query, document: row === undefined ? '' : (documents.ids[row] ?? '') } });
  const change: Change = (values) => show({ room: 'documents', query: { ...query, ...values } });
  const isNew = useHasChanged(open);
  useKeys(open, rows, (row) => {
    location.hash = hrefOf(row);
  });
  useEffect(() => {
    // what had the focus went with the document
    if (isNew && open === undefined && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.documents .list')?.focus({ preventScroll: true });
  }, [isNew, open]);

  return (
    <div class={query.document === undefined ? 'desk' : 'desk reading'}>
      <FilterPane documents={documents} listing={listing} change={change} />
      <section class="results screen-only" aria-label="List">
        <Found documents={documents} listing={listing} rows={rows} searched={searched} />
        <Chips listing={listing} columnNames={documents.columnNames} change={change} />
        <div class="order">
          <Order listing={listing} columnNames={documents.columnNames} change={change} />
          <SaveCsv name="documents" what="the list" rows={() => tableOf(documents, rows)} />
        </div>
        {rows.length === 0 ? (
          <Nothing listing={listing} isSearched={searched.share === 1} change={change} />
        ) : (
          <DocumentList
            documents={documents}
            rows={rows}
            query={words}
            name={listKey}
            open={open}
            onOpen={(row) => {
              location.hash = hrefOf(row);
            }}
          />
        )}
      </section>
      {query.document === undefined ? null : open === undefined ? (
        <article class="document">
          <h2>No such document</h2>
          <p>
            The address names a document that is not in this file: <bdi class="id">{query.document.slice(0, 500)}</bdi>
          </p>
          <p>
            <a href={hrefOf(undefined)}>Back to the list</a>
          </p>
        </article>
      ) : (
        <DocumentView documents={documents} row={open} query={words} rows={rows} hrefOf={hrefOf} takesFocus={isNew} />
      )}
    </div>
  );
}

/** Whether a value has been another one since this was first shown. */
function useHasChanged(value: unknown): boolean {
  const first = useRef(value);
  const has = useRef(false);
  if (value !== first.current) has.current = true;
  return has.current;
}

/** j and k go through the list, Escape back to it. */
function useKeys(open: number | undefined, rows: Uint32Array, go: (row: number | undefined) => void): void {
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isWriting = target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
      if (open === undefined || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = rows.indexOf(open);
      const to = key === 'j' ? rows[place + 1] : key === 'k' ? rows[place - 1] : undefined;
      if (to === undefined && key !== 'Escape') return;
      event.preventDefault();
      go(to);
    };
    addEventListener('keydown', follow);
    return () => removeEventListener('keydown', follow);
  });
}

/** Beside the list where there is room, else to be opened. */
function FilterPane(props: { documents: Collection; listing: Listing; change: Change }) {
  const [isWide] = useState(() => matchMedia('(min-width: 64rem)').matches);
  return (
    <details class="filter-pane screen-only" open={isWide}>
      <summary>Narrow the list</summary>
      <Filters {...props} />
      <p class="help">
        A word also finds longer ones that begin with it, and all words must be there. “In quotation marks” a phrase is looked for as it stands;{' '}
        <code>-word</code> leaves out documents with just that word.
      </p>
    </details>
  );
}

function Found({ documents, listing, rows, searched }: { documents: Collection; listing: Listing; rows: Uint32Array; searched: ReturnType<typeof useSearch> }) {
  const all = documents.ids.length;
  const many = rows.length === all ? `${whole(all)} documents` : `${whole(rows.length)} of ${whole(all)} documents`;
  const isSearching = listing.search.trim() !== '' && searched.share < 1;
  return (
    <p class="found" role="status" data-search={searched.written} data-searched={searched.share}>
      {many}
      {isSearching && searched.error === undefined ? `; searched ${Math.floor(100 * searched.share)} % of the texts so far …` : ''}
      {isSearching && searched.error !== undefined ? `. Not all texts could be searched, the file is damaged (${searched.error.message}).` : ''}
    </p>
  );
}

const ORDERS: Readonly<Record<string, string>> = {
  relevance: 'relevance',
  share: 'share of the topic',
  misfit: 'misfit, the worst first',
  name: 'name',
  order: 'as they were read',
};

function Order({ listing, columnNames, change }: { listing: Listing; columnNames: readonly string[]; change: Change }) {
  const offered = Object.entries(ORDERS).filter(
    ([order]) => (order !== 'relevance' || listing.search.trim() !== '') && (order !== 'share' || listing.topic > 0),
  );
  return (
    <Choice name="Sorted by" value={listing.sort} onChoose={(sort) => change({ sort })}>
      {[...offered, ...columnNames.map((name): [string, string] => [COLUMN + name, name])].map(([order, name]) => (
        <option key={order} value={order}>
          {name}
        </option>
      ))}
    </Choice>
  );
}

function Nothing({ listing, isSearched, change }: { listing: Listing; isSearched: boolean; change: Change }) {
  const { search, where, topic, language } = listing;
  const { texts, characters } = summary().documents;
  const isNarrowed = topic > 0 || language !== '' || where.size > 0;
  const searchedIn =
    texts === 'none'
      ? `Only ids and metadata were searched. ${whyNoTexts()}`
      : texts === 'cut'
        ? `Searched were ids, metadata and the first ${whole(characters)} characters of each text.`
        : 'Searched were ids, metadata and whole texts.';
  if (!isSearched && search.trim() !== '') return <p class="muted">Nothing found yet.</p>;
  return (
    <div class="prose">
      <p>
        {search.trim() === '' ? 'No document is left by these filters.' : `No document${isNarrowed ? ' that the filters leave' : ''} has all of this.`}{' '}
        {search.trim() === '' ? '' : searchedIn}
      </p>
      {isNarrowed ? (
        <p>
          <button
            type="button"
            onClick={() => change({ topic: '', least: '', language: '', ...Object.fromEntries([...where.keys()].map((column) => [columnKey(column), ''])) })}
          >
            Clear the filters
          </button>
        </p>
      ) : null}
    </div>
  );
}

function columnKey(column: number): string {
  return COLUMN + summary().documents.columns[column];
}

/** The list as a table: ids, what is known, and the share of each topic. */
function tableOf(documents: Collection, rows: Uint32Array) {
  const { ids, languages, columnNames, columns, mixtures } = documents;
  const { topics } = summary();
  function* lines(): Generator<(string | number)[]> {
    for (const row of rows) {
      const known = [ids[row] ?? '', languages[row] ?? '', ...columns.map((values) => values[row] ?? '')];
      yield [...known, ...topics.map((_, topic) => Number(shareIn(mixtures, row, topic).toFixed(4)))];
    }
  }
  return { header: ['id', 'language', ...columnNames, ...topics.map(({ topic }) => `topic_${topic}`)], rows: lines() };
}
