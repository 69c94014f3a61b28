import type { ComponentChildren } from 'preact';

/** A part of a drawing that is nothing to those who do not see it: what it says is said elsewhere. */
export function Unspoken({ name, children }: { name?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a drawing is not focusable
    <g class={name} aria-hidden="true">
      {children}
    </g>
  );
}
