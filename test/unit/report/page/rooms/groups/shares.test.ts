import { expect, it } from 'vitest';
import { fileNameOf, sharesRows, topicsApart } from '../../../../../../src/report/page/rooms/groups/shares.js';
import type { Group, GroupComparison } from '../../../../../../src/summarize/group-comparison.js';

const group = (name: string, share: number[], tokens = 100): Group => ({
  ...{ name, documents: 3, tokens, share, low: share, high: share },
  above: share.map(() => false),
  terms: [],
});
const comparison = (...groups: Group[]): GroupComparison => ({ column: 'party', guessed: true, ungrouped: 0, texts: 3 * groups.length, groups });

it('topics whose share is furthest from that of all come first, in ties the lower number', () => {
  const [a, b] = [group('a', [0.5, 0.3, 0.2], 300), group('b', [0.1, 0.3, 0.6], 100)];
  const apart = topicsApart(comparison(a, b), b, 3);
  expect(apart.map(({ k }) => k)).toEqual([0, 2, 1]);
  expect(apart[0]).toMatchObject({ share: 0.1, all: expect.closeTo(0.4, 12) });
  expect(topicsApart(comparison(a, b), b, 1)).toHaveLength(1);
});

it('a row is a topic in a group', () => {
  const { rows } = sharesRows(comparison(group('a', [0.5, 0.5]), group('b', [1, 0])), ['tax', 'war']);
  expect([...rows].map((row) => row.slice(1))).toEqual([
    ['a', 3, 100, 1, 'tax', 0.5, 0.5, 0.5],
    ['a', 3, 100, 2, 'war', 0.5, 0.5, 0.5],
    ['b', 3, 100, 1, 'tax', 1, 1, 1],
    ['b', 3, 100, 2, 'war', 0, 0, 0],
  ]);
});

it('a name of a file has letters and digits only', () => {
  expect(fileNameOf('../a <b>/Ünï 3')).toBe('-a-b-Ünï-3');
  expect(fileNameOf('x'.repeat(500))).toHaveLength(60);
});
