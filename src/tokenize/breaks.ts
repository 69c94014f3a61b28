import { APOSTROPHE, HYPHEN, UNITS } from './characters.js';

/**
 * Whether two words of a text are apart, so that no phrase holds both: something stands between them that is no white space, hyphen or
 * apostrophe, or an empty line; an 's is neither. The kernel has the same rule.
 *
 * @param from where the first ends
 * @param to where the second begins
 */
export function isBreak(text: string, from: number, to: number): boolean {
  const kindAt = (at: number) => UNITS[text.charCodeAt(at)] >>> 16;
  const isGenitive = to - from > 1 && kindAt(from) === APOSTROPHE && (text.charCodeAt(from + 1) | 0x20) === 0x73;
  let lines = 0;
  for (let at = isGenitive ? from + 2 : from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) lines++;
    else if (unit !== 0x20 && unit !== 0x09 && unit !== 0xa0 && kindAt(at) !== APOSTROPHE && kindAt(at) !== HYPHEN) return true;
  }
  return lines > 1;
}
