import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors/errors.js';
import { chooseK } from '../../../src/run/choose-k.js';
import { resolveConfig } from '../../../src/run/config.js';
import { evaluateRun } from '../../../src/run/evaluate-run.js';
import { run } from '../../../src/run/run.js';
import { stabilityRun } from '../../../src/run/stability-run.js';
import { temporaryFolder } from '../../temporary-folder.js';

const INPUT = ['corpora/subjects/documents'];
const RANGE = { from: 2, to: 3, steps: 2 };
let out = '';
const has = (name: string) => existsSync(path.join(out, name));
const configOf = (flags: Record<string, unknown> = {}) => resolveConfig(INPUT, { out, topics: 3, 'max-iterations': 30, restarts: 1, ...flags });
const report = () => readFileSync(path.join(out, 'report.md'), 'utf8');

beforeAll(() => {
  out = path.join(temporaryFolder(), 'out');
});

describe('commands in one folder', () => {
  it('leave what the others made, as long as it belongs to the topics', async () => {
    await run(configOf());
    await evaluateRun(out, { heldOut: false });
    await stabilityRun(out, { refits: 1 });
    expect([has('evaluation.json'), has('stability.json')]).toEqual([true, true]);
    await chooseK(configOf({ topics: undefined }), RANGE);
    expect([has('W.npy'), has('choose-k.json'), has('evaluation.json'), has('stability.json')]).toEqual([true, true, true, true]);
    await run(configOf());
    expect([has('choose-k.json'), has('evaluation.json'), has('stability.json')]).toEqual([true, true, true]);
    await run(configOf({ seed: 2 }));
    expect([has('choose-k.json'), has('evaluation.json'), has('stability.json')]).toEqual([true, false, false]);
  });

  it('a search does not replace a run that was made with other settings of the text', async () => {
    await expect(chooseK(configOf({ topics: undefined, 'min-df': 3 }), RANGE)).rejects.toThrow(/holds a run with other settings/);
    expect([has('W.npy'), has('report.md'), has('counts.mtx')]).toEqual([true, true, true]);
    await chooseK(configOf({ topics: undefined, 'keep-texts': 'no' }), RANGE);
    expect(has('texts.jsonl.gz')).toBe(true);
    // all that it stands on is there and whole
    await stabilityRun(out, { refits: 1 });
  });

  it('the report says how the number of topics was found as long as that is so', async () => {
    const searched = await run(configOf({ topics: 'auto' }));
    const { topics } = searched.manifest.chosenTopics as { topics: number };
    expect(report()).toContain('## How the number of topics was chosen');
    const given = await run(configOf({ topics }));
    expect(given.manifest.chosenTopics).toBeUndefined();
    expect(report()).not.toContain('## How the number of topics was chosen');
  });

  it('an evaluation that is interrupted in its fit leaves no figures', async () => {
    const controller = new AbortController();
    const onProgress = ({ stage }: { stage: string }) => {
      if (stage === 'fitting') controller.abort();
    };
    await expect(evaluateRun(out, {}, { signal: controller.signal, onProgress })).rejects.toThrow(InterruptedError);
    expect(has('evaluation.json')).toBe(false);
  });
});
