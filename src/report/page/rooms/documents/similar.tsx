import { useMemo } from 'preact/hooks';
import { similarDocuments } from '../../../similar-documents.js';
import { numbered, useLabels } from '../../labels.js';
import type { Collection } from './listing.js';

const LISTED = 10;

/** Documents with much the same mixture. @param hrefOf address of a document */
export function Similar({ documents, row, hrefOf }: { documents: Collection; row: number; hrefOf: (row: number) => string }) {
  const labels = useLabels();
  const similar = useMemo(() => similarDocuments(documents.mixtures, row, LISTED), [documents, row]);
  return (
    <section class="similar screen-only" aria-labelledby="similar">
      <h3 id="similar">Documents with a similar mixture</h3>
      {similar.length === 0 ? (
        <p class="muted">No other document has a topic in common with it.</p>
      ) : (
        <>
          <ol>
            {similar.map(({ row: other, distance, topics }) => (
              <li key={other}>
                <a href={hrefOf(other)}>
                  <bdi>{documents.names[other]?.slice(0, 300)}</bdi>
                </a>
                <span class="shared">{topics.map((topic) => numbered(topic + 1, labels)).join(' · ')}</span>
                <span class="distance">{distance.toFixed(2)}</span>
              </li>
            ))}
          </ol>
          <p class="muted">
            The figure is the Hellinger distance of the mixtures: 0 for the same mixture, 1 for no topic in common. Named are topics of which both have 10 % or
            more.
          </p>
        </>
      )}
    </section>
  );
}
