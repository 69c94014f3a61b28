import { describe, expect, it } from 'vitest';
import { type Collection, collectionOf, facetOf, listedRows, listingOf, shareIn } from '../../../../src/report/page/rooms/documents/listing.js';
import { packMixtures, viewMixtures } from '../../../../src/report/page-packing.js';

const ids = ['d', 'c', 'b', 'a'];
const mixtures = viewMixtures(
  packMixtures(Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.5, 0.5), 2, { tokens: [9, 9, 9, 0], unknown: [0, 1, 0, 0], misfit: [0.5, 4, -1, Number.NaN] }),
);
const documents: Collection = collectionOf(
  {
    ids,
    languages: ['en', 'de', 'en', 'none'],
    columns: [
      ['', 'Zebra', ' ', 'Ant'],
      ['10', '9', '9', '100'],
      ['x', 'y', 'x', ''],
    ],
    mixtures,
    rows: new Map(),
  },
  ['title', 'year', 'kind'],
);

function rows(query: Record<string, string>, found?: number[]): number[] {
  return [...listedRows(documents, listingOf(query, 2, documents.columnNames), found && Uint32Array.from(found))];
}

describe('listingOf', () => {
  it('takes what it knows and passes over the rest', () => {
    expect(listingOf({ topic: '3', least: '0.2', sort: 'share', 'where.kind': 'x', 'where.other': 'y' }, 2, ['kind'])).toEqual({
      search: '',
      topic: 0,
      least: 0.1,
      language: '',
      where: new Map([[0, 'x']]),
      sort: 'order',
    });
  });

  it('sorts by relevance when something is looked for, else by the topic chosen', () => {
    expect(listingOf({ search: 'a', topic: '1' }, 2, []).sort).toBe('relevance');
    expect(listingOf({ topic: '1' }, 2, []).sort).toBe('share');
    expect(listingOf({ search: ' ', sort: 'relevance' }, 2, []).sort).toBe('order');
  });
});

describe('listedRows', () => {
  it('narrows by topic, language and metadata', () => {
    expect(rows({})).toEqual([0, 1, 2, 3]);
    expect(rows({ topic: '1', least: '0.5' })).toEqual([0, 2, 3]);
    expect(rows({ language: 'en' })).toEqual([0, 2]);
    expect(rows({ 'where.kind': 'x', topic: '2', least: '0.3' })).toEqual([2]);
  });

  it('keeps what was found, and its order where that is asked for', () => {
    expect(rows({ search: 'a' }, [3, 0, 1])).toEqual([3, 0, 1]);
    expect(rows({ search: 'a', sort: 'order' }, [3, 0, 1])).toEqual([0, 1, 3]);
  });

  it('sorts by misfit with those without words last, by name, and by numbers in metadata', () => {
    expect(rows({ sort: 'misfit' })).toEqual([1, 0, 2, 3]);
    expect(rows({ sort: 'name' })).toEqual([3, 1, 2, 0]);
    expect(rows({ sort: 'where.year' })).toEqual([1, 2, 0, 3]);
    expect(rows({ sort: 'where.kind' })).toEqual([3, 0, 2, 1]);
  });
});

describe('collectionOf', () => {
  it('does not call documents by a column that says of what kind they are', () => {
    const { names } = collectionOf({ ...documents, columns: [['maths', 'maths', 'maths', 'maths']] }, ['subject']);
    expect(names).toEqual([...ids]);
  });

  it('calls a document by its title, else by its id', () => {
    expect(documents.names).toEqual(['d', 'Zebra', 'b', 'Ant']);
    expect(collectionOf(documents, ['year', 'kind', 'x']).names).toBe(ids);
  });
});

describe('shareIn', () => {
  it('is 0 for a topic that the document has not', () => {
    expect(shareIn(mixtures, 0, 0)).toBeCloseTo(0.9, 4);
    expect(shareIn(mixtures, 0, 7)).toBe(0);
  });
});

describe('facetOf', () => {
  it('counts values, the commonest first', () => {
    expect(facetOf(['b', 'a', 'b', '', 'a', 'c', 'b'])).toEqual([
      { value: 'b', documents: 3 },
      { value: 'a', documents: 2 },
      { value: 'c', documents: 1 },
    ]);
  });

  it('is none of a single value, of more than thirty, or where most have one document', () => {
    expect(facetOf(['a', 'a', ''])).toBeUndefined();
    expect(facetOf(Array.from({ length: 62 }, (_, i) => String(i % 31)))).toBeUndefined();
    expect(facetOf(['a', 'b', 'c', 'c'])).toBeUndefined();
  });
});
