import { describe, expect, test } from 'vitest';
import { SIGNATURE_BINS } from '../../../src/ingest/repeats/min-hash.js';
import { NearDuplicates } from '../../../src/ingest/repeats/near-duplicates.js';
import { Signatures } from '../../../src/ingest/repeats/signatures.js';
import { Random } from '../../../src/math/random.js';
import { Pieces } from '../../support/pieces.js';

const random = new Random(8);
const value = () => Math.floor(random.uniform() * 65536);
const signature = () => Uint16Array.from({ length: SIGNATURE_BINS }, value);

/** A copy in which so many bins differ, drawn at random. */
function changed(original: Uint16Array, bins: number): Uint16Array {
  const copy = original.slice();
  const left = Array.from({ length: SIGNATURE_BINS }, (_, bin) => bin);
  for (let i = 0; i < bins; i++) copy[left.splice(Math.floor(random.uniform() * left.length), 1)[0]] ^= 1;
  return copy;
}

describe('NearDuplicates', () => {
  test('finds a copy and says how similar it is', () => {
    const near = new NearDuplicates(0.8);
    const original = signature();
    expect(near.add(7, signature())).toBeUndefined();
    expect(near.add(9, original)).toBeUndefined();
    expect(near.add(11, signature())).toBeUndefined();
    expect(near.add(12, original)).toEqual({ of: 9, similarity: 1 });
    expect(near.add(4294967295, changed(original, 8))).toEqual({ of: 9, similarity: 120 / 128 });
  });

  test('documents below the threshold are none, those at it are', () => {
    for (const threshold of [0.5, 0.7, 0.75, 0.8, 0.9, 1]) {
      const least = Math.ceil(threshold * 128);
      for (let trial = 0; trial < 50; trial++) {
        const original = signature();
        const [below, at] = [129, 128].map((bins) => {
          const near = new NearDuplicates(threshold);
          near.add(0, original);
          return near.add(1, changed(original, bins - least));
        });
        expect(below).toBeUndefined();
        if (at !== undefined) expect(at).toEqual({ of: 0, similarity: least / 128 });
      }
    }
  });

  test.each([0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1])(
    'at least 95 %% of the documents at the threshold %d are found, of those well above nearly all',
    (threshold) => {
      const near = new NearDuplicates(threshold);
      const originals = Array.from({ length: 1000 }, signature);
      originals.forEach((original, number) => {
        near.add(number, original);
      });
      const found = (bins: number) => originals.filter((original, number) => near.add(2000, changed(original, bins))?.of === number).length;
      expect(found(Math.floor(128 * (1 - threshold) + 1e-9))).toBeGreaterThan(935);
      expect(found(Math.floor(64 * (1 - threshold)))).toBeGreaterThan(990);
    },
  );

  test('takes the most similar, of equally similar ones the earliest', () => {
    const near = new NearDuplicates(0.7);
    const original = signature();
    // three that differ from the original in other bins, and from each other too much to be copies
    const parts = [changed(original, 0), changed(original, 0), changed(original, 0)];
    for (let bin = 0; bin < 32; bin++) {
      parts[0][bin] ^= 1;
      parts[1][bin + 32] ^= 2;
      if (bin < 30) parts[2][bin + 64] ^= 4;
    }
    expect(parts.map((part, number) => near.add(number, part))).toEqual([undefined, undefined, undefined]);
    expect(near.add(3, original)).toEqual({ of: 2, similarity: 98 / 128 });
    parts[2][94] ^= 4;
    parts[2][95] ^= 4;
    const equals = new NearDuplicates(0.7);
    parts.forEach((part, number) => {
      equals.add(number, part);
    });
    expect(equals.add(3, original)).toEqual({ of: 0, similarity: 96 / 128 });
  });

  test('a copy of a copy is none where it is too far from the original', () => {
    const near = new NearDuplicates(0.8);
    const original = signature();
    const copy = original.slice();
    const second = original.slice();
    for (let bin = 0; bin < 20; bin++) copy[bin] ^= 1;
    for (let bin = 0; bin < 40; bin++) second[bin] ^= 1;
    near.add(0, original);
    expect(near.add(1, copy)?.of).toBe(0);
    expect(near.add(2, second)).toBeUndefined();
    expect(near.add(3, second)?.of).toBe(2);
  });

  test('finds the copies among more documents than its first arrays hold', () => {
    const near = new NearDuplicates(0.8);
    const originals = Array.from({ length: 5000 }, signature);
    expect(originals.filter((original, number) => near.add(number, original) !== undefined)).toEqual([]);
    expect(originals.filter((original, number) => near.add(9999, original)?.of !== number)).toEqual([]);
  });

  test('a hundred thousand documents that share bands, or are equal, take no quadratic time', () => {
    const shared = signature();
    const near = new NearDuplicates(0.8);
    let found = 0;
    for (let number = 0; number < 100_000; number++) {
      const document = shared.slice();
      for (let bin = 100; bin < SIGNATURE_BINS; bin++) document[bin] = value();
      if (near.add(number, document) !== undefined) found++;
    }
    expect(found).toBe(0);
    const equal = signature();
    for (let number = 0; number < 100_000; number++) near.add(number, equal);
    expect(near.add(1, equal)).toEqual({ of: 0, similarity: 1 });
  }, 30_000);

  test.each([0.5, 0.65, 0.8, 0.95])('with the threshold %f signatures in a store give the same copies', (threshold) => {
    const store = new Pieces();
    const [inMemory, stored] = [new NearDuplicates(threshold), new NearDuplicates(threshold, store, 100)];
    const originals = Array.from({ length: 20 }, signature);
    let found = 0;
    for (let number = 0; number < 2000; number++) {
      // few and many bins of an early one, or one of its own
      const document = number % 2 === 0 ? (originals[number % 20] as Uint16Array).slice() : signature();
      if (number % 2 === 0) for (let bin = 0; bin < (number / 2) % 70; bin++) document[(bin * 37) % SIGNATURE_BINS] = value();
      const copy = inMemory.add(number, document);
      expect(stored.add(number, document)).toEqual(copy);
      if (copy !== undefined) found++;
    }
    expect(found).toBeGreaterThan(50);
    expect(store.pieces.length).toBeGreaterThan(50);
    expect(store.reads).toBeGreaterThan(0);
  });

  test.each([10, 26, 40, 64])('no pair that differs in at most %i bins is ruled out by its sketch, and most others are', (mayDiffer) => {
    const signatures = new Signatures(mayDiffer);
    let ruledOut = 0;
    for (let pair = 0; pair < 500; pair++) {
      const one = signature();
      signatures.look(one);
      const sketch = signatures.sketch.slice();
      signatures.look(changed(one, pair % (mayDiffer + 1)));
      expect(signatures.mayBeAlike(sketch, 0)).toBe(true);
      signatures.look(signature());
      if (!signatures.mayBeAlike(sketch, 0)) ruledOut++;
    }
    expect(ruledOut).toBeGreaterThan(490);
  });

  test('a threshold it is not made for is refused', () => {
    for (const threshold of [0.49, 1.01, Number.NaN])
      expect(() => new NearDuplicates(threshold)).toThrow(/the threshold is (0\.49|1\.01|NaN); expected 0\.5 to 1/);
  });
});
