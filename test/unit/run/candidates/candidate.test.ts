import { expect, it } from 'vitest';
import { cutInHalves, perWord, splitDocuments } from '../../../../src/evaluate/held-out.js';
import { Random } from '../../../../src/math/random.js';
import { selectRows } from '../../../../src/matrix/select-rows.js';
import { measureCandidate } from '../../../../src/run/candidates/candidate.js';
import { parseOptions } from '../../../../src/run/config.js';
import { plantTopics } from '../../../support/planted-topics.js';

it('measures held-out likelihood, coherence, diversity and stability of several fits', async () => {
  const { X } = plantTopics(300, 300, 3, 80, new Random(1));
  const { training, heldOut } = splitDocuments(X.rows, 1);
  const halves = cutInHalves(selectRows(X, heldOut), 1);
  const settings = { ...parseOptions({}, []), seed: 1, init: 'random' as const, restarts: 1 };
  const task = { X: selectRows(X, training), halves, settings };
  const [planted, fewer] = [await measureCandidate(task, 3, 1), await measureCandidate(task, 2, 1)];
  expect(planted.fits).toHaveLength(3);
  expect(planted.scores).toHaveLength(halves.words.length);
  expect(perWord(halves, planted.scores).nats).toBeCloseTo(planted.fits.reduce((sum, nats) => sum + nats, 0) / 3, 9);
  expect(planted.stability).toBe(1);
  expect(planted.diversity).toBeGreaterThan(0.5);
  expect(Math.abs(planted.npmi)).toBeLessThan(1);
  expect(Math.min(...planted.fits)).toBeGreaterThan(Math.max(...fewer.fits));
});
