import { describe, expect, test } from 'vitest';
import type { DocumentRecord } from '../../../src/run/counted-collection.js';
import { labelsOf } from '../../../src/run/label-agreement.js';

const document = (path: string, language: string, metadata: Record<string, string> = {}): DocumentRecord => ({
  id: path,
  path,
  language,
  unknown: 0,
  metadata,
});
const documents = [
  document('b/one.txt', 'en', { author: ' Ann ' }),
  document('a/deep/two.txt', 'de', { author: 'Bo' }),
  document('three.txt', 'en', { author: '' }),
  document('b/four.txt', 'en'),
];

describe('labelsOf', () => {
  test('takes a column of the metadata; an empty cell is no label', () => {
    const { labels, labelOf } = labelsOf(documents, 'author');
    expect([labels, [...labelOf]]).toEqual([
      ['Ann', 'Bo'],
      [0, 1, -1, -1],
    ]);
  });

  test.each(['folder', 'path'])('takes %s for the first folder of the path', (column) => {
    const { labels, labelOf } = labelsOf(documents, column);
    expect([labels, [...labelOf]]).toEqual([
      ['a', 'b'],
      [1, 0, -1, 1],
    ]);
  });

  test('takes the language, and a column of the metadata before anything else of its name', () => {
    expect(labelsOf(documents, 'language').labels).toEqual(['de', 'en']);
    const named = ['x', 'y'].map((folder) => document('a/b.txt', 'en', { folder }));
    expect(labelsOf(named, 'folder').labels).toEqual(['x', 'y']);
  });

  test('names the columns that there are', () => {
    expect(() => labelsOf(documents, 'constructor')).toThrow('`labels-column` names "constructor", which documents.csv does not have');
    try {
      labelsOf(documents, 'subject');
    } catch (error) {
      expect((error as { hint: string }).hint).toBe('It has: folder, language, author; folder is the first folder of each path.');
    }
  });
});
