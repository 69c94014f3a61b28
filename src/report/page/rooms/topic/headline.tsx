import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageTopic } from '../../../page-content.js';
import { percent, REMARK_SIGN, whole } from '../../../sentences.js';
import { summary } from '../../data/summary.js';
import { labelOf, setLabel, useLabels } from '../../labels.js';
import { WhatIs } from '../../parts/explained.js';

/** Labels of more characters are set smaller. */
const LONG_LABEL = 60;

/** Number and label of a topic, which can be changed in place; its share in words; why it is worth a second look. */
export function Headline({ topic }: { topic: PageTopic }) {
  const labels = useLabels();
  const [renaming, setRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  const label = labelOf(topic.topic, labels);
  const isOwn = label !== topic.label;
  useLayoutEffect(() => {
    if (wasRenaming.current && !renaming) button.current?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);
  const rename = (to: string) => setLabel(topic.topic, { ...labels.get(topic.topic), label: to });
  return (
    <header class="headline">
      <div class="name">
        <h1 tabIndex={-1} class={[...label].length > LONG_LABEL ? 'long' : undefined}>
          <span class="number">{topic.topic}</span> <bdi class={renaming ? 'spoken' : undefined}>{label === '' ? 'without words' : label}</bdi>
        </h1>
        {renaming ? (
          <LabelForm
            topic={topic}
            label={label}
            onDone={(to) => {
              if (to !== undefined) rename(to);
              setRenaming(false);
            }}
          />
        ) : (
          <button ref={button} type="button" class="quiet" onClick={() => setRenaming(true)}>
            Rename<span class="spoken"> topic {topic.topic}</span>
          </button>
        )}
      </div>
      <p class="facts">
        {percent(topic.prevalence)} of the collection’s words · {inDocuments(topic.documents)}
        <WhatIs measure="share" />
        {isOwn && !renaming ? (
          <span class="own">
            Your name for it; topikl calls it <bdi>{topic.label}</bdi>.{' '}
            <button type="button" class="quiet" onClick={() => rename('')}>
              Take back
            </button>
          </span>
        ) : null}
      </p>
      {topic.remarks.map((remark) => (
        <p key={remark} class="text">
          <span class="remark" aria-hidden="true">
            {REMARK_SIGN}
          </span>{' '}
          {remark}
        </p>
      ))}
    </header>
  );
}

function inDocuments(documents: number): string {
  const all = whole(summary().figures.documents);
  if (documents === 0) return `none of ${all} documents has it as its largest topic`;
  return `${whole(documents)} of ${all} documents ${documents === 1 ? 'has it as its' : 'have it as their'} largest topic`;
}

/** @param onDone is given the new label; nothing if it is to stay */
function LabelForm({ topic, label, onDone }: { topic: PageTopic; label: string; onDone: (label?: string) => void }) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.select(), []);
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(box.current?.value ?? '');
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <input
        ref={box}
        type="text"
        dir="auto"
        aria-label={`Name of topic ${topic.topic}`}
        aria-describedby="rename-hint"
        defaultValue={label}
        placeholder={topic.label}
        maxLength={300}
      />
      <span class="buttons">
        <button type="submit">Save</button>
        <button type="button" onClick={() => onDone()}>
          Cancel
        </button>
      </span>
      <span id="rename-hint" class="muted hint">
        Kept in this browser; without a name it is “{topic.label}” again. About this report saves your names as a file.
      </span>
    </form>
  );
}
