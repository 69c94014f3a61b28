import { describe, expect, it } from 'vitest';
import { markedTopics, piecesOf, tintedWords } from '../../../../src/report/page/rooms/documents/tinting.js';
import { packMixtures, viewMixtures } from '../../../../src/report/page-packing.js';

const figures = { tokens: [1], unknown: [0], misfit: [0] };
const mixtures = viewMixtures(packMixtures(Float32Array.of(0.25, 0.5, 0.05, 0.2), 4, figures));

describe('markedTopics', () => {
  it('are those of a tenth or more, the largest first, four at most', () => {
    expect(markedTopics(mixtures, 0)).toEqual([1, 0, 3]);
    const flat = viewMixtures(packMixtures(new Float32Array(6).fill(1 / 6), 6, figures));
    expect(markedTopics(flat, 0)).toEqual([0, 1, 2, 3]);
  });
});

describe('tintedWords', () => {
  // topics × three terms
  const topicTerms = Float32Array.of(0.8, 0.1, 0, 0.3, 0.1, 0, 0, 0.8, 1, 0, 0.1, 0);

  it('gives a word to the topic with the largest product of share and probability, where that is more than half of all', () => {
    const words = [
      { begin: 0, end: 2, column: 0 },
      { begin: 3, end: 5, column: 1 },
      { begin: 6, end: 8, column: undefined },
      { begin: 9, end: 11, column: 2 },
    ];
    // 0.25 · 0.8 against 0.5 · 0.3; 0.5 · 0.1 against as much of several others; the third term is of a topic that is not marked
    expect(tintedWords(words, { mixtures, row: 0, marked: [1, 0, 3] }, topicTerms, 3)).toEqual([{ begin: 0, end: 2, mark: 1 }]);
  });

  it('leaves words plain that other topics have nearly as often, whatever the document is of', () => {
    const single = viewMixtures(packMixtures(Float32Array.of(1, 0), 2, figures));
    const words = [
      { begin: 0, end: 2, column: 0 },
      { begin: 3, end: 5, column: 1 },
    ];
    const common = Float32Array.of(0.3, 0.7, 0.1, 0.5);
    expect(tintedWords(words, { mixtures: single, row: 0, marked: [0] }, common, 2)).toEqual([{ begin: 0, end: 2, mark: 0 }]);
  });

  it('passes over a word inside the one before', () => {
    const words = [
      { begin: 0, end: 5, column: 0 },
      { begin: 3, end: 5, column: 1 },
    ];
    expect(tintedWords(words, { mixtures, row: 0, marked: [1, 0] }, topicTerms, 3)).toHaveLength(1);
  });
});

describe('piecesOf', () => {
  it('cuts where a word or a found stretch begins or ends', () => {
    expect(piecesOf('one two three', [{ begin: 4, end: 7, mark: 2 }], [{ begin: 2, end: 6 }])).toEqual([
      { text: 'on', mark: undefined, isFound: false },
      { text: 'e ', mark: undefined, isFound: true },
      { text: 'tw', mark: 2, isFound: true },
      { text: 'o', mark: 2, isFound: false },
      { text: ' three', mark: undefined, isFound: false },
    ]);
    expect(piecesOf('', [], [])).toEqual([]);
  });
});
