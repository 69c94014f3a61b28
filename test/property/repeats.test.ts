import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fingerprintOf } from '../../src/ingest/repeats/fingerprint.js';
import { withoutLines } from '../../src/ingest/repeats/line-scanner.js';
import { NearDuplicates } from '../../src/ingest/repeats/near-duplicates.js';
import { RepeatedLines } from '../../src/ingest/repeats/repeated-lines.js';
import { DIGIT, IDEOGRAPH, WORD_UNITS } from '../../src/ingest/repeats/word-characters.js';
import { linesOf, signatureOf } from '../support/fingerprint-parts.js';
import { plainFingerprintOf } from '../support/plain-fingerprint.js';
import { forAll, wildText } from './arbitraries.js';

/** A text's words as lists of classes and lower-case units, cut without a loop over positions. */
function naiveWords(text: string): string[] {
  const spaced = Array.from({ length: text.length }, (_, i) => {
    const value = WORD_UNITS[text.charCodeAt(i)];
    if (value === 0) return ' ';
    const character = String.fromCharCode(value & 0xffff);
    return value >= IDEOGRAPH ? ` ${character} ` : character;
  });
  return spaced
    .join('')
    .split(' ')
    .filter((word) => word !== '');
}

/** What makes two lines the same, or undefined for a line that is none to count. */
function naiveLine(line: string): string | undefined {
  const words = naiveWords(line);
  const isDigit = (character: string) => (WORD_UNITS[character.charCodeAt(0)] & ~0xffff) === DIGIT;
  const units = words.flatMap((word) => Array.from({ length: word.length }, (_, i) => word[i]));
  if (line.length > 500 || words.length < 2 || units.filter((unit) => !isDigit(unit)).length < 6) return undefined;
  return words
    .map((word) => Array.from({ length: word.length }, (_, i) => (isDigit(word[i]) ? (i > 0 && isDigit(word[i - 1]) ? '' : '0') : word[i])).join(''))
    .join(' ');
}

function naiveLines(text: string): string[] {
  return text
    .split('\n')
    .map(naiveLine)
    .filter((line) => line !== undefined);
}

const wildLines = fc.array(wildText, { maxLength: 6 }).map((lines) => lines.join('\n'));

describe('fingerprintOf', () => {
  const unit = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('word', 'Ab', 'é', 'Ж', 'x9', '12', ' ', ' ', '. ', '-', '\n', '\n', '漢', 'カ', '٣', '\ud83d') },
    { weight: 1, arbitrary: wildText },
  );
  const repeated = fc.tuple(unit, fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constantFrom(250, 499, 600, 33_000) }));
  const text = fc.array(repeated, { maxLength: 30 }).map((parts) => parts.map(([part, times]) => part.repeat(times)).join(''));

  forAll([text], { numRuns: 3000 })('is the same as written plainly', (long) => {
    expect(fingerprintOf(long)).toEqual(plainFingerprintOf(long));
  });
});

describe('signatures', () => {
  forAll([wildText], { numRuns: 2000 })('depends on the words alone, and is undefined where there are none', (text) => {
    const words = naiveWords(text);
    expect(signatureOf(text)).toEqual(words.length === 0 ? undefined : signatureOf(words.join(' ')));
    expect(signatureOf(text) === undefined).toBe(words.length === 0);
  });

  forAll(
    [fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 }), fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 })],
    {
      numRuns: 1000,
    },
  )('is the same for the same set of shingles, and shares nothing with others', (a, b) => {
    const shingles = (words: string[]) => new Set(words.length < 5 ? [words.join(' ')] : words.slice(4).map((_, i) => words.slice(i, i + 5).join(' ')));
    const [first, second] = [shingles(a), shingles(b)];
    const [left, right] = [signatureOf(a.join(' ')), signatureOf(b.join(' '))];
    if (first.size === second.size && [...first].every((shingle) => second.has(shingle))) expect(left).toEqual(right);
    // of few shingles each has many bins, and two of them are alike by chance once in 65,536 times
    const areMany = Math.min(first.size, second.size) >= 16;
    if (areMany && ![...first].some((shingle) => second.has(shingle))) expect(left?.filter((value, bin) => value === right?.[bin]).length).toBeLessThan(16);
  });
});

