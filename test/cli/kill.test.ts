import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { Random } from '../../src/math/random.js';
import { temporaryFolder } from '../temporary-folder.js';

const KILLS = 20;
const ROOT = path.join(import.meta.dirname, '../..');

/** Runs the fit, and kills it after so many milliseconds; what it printed. */
async function runFit(script: string, folder: string, solver: string, killAfter: number | undefined): Promise<string> {
  const child = spawn(process.execPath, [script, folder, solver], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (piece: Buffer) => {
    printed += piece.toString();
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  if (killAfter !== undefined) {
    await Promise.race([closed, wait(killAfter)]);
    child.kill('SIGKILL');
  }
  await closed;
  return printed;
}

test(`a fit killed ${KILLS} times at random moments ends with the bits of one left alone`, { timeout: 120_000 }, async () => {
  const script = path.join(ROOT, 'output', 'test', `checkpointed-fit-${process.pid}.js`);
  await build({
    entryPoints: [path.join(ROOT, 'test/cli/checkpointed-fit.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
  });
  const started = performance.now();
  const alone = (await runFit(script, temporaryFolder(), 'accelerated', undefined)).split('\n')[1];
  const whole = performance.now() - started;
  expect(alone).toMatch(/^max-iterations 150 [0-9a-f]{64}$/);

  const folder = temporaryFolder();
  const random = new Random(7);
  const begins: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const printed = await runFit(script, folder, 'accelerated', whole * (0.2 + 0.6 * random.uniform()));
    begins.push(printed.split('\n')[0] ?? '');
  }
  expect(begins.some((begin) => /^from [1-9]/.test(begin))).toBe(true);
  const last = (await runFit(script, folder, 'accelerated', undefined)).split('\n');
  expect(last[0]).toMatch(/^from [1-9]/);
  expect(last[1]).toBe(alone);
});
