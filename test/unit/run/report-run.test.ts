import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ArtifactError, ConfigError, InterruptedError } from '../../../src/errors/errors.js';
import { loadTopicSummaries } from '../../../src/run/artifacts.js';
import { evaluateRun } from '../../../src/run/evaluate-run.js';
import { readManifest, topicsFingerprint } from '../../../src/run/manifest.js';
import { refreshReport, reportRun } from '../../../src/run/report-run.js';
import { stabilityRun } from '../../../src/run/stability-run.js';
import { summaryOf } from '../../support/page-sections.js';
import { contentOf, resultsOf, temporaryFolder } from '../../temporary-folder.js';
import { ALL_REUSED, place, runIt } from './run-it.js';

const made = place();
beforeAll(async () => {
  await runIt(made.letters, made.out);
});

/** A run on the letters, whose documents are elsewhere unless it is to be run again. */
function finishedRun() {
  const folder = path.join(temporaryFolder(), 'copy');
  cpSync(made.folder, folder, { recursive: true, preserveTimestamps: true });
  const out = path.join(folder, 'out');
  const file = (name: string) => path.join(out, name);
  const report = () => readFileSync(file('report.md'), 'utf8');
  const labels = (topics: object[], fingerprint = topicsFingerprint(readManifest(out))) => {
    const name = path.join(folder, 'mine.json');
    writeFileSync(name, JSON.stringify({ topikl: 'labels', fingerprint, topics }));
    return name;
  };
  return { out, file, report, labels, again: (flags: Record<string, unknown> = {}) => runIt(path.join(folder, 'letters'), out, flags) };
}

const FRUIT = { topic: 1, label: 'Fruit', note: 'all of *one* garden', hidden: ['apple', 'whale'] };

