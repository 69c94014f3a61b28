import type { Stretch } from '../../data/search-places.js';
import { type Piece, piecesOf, type TintedWord } from './tinting.js';

const NONE: readonly TintedWord[] = [];
/** Pieces that are put together before they are shown: tens of thousands at once take browsers seconds. */
const TOGETHER = 200;

/** A text with the words that were found, and those that are tinted by topic. */
export function MarkedText({ text, found, tinted = NONE }: { text: string; found: readonly Stretch[]; tinted?: readonly TintedWord[] }) {
  const pieces = piecesOf(text, tinted, found);
  if (pieces.length <= TOGETHER) return <>{pieces.map(marked)}</>;
  const groups = Array.from({ length: Math.ceil(pieces.length / TOGETHER) }, (_, g) => pieces.slice(g * TOGETHER, (g + 1) * TOGETHER));
  return (
    <>
      {groups.map((group, g) => (
        <span key={g}>{group.map(marked)}</span>
      ))}
    </>
  );
}

function marked({ text, mark, isFound }: Piece, at: number) {
  const word = mark === undefined ? text : <span class={`of of-${mark + 1}`}>{text}</span>;
  return isFound ? <mark key={at}>{word}</mark> : word;
}
