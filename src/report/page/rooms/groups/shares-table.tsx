import { useState } from 'preact/hooks';
import type { GroupComparison } from '../../../../summarize/group-comparison.js';
import { percent, whole } from '../../../sentences.js';
import { useTopicLabels } from '../../labels.js';
import { Frame } from '../../parts/frame.js';
import { topicAddress } from '../../view.js';

/** Cells that are shown at once: browsers are slow with more. */
const CELLS = 10_000;

/** The shares of all topics in the groups, read when it is opened. */
export function SharesTable({ comparison: { column, groups } }: { comparison: GroupComparison }) {
  const labels = useTopicLabels();
  const [isOpen, setOpen] = useState(false);
  const rows = Math.max(20, Math.floor(CELLS / Math.max(1, labels.length)));
  return (
    <details class="more screen-only" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>All shares as a table</summary>
      {!isOpen ? null : (
        <>
          {groups.length <= rows ? null : (
            <p class="muted hint">
              The largest {whole(rows)} of {whole(groups.length)} groups; the CSV of the drawing above has them all.
            </p>
          )}
          <Frame name={`Shares by ${column}`}>
            <table class="plain shares">
              <thead>
                <tr>
                  <th scope="col">
                    <bdi>{column}</bdi>
                  </th>
                  <th scope="col">Documents</th>
                  {labels.map((label, k) => (
                    <th key={k} scope="col" class="figure">
                      <a href={topicAddress(k)} title={label}>
                        {k + 1}
                        <span class="spoken"> {label}</span>
                      </a>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.slice(0, rows).map(({ name, documents, share }) => (
                  <tr key={name}>
                    <th scope="row">
                      <bdi>{name}</bdi>
                    </th>
                    <td class="figure">{whole(documents)}</td>
                    {share.map((value, k) => (
                      <td key={k} class="figure">
                        {percent(value)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Frame>
        </>
      )}
    </details>
  );
}
