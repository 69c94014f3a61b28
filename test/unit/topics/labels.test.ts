import { describe, expect, it } from 'vitest';
import { labelTopics } from '../../../src/topics/labels.js';

describe('labelTopics', () => {
  it('takes the first three terms', () => {
    expect(
      labelTopics([
        ['a', 'b', 'c', 'd'],
        ['x', 'y'],
      ]),
    ).toEqual(['a, b, c', 'x, y']);
  });

  it('takes further terms until labels differ', () => {
    expect(
      labelTopics([
        ['a', 'b', 'c', 'd', 'e'],
        ['a', 'b', 'c', 'd', 'f'],
        ['a', 'b', 'c', 'd', 'g'],
      ]),
    ).toEqual(['a, b, c', 'a, b, c, d', 'a, b, c, d, g']);
  });

  it('falls back to the number where terms cannot tell', () => {
    expect(labelTopics([['a'], ['a'], []])).toEqual(['a', 'topic 2', 'topic 3']);
  });
});
