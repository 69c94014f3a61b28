import { useState } from 'preact/hooks';
import { setLabel, useLabels } from '../../labels.js';
import { hashOf } from '../../view.js';

/** What somebody writes of a topic, kept as it is typed. */
export function Note({ topic }: { topic: number }) {
  const labels = useLabels();
  const kept = labels.get(topic)?.note ?? '';
  const [written, setWritten] = useState(kept);
  return (
    <section class={written.trim() === '' ? 'note screen-only' : 'note'} aria-labelledby="note">
      <h2 id="note">Your note</h2>
      <textarea
        class="screen-only"
        aria-labelledby="note"
        aria-describedby="note-hint"
        dir="auto"
        rows={4}
        value={written}
        onInput={({ currentTarget: { value } }) => {
          setWritten(value);
          setLabel(topic, { ...labels.get(topic), note: value });
        }}
      />
      <p class="text print-only" dir="auto">
        {written}
      </p>
      <p id="note-hint" class="muted hint screen-only">
        Kept in this browser as you type. <a href={hashOf({ room: 'about', query: { part: 'labels' } })}>About this report</a> saves names, notes and hidden
        words as a file.
      </p>
    </section>
  );
}
