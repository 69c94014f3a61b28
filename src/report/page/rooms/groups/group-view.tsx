import type { Group, GroupComparison } from '../../../../summarize/group-comparison.js';
import { whole } from '../../../sentences.js';
import { summary } from '../../data/summary.js';
import { useTopicLabels } from '../../labels.js';
import { DrawnFigure } from '../../parts/drawn-figure.js';
import { SaveCsv } from '../../parts/figure.js';
import { Frame } from '../../parts/frame.js';
import { hashOf, topicAddress } from '../../view.js';
import { COLUMN } from '../documents/listing.js';
import { groupTopicsFigure } from './group-topics-figure.js';
import { fileNameOf, topicsApart } from './shares.js';

const TOPICS = 12;
const TERMS = 24;

/** A group: the topics and the words that it has more or less of than the others. */
export function GroupView({ comparison, group }: { comparison: GroupComparison; group: Group }) {
  const labels = useTopicLabels();
  const topics = topicsApart(comparison, group, TOPICS);
  const { name, documents, tokens } = group;
  const file = `${fileNameOf(comparison.column)}-${fileNameOf(name)}`;
  return (
    <div class="group">
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p class="muted">
        <Documents column={comparison.column} name={name} documents={documents} /> · {whole(tokens)} words
      </p>
      <DrawnFigure
        name={`topics-of-${file}`}
        what={`the topics of ${name}`}
        rows={() => ({
          header: ['topic', 'label', 'share', 'low', 'high', 'share_of_all'],
          rows: topicsApart(comparison, group, labels.length).map(({ k, share, low, high, all }) => [k + 1, labels[k] ?? '', share, low, high, all]),
        })}
        caption={`${topics.length < labels.length ? `The ${topics.length} topics whose share is furthest from that of all, which` : 'The topics by how far their share is from that of all, which'} is the red line; intervals cover 90 %.`}
        draw={(width) => groupTopicsFigure(topics, labels, { width, link: topicAddress, name })}
        depends={[comparison, group, labels]}
      />
      <Words group={group} file={file} />
    </div>
  );
}

/** How many documents a group has: a link to them where the list can be narrowed to them. */
function Documents({ column, name, documents }: { column: string; name: string; documents: number }) {
  const many = `${whole(documents)} ${documents === 1 ? 'document' : 'documents'}`;
  const { columns } = summary().documents;
  const narrowed = columns.includes(column) ? { [COLUMN + column]: name } : column === 'language' ? { language: name } : undefined;
  return narrowed === undefined ? many : <a href={hashOf({ room: 'documents', query: narrowed })}>{many}</a>;
}

function Words({ group: { name, terms }, file }: { group: Group; file: string }) {
  if (terms.length === 0) return <p class="text">No word is clearly more frequent in it than in the others.</p>;
  return (
    <>
      <div class="heading">
        <h3>Its words</h3>
        <SaveCsv
          name={`words-of-${file}`}
          what={`the words of ${name}`}
          rows={() => ({ header: ['term', 'z'], rows: terms.map(({ term, z }) => [term, z]) })}
        />
      </div>
      <p class="muted hint">In more of its documents than of those of the other groups; z is by how many standard deviations.</p>
      <Frame name={`Words of ${name}`}>
        <ol class="group-words">
          {terms.slice(0, TERMS).map(({ term, z }) => (
            <li key={term}>
              <a href={hashOf({ room: 'documents', query: { search: term } })}>
                <bdi>{term}</bdi>
              </a>{' '}
              <span class="figure muted">
                <span class="spoken">z </span>
                {z.toFixed(1)}
              </span>
            </li>
          ))}
        </ol>
      </Frame>
    </>
  );
}
