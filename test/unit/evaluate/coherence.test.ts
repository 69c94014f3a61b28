import { describe, expect, it } from 'vitest';
import { cV } from '../../../src/evaluate/c-v.js';
import { type CoCounts, countOf, countTogether, documentCoCounts } from '../../../src/evaluate/co-counts.js';
import { coverageOf, totalCoverage } from '../../../src/evaluate/coverage.js';
import { npmi, npmiOfCounts } from '../../../src/evaluate/npmi.js';
import { TermPairs } from '../../../src/evaluate/term-pairs.js';
import { umass } from '../../../src/evaluate/umass.js';
import { WindowCounter } from '../../../src/evaluate/window-counter.js';
import { csrOf } from '../matrix/dense.js';

/** Terms × four documents. */
const Xt = csrOf([
  [5, 1, 2, 0], // 0
  [1, 3, 0, 0], // 1
  [0, 0, 0, 9], // 2
  [1, 1, 1, 1], // 3
  [1, 0, 1, 0], // 4
  [0, 0, 0, 0], // 5
]);
const all = [0, 1, 2, 3, 4, 5];
const counts = documentCoCounts(Xt, new TermPairs([all], 6));

/** Counts over the windows of some texts, whose words are those of the terms. */
function windows(texts: readonly string[], lists: readonly (readonly string[])[], size: number) {
  const terms = [...new Set(lists.flat())];
  const columns = lists.map((list) => list.map((term) => terms.indexOf(term)));
  const pairs = new TermPairs(columns, terms.length);
  const counter = new WindowCounter(pairs, size);
  for (const text of texts) {
    const words = text.split(' ').filter((word) => word !== '');
    counter.add(
      Int32Array.from(words, (word) => (terms.includes(word) ? pairs.numberOf[terms.indexOf(word)] : -1)),
      words.length,
    );
  }
  return { counts: counter.finish(), columns };
}

describe('TermPairs', () => {
  it('numbers the terms of lists, and the pairs within them only, each once', () => {
    const pairs = new TermPairs([[4, 2], [2, 7, 4], [9]], 10);
    expect([...pairs.terms]).toEqual([4, 2, 7, 9]);
    expect(pairs.pairs).toBe(3);
    expect([pairs.pairNumber(2, 4), pairs.pairNumber(4, 2), pairs.pairNumber(7, 2), pairs.pairNumber(7, 4)]).toEqual([0, 0, 1, 2]);
    expect(pairs.pairNumber(9, 4)).toBeUndefined();
    expect(pairs.numberOf[0]).toBe(-1);
  });
});

describe('documentCoCounts', () => {
  it('counts the documents of terms and pairs', () => {
    expect(counts.units).toBe(4);
    expect(all.map((term) => countOf(counts, term))).toEqual([3, 2, 1, 4, 2, 0]);
    expect([countTogether(counts, 0, 1), countTogether(counts, 4, 1), countTogether(counts, 2, 3), countTogether(counts, 0, 5)]).toEqual([2, 1, 1, 0]);
  });

  it('gives the NPMI that is taken from the matrix, and none for a pair that was not counted', () => {
    expect(npmiOfCounts(counts, all)).toBe(npmi(Xt, all));
    const some = documentCoCounts(
      Xt,
      new TermPairs(
        [
          [0, 1],
          [2, 3],
        ],
        6,
      ),
    );
    expect(() => countTogether(some, 0, 2)).toThrow('the terms 0 and 2 are no pair that was counted');
  });
});

describe('WindowCounter', () => {
  it('moves a window by a word', () => {
    // a x · x b · b a
    const { counts } = windows(['a x b a'], [['a', 'b']], 2);
    expect([counts.units, ...counts.counts, ...counts.together]).toEqual([3, 2, 2, 1]);
  });

  it('takes a text with fewer words for one window, and one without words for none', () => {
    const { counts } = windows(['a b', '', 'b'], [['a', 'b']], 5);
    expect([counts.units, ...counts.counts, ...counts.together]).toEqual([2, 1, 2, 1]);
  });

  it('with no limit counts texts', () => {
    const { counts } = windows(['a x x a x b', 'a a', 'x'], [['a', 'b']], Number.POSITIVE_INFINITY);
    expect([counts.units, ...counts.counts, ...counts.together]).toEqual([3, 2, 1, 1]);
  });

  it('has a term leave with the first of two, as gensim has it', () => {
    // a a · a b: of the second window gensim knows b alone
    const { counts } = windows(['a a b'], [['a', 'b']], 2);
    expect([counts.units, ...counts.counts, ...counts.together]).toEqual([2, 1, 1, 0]);
  });
});

