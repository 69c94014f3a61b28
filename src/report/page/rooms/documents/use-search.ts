import { useEffect, useState } from 'preact/hooks';
import type { Documents } from '../../data/documents.js';
import { isEmpty, parseQuery } from '../../data/search-query.js';
import { reading, textSearch } from '../../data/search-texts.js';

/** Milliseconds that a search may take before the page is let do something else, and between looks while texts are being read. */
const SLICE = 30;
const BETWEEN_LOOKS = 250;

/** What a search has given. */
export interface Searched {
  written: string;
  /** rows, the most relevant first; undefined where nothing is looked for */
  found: Uint32Array | undefined;
  /** of the texts, 0 to 1 */
  share: number;
  error: Error | undefined;
}

function pause(milliseconds = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Looks for what is written, again as long as texts are being read; a search that is outdated is left. Until there is a result, the one before stays. */
export function useSearch(documents: Documents, written: string): Searched {
  const [searched, setSearched] = useState<Searched>({ written: '', found: undefined, share: 0, error: undefined });
  useEffect(() => {
    const search = textSearch(documents);
    const query = parseQuery(written);
    let isCurrent = true;
    const look = async (): Promise<Uint32Array | undefined> => {
      const work = search.find(query);
      let began = performance.now();
      for (;;) {
        const { done, value } = work.next();
        if (done) return value;
        if (performance.now() - began < SLICE) continue;
        await pause();
        if (!isCurrent) return undefined;
        began = performance.now();
      }
    };
    const lookOn = async () => {
      for (;;) {
        const { share, error } = reading();
        const found = await look();
        if (!isCurrent) return;
        setSearched({ written, found, share, error });
        if (share === 1 || error !== undefined) return;
        await pause(BETWEEN_LOOKS);
        if (!isCurrent) return;
      }
    };
    if (isEmpty(query)) setSearched({ written, found: undefined, ...reading() });
    else lookOn();
    return () => {
      isCurrent = false;
    };
  }, [documents, written]);
  return searched;
}
