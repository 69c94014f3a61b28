/** A whole document, its paragraphs, or passages of about so many words. */
export type Chunk = 'document' | 'paragraph' | number;

/** How far from its ideal place a cut may move to find a better one, as a share of a passage. */
const REACH = 0.25;

/*
 * Letters are named here rather than by \p{Lu}, whose members differ from one Node to the next: cuts must not.
 */
const LOWER_CASE_START = /^["'“‘«([]*[a-zß-öø-ÿά-ώа-џ]/;
const ABBREVIATION = /^["'“‘(]*[A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я][A-Za-zÀ-ÖØ-öø-ÿ.]{0,3}\.$/;

/** What follows a word: more of the sentence, the next sentence, the next paragraph. */
const SENTENCE_END = 1;
const PARAGRAPH_END = 2;

/**
 * Cuts a text into passages. By words: as many passages of equal length as come closest to the wished one, each cut moved by up to
 * a quarter of a passage to the end of a paragraph, else of a sentence, so that no passage is much shorter than the others.
 *
 * @returns one or more passages, without white space around them; a text of white space only stays as it is
 */
export function cutPassages(text: string, chunk: Chunk): string[] {
  if (chunk === 'document') return [text];
  if (chunk === 'paragraph') {
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
    const kept = paragraphs.filter((paragraph) => paragraph !== '');
    return kept.length === 0 ? [text] : kept;
  }
  const { starts, ends, breaks } = findWords(text);
  const words = ends.length;
  const passages = Math.max(1, Math.round(words / chunk));
  const reach = Math.floor((words / passages) * REACH);
  const result: string[] = [];
  let first = 0;
  for (let passage = 1; passage <= passages && first < words; passage++) {
    const ideal = Math.round((passage * words) / passages);
    const last = passage === passages ? words : bestCut(breaks, ideal, Math.min(reach, words - ideal));
    result.push(text.slice(starts[first], ends[last - 1]));
    first = last;
  }
  return result.length === 0 ? [text] : result;
}

/** Where each run of characters that are not white space starts and ends, and what kind of end follows it. */
function findWords(text: string): { starts: number[]; ends: number[]; breaks: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  const breaks: number[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const previous = ends.length - 1;
    if (previous >= 0) {
      const gap = text.slice(ends[previous], match.index);
      if (/\n\s*\n/.test(gap)) breaks[previous] = PARAGRAPH_END;
      else if (endsSentence(text.slice(starts[previous], ends[previous])) && !LOWER_CASE_START.test(match[0])) breaks[previous] = SENTENCE_END;
    }
    starts.push(match.index);
    ends.push(match.index + match[0].length);
    breaks.push(0);
  }
  return { starts, ends, breaks };
}

/** A full stop ends a sentence, except after a short capitalised word: Mr., Dr., U.S., No. */
function endsSentence(word: string): boolean {
  return /[.!?…]["'”’»)\]]*$/.test(word) && !ABBREVIATION.test(word);
}

/** The number of words before the cut: the nearest paragraph end within reach of the ideal place, else sentence end, else there. */
function bestCut(breaks: readonly number[], ideal: number, reach: number): number {
  for (const wanted of [PARAGRAPH_END, SENTENCE_END]) {
    for (let distance = 0; distance <= reach; distance++) {
      if (breaks[ideal - distance - 1] >= wanted) return ideal - distance;
      if (breaks[ideal + distance - 1] >= wanted) return ideal + distance;
    }
  }
  return ideal;
}
