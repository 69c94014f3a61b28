import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { countTexts } from '../../../../src/ingest/threads/count-texts.js';
import { READY } from '../../../../src/ingest/threads/messages.js';
import { Random } from '../../../../src/math/random.js';
import type { CountRule } from '../../../../src/tokenize/text-counter.js';
import { rowsOf } from '../../../support/count.js';

const rule: CountRule = {
  language: 'en',
  minLength: 2,
  numbers: false,
  urls: 'no',
  mailAddresses: 'no',
  hashtags: 'words',
  emoji: 'no',
  rows: 'counts',
};

/** Texts of some four million characters, so that there are several lots. */
function manyTexts(): string[] {
  const random = new Random(3);
  return Array.from({ length: 4000 }, () => Array.from({ length: 160 }, () => `w${Math.floor(random.uniform() ** 4 * 50_000)}x`).join(' '));
}

/** The texts, of which the later half comes when so many threads have started; and how many lots these have counted then. */
function afterStart(texts: readonly string[], threads: number) {
  const counted = { lots: 0 };
  const started: Promise<void>[] = [];
  const onWorker = (worker: Worker) => {
    started.push(new Promise((resolve) => worker.once('message', () => resolve())));
    worker.on('message', (message) => {
      if (message !== READY) counted.lots++;
    });
  };
  process.on('worker', onWorker);
  async function* delayed() {
    const half = texts.length / 2;
    yield* texts.slice(0, half);
    while (started.length < threads) await setImmediate();
    await Promise.all(started);
    process.off('worker', onWorker);
    yield* texts.slice(half);
  }
  return { texts: delayed(), counted };
}

describe('countTexts', () => {
  it('gives the same for any number of threads', async () => {
    const texts = manyTexts();
    const one = await countTexts(texts, rule, { threads: 1, alone: 0 });
    expect(one.rows.length).toBe(4000);
    const expected = rowsOf(one);
    const terms = [...one.terms];
    for (const threads of [2, 3]) {
      const { texts: delayed, counted } = afterStart(texts, threads - 1);
      const several = await countTexts(delayed, rule, { threads, alone: 0 });
      expect(counted.lots).toBeGreaterThan(0);
      expect([...several.terms]).toEqual(terms);
      // row by row: the whole would take long to compare
      rowsOf(several).forEach((row, i) => {
        if (row.join() !== expected[i]?.join()) expect(row).toEqual(expected[i]);
      });
    }
  });

  it('takes texts as they come, and none', async () => {
    async function* texts() {
      yield 'one two';
      yield '';
      yield 'Two THREE';
    }
    expect(rowsOf(await countTexts(texts(), rule, { threads: 2, alone: 0 }))).toEqual([
      [
        ['one', 1],
        ['two', 1],
      ],
      [],
      [
        ['two', 1],
        ['three', 1],
      ],
    ]);
    expect((await countTexts([], rule, { threads: 2, alone: 0 })).rows.length).toBe(0);
  });

  it('normalises texts, and says what was too long, of each in order', async () => {
    const told: object[] = [];
    const texts = ['ex-\nample', `${'x'.repeat(65)} #${'y'.repeat(1000)}`];
    const counted = await countTexts(texts, { ...rule, hashtags: 'whole' }, { threads: 2, alone: 0, onText: (tooLong) => told.push(tooLong) });
    expect([...counted.terms]).toEqual(['example']);
    expect(told).toEqual([
      { words: 0, special: 0 },
      { words: 1, special: 1 },
    ]);
  });

  it('ends with an error where the texts do, and where a thread does', async () => {
    async function* broken() {
      yield* manyTexts();
      throw new RangeError('no more');
    }
    await expect(countTexts(broken(), rule, { threads: 2, alone: 0 })).rejects.toThrow('no more');
    const texts = manyTexts();
    const notText = Object.assign(texts, { [texts.length / 2]: 7 as unknown as string });
    await expect(countTexts(afterStart(notText, 1).texts, rule, { threads: 2, alone: 0 })).rejects.toThrow();
  });
});
