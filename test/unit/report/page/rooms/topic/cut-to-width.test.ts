import { expect, it } from 'vitest';
import { cutToWidth } from '../../../../../../src/report/page/rooms/topic/cut-to-width.js';

const widthOf = (text: string) => [...text].length;

it.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  // no character of two units is cut in half
  ['😀😀😀😀', 3, '😀😀…'],
  // nor is a blank left before the ellipsis
  ['one two', 5, 'one…'],
  ['', 5, ''],
  ['words', 0, '…'],
])('cutToWidth(%j, %i) is %j', (text, width, cut) => expect(cutToWidth(text, width, widthOf)).toBe(cut));
