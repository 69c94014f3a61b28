import type { GroupComparison } from '../../../summarize/group-comparison.js';
import { heatMap } from '../../figures/heat-map.js';
import { groupCautionSentences, groupSentences, groupsSentence } from '../../story-sentences.js';
import { hasGroups, loadGroups } from '../data/story.js';
import { summary } from '../data/summary.js';
import { useTopicLabels } from '../labels.js';
import { Choices } from '../parts/choices.js';
import { DrawnFigure } from '../parts/drawn-figure.js';
import { useLoaded } from '../parts/use-loaded.js';
import { Waiting } from '../parts/waiting.js';
import { show, topicAddress, type View } from '../view.js';
import { GroupList } from './groups/group-list.js';
import { GroupView } from './groups/group-view.js';
import { fileNameOf, sharesRows } from './groups/shares.js';
import { SharesTable } from './groups/shares-table.js';

/** Groups that a drawing has room for. */
const DRAWN = 30;

/** What each group of documents writes about, against all of them. */
export function GroupsRoom({ view }: { view: View }) {
  const all = useLoaded(async () => (hasGroups() ? loadGroups() : []));
  if (!hasGroups()) {
    return (
      <>
        <h1 tabIndex={-1}>Topics between groups</h1>
        <p class="text">
          {summary().sentences.noGroups} <code>--group-columns</code> names columns to compare by.
        </p>
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>Topics between groups</h1>
      {all === undefined || all instanceof Error ? <Waiting for="the groups" error={all} /> : <Comparisons all={all} view={view} />}
    </>
  );
}

/** One column at a time: that of the address, else the first. */
function Comparisons({ all, view }: { all: readonly GroupComparison[]; view: View }) {
  const comparison = all.find(({ column }) => column === view.query.column) ?? all[0];
  if (comparison === undefined) return null;
  return (
    <>
      {all.length === 1 ? null : (
        <Choices
          legend="By"
          name="column"
          choices={all.map(({ column }) => [column, column])}
          value={comparison.column}
          onChoose={(column) => show({ ...view, query: { column } })}
        />
      )}
      <p class="facts">{groupsSentence(comparison)}</p>
      <Comparison key={comparison.column} comparison={comparison} view={view} />
    </>
  );
}

function Comparison({ comparison, view }: { comparison: GroupComparison; view: View }) {
  const labels = useTopicLabels();
  const { column, groups } = comparison;
  const group = groups.find(({ name }) => name === view.query.group) ?? groups[0];
  return (
    <>
      <ul class="prose group-sentences">
        {groupSentences(comparison, labels).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <section aria-labelledby="map-of-groups">
        <h2 id="map-of-groups">Which group has which topics</h2>
        <DrawnFigure
          name={`topics-by-${fileNameOf(column)}`}
          what={`the topics by ${column}`}
          rows={() => sharesRows(comparison, labels)}
          caption={
            <>The area of a square is the share of the topic in the group; it is outlined where the share is clearly above that of all groups together.</>
          }
          draw={(width) => heatMap(comparison, labels, { width, groups: DRAWN, link: topicAddress })}
          depends={[comparison, labels]}
        />
        <SharesTable comparison={comparison} />
      </section>
      <section aria-labelledby="one-group">
        <h2 id="one-group">What sets a group apart</h2>
        <div class="group-columns">
          <GroupList comparison={comparison} chosen={group?.name} view={view} />
          {group === undefined ? null : <GroupView key={group.name} comparison={comparison} group={group} />}
        </div>
      </section>
      <section class="prose" aria-labelledby="cautions">
        <h2 id="cautions">How to read this</h2>
        <p>{[summary().sentences.groups[0], ...groupCautionSentences()].join(' ')}</p>
      </section>
    </>
  );
}
