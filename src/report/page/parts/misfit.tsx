import { WhatIs } from './explained.js';

/** How well a mixture explains the words of a text. @param misfit in standard deviations above the median of the collection */
export function Misfit({ misfit }: { misfit: number }) {
  return (
    <>
      {misfitSentence(misfit)}
      <WhatIs measure="misfit" />
    </>
  );
}

function misfitSentence(misfit: number): string {
  if (Number.isNaN(misfit)) return 'It has no words by which its misfit could be told.';
  const rounded = misfit.toFixed(1);
  const figure = `(misfit ${rounded === '-0.0' ? '0.0' : rounded.replace('-', '−')})`;
  if (misfit > 3) return `No topic explains its words: another language or subject than the rest, or hardly any text ${figure}.`;
  if (misfit > 1) return `Its words are more surprising than those of most documents ${figure}.`;
  if (misfit < -1) return `Its topics explain its words better than those of most documents ${figure}.`;
  return `Its topics explain its words about as well as those of most documents ${figure}.`;
}
