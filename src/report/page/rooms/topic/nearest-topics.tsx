import type { PageTopic } from '../../../page-content.js';
import { labelOf, shownTerms, useLabels } from '../../labels.js';
import { WhatIs } from '../../parts/explained.js';
import { hashOf, type View } from '../../view.js';

/** First words of two topics that are compared, and how many are named that both have. */
const COMPARED_WORDS = 30;
const NAMED_WORDS = 4;

/** The topics that are most like one, and the words that they share. */
export function NearestTopics({ topic, view }: { topic: PageTopic; view: View }) {
  const labels = useLabels();
  if (topic.nearest.length === 0) return null;
  const own = shownTerms(topic.topic, COMPARED_WORDS, labels);
  return (
    <>
      <h3>
        Nearest topics <span class="muted unit">distance</span>
        <WhatIs measure="jensenShannon" />
      </h3>
      <ol class="nearest">
        {topic.nearest.map(({ topic: other, distance }) => {
          const theirs = shownTerms(other, COMPARED_WORDS, labels);
          const shared = own.filter((term) => theirs.includes(term)).slice(0, NAMED_WORDS);
          return (
            <li key={other}>
              <a href={hashOf({ ...view, topic: other })}>
                <span class="number">{other}</span> <bdi>{labelOf(other, labels)}</bdi>
              </a>
              <span class="figure">
                <span class="spoken">distance </span>
                {distance.toFixed(2)}
              </span>
              {own.length === 0 || theirs.length === 0 ? null : <SharedWords words={shared} />}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function SharedWords({ words }: { words: readonly string[] }) {
  return (
    <span class="muted shared">
      {words.length === 0 ? (
        `none of the first ${COMPARED_WORDS} words in common`
      ) : (
        <>
          both: <bdi>{words.join(', ')}</bdi>
        </>
      )}
    </span>
  );
}
