import path from 'node:path';
import { expect, test } from 'vitest';
import type { ColumnSettings, Finding } from '../../../src/ingest/document.js';
import { readJsonLines } from '../../../src/ingest/json-lines.js';
import { temporaryFolder } from '../../temporary-folder.js';

async function read(content: string | Uint8Array, settings: ColumnSettings = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  const file = { location: path.join(temporaryFolder({ 'lines.jsonl': content }), 'lines.jsonl'), path: 'lines.jsonl', bytes: content.length };
  for await (const finding of readJsonLines(file, settings)) findings.push(finding);
  return findings;
}

const malformed = (row: number, detail: string) => ({ kind: 'problem', row, problem: { reason: 'malformed', detail } });

test('a document a line; numbers, texts and truth values beside the text are metadata, lists and objects are not', async () => {
  const line = JSON.stringify({ text: 'one', year: 1990, good: true, author: 'A.', tags: ['x'], more: { x: 1 }, nothing: null });
  expect(await read(`${line}\n{"text": "two"}`)).toEqual([
    { kind: 'document', row: 1, text: 'one', metadata: { year: '1990', good: 'true', author: 'A.' } },
    { kind: 'document', row: 2, text: 'two', metadata: {} },
  ]);
});

test('text and id fields may have other names; a number is an id too', async () => {
  const settings = { textColumn: 'body', idColumn: 'key' };
  expect(await read('{"key": "k", "body": "one", "text": "t"}\r\n{"key": 7, "body": "two"}\r\n{"key": {}, "body": "three"}\r\n', settings)).toEqual([
    { kind: 'document', row: 1, id: 'k', text: 'one', metadata: { text: 't' } },
    { kind: 'document', row: 2, id: '7', text: 'two', metadata: {} },
    { kind: 'document', row: 3, text: 'three', metadata: {} },
  ]);
});

test('bad lines are named by their number, good ones go on, empty ones are passed over but counted', async () => {
  const content = ['{"text": "one"', '', '[1]', '"text"', 'null', '   ', '{"body": "b", "n": 1}', '{"text": 5}', '{"text": "good"}'].join('\n');
  expect(await read(content)).toEqual([
    malformed(1, 'line 1 is not JSON'),
    malformed(3, 'line 3 is not a JSON object'),
    malformed(4, 'line 4 is not a JSON object'),
    malformed(5, 'line 5 is not a JSON object'),
    { kind: 'problem', row: 7, problem: { reason: 'missing-column', detail: 'line 7 has no text in a field "text"; its fields are: body, n' } },
    { kind: 'problem', row: 8, problem: { reason: 'missing-column', detail: 'line 8 has no text in a field "text"; its fields are: text' } },
    { kind: 'document', row: 9, text: 'good', metadata: {} },
  ]);
});

test('a byte order mark is no fault, and an encoding is noted once, of the file', async () => {
  expect(await read('\ufeff{"text": "one"}\n')).toEqual([{ kind: 'document', row: 1, text: 'one', metadata: {} }]);
  const findings = await read(Buffer.from('broken\n{"text": "café"}\n{"text": "thé"}\n', 'latin1'));
  expect(findings).toEqual([
    { kind: 'note', problem: { reason: 'encoding', detail: 'its bytes are not UTF-8; read as windows-1252' } },
    malformed(1, 'line 1 is not JSON'),
    { kind: 'document', row: 2, text: 'café', metadata: {} },
    { kind: 'document', row: 3, text: 'thé', metadata: {} },
  ]);
});

test('a binary file has no lines', async () => {
  expect(await read('{"text": "a\0"}')).toEqual([{ kind: 'problem', problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }]);
});

test('lines across the borders of pieces of 1 MiB are whole', async () => {
  const texts = Array.from({ length: 900 }, (_, i) => `${i} ${'😀é '.repeat(350 + (i % 4))}`);
  const findings = await read(texts.map((text) => JSON.stringify({ text })).join('\n'));
  expect(findings.map((finding) => (finding.kind === 'document' ? finding.text : finding.problem.detail))).toEqual(texts);
});

test('long whole numbers are kept as they are written', async () => {
  const [found] = await read('{"id": 1234567890123456789, "n": 9007199254740993 ,"text": "one"}\n', { idColumn: 'id' });
  expect(found).toMatchObject({ id: '1234567890123456789', metadata: { n: '9007199254740993' } });
});
