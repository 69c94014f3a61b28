import { describe, expect, it } from 'vitest';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import { spanWords } from '../../../src/summarize/span-words.js';

function matrix(rows: readonly (readonly number[])[]): CsrMatrix {
  const entries = rows.map((row) => row.flatMap((count, j) => (count > 0 ? [[j, count] as const] : [])));
  const rowPointers = [0];
  for (const row of entries) rowPointers.push((rowPointers.at(-1) as number) + row.length);
  return {
    rows: rows.length,
    columns: rows[0].length,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(entries.flat(), ([j]) => j),
    values: Uint32Array.from(entries.flat(), ([, count]) => count),
  };
}

// one topic has the terms 0 to 2, the other 3 to 5
const topicTerms = Float32Array.of(0.4, 0.3, 0.3, 0, 0, 0, 0, 0, 0, 0.4, 0.3, 0.3);
function wordsOf(rows: readonly (readonly number[])[], spanOf: number[], source: number[]) {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const documentTopics = Float32Array.from(rows.flatMap((row) => [sum(row.slice(0, 3)) / sum(row), sum(row.slice(3)) / sum(row)]));
  return spanWords(
    matrix(rows),
    { topics: 2, terms: 6, documentTopics, topicTerms },
    { spans: 2, spanOf: Int32Array.from(spanOf), sourceOf: (i) => source[i] },
  );
}

const times = (many: number, row: readonly number[]) => Array.from({ length: many }, () => row);
const numbers = (many: number) => Array.from({ length: many }, (_, i) => i);
/** The second term is of the early texts, the third of the late ones. */
const early = [100, 100, 0, 50, 50, 50];
const late = [100, 0, 100, 50, 50, 50];
const both = [...times(8, early), ...times(8, late)];
const spans = both.map((_, i) => (i < 8 ? 0 : 1));

describe('spanWords', () => {
  it('are those that a topic has in more texts of a span than of other times', () => {
    expect(wordsOf(both, spans, numbers(16))).toEqual([
      [[1], [2]],
      [[], []],
    ]);
  });

  it('count once in a text, however often they stand there; passages of one are one', () => {
    const once = both.map((row) => row.map((count, j) => (j === 1 || j === 2 ? Math.min(1, count) : count)));
    expect(wordsOf(once, spans, numbers(16))[0]).toEqual([[1], [2]]);
    const pairs = numbers(16).map((i) => Math.floor(i / 4));
    expect(wordsOf(both, spans, pairs)[0]).toEqual([[], []]);
  });

  it('are not told of spans of fewer than three texts', () => {
    const short = [...times(2, early), ...times(14, late)];
    expect(
      wordsOf(
        short,
        short.map((_, i) => (i < 2 ? 0 : 1)),
        numbers(16),
      )[0][0],
    ).toEqual([]);
  });

  it('leave out rows without a span', () => {
    expect(wordsOf([...both, ...times(8, late)], [...spans, ...Array<number>(8).fill(-1)], numbers(24))[0]).toEqual([[1], [2]]);
    expect(
      wordsOf(
        both,
        both.map((_, i) => (i < 8 ? 0 : -1)),
        numbers(16),
      )[0],
    ).toEqual([[], []]);
  });

  it('leave out spans in which a topic is hardly there', () => {
    const [scarce, scarcer] = [
      [1, 0, 8, 50, 50, 50],
      [1, 0, 3, 50, 50, 50],
    ];
    expect(wordsOf([...times(8, early), ...times(8, scarce)], spans, numbers(16))[0][1]).toEqual([2]);
    expect(wordsOf([...times(8, early), ...times(8, scarcer)], spans, numbers(16))[0][1]).toEqual([]);
  });
});
