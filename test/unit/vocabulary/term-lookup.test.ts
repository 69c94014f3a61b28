import { describe, expect, it } from 'vitest';
import { termLookup } from '../../../src/vocabulary/term-lookup.js';

describe('termLookup', () => {
  it('finds the column of a term, and nothing for other words', () => {
    const column = termLookup(['cat', 'dog']);
    expect([column('cat'), column('dog'), column('cats'), column(''), column('constructor')]).toEqual([0, 1, undefined, undefined, undefined]);
  });

  it('finds a term by any word of its stem', () => {
    const column = termLookup(['cats', 'dog'], (word) => word.replace(/s$/, ''));
    expect([column('cat'), column('cats'), column('dogs'), column('bird')]).toEqual([0, 0, 1, undefined]);
  });
});
