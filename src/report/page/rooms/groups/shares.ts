import type { Group, GroupComparison } from '../../../../summarize/group-comparison.js';
import { shareOfAll } from '../../../figures/group-figure.js';
import type { Rows } from '../../parts/rows.js';

/** A topic in a group, against all groups together. */
export interface TopicInGroup {
  /** place of the topic, from 0 */
  k: number;
  share: number;
  low: number;
  high: number;
  all: number;
}

/** Topics of a group, those whose share is furthest from that of all first. @param many at most */
export function topicsApart(comparison: GroupComparison, { share, low, high }: Group, many: number): TopicInGroup[] {
  const topics = share.map((value, k) => ({ k, share: value, low: low[k] as number, high: high[k] as number, all: shareOfAll(comparison, k) }));
  const distance = ({ share: own, all }: TopicInGroup) => Math.abs(own - all);
  return topics.sort((a, b) => distance(b) - distance(a) || a.k - b.k).slice(0, many);
}

/** A row for each group and topic. */
export function sharesRows({ column, groups }: GroupComparison, labels: readonly string[]): Rows {
  function* rows(): Generator<(string | number)[]> {
    for (const { name, documents, tokens, share, low, high } of groups) {
      for (const [k, value] of share.entries()) yield [column, name, documents, tokens, k + 1, labels[k] ?? '', value, low[k] as number, high[k] as number];
    }
  }
  return { header: ['column', 'group', 'documents', 'tokens', 'topic', 'label', 'share', 'low', 'high'], rows: rows() };
}

/** A name as a part of that of a file. */
export function fileNameOf(name: string): string {
  return [...name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')].slice(0, 60).join('');
}
