import type { eld as Eld } from 'eld/extrasmall';

/*
 * Takes the place of the package eld in the counting script: what languages.ts has set, a script that only some pages have.
 */

type Detector = Pick<typeof Eld, 'detect'>;

/** @throws Error where that script was not loaded before */
export const eld: Detector = {
  detect(text) {
    const { topiklLanguages } = globalThis as { topiklLanguages?: Detector };
    if (topiklLanguages === undefined) throw new Error('the languages script is to be loaded before texts of any language are counted');
    return topiklLanguages.detect(text);
  },
};
