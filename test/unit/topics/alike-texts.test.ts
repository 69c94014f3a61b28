import { describe, expect, it } from 'vitest';
import { areAlike } from '../../../src/topics/alike-texts.js';

describe('areAlike', () => {
  it.each([
    ['the same', 'A blue whale came up from the sea.', 'A blue whale came up from the sea.'],
    ['other capitals and marks', 'A blue whale came up from the sea.', '“a blue WHALE”: came up, from the sea…'],
    // eight of eleven words
    ['a few other words', 'Sony launched its new console in Japan on Sunday', 'Sony launched its new console in Japan last week'],
    ['no blanks', '鲸鱼在海里游泳', '鲸鱼在海里游泳。'],
    ['half of the words of both', 'apple tree orchard', 'apple tree whale'],
  ])('finds it of texts with %s', (_what, a, b) => {
    expect([areAlike(a, b), areAlike(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['less than half of the words of both', 'apple tree orchard red', 'apple tree whale blue'],
    ['one that is a small part of the other', 'whale', 'A blue whale came up from the sea.'],
    ['nothing', 'whale', ''],
    ['no words', '…', '…'],
  ])('does not find it of texts with %s in common', (_what, a, b) => {
    expect([areAlike(a, b), areAlike(b, a)]).toEqual([false, false]);
  });
});