describe('umass', () => {
  it('is Σ ln[(D(v_m, v_l) + 1) / D(v_l)]', () => {
    // (1, 0): ln(3/3); (2, 0): ln(1/3); (2, 1): ln(1/2)
    expect(umass(counts, [0, 1, 2])).toBeCloseTo(-Math.log(6), 14);
    // (0, 1): ln(3/2)
    expect(umass(counts, [1, 0])).toBeCloseTo(Math.log(1.5), 14);
  });

  it('adds nothing for a pair whose first term is in no document', () => {
    // (0, 5): nothing; (5, 0): ln(1/3)
    expect(umass(counts, [5, 0])).toBe(0);
    expect(umass(counts, [0, 5])).toBeCloseTo(-Math.log(3), 14);
  });

  it('is NaN for fewer than two terms', () => {
    expect(umass(counts, [0])).toBeNaN();
  });
});

describe('cV', () => {
  it('is the mean cosine of the vectors and their sum', () => {
    // terms 1 and 4: p = 1/2 each, 1/4 together, so NPMI 0: vectors (1, 0) and (0, 1), sum (1, 1), cosines 1/√2
    expect(cV(counts, [1, 4])).toBeCloseTo(Math.SQRT1_2, 10);
  });

  it('takes a pair that never meets as ε = 1e-12 has it', () => {
    const apart = documentCoCounts(
      csrOf([
        [1, 1, 0, 0],
        [0, 0, 1, 1],
      ]),
      new TermPairs([[0, 1]], 2),
    );
    // NPMI x = ln(4e-12) / −ln(1e-12); vectors (1, x) and (x, 1), sum (1 + x, 1 + x)
    const x = Math.log(4e-12) / -Math.log(1e-12);
    expect(cV(apart, [0, 1])).toBeCloseTo((1 + x) / Math.sqrt(2 * (1 + x * x)), 9);
  });

  it('is 0 for a term in no document, and 1 for terms in all of them', () => {
    // the vector of term 5 is 0; that of term 1 is (1, 0), and so is the sum
    expect(cV(counts, [1, 5])).toBeCloseTo(0.5, 10);
    const everywhere = documentCoCounts(
      csrOf([
        [1, 1],
        [2, 2],
      ]),
      new TermPairs([[0, 1]], 2),
    );
    expect(cV(everywhere, [0, 1])).toBeCloseTo(1, 15);
    expect(cV(counts, [3])).toBeNaN();
  });
});

describe('coverage', () => {
  it('counts terms that stand somewhere, and pairs that meet', () => {
    expect(coverageOf(counts, [0, 1, 2, 5])).toEqual({ terms: 4, termsFound: 3, pairs: 6, pairsFound: 1 });
    expect(totalCoverage([coverageOf(counts, [0, 1]), coverageOf(counts, [2, 5])])).toEqual({ terms: 4, termsFound: 3, pairs: 2, pairsFound: 1 });
    expect(totalCoverage([])).toEqual({ terms: 0, termsFound: 0, pairs: 0, pairsFound: 0 });
  });
});

describe('gensim 4.2.0', () => {
  /*
   * CoherenceModel(topics=TOPICS, texts=TEXTS, dictionary=Dictionary(TEXTS), coherence=…, window_size=…, topn=5, processes=1)
   * .get_coherence_per_topic(). Of c_npmi the topics whose pairs all meet: the others gensim has otherwise, on purpose.
   */
  const TEXTS = [
    'the bread rose in the warm oven and the baker cut the bread while the oven cooled',
    'flour and yeast make bread and bread needs an oven',
    'the baker sold flour and bread to the miller',
    'a train left the station late and the next train waited at the station',
    'the station clock told the driver that the train was late',
    'flour came by train to the baker and the driver slept',
    'yeast and flour',
    'the miller ground flour for the baker while the yeast grew in the warm flour',
    'driver and train and driver again at the clock of the station',
  ];
  const TOPICS = [
    ['bread', 'flour', 'baker', 'oven'],
    ['train', 'station', 'driver', 'late'],
    ['flour', 'train', 'baker', 'miller', 'yeast'],
  ];
  const each = (size: number, measure: (counts: CoCounts, terms: readonly number[]) => number) => {
    const { counts: inWindows, columns } = windows(TEXTS, TOPICS, size);
    return columns.map((terms) => measure(inWindows, terms));
  };

  it('has the same NPMI of pairs that meet', () => {
    const [bread, train] = each(10, npmiOfCounts);
    expect(bread).toBeCloseTo(0.18971277037158232, 6);
    expect(train).toBeCloseTo(0.3700633101565516, 6);
  });

  it.each([
    [6, [0.4279198365113944, 0.7545073016137878, 0.3529490444893725]],
    [110, [0.7340332372202131, 0.9384565201968015, 0.486886266479412]],
  ])('has the same C_v in windows of %i words', (size, expected) => {
    for (const [k, value] of each(size, cV).entries()) expect(value).toBeCloseTo(expected[k], 6);
  });

  it('has as many windows', () => {
    expect(windows(TEXTS, TOPICS, 4).counts.units).toBe(76);
    expect(windows(TEXTS, TOPICS, 10).counts.units).toBe(29);
  });
});
