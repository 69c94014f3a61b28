import { percent } from '../../sentences.js';
import { labelOf, useLabels } from '../labels.js';
import { Bar } from './bar.js';
import { SaveCsv } from './figure.js';
import { TopicLink } from './topic-link.js';

/** Topics that are listed, and the least share of them but the first. */
const LISTED = 10;
const LEAST_SHARE = 0.01;
/** What the others need to have for a line of their own. */
const LEAST_REST = 0.005;

/**
 * A mixture of topics as bars.
 *
 * @param shares the largest first; none: nothing is shown
 * @param heading level of its heading
 */
export function Mixture({ shares, heading: Heading }: { shares: readonly { topic: number; share: number }[]; heading: 'h2' | 'h3' }) {
  const labels = useLabels();
  const [first] = shares;
  if (first === undefined) return null;
  const listed = shares.filter(({ share }, rank) => rank === 0 || (rank < LISTED && share >= LEAST_SHARE));
  const rest = 1 - listed.reduce((sum, { share }) => sum + share, 0);
  const rows = () => ({ header: ['topic', 'label', 'share'], rows: shares.map(({ topic, share }) => [topic, labelOf(topic, labels), share]) });
  return (
    <>
      <div class="heading">
        <Heading>Mixture</Heading>
        <SaveCsv name="mixture" what="the mixture" rows={rows} />
      </div>
      <table class="mixture">
        <thead class="spoken">
          <tr>
            <th scope="col">Topic</th>
            <th scope="col">Bar</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ topic, share }) => (
            <tr key={topic} data-topic={topic}>
              <th scope="row">
                <TopicLink topic={topic} />
              </th>
              <td class="bars">
                <Bar value={share} most={first.share} />
              </td>
              <td class="figure">
                <data value={share}>{percent(share)}</data>
              </td>
            </tr>
          ))}
          {rest < LEAST_REST ? null : (
            <tr>
              <th scope="row" class="muted">
                all others
              </th>
              <td class="bars" />
              <td class="figure muted">{percent(rest)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </>
  );
}
