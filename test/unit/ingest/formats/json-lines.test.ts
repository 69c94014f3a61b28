import { expect, test } from 'vitest';
import { jsonLines } from '../../../../src/ingest/formats/json-lines.js';
import { foundIn } from '../../../support/found-in.js';

const malformed = (row: number, detail: string) => ({ kind: 'problem', row, problem: { reason: 'malformed', detail } });
const columns = (detail: string) => ({ kind: 'note', problem: { reason: 'columns', detail } });
const lines = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n');

test('a document a line; numbers, texts and truth values beside the text are metadata, and lists of these; other lists and objects are not', async () => {
  const line = JSON.stringify({
    text: 'one',
    year: 1990,
    good: true,
    author: 'A.',
    tags: ['x', 2, null],
    pairs: [[1], 'x'],
    none: [],
    more: { x: 1 },
    nothing: null,
    empty: ' ',
  });
  expect(await foundIn(jsonLines, `${line}\n{"text": "two"}`)).toEqual([
    { kind: 'document', row: 1, text: 'one', metadata: { year: '1990', good: 'true', author: 'A.', tags: 'x; 2' } },
    { kind: 'document', row: 2, text: 'two', metadata: {} },
  ]);
});

test('text and id fields may have other names; a number is an id too', async () => {
  const settings = { textColumn: 'body', idColumn: 'key' };
  const content = '{"key": "k", "body": "one", "text": "t"}\r\n{"key": 7, "body": "two"}\r\n{"key": {}, "body": "three"}\r\n';
  expect(await foundIn(jsonLines, content, { settings })).toEqual([
    { kind: 'document', row: 1, id: 'k', text: 'one', metadata: { text: 't' } },
    { kind: 'document', row: 2, id: '7', text: 'two', metadata: {} },
    { kind: 'document', row: 3, text: 'three', metadata: {} },
  ]);
});

test('fields are guessed by their names, and that is said', async () => {
  const content = lines({ uuid: 'a', title: 'a long title of many words', abstract: 'in short' }, { uuid: 'b', title: 'b', abstract: 'shorter' });
  expect(await foundIn(jsonLines, content)).toEqual([
    columns('text from the field "abstract", ids from "uuid"'),
    { kind: 'document', row: 1, id: 'a', text: 'in short', metadata: { title: 'a long title of many words' } },
    { kind: 'document', row: 2, id: 'b', text: 'shorter', metadata: { title: 'b' } },
  ]);
});

test('or by their words; an id that is not of one line only is none', async () => {
  const content = lines({ id: 1, speaker: 'A. B.', rede_de: 'many words that were said' }, { id: 1, speaker: 'C. D.', rede_de: 'more of these words' });
  expect(await foundIn(jsonLines, content)).toEqual([
    columns('text from the field "rede_de"'),
    { kind: 'document', row: 1, text: 'many words that were said', metadata: { id: '1', speaker: 'A. B.' } },
    { kind: 'document', row: 2, text: 'more of these words', metadata: { id: '1', speaker: 'C. D.' } },
  ]);
});

test('where no field looks like a text, that is said once', async () => {
  const detail = 'no field has a name such as "text", nor holds 3 words or more; the fields are: a, b';
  expect(await foundIn(jsonLines, lines({ a: 1, b: 'x' }, { a: 2, b: 'y' }))).toEqual([{ kind: 'problem', problem: { reason: 'missing-column', detail } }]);
});

test('bad lines are named by their number, good ones go on, empty ones are passed over but counted', async () => {
  const content = ['{"text": "one"', '', '[1]', '"text"', 'null', '   ', '{"body": "b", "n": 1}', '{"text": 5}', '{"text": "good"}'].join('\n');
  expect(await foundIn(jsonLines, content)).toEqual([
    malformed(1, 'line 1 is not JSON'),
    malformed(3, 'line 3 is not a JSON object'),
    malformed(4, 'line 4 is not a JSON object'),
    malformed(5, 'line 5 is not a JSON object'),
    { kind: 'problem', row: 7, problem: { reason: 'missing-column', detail: 'line 7 has no text in a field "text"; its fields are: body, n' } },
    { kind: 'problem', row: 8, problem: { reason: 'missing-column', detail: 'line 8 has no text in a field "text"; its fields are: text' } },
    { kind: 'document', row: 9, text: 'good', metadata: {} },
  ]);
});

