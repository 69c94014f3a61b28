/*
 * How wide a text will be, where nothing can measure it: by the class of each character, for a sans serif. A few per cent too wide rather
 * than too narrow.
 */

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** What is drawn on or joined to the character before it. */
const MARK = /\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;
const NARROW = /[iljtfrI1.,;:!|'’()[\] -]/;
const BROAD = /[mwMW@%—…]/;
const CAPITAL = /\p{Lu}/u;

/** In pixels. @param size of the font in pixels */
export function estimatedWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * size;
}

/** The text, or as much of its beginning as a width has room for, and an ellipsis; letters keep their marks. */
export function cutText(text: string, width: number, size: number): string {
  if (estimatedWidth(text, size) <= width) return text;
  let kept = '';
  let used = estimatedWidth('…', size);
  for (const character of wholeCharacters(text)) {
    used += estimatedWidth(character, size);
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Characters with what is drawn on them or joined to them. */
function wholeCharacters(text: string): string[] {
  const characters: string[] = [];
  for (const character of text) {
    const last = characters.length - 1;
    if (last >= 0 && (MARK.test(character) || characters[last]?.endsWith('\u200d'))) characters[last] += character;
    else characters.push(character);
  }
  return characters;
}

function emsOf(character: string): number {
  if (MARK.test(character)) return 0;
  if (WIDE.test(character)) return 1;
  if (NARROW.test(character)) return 0.34;
  if (BROAD.test(character)) return 0.9;
  return CAPITAL.test(character) ? 0.7 : 0.6;
}
