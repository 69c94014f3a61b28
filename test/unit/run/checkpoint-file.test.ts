import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/factorize/factorize.js';
import { CHECKPOINT, readCheckpoint, removeCheckpoint, writeCheckpoint } from '../../../src/run/checkpoint-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

const row = { klDivergence: 5, objective: 5, kktResidual: 0.1, lowestGradient: 0, iteration: 0, seconds: 0.5, logLikelihood: -7, relativeChange: Number.NaN };
const state: Checkpoint = {
  iteration: 12,
  trace: [row],
  solver: [1, 2.5],
  annealing: [7, 0.05, 1 / 3],
  engine: { factors: [Float32Array.of(1, 2, 1e-14), new Float32Array(0), Float32Array.of(3)], sums: [[1.5], [0.1, 0.2]] },
};

test('is read back as it was written, by the fit with its fingerprint only', () => {
  const folder = temporaryFolder();
  expect(readCheckpoint(folder, 'a')).toBeUndefined();
  writeCheckpoint(folder, 'a', state);
  expect(readCheckpoint(folder, 'a')).toEqual(state);
  expect(readCheckpoint(folder, 'b')).toBeUndefined();
  removeCheckpoint(folder);
  expect(readCheckpoint(folder, 'a')).toBeUndefined();
});

test('a long trace and a view into larger memory come back too', () => {
  const folder = temporaryFolder();
  const memory = new SharedArrayBuffer(64);
  const long = { ...state, trace: Array.from({ length: 2000 }, () => row), engine: { ...state.engine, factors: [new Float32Array(memory, 16, 3).fill(7)] } };
  writeCheckpoint(folder, 'a', long);
  expect(readCheckpoint(folder, 'a')).toEqual({ ...long, engine: { ...long.engine, factors: [Float32Array.of(7, 7, 7)] } });
});

test('one that is cut short or damaged is as good as none', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, CHECKPOINT);
  writeCheckpoint(folder, 'a', state);
  const whole = readFileSync(file);
  for (const length of [whole.length - 1, 30, 0]) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    expect(readCheckpoint(folder, 'a')).toBeUndefined();
  }
});

test('where it cannot be written the fit goes on', () => {
  expect(() => writeCheckpoint(path.join(temporaryFolder(), 'missing'), 'a', state)).not.toThrow();
});
