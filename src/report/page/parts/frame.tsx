import type { ComponentChildren } from 'preact';

/** Holds a table that may be wider than the page, and scrolls by itself: with the keyboard too. */
export function Frame({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section class="frame" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
