import { useId, useState } from 'preact/hooks';
import type { ExplainedSentence } from '../../page-content.js';
import { summary } from '../data/summary.js';

/** What a figure is: name, formula, source. @param measure a name of `PageSummary.measures` */
export function Definition({ measure }: { measure: string }) {
  const definition = summary().measures[measure];
  if (definition === undefined) return null;
  return (
    <span class="definition">
      <b>{definition.name}</b>: {definition.formula}. {definition.source}
    </span>
  );
}

/** A button that shows what a figure is. */
export function WhatIs({ measure }: { measure: string }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const definition = summary().measures[measure];
  if (definition === undefined) return null;
  return (
    <>
      {' '}
      <button type="button" class="what" aria-label={`What is ${definition.name}?`} aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
        ?
      </button>
      <span id={id} hidden={!shown}>
        <Definition measure={measure} />
      </span>
    </>
  );
}

/** Sentences, each with the definition of its figure one key away. */
export function Explained({ sentences }: { sentences: readonly ExplainedSentence[] }) {
  return (
    <ul class="sentences">
      {sentences.map(({ sentence, measure }) => (
        <li key={sentence}>
          {sentence}
          {measure === undefined ? null : <WhatIs measure={measure} />}
        </li>
      ))}
    </ul>
  );
}
