import type { Documents } from './documents.js';
import { TextSearch } from './search-index.js';
import { sectionText } from './sections.js';
import { summary } from './summary.js';

/** Characters of ids and metadata in a block. */
const BLOCK = 1 << 18;

let started: TextSearch | undefined;
let read = 0;
let failed: Error | undefined;

/** The search over all documents; what is in the file is read from the first call on. */
export function textSearch(documents: Documents): TextSearch {
  if (started === undefined) {
    started = new TextSearch(documents.ids.length);
    addHeads(started, documents);
    readTexts(started).catch((error: unknown) => {
      failed = error instanceof Error ? error : new Error(String(error));
    });
  }
  return started;
}

/** How much of the texts has been read, 0 to 1, and why it is no more, if that cannot be. */
export function reading(): { share: number; error: Error | undefined } {
  const { texts, blocks } = summary().documents;
  return { share: texts === 'none' || blocks.length === 0 ? 1 : read / blocks.length, error: failed };
}

/** Ids and metadata, which are there at once. */
function addHeads(search: TextSearch, { ids, columns }: Documents): void {
  let heads: string[] = [];
  let size = 0;
  for (let row = 0; row < ids.length; row++) {
    const head = [ids[row], ...columns.map((values) => values[row])].join(' ').replaceAll('\0', ' ');
    heads.push(head);
    size += head.length;
    if (size < BLOCK && row + 1 < ids.length) continue;
    search.add(heads.join('\0'), row + 1 - heads.length);
    heads = [];
    size = 0;
  }
}

async function readTexts(search: TextSearch): Promise<void> {
  const { texts, blocks } = summary().documents;
  if (texts === 'none') return;
  for (const [block, firstRow] of blocks.entries()) {
    search.add(await sectionText(`texts-${block}`), firstRow);
    read = block + 1;
  }
}
