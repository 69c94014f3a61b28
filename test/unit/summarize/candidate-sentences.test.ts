import { describe, expect, it } from 'vitest';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import { CandidateSentences } from '../../../src/summarize/candidate-sentences.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';
import { columnsOf, termLookup } from '../../../src/vocabulary/term-lookup.js';
import { csrOf } from '../matrix/dense.js';

const TERMS = ['road', 'bridge', 'ship', 'harbour', 'new york'];

/** Two topics, of roads and of ships; documents with the given shares of the first. */
function gather(shares: readonly number[]): { model: TopicModel; candidates: CandidateSentences } {
  const model: TopicModel = {
    topics: 2,
    documents: shares.length,
    terms: TERMS.length,
    documentTopics: Float32Array.from(shares.flatMap((share) => [share, 1 - share])),
    topicTerms: Float32Array.of(0.5, 0.4, 0, 0, 0.1, 0, 0, 0.5, 0.5, 0),
    tokens: Float64Array.of(50, 50),
    prevalence: Float64Array.of(0.5, 0.5),
  };
  const X: CsrMatrix = csrOf(shares.map(() => [10, 10, 10, 10, 10]));
  return { model, candidates: new CandidateSentences(model, X) };
}
const lookup = termLookup(TERMS);
const add = (candidates: CandidateSentences, document: number, text: string, language = 'en') =>
  candidates.add(document, text, language, (words, whole) => columnsOf(words, whole, lookup));

const ROADS = 'The old road and the new bridge were both closed for the whole winter.';
const SHIPS = 'The last ship left the old harbour on a quiet morning in the autumn.';

describe('CandidateSentences', () => {
  it('keeps sentences with words of a topic, white space as single blanks', () => {
    const { candidates } = gather([0.5, 1]);
    add(candidates, 0, `A heading\n\n${ROADS.replace('bridge ', 'bridge\n')}  ${SHIPS} The weather was fine on all of the days of that week.`);
    const [roads, ships] = candidates.ofTopics;
    expect(roads).toEqual([{ document: 0, begin: 11, text: ROADS, terms: Int32Array.of(0, 1), weight: 0.5 }]);
    // neither first of its paragraph nor of its document
    expect(ships).toEqual([{ document: 0, begin: 11 + ROADS.length + 2, text: SHIPS, terms: Int32Array.of(2, 3), weight: expect.closeTo(0.5 * 0.9 * 0.8) }]);
  });

  it('quotes the items of lists without their signs, and less gladly', () => {
    const { candidates } = gather([1]);
    add(candidates, 0, `* ${ROADS}`);
    expect(candidates.ofTopics[0]).toEqual([{ document: 0, begin: 2, text: ROADS, terms: Int32Array.of(0, 1), weight: expect.closeTo(0.4) }]);
  });

  it('wants the representative documents, and passes over others', () => {
    const shares = Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : 0));
    const { candidates } = gather(shares);
    expect([...candidates.wanted].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i).filter((i) => i % 50 < 40));
    add(candidates, 45, ROADS);
    expect(candidates.ofTopics[0]).toEqual([]);
  });

  it('takes a word of the topic said twice, and a phrase, for one', () => {
    const { candidates } = gather([1]);
    add(candidates, 0, 'The old road to the town is the road that was closed for the winter. The people of New York were out of town for most of the winter.');
    expect(candidates.ofTopics[0]).toEqual([]);
  });

  it('does not depend on the order in which texts come', () => {
    const texts = [ROADS, ROADS.replace('closed', 'left shut'), `He said so. ${ROADS}`, ROADS.replace('The', 'In New York the')];
    const [forth, back] = [gather([1, 0.9, 1, 0.8]).candidates, gather([1, 0.9, 1, 0.8]).candidates];
    for (const [i, text] of texts.entries()) add(forth, i, text);
    for (const [i, text] of [...texts.entries()].reverse()) add(back, i, text);
    expect(forth.ofTopics[0]).toHaveLength(4);
    expect(back.ofTopics).toEqual(forth.ofTopics);
  });

  it('keeps few sentences, and few of one document', () => {
    const { candidates } = gather(Array(40).fill(1));
    for (let i = 0; i < 40; i++) add(candidates, i, Array(5).fill(ROADS).join(' '));
    expect(candidates.ofTopics[0]).toHaveLength(60);
    const documents = candidates.ofTopics[0]?.map(({ document }) => document) ?? [];
    expect(documents.filter((document) => document === 0)).toHaveLength(3);
  });

  it('leaves out a sentence that is cut at the end of what is looked at', () => {
    const { candidates } = gather([1]);
    add(candidates, 0, `${'x'.repeat(49_950)}\n\n${ROADS}`);
    expect(candidates.ofTopics[0]).toEqual([]);
  });

  it('closes lines that were broken between ideographs', () => {
    const { candidates } = gather([1]);
    candidates.add(0, '委员会在三月决定，通往韦斯\n顿的道路必须在冬天 之前修好。', 'zh', (words) => words.map((_, w) => (w < 2 ? w : undefined)));
    expect(candidates.ofTopics[0]?.[0]?.text).toBe('委员会在三月决定，通往韦斯顿的道路必须在冬天 之前修好。');
  });
});
