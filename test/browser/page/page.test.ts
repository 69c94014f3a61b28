import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { open, settled, violations } from './open.js';
import { type Report, subjectsReport } from './reports.js';

const launched = await launchBrowser();
const GOLDENS = path.resolve('test/golden/page');
/** Share of the pixels that may differ, and by how much before one counts. */
const TOLERANCE = 0.005;
const THRESHOLD = 0.2;

const VIEWS = {
  overview: '#/',
  topic: '#/topics/2',
  relevance: '#/topics/3?ranking=relevance&relevance=0.2',
  documents: '#/documents',
  search: '#/documents?search=train',
  document: '#/documents?document=railways%2Fa-closed-branch-line.txt',
  time: '#/time',
  groups: '#/groups',
  try: '#/try',
  about: '#/about',
};

/** What makes the page scroll sideways. */
const WIDER = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 120))`;

describe.runIf(launched)('the page', () => {
  const { browser, isCarried } = launched as NonNullable<typeof launched>;
  let report: Report;
  beforeAll(async () => {
    report = await subjectsReport();
  });
  afterAll(() => browser.close());

  test.each(Object.entries(VIEWS))(
    '%s: without a message or request, nothing for axe to find, light and dark, wide and narrow, and as it was',
    async (name, hash) => {
      const { page, problems } = await open(browser, report.address + hash);
      await settled(page);
      expect(await page.locator('main h1').count()).toBe(1);
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
        // what differs in the dark are colours alone
        for (const colorScheme of width === 1440 ? (['dark', 'light'] as const) : (['light'] as const)) {
          await page.emulateMedia({ colorScheme });
          await settled(page);
          expect.soft(await violations(page), `${width} ${colorScheme}`).toEqual([]);
        }
        // what is wider, if anything is
        expect.soft(await page.evaluate(WIDER), `${width}`).toEqual([]);
        if (isCarried) expectGolden(`${name}-${width}`, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
      }
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  test('without scripts the topics, their shares and words can be read', async () => {
    const { page } = await open(browser, report.address, { scripts: false });
    const text = (await page.locator('body').textContent()) ?? '';
    const [, ...rows] = readFileSync(path.join(report.folder, 'topic-summary.csv'), 'utf8').trim().split('\r\n');
    expect(rows.length).toBe(5);
    for (const row of rows) expect(text).toContain((/"([^"]*)"/.exec(row)?.[1] ?? '').split(', ')[0]);
    expect(text.match(/\d\d?\.\d %/g)?.length).toBeGreaterThanOrEqual(5);
    await page.context().close();
  });

  test('a link restores a view, and Back goes to the one before', async () => {
    const { page } = await open(browser, `${report.address}#/topics/4`);
    await settled(page);
    expect(await page.locator('h1').textContent()).toMatch(/4/);
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'About this report' }).click();
    await page.getByRole('heading', { name: 'About this report' }).waitFor();
    await page.goBack();
    expect(await page.locator('h1').textContent()).toMatch(/4/);
    await page.context().close();
  });
});

/** Compares a screenshot with that of before; a new one, or one that is different, is written beside it for a person to look at. */
function expectGolden(name: string, taken: Buffer): void {
  const golden = path.join(GOLDENS, `${name}.png`);
  const changed = path.join(GOLDENS, `${name}-changed.png`);
  mkdirSync(GOLDENS, { recursive: true });
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, taken);
  if (!existsSync(golden)) {
    writeFileSync(changed, taken);
    throw new Error(`there is no ${golden}; what the page looks like is in ${changed}: look at it, and keep it with UPDATE_GOLDEN=1`);
  }
  const [before, after] = [PNG.sync.read(readFileSync(golden)), PNG.sync.read(taken)];
  const isSameSize = before.width === after.width && before.height === after.height;
  const different = isSameSize
    ? pixelmatch(before.data, after.data, undefined, before.width, before.height, { threshold: THRESHOLD })
    : Number.POSITIVE_INFINITY;
  if (different > TOLERANCE * before.width * before.height) writeFileSync(changed, taken);
  else rmSync(changed, { force: true });
  expect.soft(different, `${changed} differs from ${golden}`).toBeLessThanOrEqual(TOLERANCE * before.width * before.height);
}
