import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { labelTopics } from '../../src/topics/labels.js';
import { forAll, wildText } from './arbitraries.js';

describe('labelTopics', () => {
  const term = fc.oneof(
    fc.constantFrom('game', 'games', 'Game', 'team', 'a', '水', 'de', '', ', ', 'game, team', 'game team', ' ', 'topic 2', 'topic 2 (again)'),
    wildText,
  );
  const topics = fc.array(fc.array(term, { maxLength: 6 }), { maxLength: 8 });
  const asSet = (label: string) => [...new Set(label.toLowerCase().split(', '))].sort().join(', ');

  const expectDistinct = (labels: readonly string[], length: number) => {
    expect(labels).toHaveLength(length);
    expect(new Set(labels.map(asSet)).size).toBe(length);
    expect(labels).not.toContain('');
  };

  forAll([topics, fc.array(fc.array(term))], { numRuns: 1000 })('no two have the same terms, and none is empty', (terms, avoided) => {
    expectDistinct(labelTopics(terms, avoided), terms.length);
  });

  forAll([fc.array(term, { maxLength: 6 }), fc.integer({ min: 1, max: 12 })])('nor where all lists are equal', (terms, count) => {
    expectDistinct(labelTopics(new Array(count).fill(terms)), count);
  });
});
