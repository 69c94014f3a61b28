import { describe, expect, test } from 'vitest';
import { json } from '../../../../src/ingest/formats/json.js';
import { foundIn } from '../../../support/found-in.js';

const read = (content: unknown, settings = {}) => foundIn(json, typeof content === 'string' ? content : JSON.stringify(content), { settings });
const row = (number: number, text: string, metadata: object = {}) => ({ kind: 'document', row: number, text, metadata });
const columns = (detail: string) => ({ kind: 'note', problem: { reason: 'columns', detail } });
const malformed = (detail: string, number?: number) => ({
  kind: 'problem',
  ...(number === undefined ? {} : { row: number }),
  problem: { reason: 'malformed', detail },
});
const missing = (detail: string) => ({ kind: 'problem', problem: { reason: 'missing-column', detail } });

describe('an array', () => {
  test('of objects: an element a document, fields as in JSON lines', async () => {
    const content = [
      { text: 'one', year: 1990, tags: ['a', 'b'], more: { x: 1 } },
      { text: 'two [}', year: 1991 },
    ];
    const rows = [row(1, 'one', { year: '1990', tags: 'a; b' }), row(2, 'two [}', { year: '1991' })];
    expect(await read(content)).toEqual(rows);
    expect(await read(`\ufeff\n ${JSON.stringify(content, null, 2)}\n`)).toEqual(rows);
  });

  test('fields are guessed or named', async () => {
    const content = [
      { id: 'a', title: 'the first', body: 'words' },
      { id: 'b', title: 'the second', body: 'more' },
    ];
    expect(await read(content)).toEqual([
      columns('text from the field "body", ids from "id"'),
      { ...row(1, 'words', { title: 'the first' }), id: 'a' },
      { ...row(2, 'more', { title: 'the second' }), id: 'b' },
    ]);
    expect(await read(content, { textColumn: 'title', idColumn: 'body' })).toEqual([
      { ...row(1, 'the first', { id: 'a' }), id: 'words' },
      { ...row(2, 'the second', { id: 'b' }), id: 'more' },
    ]);
  });

  test('of texts: each is a document', async () => {
    expect(await read(['one', 'two', 3, { text: 'four' }])).toEqual([
      row(1, 'one'),
      row(2, 'two'),
      malformed('row 3 is neither a JSON object nor a text', 3),
      row(4, 'four'),
    ]);
  });

  test('of nothing that is a text: said once', async () => {
    expect(await read([[1, 2], [3]])).toEqual([missing('the elements of its array are neither objects nor texts')]);
    expect(await read([{ a: 1 }, { a: 2 }])).toEqual([missing('no field has a name such as "text", nor holds 3 words or more; the fields are: a')]);
    expect(await read([])).toEqual([]);
  });

  test('a broken element costs only itself, and superfluous commas nothing', async () => {
    expect(await read('[{"text": "one"}, {"text": two}, , {"text": "four", "x": [1, 2}}, {"text": "five"},]')).toEqual([
      row(1, 'one'),
      malformed('row 2 is not JSON', 2),
      malformed('row 3 is not JSON', 3),
      row(4, 'five'),
    ]);
  });

  test.each([1, 5, 65536])('one that is too long too (pieces of %i bytes)', async (pieceLength) => {
    const content = JSON.stringify([{ text: 'one' }, { text: '\\"]}'.repeat(30) }, { text: 'three', x: [[{}]] }]);
    expect(await foundIn(json, content, { limits: { maxDocumentBytes: 40 }, pieceLength })).toEqual([
      row(1, 'one'),
      { kind: 'problem', row: 2, problem: { reason: 'too-large', detail: 'row 2 is longer than 40 characters' } },
      row(3, 'three'),
    ]);
  });

  test('that is cut off: what is there counts', async () => {
    const whole = JSON.stringify([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    expect(await read(whole.slice(0, -8))).toEqual([row(1, 'one'), row(2, 'two'), malformed('it ends before its array does: what follows row 2 is cut off')]);
    expect(await read(whole.slice(0, -1))).toEqual([
      row(1, 'one'),
      row(2, 'two'),
      row(3, 'three'),
      malformed('it ends before its array does: what follows row 3 is cut off'),
    ]);
    expect(await read('[{"text": "on')).toEqual([malformed('it ends before its first bracket is closed')]);
  });

  test('what follows it is said not to be read', async () => {
    expect(await read('[{"text": "one"}] [{"text": "two"}]')).toEqual([row(1, 'one'), malformed('what follows the end of its array is not read')]);
  });
});

describe('objects one after the other', () => {
  test('are rows, in any layout', async () => {
    const rows = [row(1, 'one'), row(2, 'two')];
    for (const between of ['', '\n', ',\n', '\x1e']) {
      for (const space of [undefined, 2]) {
        expect(await read([{ text: 'one' }, { text: 'two' }].map((one) => JSON.stringify(one, null, space)).join(between))).toEqual(rows);
      }
    }
  });

  test('a last one that is cut off', async () => {
    expect(await read('{"text": "one"}{"text": "two"}{"te')).toEqual([
      row(1, 'one'),
      row(2, 'two'),
      malformed('it ends before its last object does: what follows row 2 is cut off'),
    ]);
  });
});

describe('one object', () => {
  const document = (text: string, metadata: object = {}) => ({ kind: 'document', text, metadata });

  test('with a text is a document', async () => {
    expect(await read({ title: 'T', text: 'words of the text', tags: ['a long list', 'of some words'], date: '1990' })).toEqual([
      document('words of the text', { title: 'T', tags: 'a long list; of some words', date: '1990' }),
    ]);
    expect(await read({ id: 7, abstract: 'words' })).toEqual([columns('text from the field "abstract"'), document('words', { id: '7' })]);
    expect(await read({ id: 7, x: 'words', text: 'y' }, { textColumn: 'x', idColumn: 'id' })).toEqual([{ ...document('words', { text: 'y' }), id: '7' }]);
  });

  test('with lists: the longest that has texts is the rows', async () => {
    const content = {
      description: 'what this file holds is described here',
      codes: [1, 2, 3, 4, 5, 6],
      authors: [{ name: 'A. B.' }, { name: 'C. D.' }, { name: 'E. F.' }],
      data: [
        { id: 'x', abstract: 'one' },
        { id: 'y', abstract: 'two' },
      ],
      few: [{ text: 'one' }],
    };
    expect(await read(content)).toEqual([
      columns('rows from the field "data"; text from the field "abstract", ids from "id"'),
      { ...row(1, 'one'), id: 'x' },
      { ...row(2, 'two'), id: 'y' },
    ]);
    expect(await read({ lines: ['some words of text', 'more words of text'] })).toEqual([
      columns('rows from the field "lines"'),
      row(1, 'some words of text'),
      row(2, 'more words of text'),
    ]);
    expect(await read(content, { textColumn: 'name' })).toMatchObject([columns('rows from the field "authors"'), { text: 'A. B.' }, {}, {}]);
  });

  test('without a text', async () => {
    expect(await read({ a: 1, b: [1, 2] })).toEqual([missing('no field has a name such as "text", nor holds 3 words or more; the fields are: a, b')]);
    expect(await read({ a: 1 }, { textColumn: 'body' })).toEqual([missing('it has no text in a field "body"; its fields are: a')]);
    expect(await read({})).toEqual([missing('no field has a name such as "text", nor holds 3 words or more; the fields are: none')]);
  });

  test('that is broken, too large, cut off or followed by something', async () => {
    expect(await read('{"text": one}')).toEqual([malformed('it is not JSON')]);
    expect(await read('{"text": "one"')).toEqual([malformed('it ends before its first bracket is closed')]);
    expect(await read('{"text": "one"} and more')).toEqual([{ kind: 'document', text: 'one', metadata: {} }, malformed('what follows its object is not read')]);
    expect(await foundIn(json, JSON.stringify({ text: 'x'.repeat(50) }), { limits: { maxDocumentBytes: 40 } })).toEqual([
      { kind: 'problem', problem: { reason: 'too-large', detail: 'one object of more than 40 characters, which is all that a document may have' } },
    ]);
  });
});

test.each(['', '   \n', 'words', '5', '"text"', ']'])('what is no JSON that has documents: %j', async (content) => {
  expect(await read(content)).toEqual(content.trim() === '' ? [] : [malformed('it is not JSON')]);
});

test('100,000 nested lists are no danger, closed or not', async () => {
  const open = '['.repeat(100_000);
  const nested = `${open}${']'.repeat(100_000)}`;
  expect(await read(`[{"text": "one", "deep": ${nested}}, ${nested}]`)).toEqual([row(1, 'one'), malformed('row 2 is neither a JSON object nor a text', 2)]);
  expect(await read(open)).toEqual([malformed('it ends before its first bracket is closed')]);
  expect(await read(nested)).toEqual([missing('the elements of its array are neither objects nor texts')]);
  expect(await read(`{"text": "one", "deep": ${nested}}`)).toEqual([{ kind: 'document', text: 'one', metadata: {} }]);
});

test.each([
  ['.txt', '[{"text": "a"},\n{"text": "b', true],
  ['.txt', '{"text": 5', true],
  ['.txt', '["a", "b"', true],
  ['.txt', '["a"]', true],
  ['.txt', '["a", he said,', false],
  ['.txt', '[1] A note', false],
  ['.txt', '{curly}', false],
  ['.json', ' [1', true],
  ['.json', 'x', false],
  ['.jsonl', '{"text": "a', false],
  ['.jsonl', '{\n "text": "a"}', true],
  ['.ndjson', '[{"text": "a"}]', true],
])('what begins a file %s: %j', (extension, text, is) => {
  expect(json.recognizes?.({ bytes: Buffer.from(text), text, extension })).toBe(is);
});

test('a head of one character is looked at once', () => {
  const start = performance.now();
  for (const text of ['"', '\\', '[', ' ', '["', '{"\\'].map((one) => `["${one.repeat(200_000)}`)) {
    json.recognizes?.({ bytes: Buffer.from(text), text, extension: '.txt' });
  }
  expect(performance.now() - start).toBeLessThan(2000);
});
