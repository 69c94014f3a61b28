import { describe, expect, it } from 'vitest';
import type { GroupColumn } from '../../../src/summarize/group-columns.js';
import { compareGroups } from '../../../src/summarize/group-comparison.js';
import { csrOf } from '../matrix/dense.js';

const alone = (row: number) => row;

function column(values: readonly string[]): GroupColumn {
  const labels = [...new Set(values)].filter((value) => value !== '').sort();
  return { column: 'place', guessed: true, labels, labelOf: Int32Array.from(values, (value) => labels.indexOf(value)) };
}

/** Each document has three words of one of two topics. */
function compare(values: readonly string[], table = values.map((_, i) => (i % 2 === 0 ? [3, 0] : [0, 3]))) {
  const documentTopics = Float32Array.from(table.flatMap(([a, b]) => (a + b === 0 ? [0.5, 0.5] : [a / (a + b), b / (a + b)])));
  return compareGroups({ X: csrOf(table), terms: ['whale', 'ship'], model: { topics: 2, documentTopics }, columns: [column(values)], sourceOf: alone });
}

describe('compareGroups', () => {
  it('puts the largest group first, then by code point; what has no value is counted', () => {
    const [{ groups, ungrouped, ...rest }] = compare(['b', 'a', '', 'c', 'c', 'a', 'b', 'c']);
    expect(rest).toEqual({ column: 'place', guessed: true, texts: 7 });
    expect(ungrouped).toBe(1);
    expect(groups.map(({ name, documents, tokens }) => [name, documents, tokens])).toEqual([
      ['c', 3, 9],
      ['a', 2, 6],
      ['b', 2, 6],
    ]);
    expect(groups.map(({ share }) => share)).toEqual([
      [expect.closeTo(1 / 3), expect.closeTo(2 / 3)],
      [0, 1],
      [1, 0],
    ]);
    expect(groups.flatMap(({ above, terms }) => [...above, ...terms])).toEqual([false, false, false, false, false, false]);
  });

  it('tells the topic and the words of which a group has clearly more', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 'a' : 'b'));
    const table = values.map((value, i) => ((value === 'a' && i > 0) || i === 1 ? [3, 0] : [0, 3]));
    const [{ groups }] = compare(values, table);
    expect(groups.map(({ name, above, terms }) => [name, above, terms])).toEqual([
      ['b', [false, true], [{ term: 'ship', z: expect.any(Number) }]],
      ['a', [true, false], [{ term: 'whale', z: expect.any(Number) }]],
    ]);
    // one in three sources of each group, but two sources are few
    expect(compare(values.slice(0, 8), table.slice(0, 8))[0].groups[1].above).toEqual([false, false]);
  });

  it('is plain numbers, with as many as there are topics', () => {
    const [comparison] = compare(['a', 'b', 'a', 'b']);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    for (const { share, low, high } of comparison.groups) for (const numbers of [share, low, high]) expect(numbers).toHaveLength(2);
  });

  it('leaves names as they are written', () => {
    const odd = '<b>\u0007"x"\u202e</b>, \ud83d';
    expect(compare([odd, 'b'])[0].groups.map(({ name }) => name)).toEqual([odd, 'b'].sort());
  });

  it('leaves out groups without counted words, and columns with fewer than two others', () => {
    const [{ groups, ungrouped }] = compare(
      ['a', 'b', 'c'],
      [
        [3, 0],
        [0, 0],
        [0, 3],
      ],
    );
    expect([groups.map(({ name }) => name), ungrouped]).toEqual([['a', 'c'], 1]);
    expect(
      compare(
        ['a', 'b'],
        [
          [3, 0],
          [0, 0],
        ],
      ),
    ).toEqual([]);
    expect(compare(['a', 'a'])).toEqual([]);
    expect(compare(['a'])).toEqual([]);
    expect(compareGroups({ X: csrOf([[1]]), terms: ['a'], model: { topics: 1, documentTopics: Float32Array.of(1) }, columns: [], sourceOf: alone })).toEqual(
      [],
    );
  });

  it('compares five hundred groups of fifty thousand documents in little time', () => {
    const documents = 50_000;
    const values = Array.from({ length: documents }, (_, i) => `g${i % 500}`);
    const table = Array.from({ length: documents }, (_, i) => Array.from({ length: 20 }, (__, j) => ((i + j) % 5 === 0 ? 2 : (i % 20) + 500 === j ? 9 : 0)));
    const documentTopics = new Float32Array(documents * 10).fill(0.1);
    const input = {
      X: csrOf(table),
      terms: table[0].map((_, j) => `t${j}`),
      model: { topics: 10, documentTopics },
      columns: [column(values)],
      sourceOf: alone,
    };
    const begin = performance.now();
    const [{ groups }] = compareGroups(input);
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(groups).toHaveLength(500);
    expect(groups.every(({ documents: size }) => size === 100)).toBe(true);
  });
});