describe('reportRun', () => {
  it('makes the report anew from the folder alone, the same bits', async () => {
    const { out, file } = finishedRun();
    rmSync(path.join(out, '..', 'letters'), { recursive: true });
    const before = ['report.md', 'report.html'].map((name) => readFileSync(file(name), 'utf8'));
    rmSync(file('report.md'));
    const { manifest, topics, labels } = await reportRun(out);
    expect(['report.md', 'report.html'].map((name) => readFileSync(file(name), 'utf8'))).toEqual(before);
    expect(manifest.stages.map(({ name, reused }) => [name, reused])).toEqual([
      ['count', true],
      ['fit', true],
      ['topics', true],
      ['report', false],
    ]);
    expect(topics).toEqual(loadTopicSummaries(out));
    expect(labels).toBeUndefined();
    expect((await reportRun(out)).manifest.stages.every(({ reused }) => reused)).toBe(true);
  });

  it('puts labels in the place of what was found, and keeps them for later reports', async () => {
    const { out, file, report, labels, again } = finishedRun();
    const found = loadTopicSummaries(out)[0]?.label as string;
    const { topics } = await reportRun(out, { labels: labels([FRUIT]) });
    expect(topics[0]?.label).toBe('Fruit');
    expect(report()).toContain('## 1. Fruit\n\nall of \\*one\\* garden\n\n');
    expect(report()).not.toMatch(/^\*\*Words:\*\*.*\b(apple|whale)\b.*\n[\s\S]*^## 2\./m);
    const page = summaryOf(file('report.html'));
    expect(page.topics[0]?.label).toBe(found);
    expect(page.labels?.topics).toEqual([FRUIT]);
    expect(readFileSync(file('report.html'), 'utf8')).toContain('<h2>1. Fruit</h2>\n<p>all of *one* garden</p>');
    // what others read stays as it was found
    expect(readFileSync(file('topic-summary.csv'), 'utf8')).toContain(found);

    const with_ = report();
    expect((await again()).stages).toEqual(ALL_REUSED);
    await stabilityRun(out, { refits: 1 });
    expect(report()).toContain('## 1. Fruit\n');
    expect((await again()).topics[0]?.label).toBe('Fruit');
    expect(with_).not.toContain('Found in');
  });

  it('takes labels away where there are to be none', async () => {
    const { out, file, report, labels } = finishedRun();
    const before = report();
    await reportRun(out, { labels: labels([FRUIT]) });
    expect((await reportRun(out, { labels: 'none' })).labels).toBeUndefined();
    expect(report()).toBe(before);
    expect(existsSync(file('labels.json'))).toBe(false);
  });

  it('does not put labels on other topics: they go, and the run says so', async () => {
    const { out, file, report, labels, again } = finishedRun();
    await reportRun(out, { labels: labels([FRUIT]) });
    expect((await again()).labelsRemoved).toBe(false);
    expect((await again({ seed: '2' })).labelsRemoved).toBe(true);
    expect(existsSync(file('labels.json'))).toBe(false);
    expect(report()).not.toContain('Fruit');
    await expect(reportRun(out, { labels: path.join(out, '..', 'mine.json') })).rejects.toThrow(ConfigError);
    await expect(reportRun(out, { labels: path.join(out, '..', 'mine.json') })).rejects.toThrow(/mine\.json were made for other topics than these$/);
  });

  it('leaves everything as it is where labels cannot be taken', async () => {
    const { out, file, report, labels } = finishedRun();
    await reportRun(out, { labels: labels([FRUIT]) });
    const [before, kept] = [report(), readFileSync(file('labels.json'), 'utf8')];
    await expect(reportRun(out, { labels: labels([{ topic: 3 }]) })).rejects.toThrow(/labels topic 3, but there are only 2$/);
    await expect(reportRun(out, { labels: file('nowhere.json') })).rejects.toThrow(/^the labels cannot be read: ENOENT/);
    await expect(reportRun(out, { labels: file('report.md') })).rejects.toThrow(/report\.md is no file of labels: it is not JSON/);
    expect([report(), readFileSync(file('labels.json'), 'utf8')]).toEqual([before, kept]);
    expect(existsSync(file('.topikl.lock'))).toBe(false);
  });

  it('names labels that somebody has damaged, and how to do without', async () => {
    const { out, file, labels } = finishedRun();
    await reportRun(out, { labels: labels([FRUIT]) });
    appendFileSync(file('labels.json'), '}');
    await expect(reportRun(out)).rejects.toThrow(ArtifactError);
    await expect(reportRun(out)).rejects.toMatchObject({ message: expect.stringMatching(/labels\.json is no file of labels/), hint: / --labels none\.$/ });
    // other ones come in their place
    expect((await reportRun(out, { labels: labels([FRUIT]) })).topics[0]?.label).toBe('Fruit');
    expect((await reportRun(out, { labels: 'none' })).labels).toBeUndefined();
  });

  it('stops while the page is written when it is interrupted, and leaves everything as it was', async () => {
    const { out, file, again } = finishedRun();
    appendFileSync(file('report.html'), '<!-- mine -->');
    const [before, html] = [contentOf(out), readFileSync(file('report.html'), 'utf8')];
    const sincePageBegan = {
      get aborted() {
        return existsSync(file('.topikl-report.html.part'));
      },
    } as AbortSignal;
    await expect(reportRun(out, {}, { signal: sincePageBegan })).rejects.toThrow(InterruptedError);
    expect([contentOf(out), readFileSync(file('report.html'), 'utf8')]).toEqual([before, html]);
    expect((await again()).stages).toEqual([...ALL_REUSED.slice(0, 3), 'report']);
  });

  it('and before that, while the texts are read', async () => {
    const { out, file } = finishedRun();
    rmSync(file('report.html'));
    await expect(reportRun(out, {}, { signal: AbortSignal.abort() })).rejects.toThrow('interrupted while the report was written');
    expect(existsSync(file('.topikl.lock'))).toBe(false);
  });

  it('so does that of a run, whose topics are there then', async () => {
    const { letters, out } = place();
    await expect(runIt(letters, out, {}, 'fitted')).rejects.toThrow('interrupted while the report was written');
    expect(resultsOf(out)).toContain('topics.csv');
    expect(resultsOf(out).filter((name) => name.startsWith('report'))).toEqual([]);
    expect((await runIt(letters, out)).stages).toEqual([...ALL_REUSED.slice(0, 3), 'report']);
  });

  it('refuses a folder whose run is not finished, or was changed', async () => {
    const { out, file } = finishedRun();
    appendFileSync(file('topics.csv'), 'x');
    await expect(reportRun(out)).rejects.toThrow(/the stage "topics" was not done, or its files were changed$/);
    await expect(reportRun(path.join(out, 'none'))).rejects.toThrow(/holds no results of topikl/);
  });
});

describe('refreshReport', () => {
  it('brings the figures of an evaluation into the page, as long as they are of its topics', async () => {
    const { out, file, again } = finishedRun();
    expect(summaryOf(file('report.html')).sentences.evaluation).toEqual([]);
    await evaluateRun(out, { heldOut: false });
    expect(await refreshReport(out)).toBe(true);
    const { evaluation } = summaryOf(file('report.html')).sentences;
    expect(evaluation.map(({ sentence }) => sentence).join('\n')).toMatch(/Coherence is counted in 8 documents of the collection[\s\S]*Diversity \d\.\d{3}/);
    expect(evaluation.map(({ measure }) => measure)).toContain('diversity');
    expect((await again()).stages).toEqual(ALL_REUSED);
    await again({ seed: '2' });
    expect(summaryOf(file('report.html')).sentences.evaluation).toEqual([]);
  });

  it('leaves the report to the next run where files were changed', async () => {
    const { out, file, report } = finishedRun();
    const before = report();
    const manifest = readFileSync(file('manifest.json'), 'utf8');
    rmSync(file('texts.jsonl.gz'));
    expect(await refreshReport(out)).toBe(false);
    expect([report(), readFileSync(file('manifest.json'), 'utf8')]).toEqual([before, manifest]);
    expect(existsSync(file('.topikl.lock'))).toBe(false);
    writeFileSync(file('manifest.json'), manifest.replace(/"version": "[^"]*"/, '"version": "0.0.1"'));
    expect(await refreshReport(out)).toBe(false);
  });
});
