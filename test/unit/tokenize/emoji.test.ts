import { describe, expect, it } from 'vitest';
import { EMOJI_STARTS, emojiEnd, withoutSelectors } from '../../../src/tokenize/emoji.js';
import { UNICODE_VERSION } from '../../../src/tokenize/letters.js';

describe('emojiEnd', () => {
  it.each([
    ['😀'],
    ['⌚'],
    ['❤'],
    ['❤\ufe0f'],
    ['🌡'],
    ['©\ufe0f'],
    ['↔\ufe0f'],
    ['👍🏽'],
    ['☝\ufe0f🏽'],
    ['🏽'],
    ['🇫🇷'],
    ['1\ufe0f\u20e3'],
    ['#\u20e3'],
    ['👨\u200d👩\u200d👧\u200d👦'],
    ['👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿'],
    ['🙂\u200d↔\ufe0f'],
    ['🙂\u200d↔'],
    ['🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ])('%s is one', (written) => {
    expect(emojiEnd(written, 0)).toBe(written.length);
    expect(emojiEnd(`x${written} ${written}`, 1)).toBe(1 + written.length);
    expect(written).toMatch(new RegExp(`^(?:${EMOJI_STARTS})`));
  });

  it.each([['a'], ['1'], ['#'], ['1\ufe0f'], ['🇫'], ['🇫x'], ['©'], ['™'], ['→'], ['↔'], ['❤\ufe0e'], ['☚'], ['漢'], ['\ud83d'], ['\ufe0f'], ['']])(
    '%j is none',
    (text) => {
      expect(emojiEnd(text, 0)).toBe(0);
    },
  );

  it.each([
    ['🇫🇷🇩🇪', 4],
    ['🇫🇷🇩', 4],
    ['😀\u200d', 2],
    ['😀\u200dx', 2],
    ['😀\u200d🇫🇷', 7],
    ['🏴\u{e0067}\u{e0062}', 2],
    ['😀🏽🏽', 4],
    ['❤a', 1],
  ])('of %j ends at %i', (text, end) => {
    expect(emojiEnd(text, 0)).toBe(end);
  });
});

it('variation selectors are dropped where there is an emoji without', () => {
  expect(withoutSelectors('❤\ufe0f')).toBe('❤');
  expect(withoutSelectors('👩\u200d❤\ufe0f\u200d👩')).toBe('👩\u200d❤\u200d👩');
  expect(withoutSelectors('1\ufe0f\u20e3')).toBe('1\u20e3');
  expect(withoutSelectors('©\ufe0f')).toBe('©\ufe0f');
});

// of another version of Unicode other characters are emoji
it.runIf(process.versions.unicode === UNICODE_VERSION)('the shipped table agrees with the running Node', () => {
  const start = new RegExp(`^(?:${EMOJI_STARTS})`);
  const different: string[] = [];
  for (let code = 0x80; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (/\p{Regional_Indicator}/u.test(character)) continue;
    const withSelector = `${character}\ufe0f`;
    const isEmoji = /\p{Emoji}/u.test(character);
    const found = emojiEnd(withSelector, 0) === withSelector.length;
    if (found !== isEmoji || (isEmoji && !start.test(character))) different.push(code.toString(16));
    if (/\p{Emoji_Presentation}/u.test(character) && emojiEnd(character, 0) === 0) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});
