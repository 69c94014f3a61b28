import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { resultsOf, temporaryFolder } from '../temporary-folder.js';
import { messageOf, type Running, SUBJECTS, start, topikl } from './command.js';

const folder = temporaryFolder({ 'texts/a.txt': 'a' });
const at = (...names: string[]) => path.join(folder, ...names);
const REFITS = '.topikl-refits.json';

beforeAll(async () => {
  for (const out of ['out', 'whole']) expect((await topikl(['run', SUBJECTS, '--topics', '5', '--out', out, '--quiet'], folder)).code).toBe(0);
});

const refitsIn = (out: string) => (existsSync(at(out, REFITS)) ? JSON.parse(readFileSync(at(out, REFITS), 'utf8')).refits.length : 0);

/** Waits until a refit is there; fails when the command ends before. */
async function untilRefitted(running: Running, most: number): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (refitsIn('out') === 0 || refitsIn('out') === most) {
    if (running.child.exitCode !== null) throw new Error(`the command ended before it could be stopped:\n${running.stderr()}`);
    if (performance.now() > deadline) throw new Error('no refit has been made');
    await wait(5);
  }
}

test('killed or interrupted, the same command goes on; its files are those of one left alone, and topics shows it', async () => {
  const command = ['stability', 'out', '--refits', '30'];
  const killed = start(command, folder);
  try {
    await untilRefitted(killed, 30);
  } finally {
    killed.child.kill('SIGKILL');
  }
  await killed.ended;
  const made = refitsIn('out');
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(30);

  const interrupted = start(command, folder);
  try {
    while (refitsIn('out') <= made) {
      if (interrupted.child.exitCode !== null) throw new Error(`ended by itself:\n${interrupted.stderr()}`);
      await wait(5);
    }
    interrupted.child.kill('SIGINT');
    const ended = await interrupted.ended;
    expect(ended.code).toBe(130);
    expect(messageOf(ended)).toBe('interrupted while refits were made');
    expect(ended.stderr).toMatch(/^hint: Run the same command again: the refits that are made are kept\.$/m);
  } finally {
    interrupted.child.kill('SIGKILL');
  }
  expect(resultsOf(at('out'))).not.toContain('.topikl.lock');
  expect(resultsOf(at('out'))).not.toContain('stability.csv');

  const last = await topikl(command, folder);
  expect(last.code).toBe(0);
  expect(last.stderr).toMatch(/^refitting {3}30 refits · \d+ of them reused$/m);
  expect(last.stdout).toMatch(/^ # {2}found /m);
  expect(last.stdout).toMatch(/^(Every topic is found|Solid, found) in nine of ten refits or more/m);
  const whole = await topikl(['stability', 'whole', '--refits', '30', '--threads', '1', '--json'], folder);
  expect(whole.code).toBe(0);
  for (const name of ['stability.csv', 'stability.json']) expect(readFileSync(at('out', name), 'utf8')).toBe(readFileSync(at('whole', name), 'utf8'));
  const { refits, topics } = JSON.parse(whole.stdout);
  expect([refits, topics.length]).toEqual([30, 5]);

  const shown = await topikl(['topics', 'out'], folder);
  expect(shown.stdout).toMatch(/^ {2}# {2}share +found {2}topic/);
  expect(shown.stdout).toContain(` ${topics[0].found}/30  ${topics[0].label}`);
  const json = await topikl(['topics', 'out', '--json'], folder);
  expect(JSON.parse(json.stdout).topics[0].stability).toEqual({ found: topics[0].found, refits: 30 });
});

describe.concurrent('wrong use is an answer, and leaves nothing behind', () => {
  test.each([
    ['no folder', ['stability'], 2, /^topikl stability takes one folder, the one that topikl run wrote$/],
    ['two folders', ['stability', 'out', 'whole'], 2, /takes one folder/],
    ['no refits', ['stability', 'out', '--refits', '0'], 2, /^`refits` must be a whole number from 1 to 10000, got "0"$/],
    ['refits that are no number', ['stability', 'out', '--refits', 'many'], 2, /^`refits` must be a whole number from 1 to 10000, got "many"$/],
    ['refits given twice', ['stability', 'out', '--refits', '1', '--refits', '2'], 2, /^`refits` was given 2 times$/],
    ['half a seed', ['stability', 'out', '--seed', '1.5'], 2, /^`seed` must be a whole number, 0 and negative ones too, got "1.5"$/],
    ['no threads', ['stability', 'out', '--threads', '0'], 2, /^`threads` must be a whole number from 1 to 1024, got "0"$/],
    ['an unknown option', ['stability', 'out', '--topics', '5'], 2, /^unknown option --topics$/],
    ['a folder without results', ['stability', 'texts'], 3, /^"texts" holds no results of topikl/],
    ['a folder that is not there', ['stability', 'none'], 3, /^"none" holds no results of topikl/],
  ])('%s', async (_, words, code, message) => {
    const ended = await topikl(words, folder);
    expect(messageOf(ended)).toMatch(message);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
    expect(resultsOf(at('texts'))).toEqual(['a.txt']);
    expect(existsSync(at('none'))).toBe(false);
  });
});
