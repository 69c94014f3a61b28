import { canCount } from './counting.js';
import { sectionText } from './sections.js';
import { summary } from './summary.js';

const blocks = new Map<number, Promise<string[]>>();

/** The texts of a block, in the order of their documents. */
export function textsOfBlock(block: number): Promise<string[]> {
  let texts = blocks.get(block);
  if (texts === undefined) {
    texts = sectionText(`texts-${block}`).then((text) => text.split('\0'));
    blocks.set(block, texts);
  }
  return texts;
}

/** The block in which the text of a document is. */
export function blockOf(row: number): number {
  const { blocks: begins } = summary().documents;
  let low = 0;
  let high = begins.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((begins[middle] as number) <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** The text of a document, as far as the file has it; undefined where texts were not kept. */
export async function textOf(row: number): Promise<string | undefined> {
  const { texts, blocks: begins } = summary().documents;
  if (texts === 'none') return undefined;
  const block = blockOf(row);
  return (await textsOfBlock(block))[row - (begins[block] as number)];
}

/** Why there are none in the file, in a sentence. */
export function whyNoTexts(): string {
  return canCount() ? 'The texts were not kept: run topikl with --keep-texts full to have them here.' : 'There are no texts: the words were counted elsewhere.';
}
