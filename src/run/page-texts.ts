import { ArtifactError } from '../errors/errors.js';
import type { PageSummary } from '../report/page-content.js';
import type { PageSection } from '../report/page-file.js';
import { readTexts, TEXTS } from './artifacts.js';

/** Characters of all texts on a page; where the texts have more, each is cut. */
const MOST_CHARACTERS = 64_000_000;
/** Characters of a block, about. */
const BLOCK = 256 * 1024;

/** How the texts of the documents are laid out on the page. */
export type TextPlan = Pick<PageSummary['documents'], 'texts' | 'characters' | 'blocks'>;

export const NO_TEXTS: TextPlan = { texts: 'none', characters: 0, blocks: [] };

/**
 * Plans blocks of consecutive documents. Where the texts are too long together, each has the same number of characters at most.
 *
 * @param lengths characters of the text of each document
 */
export function planTexts(lengths: Int32Array, budget = MOST_CHARACTERS, block = BLOCK): TextPlan {
  const whole = lengths.reduce((sum, length) => sum + length, 0) <= budget;
  const characters = whole ? 0 : largestCut(lengths, budget);
  const blocks: number[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (let i = 0; i < lengths.length; i++) {
    if (size >= block) {
      blocks.push(i);
      size = 0;
    }
    size += whole ? lengths[i] : Math.min(lengths[i], characters);
  }
  return { texts: whole ? 'whole' : 'cut', characters, blocks };
}

/** The largest L with Σ min(length, L) ≤ budget, where the sum of the lengths is larger. */
function largestCut(lengths: Int32Array, budget: number): number {
  const sorted = lengths.slice().sort();
  let rest = budget;
  for (let i = 0; i < sorted.length; i++) {
    const cut = Math.floor(rest / (sorted.length - i));
    if (cut < sorted[i]) return cut;
    rest -= sorted[i];
  }
  throw new Error('the texts are within the budget');
}

/** The first so many characters of a text, not half of one that takes two. */
export function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const last = text.charCodeAt(characters - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? characters - 1 : characters);
}

/** The texts as sections of the page, a block of them in memory at a time. */
export async function* textSections(
  folder: string,
  documents: readonly { id: string }[],
  { texts, characters, blocks }: TextPlan,
  file = TEXTS,
): AsyncGenerator<PageSection> {
  if (texts === 'none') return;
  let number = 0;
  let block: string[] = [];
  for await (const { row, text } of documentTexts(folder, documents, file)) {
    block.push(texts === 'cut' ? cutText(text, characters) : text);
    if (row + 1 < (blocks[number + 1] ?? documents.length)) continue;
    yield { name: `texts-${number}`, content: block.join('\0') };
    number++;
    block = [];
  }
}

/** As documents.csv has an id with half a character in it. */
function wellFormed(id: string): string {
  return id.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * The texts of the documents, in their order; those of other documents are passed over.
 *
 * @throws ArtifactError where a text is missing
 */
export async function* documentTexts(folder: string, documents: readonly { id: string }[], file = TEXTS): AsyncGenerator<{ row: number; text: string }> {
  let row = 0;
  for await (const { id, text } of readTexts(folder, file)) {
    const wanted = documents[row]?.id;
    if (wanted !== undefined && wellFormed(id) === wellFormed(wanted)) yield { row: row++, text };
  }
  if (row === documents.length) return;
  throw new ArtifactError(`the files in "${folder}" do not belong together: ${file} has no text of "${documents[row]?.id}" in its place`, {
    hint: 'Run topikl again.',
  });
}