describe('NearDuplicates', () => {
  const few = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 128, maxLength: 128 });
  const signatures = fc.array(few, { minLength: 1, maxLength: 4 }).chain((origins) =>
    fc.array(
      fc.tuple(fc.constantFrom(...origins), fc.array(fc.nat(127), { maxLength: 60 })).map(([origin, bins]) => {
        const signature = Uint16Array.from(origin);
        for (const bin of bins) signature[bin] += 4;
        return signature;
      }),
      { maxLength: 30 },
    ),
  );
  const equal = (a: Uint16Array, b: Uint16Array) => a.filter((value, bin) => value === b[bin]).length;

  forAll([signatures, fc.double({ min: 0.5, max: 1, noNaN: true })], { numRuns: 500 })(
    'names documents that are no copies, and how similar they are',
    (all, threshold) => {
      const near = new NearDuplicates(threshold);
      const copies = new Set<number>();
      for (const [number, signature] of all.entries()) {
        const found = near.add(number, signature);
        if (found === undefined) continue;
        copies.add(number);
        expect(found.of).toBeLessThan(number);
        expect(copies.has(found.of)).toBe(false);
        expect(found.similarity).toBe(equal(signature, all[found.of]) / 128);
        expect(found.similarity).toBeGreaterThanOrEqual(threshold - 1e-9);
        if (found.similarity < 1) expect(all.slice(0, number).some((other, i) => !copies.has(i) && equal(signature, other) === 128)).toBe(false);
      }
    },
  );
});

describe('lines', () => {
  forAll([wildLines], { numRuns: 3000 })('are told apart as their words are, digits folded', (text) => {
    const lines = naiveLines(text);
    expect(linesOf(text)).toHaveLength(new Set(lines).size);
    expect(linesOf(lines.join('\n'))).toEqual(linesOf(text));
  });

  forAll([wildLines, fc.integer({ min: 1, max: 4 })], { numRuns: 1000 })('that are repeated are left out, all others stay', (text, oneIn) => {
    const isRepeated = (hash: number) => hash % oneIn === 0;
    const kept = text.split('\n').filter((line) => !Array.from(linesOf(line)).some(isRepeated));
    const without = withoutLines(text, isRepeated);
    // the last line has no line feed of its own, so where it goes the one before keeps its own
    expect(without === kept.join('\n') || without === `${kept.join('\n')}\n`).toBe(true);
    expect(withoutLines(without, isRepeated)).toBe(without);
    expect(withoutLines(text, () => false)).toBe(text);
  });

  const familiar = fc.constantFrom('a letter head', 'A LETTER  head!', 'Page 1 of 2', 'page 34 of 5', 'Page of', 'of 漢字 Page 1', 'short', '');
  const letters = fc.array(
    fc.array(fc.oneof({ weight: 4, arbitrary: familiar }, wildText), { maxLength: 6 }).map((lines) => lines.join('\n')),
    { maxLength: 20 },
  );

  forAll([letters], { numRuns: 1000 })('are counted as a Map counts them', (texts) => {
    const repeated = new RepeatedLines();
    const counts = new Map<string, number>();
    for (const text of texts) {
      repeated.add(linesOf(text), text);
      for (const line of new Set(naiveLines(text))) counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    const found = repeated.result().map((line): [string | undefined, number] => [naiveLine(line.text), line.documents]);
    expect(new Map(found)).toEqual(new Map([...counts].filter(([, count]) => count >= 5)));
    expect(found.map(([, count]) => count)).toEqual(found.map(([, count]) => count).sort((a, b) => b - a));
  });
});
