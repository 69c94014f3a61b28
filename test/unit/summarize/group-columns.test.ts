import { describe, expect, it } from 'vitest';
import type { LabelledDocument } from '../../../src/summarize/document-labels.js';
import { groupColumns } from '../../../src/summarize/group-columns.js';

type Metadata = Record<string, string>;
const alone = (row: number) => row;

function documents(
  count: number,
  metadataOf: (i: number) => Metadata,
  pathOf = (i: number) => `${i}.txt`,
  languageOf = (_: number) => 'en',
): LabelledDocument[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${i}`, path: pathOf(i), language: languageOf(i), metadata: metadataOf(i) }));
}

const guessed = (all: LabelledDocument[], dateColumn?: string, sourceOf = alone) =>
  groupColumns(all, undefined, dateColumn, sourceOf).map(({ column }) => column);

describe('columns that are guessed', () => {
  it('are those of the metadata, the folder and the language', () => {
    const all = documents(
      40,
      (i) => ({ status: ['open', 'closed'][i % 2] }),
      (i) => `${['a', 'b', 'c'][i % 3]}/deep/${i}.txt`,
      (i) => (i < 10 ? 'de' : 'en'),
    );
    expect(groupColumns(all, undefined, undefined, alone).map(({ column, labels, guessed: isGuessed }) => [column, labels, isGuessed])).toEqual([
      ['status', ['closed', 'open'], true],
      ['language', ['de', 'en'], true],
      ['folder', ['a', 'b', 'c'], true],
    ]);
  });

  it.each<[string, (i: number) => string]>([
    ['one value', () => 'x'],
    ['ids', (i) => `id-${i}`],
    ['fewer than three documents a value', (i) => `v${i % 21}`],
    ['more than sixty values', (i) => `v${i % 61}`],
    ['one value nearly always', (i) => (i < 6 ? 'y' : 'x')],
    ['dates', (i) => `${2000 + (i % 5)}-01-01`],
    ['years', (i) => `${2000 + (i % 5)}`],
    ['dates that are not of ISO 8601', (i) => `1/${1 + (i % 9)}/2004`],
    ['dates with names of months', (i) => `${1 + (i % 9)} Mar 2004`],
    ['measures', (i) => `${(i % 12) / 4}`],
    ['texts', (i) => `${'a long sentence that says what it is about '.repeat(2)}${i % 4}`],
    ['a value in few documents', (i) => (i < 50 ? `v${i % 2}` : ' ')],
  ])('are not %s', (name, valueAt) => {
    const count = name.startsWith('more') ? 400 : name.startsWith('fewer') ? 62 : 200;
    expect(guessed(documents(count, (i) => ({ value: valueAt(i) })))).toEqual([]);
  });

  it('are not those that are meant for dates', () => {
    const all = documents(80, (i) => ({ date: `${['c. ', ''][i % 2]}200${i % 4}-Q${1 + (i % 4)}`, publication: ['Vox', 'The Times'][i % 2] }));
    expect(guessed(all)).toEqual(['publication']);
    expect(groupColumns(all, 'date', undefined, alone)).toHaveLength(1);
  });

  it.each<[string, (i: number) => string]>([
    ['few numbers, such as marks', (i) => `${1 + (i % 5)}`],
    ['decades', (i) => `${1900 + 10 * (i % 5)}s`],
    ['sixty values', (i) => `v${i % 60}`],
    ['a value in half the documents', (i) => (i % 2 === 0 ? '' : `v${i % 4}`)],
  ])('may be %s', (_, valueAt) => {
    expect(guessed(documents(200, (i) => ({ value: valueAt(i) })))).toEqual(['value']);
  });

  it('count source documents, not passages', () => {
    const all = documents(40, (i) => ({ book: ['x', 'y'][Math.floor(i / 20)] }));
    expect(guessed(all)).toEqual(['book']);
    expect(guessed(all, undefined, (row) => Math.floor(row / 20))).toEqual([]);
  });

  it('leave out the column of the dates, and one that says the same as another', () => {
    const all = documents(40, (i) => ({ era: ['old', 'new'][i % 2], time: ['o', 'n'][i % 2], kind: ['a', 'b'][Number(i > 20)] }));
    expect(guessed(all)).toEqual(['era', 'kind']);
    expect(guessed(all, 'era')).toEqual(['time', 'kind']);
  });

  it('are six at most, those that most documents have first', () => {
    const all = documents(300, (i) => Object.fromEntries(Array.from({ length: 8 }, (_, c) => [`c${c}`, i < 20 - 2 * c ? '' : `v${(i + c) % (2 + c)}`])));
    expect(guessed(all)).toEqual(['c7', 'c6', 'c5', 'c4', 'c3', 'c2']);
  });

  it('are none without documents, of one document, or of a count matrix', () => {
    expect(guessed([])).toEqual([]);
    expect(guessed(documents(1, () => ({ status: 'open' })))).toEqual([]);
    expect(
      guessed(
        documents(
          30,
          () => ({}),
          () => 'X.mtx',
          () => 'none',
        ),
      ),
    ).toEqual([]);
  });

  it('do not count documents of which the language is not known', () => {
    const [language] = groupColumns(
      documents(
        30,
        () => ({}),
        undefined,
        (i) => ['none', 'en', 'de'][i % 3],
      ),
      undefined,
      undefined,
      alone,
    );
    expect([language.labels, [...language.labelOf.subarray(0, 3)]]).toEqual([
      ['de', 'en'],
      [-1, 1, 0],
    ]);
  });
});

describe('columns that are named', () => {
  const all = documents(6, (i) => ({ Status: ['a', 'b'][i % 2], id_of: `${i}` }));

  it('are taken as they are, each once', () => {
    expect(groupColumns(all, ' Status,id_of ,Status', 'Status', alone).map(({ column, guessed: isGuessed }) => [column, isGuessed])).toEqual([
      ['Status', false],
      ['id_of', false],
    ]);
    expect(groupColumns(all, 'none', undefined, alone)).toEqual([]);
  });

  it.each([
    ['status', '`group-columns` names "status", which documents.csv does not have'],
    ['folder', '`group-columns` names "folder", in which there are 0 different labels, expected at least 2'],
    ['language', '`group-columns` names "language", in which there is one label, expected at least 2'],
    ['', '`group-columns` must be names of columns with commas between them, or none, got ""'],
    ['Status,', '`group-columns` must be names of columns with commas between them, or none, got "Status,"'],
  ])('must be there, with two values: "%s"', (setting, message) => {
    expect(() => groupColumns(all, setting, undefined, alone)).toThrow(message);
  });

  it('have a thousand values at most', () => {
    expect(() =>
      groupColumns(
        documents(1001, (i) => ({ key: `${i}` })),
        'key',
        undefined,
        alone,
      ),
    ).toThrow('`group-columns` names "key", in which there are 1001 different values, expected at most 1000');
  });
});
