import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

describe('topikl report', () => {
  const folder = temporaryFolder();
  let fingerprint: string;
  const labelsOf = (topics: object[], of = fingerprint) =>
    writeFileSync(path.join(folder, 'mine.json'), JSON.stringify({ topikl: 'labels', fingerprint: of, topics }));
  const read = (name: string) => readFileSync(path.join(folder, 'out', name), 'utf8');
  beforeAll(async () => {
    await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out', '--quiet'], folder);
    fingerprint = JSON.parse(read('manifest.json')).stages.find(({ name }: { name: string }) => name === 'topics').fingerprint;
  });

  test('says where the report is', async () => {
    expect(await topikl(['report', 'out'], folder)).toEqual({
      code: 0,
      stderr: '',
      stdout: 'out/report.html   open this in a browser\nout/report.md     the topics with their words and passages\n',
    });
    expect(await topikl(['report', 'out', '--quiet'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('puts labels on the topics, in the table of topics too', async () => {
    labelsOf([{ topic: 2, label: 'My own subject' }]);
    const { code, stdout } = await topikl(['report', 'out', '--labels', 'mine.json', '--json'], folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ out: 'out', labels: { topics: [{ topic: 2 }] }, files: expect.arrayContaining(['report.html', 'report.md']) });
    expect(read('report.md')).toContain('## 2. My own subject');
    expect((await topikl(['topics', 'out'], folder)).stdout).toMatch(/^ {2}2 .*My own subject/m);
    const run = await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out'], folder);
    expect(run.stdout).toMatch(/^ {2}2 .*My own subject/m);
    expect(run.stdout).not.toContain('labels.json');
    expect((await topikl(['report', 'out', '--labels', 'none'], folder)).code).toBe(0);
    expect(read('report.md')).not.toContain('My own subject');
  });

  test('a run with other settings says that labels are gone', async () => {
    labelsOf([{ topic: 1, label: 'Mine' }]);
    await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out', '--quiet'], folder);
    expect((await topikl(['report', 'out', '--labels', 'mine.json'], folder)).code).toBe(0);
    const run = await topikl(['run', SUBJECTS, '--topics', '4', '--out', 'out'], folder);
    expect(run.stdout).toMatch(/^labels\.json was of other topics than these, and is gone\.$/m);
    const refused = await topikl(['report', 'out', '--labels', 'mine.json'], folder);
    expect(refused.code).toBe(2);
    expect(messageOf(refused)).toBe('the labels in mine.json were made for other topics than these');
    expect(refused.stderr).toMatch(/^hint: Open report\.html of these results, /m);
  });

  test('an evaluation is in it at once', async () => {
    const { code, stdout } = await topikl(['evaluate', 'out', '--held-out', 'no'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^out\/report\.html {7}says so too$/m);
  });

  test.each([
    ['nowhere.json', /^the labels cannot be read: ENOENT/],
    ['out/report.md', /^out\/report\.md is no file of labels: it is not JSON/],
    ['out/manifest.json', /^out\/manifest\.json is no file of labels: .* at topikl$/],
  ])('--labels %s is refused', async (labels, message) => {
    const ended = await topikl(['report', 'out', '--labels', labels], folder);
    expect(ended.code).toBe(2);
    expect(messageOf(ended)).toMatch(message);
  });
});
