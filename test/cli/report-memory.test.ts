import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { SUBJECTS, topikl } from './command.js';

const THEMES = ['harbour ships anchor tide', 'apple pear cider orchard', 'train rail signal track'].map((words) => words.split(' '));
const DOCUMENTS = 1600;
const WORDS = 100;
/** Garbage is collected when the heap has so many megabytes: else it would lie there as long as the machine has room, and be measured too. */
const HEAP = 64;

/** Texts that are long together, of few words, so that all else is quick: most of each are full stops. */
function writeTexts(file: string): void {
  const handle = openSync(file, 'w');
  let state = 1;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  for (let i = 0; i < DOCUMENTS; i++) {
    const words = Array.from({ length: WORDS }, () => `${THEMES[i % 3]?.[next(4)]} ${'. '.repeat(125)}`);
    writeSync(handle, `${JSON.stringify({ id: `${i}`, text: words.join('') })}\n`);
  }
  closeSync(handle);
}

// mimno/Mallet#165: training was done, then writing its results ran out of memory
test('a report is written without holding the texts', async () => {
  const folder = temporaryFolder();
  writeTexts(path.join(folder, 'texts.jsonl'));
  const { size } = statSync(path.join(folder, 'texts.jsonl'));
  expect(size).toBeGreaterThan(40e6);
  const peakOf = async (out: string, ...input: string[]): Promise<number> => {
    expect(await topikl(['run', ...input, '--topics', '3', '--out', out, '--quiet'], folder)).toMatchObject({ code: 0 });
    rmSync(path.join(folder, out, 'report.html'));
    const options = `--max-old-space-size=${HEAP} --import=${new URL('../support/peak-memory.mjs', import.meta.url).href}`;
    const { code, stderr } = await topikl(['report', out, '--quiet'], folder, { NODE_OPTIONS: options });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^peak \d+\n$/)]);
    expect(statSync(path.join(folder, out, 'report.html')).size).toBeGreaterThan(500_000);
    return Number(stderr.slice('peak '.length));
  };
  const small = await peakOf('small', SUBJECTS);
  const large = await peakOf('large', 'texts.jsonl', '--language', 'en', '--max-iterations', '10');
  expect(large - small).toBeLessThan(0.75 * size);
});
