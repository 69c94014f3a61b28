import { LETTER, MARK, NUMBER, SURROGATE, UNITS } from './characters.js';

/** Letters and marks of the scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, ideographs. */
const UNSPACED =
  '\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ece\\u0edc-\\u0edf\\u1000-\\u103f\\u1050-\\u108f\\u1780-\\u17d3\\u3005-\\u3007\\u3041-\\u3096' +
  '\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}';
/** Joiners and variation selectors, which are of these scripts only after a letter of theirs. */
const FOLLOWING = '\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}';
const HAS_UNSPACED = /[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\ud840-\ud888]/;
const RUNS = new RegExp(`[${UNSPACED}][${UNSPACED}${FOLLOWING}]*`, 'gu');

/**
 * Longest part of a run that is cut at once: the time that Intl.Segmenter takes grows with the square of the length (a run of 100,000
 * ideographs took 13 s).
 */
const PIECE = 500;

let segmenter: Intl.Segmenter | undefined;

/** Made when first needed, which takes some 10 ms. Which language is asked for makes no difference to these scripts, but must not be the machine's. */
function wordSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return segmenter;
}

/**
 * Puts blanks between the words of Chinese, Japanese, Thai, Lao, Khmer and Burmese, where Intl.Segmenter finds them, and between those
 * and other letters or numbers; all else stays as it is. Where exactly it finds them is up to the dictionaries of the Node that runs this.
 *
 * Linear in the text.
 */
export function segmentWords(text: string): string {
  if (!HAS_UNSPACED.test(text)) return text;
  return text.replace(RUNS, (run, at: number) => {
    const before = at > 0 && isWordUnit(text.charCodeAt(at - 1)) ? ' ' : '';
    const end = at + run.length;
    const after = end < text.length && isWordUnit(text.charCodeAt(end)) ? ' ' : '';
    return before + segmentRun(run) + after;
  });
}

function segmentRun(run: string): string {
  if (run.length === 1) return run;
  const words: string[] = [];
  for (let start = 0; start < run.length; ) {
    const end = pieceEnd(run, start);
    const found = Array.from(wordSegmenter().segment(run.slice(start, end)), ({ segment }) => segment);
    // the last word may go on after the piece: it is cut once more, with what follows
    const last = found.at(-1) as string;
    const goesOn = end < run.length && last.length < PIECE / 2;
    if (goesOn) found.pop();
    words.push(...found);
    start = goesOn ? end - last.length : end;
  }
  return words.join(' ');
}

/** Where a piece of a run ends: not within a surrogate pair. */
function pieceEnd(run: string, start: number): number {
  const end = Math.min(start + PIECE, run.length);
  return (run.charCodeAt(end - 1) & 0xfc00) === 0xd800 && end < run.length ? end - 1 : end;
}

function isWordUnit(unit: number): boolean {
  const kind = UNITS[unit] >>> 16;
  return kind === LETTER || kind === NUMBER || kind === MARK || kind === SURROGATE;
}
