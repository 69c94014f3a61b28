import type { GroupComparison } from '../../../../summarize/group-comparison.js';
import { groupFigure } from '../../../figures/group-figure.js';
import type { PageTopic } from '../../../page-content.js';
import { loadGroups } from '../../data/story.js';
import { DrawnFigure } from '../../parts/drawn-figure.js';
import { useLoaded } from '../../parts/use-loaded.js';
import { Waiting } from '../../parts/waiting.js';
import { hashOf } from '../../view.js';
import { fileNameOf } from '../groups/shares.js';

/** Columns, and groups of each, that are shown; the room of groups has them all. */
const COLUMNS = 3;
const GROUPS = 12;

/** In which groups of documents a topic is more frequent, and in which less. */
export function BetweenGroups({ topic: { topic } }: { topic: PageTopic }) {
  const all = useLoaded(loadGroups);
  return (
    <section class="between-groups" aria-labelledby="between-groups">
      <h2 id="between-groups">Between groups</h2>
      {all === undefined || all instanceof Error ? (
        <Waiting for="the groups" error={all} />
      ) : (
        all.slice(0, COLUMNS).map((comparison) => <InGroups key={comparison.column} comparison={comparison} topic={topic} />)
      )}
      {all === undefined || all instanceof Error || all.length <= COLUMNS ? null : (
        <p class="muted">
          <a href={hashOf({ room: 'groups', query: {} })}>{all.length - COLUMNS === 1 ? 'One more column' : `${all.length - COLUMNS} more columns`}</a> in
          Groups.
        </p>
      )}
    </section>
  );
}

function InGroups({ comparison, topic }: { comparison: GroupComparison; topic: number }) {
  const { column, groups } = comparison;
  const rest = groups.length - GROUPS;
  return (
    <DrawnFigure
      name={`topic-${topic}-by-${fileNameOf(column)}`}
      what={`topic ${topic} by ${column}`}
      rows={() => ({
        header: ['group', 'documents', 'words', 'share', 'low', 'high'],
        rows: groups.map(({ name, documents, tokens, share, low, high }) => [
          ...[name, documents, tokens],
          ...[share, low, high].map((values) => values[topic - 1] as number),
        ]),
      })}
      caption={
        <>
          Its share of the words of each group by <bdi>{column}</bdi>, with intervals that cover 90 %; the line is its share of all.{' '}
          {rest <= 0 ? '' : `The largest ${GROUPS} of ${groups.length} groups. `}
          <a href={hashOf({ room: 'groups', query: { column } })}>{rest > 0 ? 'All groups' : 'More on these groups'}</a>
        </>
      }
      draw={(width) => groupFigure(comparison, topic - 1, { width, groups: GROUPS })}
      depends={[comparison, topic]}
    />
  );
}