test('a line that is too long costs itself only', async () => {
  const content = lines({ text: 'one' }, { text: 'x'.repeat(100) }, { text: 'three' });
  expect(await foundIn(jsonLines, content, { limits: { maxDocumentBytes: 60 }, pieceLength: 16 })).toEqual([
    { kind: 'document', row: 1, text: 'one', metadata: {} },
    { kind: 'problem', row: 2, problem: { reason: 'too-large', detail: 'line 2 is longer than 60 characters' } },
    { kind: 'document', row: 3, text: 'three', metadata: {} },
  ]);
});

test('a byte order mark is no fault, and an encoding is noted once, of the file', async () => {
  expect(await foundIn(jsonLines, '\ufeff{"text": "one"}\n')).toEqual([{ kind: 'document', row: 1, text: 'one', metadata: {} }]);
  const findings = await foundIn(jsonLines, Buffer.from('broken\n{"text": "café"}\n{"text": "thé"}\n', 'latin1'));
  expect(findings).toEqual([
    malformed(1, 'line 1 is not JSON'),
    { kind: 'document', row: 2, text: 'café', metadata: {} },
    { kind: 'document', row: 3, text: 'thé', metadata: {} },
    { kind: 'note', problem: { reason: 'encoding', detail: expect.stringContaining('windows-1252') } },
  ]);
});

test('a binary file has no lines', async () => {
  expect(await foundIn(jsonLines, '{"text": "a\0"}')).toEqual([
    { kind: 'problem', problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } },
  ]);
});

test('lines across the borders of pieces are whole', async () => {
  const texts = Array.from({ length: 900 }, (_, i) => `${i} ${'😀é '.repeat(350 + (i % 4))}`);
  const findings = await foundIn(jsonLines, lines(...texts.map((text) => ({ text }))));
  expect(findings.map((finding) => (finding.kind === 'document' ? finding.text : finding.kind))).toEqual(texts);
});

test('long whole numbers are kept as they are written, whatever stands around them', async () => {
  const content =
    '{"id": 1234567890123456789, "n": 9007199254740993 ,"m":-1234567890123456789,"at": "\\" 1234567890123456789", "list": [12345678901234567890], "x": 1.5e300, "y": 1.23456789012345678901, "z": 1e-0000000000000000000001, "safe": 1234567890123456, "text": "one"}\n';
  const [found] = await foundIn(jsonLines, content, { settings: { idColumn: 'id' } });
  expect(found).toMatchObject({
    id: '1234567890123456789',
    metadata: {
      n: '9007199254740993',
      m: '-1234567890123456789',
      at: '" 1234567890123456789',
      list: '12345678901234567890',
      x: '1.5e+300',
      y: '1.2345678901234567',
      z: '0.1',
      safe: '1234567890123456',
    },
  });
});

test('100,000 nested lists are no danger', async () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(await foundIn(jsonLines, `{"text": "one", "deep": ${nested}}\n${nested}\n{"text": ${'['.repeat(100_000)}`)).toEqual([
    { kind: 'document', row: 1, text: 'one', metadata: {} },
    malformed(2, 'line 2 is not a JSON object'),
    malformed(3, 'line 3 is not JSON'),
  ]);
});

test('fields of any name are fields', async () => {
  const [found] = await foundIn(jsonLines, '{"text": "one", "__proto__": "x", "constructor": "y"}\n{"text": "two"}');
  expect(Object.entries((found as { metadata: object }).metadata)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test.each([
  ['.txt', '{"text": "a"}\n{"text": "b"}\n', true],
  ['.json', '{"text": "a"}\r\n{"text": "b', true],
  ['.json', '{"text": "a"}', false],
  ['.json', '{"text": "a"}\n', false],
  ['.jsonl', '{"text": "a"}', true],
  ['.jsonl', '{"text": "a', true],
  ['.jsonl', '{\n"text": "a"\n}', false],
  ['.json', '{\n"text": "a"\n}', false],
  ['.json', '[{"text": "a"},\n{"text": "b"}]', false],
  ['.txt', '{curly}\n{braces}\n', false],
  ['.txt', 'a text\nof lines', false],
])('what begins a file %s: %j', (extension, text, is) => {
  expect(jsonLines.recognizes?.({ bytes: Buffer.from(text), text, extension })).toBe(is);
});
