import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors/errors.js';
import { Random } from '../../../src/math/random.js';
import { writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { chooseK } from '../../../src/run/choose-k.js';
import { resolveConfig } from '../../../src/run/config.js';
import type { Progress } from '../../../src/run/progress.js';
import { plantTopics } from '../../support/planted-topics.js';
import { temporaryFolder } from '../../temporary-folder.js';

const RANGE = { from: 2, to: 6, steps: 3 };

function collection() {
  const { X } = plantTopics(200, 200, 3, 60, new Random(1));
  const folder = temporaryFolder({
    'counts.mtx': [...writeMatrixMarket(X)].join(''),
    'terms.txt': Array.from({ length: X.columns }, (_, j) => `t${j}\n`).join(''),
  });
  const at = (name: string) => path.join(folder, name);
  return { config: resolveConfig([at('counts.mtx')], { vocabulary: at('terms.txt'), out: at('out') }), out: at('out') };
}

async function choose({ config }: ReturnType<typeof collection>, abort?: (progress: Progress) => boolean) {
  const controller = new AbortController();
  const progress: Progress[] = [];
  const onProgress = (what: Progress) => {
    progress.push(what);
    if (abort?.(what)) controller.abort();
  };
  const result = await chooseK(config, RANGE, { onProgress, signal: controller.signal });
  return { ...result, progress };
}

it('keeps what was measured when it is stopped, and goes on from there', async () => {
  const place = collection();
  const isUnderWay = (what: Progress) => what.stage === 'choosing' && what.done > 0;
  await expect(choose(place, isUnderWay)).rejects.toThrow(InterruptedError);
  expect(existsSync(path.join(place.out, 'choose-k.json'))).toBe(false);
  const stored = () => JSON.parse(readFileSync(path.join(place.out, '.topikl-candidates.json'), 'utf8'));
  const measured = stored().candidates.length;
  expect(measured).toBeGreaterThan(0);

  const { search, progress } = await choose(place);
  expect(search.recommendation.topics).toBe(3);
  const [first] = progress.filter(({ stage }) => stage === 'choosing');
  expect(first).toMatchObject({ done: measured, total: 3, doneWork: 0 });
  expect(progress.at(-1)).toEqual({ stage: 'chosen', reused: false, tried: search.candidates.length, topics: 3 });
  const { progress: again } = await choose(place);
  expect(again.at(-1)).toMatchObject({ stage: 'chosen', reused: true });
});

it('measures anew where what was kept is damaged, or was measured with other settings', async () => {
  const place = collection();
  const { search } = await choose(place);
  writeFileSync(path.join(place.out, '.topikl-candidates.json'), '{"fingerprint":');
  const damaged = await choose(place);
  expect(damaged.progress.at(-1)).toMatchObject({ reused: false });
  expect(damaged.search).toEqual(search);
  const other = await choose({ ...place, config: { ...place.config, termPrior: 0.3 } });
  expect(other.progress.at(-1)).toMatchObject({ reused: false });
  expect(other.search.candidates[0]?.heldOut).not.toEqual(search.candidates[0]?.heldOut);
});
