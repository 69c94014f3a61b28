import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { topikl } from '../../cli/command.js';
import { launchBrowser } from '../../support/browser.js';
import { go, open, saved, settled, unfold } from './open.js';
import { type Report, subjectsReport } from './reports.js';

const launched = await launchBrowser();

const addressOf = (page: Page) => page.evaluate('location.href') as Promise<string>;

/** What has the focus, as a person would call it. */
const focused = (page: Page) =>
  page.evaluate("(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim().slice(0, 60)") as Promise<string>;

describe.runIf(launched)('the page in use', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let report: Report;
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  const at = async (hash: string) => {
    const one = await open(browser, report.address + hash);
    opened.push(one);
    await settled(one.page);
    return one.page;
  };
  beforeAll(async () => {
    report = await subjectsReport();
  });
  afterAll(async () => {
    await browser.close();
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('the slider ranks words anew, and a link keeps where it stands', async () => {
    const page = await at('#/topics/1');
    const words = () => page.locator('svg.term-bars').textContent();
    await page.getByLabel('Relevance').check();
    const before = await words();
    const slider = page.getByRole('slider');
    await slider.focus();
    for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowLeft');
    await settled(page);
    expect(await words()).not.toBe(before);
    // browsers refuse to have the address changed often
    await page.waitForTimeout(300);
    const address = await addressOf(page);
    expect(address).toMatch(/relevance/);
    const other = await at(address.slice(address.indexOf('#')));
    expect(await other.locator('svg.term-bars').textContent()).toBe(await words());
  });

  test('what is typed stays and is looked for where the browser refuses to have the address changed, which follows later', async () => {
    const page = await at('#/documents');
    await page.evaluate(`{
      const replace = history.replaceState.bind(history);
      const begin = performance.now();
      history.replaceState = (...change) => {
        if (performance.now() - begin < 3000) throw new DOMException('Attempt to use history.replaceState() more than 100 times per 30 seconds', 'SecurityError');
        replace(...change);
      };
    }`);
    await page.getByRole('searchbox').pressSequentially('train');
    await page.locator('[data-search="train"][data-searched="1"]').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('train');
    expect(await addressOf(page)).not.toMatch(/train/);
    await page.waitForURL(/search=train/);
    // who goes elsewhere meanwhile is not called back
    await page.getByRole('searchbox').pressSequentially('s');
    await page.getByRole('link', { name: 'About this report' }).click();
    await page.waitForTimeout(2200);
    expect(await addressOf(page)).toMatch(/#\/about$/);
  });

  test('the map and a sentence say in which topics a word is that one points at, with the mouse or the keyboard', async () => {
    const page = await at('#/topics/1');
    const words = page.locator('svg.term-bars a');
    await words.first().waitFor();
    const areas = () =>
      page.evaluate("[...document.querySelectorAll('.topic-map .shares circle')].map((disc) => disc.r.baseVal.value ** 2)") as Promise<number[]>;
    const word = ((await words.first().getAttribute('aria-label')) ?? '').split(':')[0] as string;
    expect(await areas()).toEqual([]);
    await words.first().hover();
    const sentence = page.locator('.in-topics');
    expect(await sentence.textContent()).toContain(`“${word}”`);
    const percentages = [...((await sentence.textContent()) ?? '').matchAll(/([\d.]+) % /g)].map(([, share]) => Number(share));
    expect(percentages.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
    const drawn = await areas();
    expect((100 * Math.max(...drawn)) / drawn.reduce((sum, area) => sum + area, 0)).toBeCloseTo(percentages[0] as number, -1);
    await page.locator('h1').hover();
    expect(await areas()).toEqual([]);
    await words.nth(1).focus();
    expect(await areas()).not.toEqual([]);
    await page.keyboard.press('Tab');
    expect(await areas()).toEqual([]);
  });

  test('a topic is renamed, a word hidden, a note written; the file of labels puts them into the report', async () => {
    const page = await at('#/topics/1');
    await page.getByRole('button', { name: 'Rename topic 1' }).click();
    await page.getByLabel('Name of topic 1').fill('Bread & <b>cake</b>');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Your note' }).fill('As Grandmother made it.');
    const hide = page.getByRole('button', { name: /^Hide / }).first();
    const word = ((await hide.getAttribute('aria-label')) ?? '').replace('Hide ', '');
    await hide.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Show ${word} again` }).waitFor();
    await go(page, '#/');
    expect(await page.locator('table.topics').textContent()).toContain('Bread & <b>cake</b>');
    await page.reload();
    await page.locator('header.masthead').waitFor();
    expect(await page.locator('table.topics').textContent()).toContain('Bread & <b>cake</b>');

    await go(page, '#/about');
    const { name, content } = await saved(page, () => page.getByRole('button', { name: 'Save labels.json' }).click());
    expect(name).toBe('labels.json');
    expect(JSON.parse(content.toString('utf8')).topics).toEqual([{ topic: 1, label: 'Bread & <b>cake</b>', note: 'As Grandmother made it.', hidden: [word] }]);
    const other = await subjectsReport();
    const file = path.join(path.dirname(other.folder), 'labels.json');
    writeFileSync(file, content);
    const { code, stderr } = await topikl(['report', 'out', '--labels', 'labels.json', '--quiet'], path.dirname(other.folder));
    expect([code, stderr]).toEqual([0, '']);
    const markdown = readFileSync(path.join(other.folder, 'report.md'), 'utf8');
    expect(markdown).toContain('As Grandmother made it.');
    expect(markdown).not.toContain('<b>cake');
    const outline = await open(browser, other.address, { scripts: false });
    expect(await outline.page.locator('body').textContent()).toContain('Bread & <b>cake</b>');
    const again = await open(browser, `${other.address}#/topics/1`);
    expect(await again.page.locator('h1').textContent()).toContain('Bread & <b>cake</b>');
    expect(await again.page.locator('svg.term-bars').textContent()).not.toContain(word);
  });

  test('documents are searched, narrowed by metadata and topic, and saved', async () => {
    const page = await at('#/');
    await page.keyboard.press('/');
    await page.keyboard.type('train');
    await settled(page);
    const count = async () => Number(/^(\d+)/.exec((await page.locator('p.found').textContent()) ?? '')?.[1]);
    const found = await count();
    expect(found).toBeGreaterThan(3);
    expect(found).toBeLessThan(65);
    await page.getByLabel('subject').selectOption('football');
    await settled(page);
    expect(await count()).toBeLessThan(found);
    await page.getByRole('button', { name: /^Remove .*train/ }).click();
    await settled(page);
    expect(await count()).toBe(13);
    const { name, content } = await saved(page, () =>
      page
        .getByRole('button', { name: /^Save .* as CSV$/ })
        .first()
        .click(),
    );
    expect(name).toMatch(/\.csv$/);
    expect(content.toString('utf8').trim().split('\r\n').length).toBe(14);
    expect(content.toString('utf8')).toContain('football/');
    await page.goBack();
    await settled(page);
  });

  test('every drawing is saved as SVG, PNG and CSV', async () => {
    for (const hash of ['#/topics/2', '#/about', '#/groups']) {
      const page = await at(hash);
      await unfold(page);
      const figures = await page.locator('figure:has(svg)').all();
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) {
        const svg = await saved(page, () => figure.getByRole('button', { name: /as SVG$/ }).click());
        expect(svg.name).toMatch(/\.svg$/);
        expect(svg.content.toString('utf8')).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
        expect(svg.content.toString('utf8')).not.toMatch(/var\(--|<script|href=/);
        const png = await saved(page, () => figure.getByRole('button', { name: /as PNG$/ }).click());
        const { width, height, data } = PNG.sync.read(png.content);
        expect(width * height).toBeGreaterThan(10_000);
        // more than paper
        expect(new Set(new Uint32Array(data.buffer, data.byteOffset, width * height)).size).toBeGreaterThan(3);
        const csv = await saved(page, () => figure.getByRole('button', { name: /as CSV$/ }).click());
        expect(csv.content.toString('utf8').split('\r\n').length).toBeGreaterThan(3);
      }
    }
  });

  test('all can be reached with the keyboard alone', async () => {
    const page = await at('#/');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('To the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
    // on to the first topic of the table
    for (let press = 0; press < 20 && !/^#\/topics\//.test((await page.evaluate("document.activeElement?.getAttribute('href') ?? ''")) as string); press++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await addressOf(page)).toMatch(/#\/topics\/1$/);
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
    await page.keyboard.press('ArrowRight');
    await settled(page);
    expect(await addressOf(page)).toMatch(/#\/topics\/2/);
    await page.keyboard.press('ArrowLeft');
    await settled(page);
    expect(await addressOf(page)).toMatch(/#\/topics\/1/);
    // a search, its list, a document, and back
    await page.keyboard.press('/');
    await page.keyboard.type('moon');
    await settled(page);
    for (let press = 0; press < 30 && (await page.evaluate("document.activeElement?.getAttribute('role')")) !== 'listbox'; press++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await addressOf(page)).toMatch(/document=/);
    expect(await page.locator('main').textContent()).toMatch(/moon/i);
    await page.goBack();
    await settled(page);
    expect(await addressOf(page)).not.toMatch(/document=/);
    // every control that is shown has a name and shows that it has the focus
    for (const hash of ['#/', '#/topics/3', '#/documents', '#/try', '#/about']) {
      await go(page, hash);
      const nameless = await page.evaluate(
        `[...document.querySelectorAll('a, button, input, select, textarea')].filter((element) => element.checkVisibility() &&
          !(element.getAttribute('aria-label') || element.textContent.trim() || element.labels?.length || element.getAttribute('aria-labelledby'))).map((element) => element.outerHTML)`,
      );
      expect.soft(nameless, hash).toEqual([]);
    }
  });
});
