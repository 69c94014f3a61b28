import { eld } from 'eld/extrasmall';

/*
 * The script of what tells a text's language by its sequences of letters, see loaded-languages.ts.
 */

Object.assign(globalThis, { topiklLanguages: eld });
