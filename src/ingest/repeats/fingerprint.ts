import { newKernel, PIECE } from './kernel/kernel.js';
import { densified } from './min-hash.js';

/** What of a text is compared with other texts. */
export interface Fingerprint {
  /** for near copies, see min-hash.ts; undefined where the text has no word */
  signature: Uint16Array | undefined;
  /** hashes of the lines that may be boilerplate, as LineScanner gives them: each once, in rising order */
  lines: Float64Array;
}

const LINE_FEED = 0x0a;

const kernel = newKernel();

/** Takes a text's fingerprint, piece by piece. */
export function fingerprintOf(text: string): Fingerprint {
  const pieces: Float64Array[] = [];
  kernel.start();
  for (let from = 0; from <= text.length; ) {
    const end = pieceEnd(text, from);
    kernel.text.write(end - from > text.length ? text : text.slice(from, end), 'utf16le');
    // the last line too ends with one
    if (end > text.length) kernel.units[text.length - from] = LINE_FEED;
    pieces.push(kernel.lines.slice(0, kernel.scan(end - from)));
    from = end;
  }
  return { signature: kernel.finish() === 0 ? undefined : densified(kernel.minima), lines: distinct(joined(pieces).sort()) };
}

/** A piece ends after a line; one that is in the midst of a line of more than a piece ends there. */
function pieceEnd(text: string, from: number): number {
  if (text.length - from < PIECE) return text.length + 1;
  const feed = text.lastIndexOf('\n', from + PIECE - 1);
  return feed < from ? from + PIECE : feed + 1;
}

function joined(pieces: readonly Float64Array[]): Float64Array {
  if (pieces.length === 1) return pieces[0];
  const all = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}

/** Each of sorted numbers once, with no room left over. */
function distinct(sorted: Float64Array): Float64Array {
  let size = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[size++] = sorted[i];
  return size === sorted.length ? sorted : sorted.slice(0, size);
}
