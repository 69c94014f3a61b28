import type { Problem } from '../../ledger.js';

/** Most UTF-16 code units of a name, which is shown in every line about it. */
const MOST_LENGTH = 1000;

/** Controls, marks that turn the direction of writing, line and paragraph separators, and halves of surrogate pairs. */
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/**
 * The name of a file in an archive or of an attachment, as it is shown: with / between its parts and none before them, `(up)` for `..`,
 * C/ for C:\, � for what cannot be shown; … for the middle of a very long one. It is a name only: nothing is ever written under it.
 */
export function memberName(written: string): string {
  const parts = written
    .replaceAll('\\', '/')
    .replace(/^([A-Za-z]):/, '$1/')
    .replace(UNSHOWN, '\ufffd')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '..' ? '(up)' : part));
  return shortened(parts.join('/')) || 'unnamed';
}

/** Why hidden files are left out. */
export const HIDDEN: Problem = { reason: 'hidden', detail: 'it is hidden' };

/** Whether a file is hidden, or in a hidden folder: its name starts with a dot, or it is one that macOS adds to archives. */
export function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** The start and the end, with the ending by which the format is known. */
function shortened(name: string): string {
  if (name.length <= MOST_LENGTH) return name;
  const half = MOST_LENGTH / 2;
  // a pair that is cut in two is taken away whole
  return `${name.slice(0, half).replace(/[\ud800-\udbff]$/, '')}…${name.slice(-half).replace(/^[\udc00-\udfff]/, '')}`;
}
