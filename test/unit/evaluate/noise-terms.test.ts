import { describe, expect, it } from 'vitest';
import { noiseTerms } from '../../../src/evaluate/noise-terms.js';
import { exp } from '../../../src/math/exp.js';
import { Random } from '../../../src/math/random.js';
import { csrOf } from '../matrix/dense.js';

/** A draw from a Poisson distribution, by counting uniform numbers (Knuth 1969). */
function poisson(random: Random, mean: number): number {
  const least = exp(-mean);
  let count = -1;
  for (let product = 1; product > least; count++) product *= random.uniform();
  return count;
}

/**
 * Documents of some 50 to 200 words: two terms are spread as their lengths are, one more evenly than that, twenty keep to a tenth of the
 * documents, and two stand in a single document.
 */
function drawn(documents: number, random: Random) {
  const table = Array.from({ length: documents }, (_, i) => {
    const length = 50 + 150 * random.uniform();
    const themes = Array.from({ length: 20 }, () => (random.uniform() < 0.1 ? poisson(random, 0.3 * length) : 0));
    return [poisson(random, 0.05 * length), poisson(random, 0.02 * length), 1, ...themes, i === 0 ? 30 : 0, i === 1 ? 1 : 0];
  });
  const terms = ['often', 'less', 'once', ...Array.from({ length: 20 }, (_, k) => `theme-${k}`), 'burst', 'single'];
  return { table, terms };
}

describe('noiseTerms', () => {
  it('finds what is spread as the lengths of the documents are, and nothing else', () => {
    const { table, terms } = drawn(1000, new Random(1));
    const found = noiseTerms(csrOf(table), terms, 50);
    expect(found.map(({ term }) => term)).toEqual(['often', 'less', 'once']);
    expect(noiseTerms(csrOf(table), terms, 2).map(({ term }) => term)).toEqual(['often', 'less']);
  });

  it('tells how often they stand, and their dispersion by its definition', () => {
    const { table, terms } = drawn(300, new Random(2));
    const [often] = noiseTerms(csrOf(table), terms, 50);
    const column = table.map((row) => row[0] as number);
    const lengths = table.map((row) => row.reduce((sum, x) => sum + x, 0));
    const count = column.reduce((sum, x) => sum + x, 0);
    const means = lengths.map((length) => (count * length) / lengths.reduce((sum, n) => sum + n, 0));
    const deviations = column.reduce((sum, x, i) => sum + (x - means[i]) ** 2, 0);
    const dispersion = (deviations - count) / means.reduce((sum, mean) => sum + mean ** 2, 0);
    expect(often).toEqual({
      term: 'often',
      count,
      documentFrequency: column.filter((x) => x > 0).length,
      dispersion: expect.closeTo(dispersion, 10) as number,
    });
  });

  it('leaves phrases out, and says nothing where there is too little to say it by', () => {
    const { table, terms } = drawn(1000, new Random(1));
    const phrases = terms.map((term) => (term === 'often' ? 'as well' : term));
    expect(noiseTerms(csrOf(table), phrases, 50).map(({ term }) => term)).toEqual(['less', 'once']);
    expect(noiseTerms(csrOf(table.slice(0, 4)), terms, 50)).toEqual([]);
    expect(noiseTerms(csrOf([[2]]), ['all'], 50)).toEqual([]);
  });
});
