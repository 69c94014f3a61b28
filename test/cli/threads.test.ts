import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { zipOf } from '../support/archives.js';
import { resultsOf, temporaryFolder } from '../temporary-folder.js';
import { topikl } from './command.js';

const MIXED = path.join(import.meta.dirname, '../../corpora/mixed/documents');
const WORDS = 'apple orchard tree red fruit pear whale sea ship blue ocean wave star moon planet light'.split(' ');
const textOf = (n: number) => Array.from({ length: 5 + (n % 90) }, (_, w) => `${WORDS[(n * 7 + w * w) % (3 + (n % 13))]}`).join(' ');
const texts = (count: number) => Array.from({ length: count }, (_, n) => textOf(n));

test.each([
  ['by default', []],
  ['with phrases and stems', ['--phrases', '--stem']],
])('the same bits from 1, 2 and 4 processes and threads %s', async (_, more) => {
  const place = temporaryFolder({
    'in/rows.csv': `id,text\n${texts(1500)
      .map((text, n) => `${n % 1450},${text}\n`)
      .join('')}`,
    'in/lines.jsonl': texts(800)
      .map((text, n) => (n % 400 === 7 ? '{"text":\n' : `${JSON.stringify({ text: `${text} line` })}\n`))
      .join(''),
    'in/members.zip': zipOf(texts(200).map((text, n) => ({ name: `${n}.txt`, content: `${text} member`, method: n % 2 ? 8 : 0 }))),
  });
  cpSync(MIXED, path.join(place, 'in', 'mixed'), { recursive: true });
  const settings = [...more, '--topics', '2', '--max-iterations', '4', '--max-df', '1', '--quiet'];
  for (const threads of ['1', '2', '4']) {
    expect(await topikl(['run', 'in', ...settings, '--threads', threads, '--out', `${threads}/out`], place)).toEqual({ code: 0, stdout: '', stderr: '' });
  }
  // they say with how many threads they were made, or how long that took
  const names = resultsOf(path.join(place, '1/out')).filter((name) => !['manifest.json', 'trace.csv', 'report.md'].includes(name));
  expect(names).toEqual(
    expect.arrayContaining(['report.html', 'counts.mtx', 'documents.csv', 'ledger.csv', 'repeated-lines.csv', 'texts.jsonl.gz', 'W.npy', 'H.npy']),
  );
  for (const threads of ['2', '4']) {
    expect(resultsOf(path.join(place, threads, 'out'))).toEqual(resultsOf(path.join(place, '1/out')));
    const bytesOf = (folder: string, name: string) => readFileSync(path.join(place, folder, 'out', name));
    for (const name of names) expect([name, bytesOf(threads, name).equals(bytesOf('1', name))]).toEqual([name, true]);
  }
});
