import fc from 'fast-check';
import { it } from 'vitest';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { UNICODE_VERSION } from '../../src/tokenize/letters.js';
import { csrOf } from '../unit/matrix/dense.js';

/** Small sparse matrices of counts, most of them 0 or small, some as large as counts can be. */
export const matrix: fc.Arbitrary<CsrMatrix> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([rows, columns]) => {
    const count = fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 4294967295 }) },
    );
    return fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
  })
  .map((table) => csrOf(table));

/** Cuts a text at some places. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
}

/** Characters at which the rules of words part, and their neighbours. */
const tricky = [
  ...'aestxSTéßẞİıΣςσяїМọŞª漢ーकव๑',
  ...'019²Ⅷ٣',
  ..."''’ʼ＇--‐‑–_",
  ...'  .,\n\t\u00a0\u00ad\u200d',
  ...'\u0301\u0329\ufe0f\u20e3\u0940',
  ...'❤😀🇫\u{10400}\u{10428}\u{1d7d8}\u{20000}\u{e0100}\u{16f51}',
];

/** Text in which anything may follow anything, halves of surrogate pairs too. */
export const wildText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...tricky) },
      { weight: 3, arbitrary: fc.constantFrom("don't", 'e-mail', "America's", "l'eau", "м'ята", 'x'.repeat(32), 'f-16', "'s", "'S ", "n't") },
      // characters of other versions of Unicode may be letters in one and nothing in the other
      { weight: 2, arbitrary: process.versions.unicode === UNICODE_VERSION ? fc.string({ unit: 'binary', maxLength: 3 }) : fc.string({ maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom('\ud801', '\udc00', '\ud83d') },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** Tests are the same each time; another seed looks at other values: PROPERTY_SEED=$RANDOM npm test. */
const SEED = Number(process.env.PROPERTY_SEED ?? 2);

/**
 * A test that holds for all values.
 * A failure names its seed and the smallest counterexample.
 */
export function forAll<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [V in keyof Values]: fc.Arbitrary<Values[V]> },
  parameters: { numRuns?: number } = {},
) {
  return (name: string, holds: (...values: Values) => void | Promise<void>): void => {
    it(name, () =>
      fc.assert(
        fc.asyncProperty<Values>(...arbitraries, async (...values) => holds(...values)),
        { seed: SEED, ...parameters },
      ),
    );
  };
}
