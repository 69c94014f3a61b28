import { describe, expect, test } from 'vitest';
import { SIGNATURE_BINS } from '../../../src/ingest/repeats/min-hash.js';
import { Random } from '../../../src/math/random.js';
import { signatureOf } from '../../support/fingerprint-parts.js';

const random = new Random(4);
const words = (count: number) => Array.from({ length: count }, () => `w${Math.floor(random.uniform() * 1000)}`);

function signature(text: string): Uint16Array {
  const result = signatureOf(text);
  if (result === undefined) throw new Error('the text has no word');
  return result;
}

const similarity = (a: Uint16Array, b: Uint16Array) => a.filter((value, bin) => value === b[bin]).length / SIGNATURE_BINS;

function jaccard(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a, b].map((list) => new Set(list.slice(4).map((_, i) => list.slice(i, i + 5).join(' '))));
  const both = [...first].filter((shingle) => second.has(shingle)).length;
  return both / (first.size + second.size - both);
}

describe('signatures', () => {
  test('is the same in every version and on every machine', () => {
    const [first, second] = signature('The same bits from the same text, on every machine.');
    expect([first, second]).toEqual([122, 37953]);
  });

  test('depends on words alone, not on case, white space and punctuation', () => {
    const plain = signature('one two three four five six seven');
    expect(signature('  One, two – "three"\n\tFOUR. (five) six-seven!')).toEqual(plain);
    expect(signature('one two three four five seven six')).not.toEqual(plain);
  });

  test('a text without words has none', () => {
    expect(signatureOf('')).toBeUndefined();
    expect(signatureOf(' \n … — !?')).toBeUndefined();
  });

  test('a text of fewer words than a shingle is one shingle', () => {
    expect(similarity(signature('two words'), signature('Two words.'))).toBe(1);
    expect(similarity(signature('two words'), signature('words two'))).toBe(0);
    expect(similarity(signature('one two three four'), signature('one two three four five'))).toBe(0);
    expect(similarity(signature('one'), signature('two'))).toBe(0);
  });

  test('shingles are a set: repeating them changes nothing', () => {
    const text = words(50).join(' ');
    const once = signature(`${text} ${text}`);
    expect(signature(`${text} ${text} ${text} ${text}`)).toEqual(once);
  });

  test('characters of scripts without spaces are words', () => {
    expect(signature('我们今天去公园玩')).toEqual(signature('我 们 今 天 去 公 园 玩'));
    expect(similarity(signature('我们今天去公园玩'), signature('我们今天去公园看'))).toBeGreaterThan(0.4);
  });

  test.each([20, 60, 300, 3000])('estimates the Jaccard similarity of texts of %i words without bias', (length) => {
    const errors: number[] = [];
    for (let trial = 0; trial < 200; trial++) {
      const original = words(length);
      const rate = random.uniform() * 0.2;
      const copy = original.map((word) => (random.uniform() < rate ? words(1)[0] : word));
      errors.push(similarity(signature(original.join(' ')), signature(copy.join(' '))) - jaccard(original, copy));
    }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(deviation).toBeLessThan(0.055);
  });

  test('takes time linear in the text, whatever it is', () => {
    for (const text of ['a', ' ', 'a ', '漢', '\ud800', '.'])
      expect(signatureOf(text.repeat(2_000_000 / text.length))?.length ?? 0).toBeLessThanOrEqual(SIGNATURE_BINS);
  });
});
