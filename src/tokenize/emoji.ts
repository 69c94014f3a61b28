import { EMOJI, TEXT_EMOJI } from './letters.js';

const TEXT_SELECTOR = 0xfe0e;
const EMOJI_SELECTOR = 0xfe0f;
const JOINER = 0x200d;
const KEYCAP = 0x20e3;

/** Of each emoji, whether it is one without a variation selector. */
const emoji = new Map<number, boolean>();

function fill(ranges: string, byItself: (code: number) => boolean): void {
  const numbers = ranges.split(' ').map((digits) => Number.parseInt(digits, 36));
  let end = 0;
  for (let r = 0; r < numbers.length; r += 2) {
    const start = end + numbers[r];
    end = start + numbers[r + 1];
    for (let code = start; code < end; code++) emoji.set(code, byItself(code));
  }
}

fill(EMOJI, () => true);
// symbols such as ❤ and ☀ are mostly written without one; ©, ™ and arrows are hardly ever meant as emoji then
fill(TEXT_EMOJI, (code) => (code >= 0x2600 && code <= 0x27bf) || code > 0xffff);

/** Where emoji may start, as the source of a regular expression: every emoji is found by it, and other symbols too. */
export const EMOJI_STARTS = '[0-9#*]\\ufe0f?\\u20e3|[\\xa9\\xae\\u203c-\\u2bff\\u3030\\u303d\\u3297\\u3299\\ud83c-\\ud83e]';

/**
 * The end of the emoji that starts at a position of a text, with its variation selector, skin tone, tags and what is joined to it (the
 * sequences of Unicode's UTS #51: also keycaps and pairs of letters that are a flag); the position itself where none starts.
 */
export function emojiEnd(text: string, start: number): number {
  let end = elementEnd(text, start, false);
  while (end > start && text.charCodeAt(end) === JOINER) {
    const next = elementEnd(text, end + 1, true);
    if (next === end + 1) break;
    end = next;
  }
  return end;
}

/** The same emoji with and without variation selectors is one: they are dropped where it is one without. */
export function withoutSelectors(written: string): string {
  const plain = written.replaceAll('\ufe0f', '');
  return emojiEnd(plain, 0) === plain.length ? plain : written;
}

/** The end of an emoji that is not joined of several. */
function elementEnd(text: string, start: number, isJoined: boolean): number {
  const code = text.codePointAt(start) ?? 0;
  if (isFlagLetter(code)) return isFlagLetter(text.codePointAt(start + 2) ?? 0) ? start + 4 : start;
  if (code < 0x80) return keycapEnd(text, start, code);
  const byItself = emoji.get(code);
  if (byItself === undefined) return start;
  const base = start + (code > 0xffff ? 2 : 1);
  let end = base;
  if (text.charCodeAt(end) === TEXT_SELECTOR) return start;
  if (text.charCodeAt(end) === EMOJI_SELECTOR) end++;
  if (isSkinTone(text.codePointAt(end) ?? 0)) end += 2;
  if (end === base && !byItself && !isJoined) return start;
  return tagsEnd(text, end);
}

function keycapEnd(text: string, start: number, code: number): number {
  const isBase = (code >= 0x30 && code <= 0x39) || code === 0x23 || code === 0x2a;
  const cap = text.charCodeAt(start + 1) === EMOJI_SELECTOR ? start + 2 : start + 1;
  return isBase && text.charCodeAt(cap) === KEYCAP ? cap + 1 : start;
}

/** Tags spell the name of a region after a flag, and end in one of their own. */
function tagsEnd(text: string, start: number): number {
  let end = start;
  for (let code = text.codePointAt(end) ?? 0; code >= 0xe0020 && code <= 0xe007f; code = text.codePointAt(end) ?? 0) {
    end += 2;
    if (code === 0xe007f) return end;
  }
  return start;
}

function isFlagLetter(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}

function isSkinTone(code: number): boolean {
  return code >= 0x1f3fb && code <= 0x1f3ff;
}
