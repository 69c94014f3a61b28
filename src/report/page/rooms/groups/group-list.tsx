import { useState } from 'preact/hooks';
import type { GroupComparison } from '../../../../summarize/group-comparison.js';
import { whole } from '../../../sentences.js';
import { hashOf, type View } from '../../view.js';

/** Groups that are listed at once; a search finds the others. */
const LISTED = 20;

/** The groups of a column, the largest first, to choose one of them. */
export function GroupList({ comparison, chosen, view }: { comparison: GroupComparison; chosen: string | undefined; view: View }) {
  const { column, groups } = comparison;
  const [search, setSearch] = useState('');
  const sought = search.trim().toLowerCase();
  const found = sought === '' ? groups : groups.filter(({ name }) => name.toLowerCase().includes(sought));
  const rest = found.length - LISTED;
  return (
    <div class="group-list">
      {groups.length <= LISTED ? null : (
        <input
          type="search"
          dir="auto"
          class="screen-only"
          placeholder="Search groups"
          aria-label="Search the groups"
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <ul>
        {found.slice(0, LISTED).map(({ name, documents }) => (
          <li key={name}>
            <a href={hashOf({ room: 'groups', query: { ...view.query, column, group: name } })} aria-current={name === chosen ? 'true' : undefined}>
              <bdi>{name}</bdi>
            </a>{' '}
            <span class="figure muted">
              {whole(documents)}
              <span class="spoken"> {documents === 1 ? 'document' : 'documents'}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="muted hint" role="status">
        {found.length === 0 ? 'No group has this in its name.' : rest > 0 ? `${whole(rest)} more: search for them by name.` : ''}
      </p>
    </div>
  );
}
