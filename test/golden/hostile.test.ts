import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { parseCsv } from '../../src/report/parse-csv.js';
import { resolveConfig } from '../../src/run/config.js';
import { run } from '../../src/run/run.js';
import { temporaryFolder } from '../temporary-folder.js';

/*
 * What becomes of each of the hostile documents. A changed result is written beside the golden file as *-changed.csv;
 * UPDATE_GOLDEN=1 makes it the golden file. Golden files have LF line ends, as git keeps them; results have CRLF.
 */

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const DOCUMENTS = here('../../corpora/hostile/documents');
const out = path.join(temporaryFolder(), 'out');

beforeAll(async () => {
  await run(resolveConfig([DOCUMENTS], { topics: 2, out }));
});

function compareWithGolden(name: string, result: string): void {
  const golden = here(`hostile/${name}.csv`);
  const changed = here(`hostile/${name}-changed.csv`);
  rmSync(changed, { force: true });
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(path.dirname(golden), { recursive: true });
    writeFileSync(golden, result);
  }
  const expected = existsSync(golden) ? readFileSync(golden, 'utf8').replaceAll('\r\n', '\n') : '';
  if (result !== expected) writeFileSync(changed, result);
  expect(result, `it differs from test/golden/hostile/${name}.csv; the new one is beside it, UPDATE_GOLDEN=1 accepts it`).toBe(expected);
}

/** A table's text, every line of which must end in CRLF, with LF. */
function tableText(name: string): string {
  const text = readFileSync(path.join(out, name), 'utf8');
  expect(text).toMatch(/^([^\n]*\r\n)+$/);
  return text.replaceAll('\r\n', '\n');
}

test('documents.csv', () => {
  compareWithGolden('documents', tableText('documents.csv'));
});

test('ledger.csv, without the pruned words', () => {
  const lines = tableText('ledger.csv').split('\n');
  compareWithGolden('ledger', lines.filter((line) => !line.startsWith('term,')).join('\n'));
});

test('every word is whole: no mark at its start, no half of a character, composed letters', () => {
  const words = [...parseCsv(readFileSync(path.join(out, 'vocabulary.csv'), 'utf8'), 'vocabulary.csv').map(({ term }) => term ?? '')];
  for (const { kind, id } of parseCsv(readFileSync(path.join(out, 'ledger.csv'), 'utf8'), 'ledger.csv')) if (kind === 'term') words.push(id ?? '');
  expect(words).toEqual(expect.arrayContaining(['café', 'naïve']));
  for (const word of words) {
    expect(word).toMatch(/^[^\ufeff\ufffd\p{Cs}]+$/u);
    expect(word).toBe(word.normalize('NFC'));
  }
});

test('a repeated id of the table is told apart, with a note', async () => {
  const named = path.join(temporaryFolder(), 'named');
  await run(resolveConfig([DOCUMENTS], { topics: 2, out: named, 'id-column': 'id' }));
  const rows = (name: string) => parseCsv(readFileSync(path.join(named, name), 'utf8'), name);
  const ids = rows('documents.csv').filter(({ path: file }) => file === 'table.csv' || file === 'lines.jsonl');
  expect(ids.map(({ id }) => id)).toEqual(['l1', 'l2', 'l3', 'l4', 'l5', 'h1', 'h2', 'h3', 'h2~2']);
  expect(rows('ledger.csv')).toContainEqual({ kind: 'note', id: 'h2~2', reason: 'id-taken', detail: 'an earlier document has the id h2' });
});
