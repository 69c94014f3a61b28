import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { byCodePoint, sortByCodePoint } from '../../src/math/code-point-order.js';
import { CompensatedSum } from '../../src/math/compensated-sum.js';
import { ln } from '../../src/math/log.js';
import { logFactorial } from '../../src/math/log-factorial.js';
import { Random } from '../../src/math/random.js';

import { forAll } from './arbitraries.js';

const runs = { numRuns: 1000 };
/** Short strings of few characters, so that many begin alike. */
const similar = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uff5a', '\uffff', '\u{10000}', '\u{10428}', '\u{10ffff}'),
  maxLength: 5,
});
const wellFormed = fc.oneof(similar, fc.string({ unit: 'binary', maxLength: 6 }));
const broken = fc.oneof(similar, fc.string({ unit: fc.constantFrom('a', '\ud800', '\udc00', '\uffff'), maxLength: 5 }));

function compareCodePoints(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0) as number));
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return Math.sign(x[i] - y[i]);
  return Math.sign(x.length - y.length);
}

describe('byCodePoint', () => {
  forAll([wellFormed, wellFormed], runs)('is the order of the code points', (a, b) => {
    expect(Math.sign(byCodePoint(a, b))).toBe(compareCodePoints(a, b));
  });

  forAll([broken, broken, broken], runs)('is a total order, of broken strings too', (a, b, c) => {
    expect(Math.sign(byCodePoint(a, b)) + Math.sign(byCodePoint(b, a))).toBe(0);
    expect(byCodePoint(a, b) === 0).toBe(a === b);
    if (byCodePoint(a, b) <= 0 && byCodePoint(b, c) <= 0) expect(byCodePoint(a, c)).toBeLessThanOrEqual(0);
  });

  forAll([fc.array(wellFormed)])('is what sortByCodePoint sorts by', (strings) => {
    expect(sortByCodePoint([...strings])).toEqual([...strings].sort(compareCodePoints));
  });
});

/** Number of a double in the order of all doubles. */
function place(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

describe('ln', () => {
  const positive = fc.oneof(
    fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
    fc.integer({ min: 1, max: 4294967295 }),
    fc.tuple(fc.integer({ min: -1074, max: 1023 }), fc.integer({ min: -2, max: 2 })).map(([e, d]) => 2 ** e * (1 + d * Number.EPSILON)),
  );

  forAll([positive], { numRuns: 5000 })('is within a unit in the last place of Math.log', (x) => {
    const difference = place(ln(x)) - place(Math.log(x));
    expect(difference >= -1n && difference <= 1n).toBe(true);
  });

  forAll([positive, positive], runs)('does not fall', (x, y) => {
    if (x < y) expect(ln(x)).toBeLessThanOrEqual(ln(y));
  });
});

describe('logFactorial', () => {
  const sums = (() => {
    const table = [0];
    const sum = new CompensatedSum();
    for (let x = 1; x <= 20_000; x++) {
      sum.add(Math.log(x));
      table.push(sum.value);
    }
    return table;
  })();

  forAll([fc.nat(20_000)], runs)('is the sum of the logarithms', (x) => {
    expect(Math.abs(logFactorial(x) - sums[x])).toBeLessThanOrEqual(1e-15 * sums[x]);
  });

  forAll([fc.integer({ min: 0, max: 4294967294 })], runs)('rises', (x) => {
    expect(logFactorial(x + 1)).toBeGreaterThanOrEqual(logFactorial(x));
  });
});

describe('CompensatedSum', () => {
  forAll([fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { maxLength: 200 }), fc.integer({ min: -300, max: 300 })])(
    'is exact for whole numbers of one scale',
    (integers, scale) => {
      const sum = new CompensatedSum();
      for (const integer of integers) sum.add(integer * 2 ** scale);
      expect(sum.value).toBe(Number(integers.reduce((total, integer) => total + BigInt(integer), 0n)) * 2 ** scale);
    },
  );

  forAll([fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), { maxLength: 50 })])('takes away what it was given', (numbers) => {
    const sum = new CompensatedSum();
    for (const x of numbers) sum.add(x);
    const largest = Math.max(0, ...numbers.map(Math.abs));
    for (const x of numbers) sum.add(-x);
    expect(Math.abs(sum.value)).toBeLessThanOrEqual(largest * 1e-28);
  });
});

describe('Random', () => {
  forAll([fc.maxSafeInteger()])('starts alike from one seed and stays in [0, 1)', (seed) => {
    const [a, b] = [new Random(seed), new Random(seed)];
    for (let i = 0; i < 20; i++) {
      const x = a.uniform();
      expect(x).toBe(b.uniform());
      expect(x >= 0 && x < 1).toBe(true);
    }
  });

  forAll([fc.maxSafeInteger(), fc.maxSafeInteger()])('starts differently from two', (seed, other) => {
    fc.pre(seed !== other);
    expect(new Random(seed).uniform()).not.toBe(new Random(other).uniform());
  });
});
