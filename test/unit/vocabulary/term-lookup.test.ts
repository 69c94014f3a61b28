import { describe, expect, it } from 'vitest';
import { placedWords } from '../../../src/tokenize/prepare-words.js';
import { phraseStem } from '../../../src/vocabulary/phrases.js';
import { columnsOf, termLookup } from '../../../src/vocabulary/term-lookup.js';

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

describe('columnsOf', () => {
  const columns = (text: string) =>
    columnsOf(
      placedWords(text, 'none'),
      text,
      termLookup(
        ['drive', 'hard drive', 'bill of rights', 'bill'],
        phraseStem((word) => word.replace(/s$/, '')),
      ),
    );

  it('finds the longest phrases from left to right, and words alone', () => {
    expect(columns('bill of rights bill of hard drives drive')).toEqual([2, 2, 2, 3, undefined, 1, 1, 0]);
    expect(columns('hard')).toEqual([undefined]);
  });

  it('finds no phrase across a break', () => {
    expect(columns('hard, drive bill of (rights)')).toEqual([undefined, 0, 3, undefined, undefined]);
    expect(columns('hard drive: drive')).toEqual([1, 1, 0]);
  });
});
