import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { launchBrowser } from '../../support/browser.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { go, type Opened, open, saved, settled, unfold } from './open.js';
import { alikeReport, countsReport, notesReport, type Report } from './reports.js';

/*
 * What users of other programs for topics have reported: report.html must not have it.
 */

const launched = await launchBrowser();

/** What a drawing or a figure has where it was made of nothing. */
const NO_NUMBER = /NaN|Infinity|undefined|\[object/;
const NUMBERLESS = `[...document.querySelectorAll('*')].flatMap((element) => [
  ...[...element.attributes].filter(({ value }) => ${NO_NUMBER}.test(value)).map(({ name, value }) => element.tagName + ' ' + name + '=' + value),
  ...(element.tagName === 'SCRIPT' ? [] : [...element.childNodes]).filter(({ nodeType, data }) => nodeType === 3 && ${NO_NUMBER}.test(data)).map(({ data }) => data),
])`;

const textOf = async (page: Page, selector = 'main') => (await page.locator(selector).first().textContent()) ?? '';
const rowsOf = ({ folder }: Report, name: string) => parseCsv(readFileSync(path.join(folder, name), 'utf8'), name);

describe.runIf(launched)('what fails elsewhere', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let reports: Record<'notes' | 'frobenius' | 'counts' | 'alike' | 'two', Report>;
  const opened: Opened[] = [];
  const at = async (address: string): Promise<Page> => {
    const one = await open(browser, address);
    opened.push(one);
    await settled(one.page);
    return one.page;
  };
  beforeAll(async () => {
    const [notes, frobenius, counts, alike, two] = await Promise.all([
      notesReport('--topics', 'auto'),
      notesReport('--topics', '3', '--loss', 'frobenius'),
      countsReport(),
      alikeReport(8),
      alikeReport(2, '--solver', 'multiplicative'),
    ]);
    reports = { notes, frobenius, counts, alike, two };
  });
  afterAll(async () => {
    await browser.close();
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  /** Goes through every room, and looks whether it is there; leaves what is tried to others. */
  const walk = async (page: Page, topics: number): Promise<void> => {
    await go(page, '#/');
    expect(await page.locator('table.topics tbody tr').count()).toBe(topics);
    for (let topic = 1; topic <= topics; topic++) {
      await go(page, `#/topics/${topic}`);
      expect(await textOf(page, 'h1 .number')).toBe(String(topic));
      expect(await page.locator('.topic-map a[data-topic]').count()).toBe(topics);
      expect.soft(await page.evaluate(NUMBERLESS)).toEqual([]);
    }
    for (const [hash, found] of [
      ['#/', 'The topics, by their share of all words'],
      ['#/documents', 'documents'],
      ['#/try', 'Try it'],
      ['#/about', 'How to make it again'],
    ] as const) {
      await go(page, hash);
      expect(await textOf(page)).toContain(found);
      expect(await page.locator('[role=alert]').count()).toBe(0);
      expect.soft(await page.evaluate(NUMBERLESS), hash).toEqual([]);
    }
  };

  /** What the page says of a text: of each topic its label as it is linked, and its share. */
  const tried = async (page: Page, text: string): Promise<{ topic: number; label: string; share: number }[]> => {
    await go(page, '#/try');
    await page.getByLabel('Your text').fill(text);
    await page.locator('tr[data-topic]').first().waitFor();
    return page.evaluate(`[...document.querySelectorAll('tr[data-topic]')].map((row) => (
      { topic: Number(row.dataset.topic), label: row.querySelector('th').textContent.trim(), share: Number(row.querySelector('data').value) }))`);
  };

  // bmabey/pyLDAvis#108, cpsievert/LDAvis#95
  test('the file alone, in another place and without a network, shows everything', async () => {
    const elsewhere = path.join(temporaryFolder(), 'sent by mail #1 ü%20');
    mkdirSync(elsewhere);
    copyFileSync(path.join(reports.notes.folder, 'report.html'), path.join(elsewhere, 'topics (1).html'));
    expect(readdirSync(elsewhere)).toEqual(['topics (1).html']);
    const page = await at(pathToFileURL(path.join(elsewhere, 'topics (1).html')).href);
    await page.context().setOffline(true);
    await page.reload();
    await page.locator('header.masthead').waitFor();
    await walk(page, 5);
    await go(page, '#/documents?search=telescope&document=astronomy%2Fa-planet-crossing-its-star.txt');
    expect(await textOf(page, 'article.document')).toMatch(/planet[\s\S]*star/i);
    expect((await tried(page, 'a telescope and a star'))[0]?.label).toMatch(/telescope/);
  });

  // bmabey/pyLDAvis#127
  test('a topic has one number everywhere', async () => {
    const report = reports.notes;
    const summary = rowsOf(report, 'topic-summary.csv');
    const labels = summary.map(({ label = '' }) => label);
    const named = labels.map((label, k) => `${k + 1} ${label}`);
    expect(summary.map(({ topic }) => topic)).toEqual(['1', '2', '3', '4', '5']);
    expect(new Set(labels).size).toBe(5);
    const firstTerms = labels.map((_, k) => rowsOf(report, 'topics.csv').flatMap(({ topic, term = '' }) => (topic === String(k + 1) ? [term] : [])));
    for (const [k, terms] of firstTerms.entries()) expect(terms.slice(0, 3).join(', ')).toBe(labels[k]);
    const markdown = readFileSync(path.join(report.folder, 'report.md'), 'utf8');
    expect(markdown.match(/^## \d+\. .*$/gm)).toEqual(labels.map((label, k) => `## ${k + 1}. ${label}`));

    const page = await at(report.address);
    expect(
      await page.evaluate(`[...document.querySelectorAll('table.topics tbody tr')].map((row) =>
      row.querySelector('td.number').textContent + ' ' + row.querySelector('th a').textContent)`),
    ).toEqual(named);
    const { content } = await saved(page, () => page.getByRole('button', { name: 'Save the topics as CSV' }).click());
    expect(parseCsv(content.toString('utf8').slice(1), 'topics').map(({ topic, label }) => `${topic} ${label}`)).toEqual(named);
    for (const [k, terms] of firstTerms.entries()) {
      await go(page, `#/topics/${k + 1}`);
      expect((await textOf(page, 'h1')).trim()).toBe(named[k]);
      await page.locator('svg.term-bars').waitFor();
      const drawn = (await page.locator('svg.term-bars text.term').allTextContents()).map((term) => term.trim());
      expect(drawn.slice(0, 20)).toEqual(terms.slice(0, 20));
      const map = (await page.evaluate(`[...document.querySelectorAll('.topic-map a[data-topic]')].map((disc) => disc.ariaLabel)`)) as string[];
      expect(map.map((label) => label.replace(/, [\d.]+ %$/, '')).sort()).toEqual(named);
      const words = await saved(page, () => page.getByRole('button', { name: `Save the words of topic ${k + 1} as CSV` }).click());
      expect(words.name).toBe(`topic-${k + 1}-words.csv`);
      expect(parseCsv(words.content.toString('utf8').slice(1), 'words')[0]?.term).toBe(terms[0]);
      // the document that is most its own, by the files: there, and as a text that is tried
      const shares = rowsOf(report, 'document-topics.csv').map((row) => ({ id: row.id as string, share: Number(row[`topic_${k + 1}`]) }));
      const { id, share } = shares.reduce((best, one) => (one.share > best.share ? one : best));
      expect(share).toBeGreaterThan(0.9);
      await go(page, `#/documents?document=${encodeURIComponent(id)}`);
      expect((await textOf(page, 'article.document table.mixture a.topic')).trim()).toBe(named[k]);
      const [largest] = await tried(page, readFileSync(path.resolve('corpora/subjects/documents', id), 'utf8'));
      expect(largest).toMatchObject({ topic: k + 1, label: named[k] });
      expect(Math.abs((largest?.share ?? 0) - share)).toBeLessThan(1e-5);
    }
  });

  // bmabey/pyLDAvis#273
  test.each([
    ['frobenius', 'a telescope and a star'],
    // by multiplicative updates
    ['two', 'apple and anchor'],
    ['counts', undefined],
  ] as const)('any factorisation can be looked at: %s', async (kind, text) => {
    const report = reports[kind];
    const page = await at(report.address);
    await walk(page, rowsOf(report, 'topic-summary.csv').length);
    await go(page, '#/try');
    if (text === undefined) expect(await textOf(page)).toContain('no text can be tried here');
    else expect((await tried(page, text)).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 5);
    await go(page, '#/about');
    const about = await textOf(page);
    expect(about.includes('KL-divergence')).toBe(kind !== 'frobenius');
    expect(about.includes('Frobenius')).toBe(kind === 'frobenius');
  });

  // bmabey/pyLDAvis#113
  test.each([
    ['alike', 8, ['#/topics/1', '#/topics/4']],
    ['two', 2, ['#/topics/1', '#/topics/2']],
  ] as const)('what hardly is a model is drawn and saved: %s', async (kind, topics, rooms) => {
    const report = reports[kind];
    const empty = rowsOf(report, 'topic-summary.csv').filter(({ prevalence }) => Number(prevalence) === 0).length;
    expect(empty).toBe(topics === 8 ? 4 : 0);
    const walked = await at(report.address);
    await walk(walked, topics);
    let figures = 0;
    for (const hash of rooms) {
      // a page of its own: Chromium saves ten files a second, and drops the next
      const page = await at(report.address + hash);
      await page.locator('svg.term-bars').waitFor();
      await unfold(page);
      for (const figure of await page.locator('figure:has(svg)').all()) {
        figures++;
        const svg = (await saved(page, () => figure.getByRole('button', { name: /as SVG$/ }).click())).content.toString('utf8');
        expect(svg).toMatch(/^<svg .*<\/svg>$/s);
        expect(svg).not.toMatch(NO_NUMBER);
        const { width, height } = PNG.sync.read((await saved(page, () => figure.getByRole('button', { name: /as PNG$/ }).click())).content);
        expect(Math.min(width, height)).toBeGreaterThan(50);
        const csv = (await saved(page, () => figure.getByRole('button', { name: /as CSV$/ }).click())).content.toString('utf8');
        expect(csv).not.toMatch(NO_NUMBER);
        expect(csv.split('\r\n').length).toBeGreaterThan(2);
      }
    }
    expect(figures).toBe(6);
    if (empty > 0) {
      await go(walked, `#/topics/${topics}`);
      expect(await textOf(walked)).toContain('It has no words');
    }
  });

  // bstewart/stm#121
  test('the number of topics is explained: several criteria, standard errors, and what they come to in words', async () => {
    const page = await at(`${reports.notes.address}#/about`);
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Why so many topics' }) });
    const text = (await section.textContent()) ?? '';
    expect(text).toMatch(/Recommended: 5 topics, .*Runners-up: \d+ \(/s);
    for (const criterion of ['Likelihood of held-out words', '± standard error', 'Coherence', 'Diversity', 'Stability']) expect(text).toContain(criterion);
    const search = JSON.parse(readFileSync(path.join(reports.notes.folder, 'choose-k.json'), 'utf8')) as { candidates: { behind: { error: number } }[] };
    const withError = search.candidates.filter(({ behind }) => behind.error > 0).length;
    expect(withError).toBeGreaterThan(2);
    expect(await section.locator('svg line.error').count()).toBe(withError);
    expect(await section.locator('svg circle.dot').count()).toBe(4 * search.candidates.length);
    const { content } = await saved(page, () => section.getByRole('button', { name: /as CSV$/ }).click());
    const rows = parseCsv(content.toString('utf8').slice(1), 'number-of-topics');
    expect(rows.length).toBe(search.candidates.length);
    expect(rows.filter(({ recommended }) => recommended === '1').map(({ topics }) => topics)).toEqual(['5']);
  });
});
