import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

describe('topikl evaluate', () => {
  const folder = temporaryFolder();
  beforeAll(async () => {
    await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out', '--quiet'], folder);
  });

  test('prints a table of topics and what the figures mean', async () => {
    const { code, stdout, stderr } = await topikl(['evaluate', 'out'], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ +# +share +topic +NPMI +C_v +UMass .*$/m);
    expect(stdout.match(/^ +[1-5] +\d+\.\d % .*$/gm)).toHaveLength(5);
    expect(stdout).toMatch(/^ mean +-?\d\.\d\d/m);
    expect(stdout).toMatch(/^NPMI -?\d\.\d{3}: the first words .*\n {4}mean over the pairs .*Bouma 2009/m);
    expect(stdout).toContain(path.join('out', 'evaluation.json'));
  });

  test('with --json prints what it writes and nothing else', async () => {
    const { code, stdout, stderr } = await topikl(['evaluate', 'out', '--window', 'documents', '--json'], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(path.join(folder, 'out/evaluation.json'), 'utf8')));
    expect(JSON.parse(stdout)).toMatchObject({ coherence: { windows: { npmi: 'documents' } }, topics: [{ topic: 1 }, {}, {}, {}, {}] });
  });

  test('the collection as its own reference has the same figures, whatever is printed', async () => {
    await topikl(['evaluate', 'out'], folder);
    const own = readFileSync(path.join(folder, 'out/evaluation.csv'), 'utf8');
    expect(await topikl(['evaluate', 'out', '--reference', SUBJECTS, '--quiet'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path.join(folder, 'out/evaluation.csv'), 'utf8')).toBe(own);
  });

  test.each([
    [['evaluate'], 2, /^topikl evaluate takes one folder/],
    [['evaluate', 'out', 'more'], 2, /^topikl evaluate takes one folder/],
    [['evaluate', 'out', '--window', '1'], 2, /^`window` must be a whole number of words ≥ 2, or documents, got "1"$/],
    [['evaluate', 'out', '--window', '5', '--window', '6'], 2, /^`window` was given 2 times$/],
    [['evaluate', 'out', '--windows', '5'], 2, /^unknown option --windows$/],
    [['evaluate', 'out', '--labels-column', 'author'], 2, /^`labels-column` names "author"/],
    [['evaluate', 'out', '--reference', 'nowhere'], 2, /^input "nowhere" does not exist$/],
    [['evaluate', 'nowhere'], 3, /^"nowhere" holds no results of topikl/],
  ])('%j is refused', async (words, code, message) => {
    const ended = await topikl(words, folder);
    expect(ended.code).toBe(code);
    expect(messageOf(ended)).toMatch(message);
  });
});
