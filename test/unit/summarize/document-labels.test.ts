import { describe, expect, test } from 'vitest';
import { type LabelledDocument, labelsOf } from '../../../src/summarize/document-labels.js';

const document = (path: string, language: string, metadata: Record<string, string> = {}): LabelledDocument => ({ id: path, path, language, metadata });
const documents = [
  document('b/one.txt', 'en', { author: ' Ann ' }),
  document('a/deep/two.txt', 'de', { author: 'Bo' }),
  document('three.txt', 'en', { author: '' }),
  document('b/four.txt', 'en'),
];

describe('labelsOf', () => {
  test('takes a column of the metadata; an empty cell is no label', () => {
    const { labels, labelOf } = labelsOf(documents, 'author', 'labels-column');
    expect([labels, [...labelOf]]).toEqual([
      ['Ann', 'Bo'],
      [0, 1, -1, -1],
    ]);
  });

  test.each(['folder', 'path'])('takes %s for the first folder of the path', (column) => {
    const { labels, labelOf } = labelsOf(documents, column, 'labels-column');
    expect([labels, [...labelOf]]).toEqual([
      ['a', 'b'],
      [1, 0, -1, 1],
    ]);
  });

  test('takes the language, and a column of the metadata before anything else of its name', () => {
    expect(labelsOf(documents, 'language', 'labels-column').labels).toEqual(['de', 'en']);
    const named = ['x', 'y'].map((folder) => document('a/b.txt', 'en', { folder }));
    expect(labelsOf(named, 'folder', 'labels-column').labels).toEqual(['x', 'y']);
  });

  test('names the columns that there are', () => {
    expect(() => labelsOf(documents, 'constructor', 'labels-column')).toThrow('`labels-column` names "constructor", which documents.csv does not have');
    try {
      labelsOf(documents, 'subject', 'labels-column');
    } catch (error) {
      expect((error as { hint: string }).hint).toBe('It has: folder, language, author; folder is the first folder of each path.');
    }
  });

  test('takes names as documents.csv has them, in which no column of ours comes twice', () => {
    const named = ['x', 'y'].map((tokens) => document('a/b.txt', 'en', { tokens }));
    expect(labelsOf(named, 'metadata_tokens', 'labels-column').labels).toEqual(['x', 'y']);
    expect(() => labelsOf(named, 'tokens', 'labels-column')).toThrow('`labels-column` names "tokens", which documents.csv does not have');
  });

  test('needs two different labels', () => {
    expect(() => labelsOf(documents.slice(0, 1), 'author', 'group-columns')).toThrow(
      '`group-columns` names "author", in which there is one label, expected at least 2',
    );
  });
});
