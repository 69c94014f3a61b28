import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { LETTERS } from '../../temporary-folder.js';
import { place, runIt } from '../../unit/run/run-it.js';
import { open as openPage, settled, violations } from './open.js';

const HOSTILE = '<img src=x onerror="hurt = 1"> <script>hurt = 2</script> \u202eWhales swim in the sea and apples ripen.';
const launched = await launchBrowser();

describe.runIf(launched)('the room of documents', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let address = '';
  beforeAll(async () => {
    const { letters, out } = place({ ...LETTERS, 'table.csv': `id,text\n"<b>&""'","${HOSTILE.replaceAll('"', '""')}"\n` });
    await runIt(letters, out);
    address = pathToFileURL(path.join(out, 'report.html')).href;
  });
  afterAll(() => browser.close());

  async function open(hash: string): Promise<Page> {
    const { page } = await openPage(browser, `${address}${hash}`, { width: 1300 });
    await settled(page);
    return page;
  }
  const found = (page: Page) => page.locator('.found').textContent();
  const names = (page: Page) => page.locator('.row .name bdi').allTextContents();

  it('lists all, finds what is written, and says how many that are', async () => {
    const page = await open('#/documents');
    expect(await found(page)).toBe('9 documents');
    expect(await violations(page)).toEqual([]);
    await page.fill('input[type=search]', 'WHAL -apples');
    await expect.poll(() => page.evaluate("document.querySelector('.found').textContent.includes(' of ')")).toBe(true);
    expect(await names(page)).toEqual(expect.arrayContaining(Object.keys(LETTERS).filter((id) => /\bwhal/i.test(LETTERS[id] ?? ''))));
    expect(await page.locator('.excerpt mark').first().textContent()).toMatch(/^whal$/i);
    await page.fill('input[type=search]', 'nowhere');
    await expect.poll(() => page.evaluate("document.querySelector('.found').textContent.startsWith('0 of 9')")).toBe(true);
    expect(await page.locator('.results .prose').textContent()).toContain('Searched were ids, metadata and whole texts.');
  });

  it('goes through the list by keys, into a document and back', async () => {
    const page = await open('#/documents?sort=name');
    const listed = await names(page);
    await page.focus('.list');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate("document.activeElement.tagName === 'H2'")).toBe(true);
    expect(await page.locator('.document h2').textContent()).toBe(listed[1]);
    await page.keyboard.press('j');
    await expect.poll(() => page.evaluate(`document.querySelector('.document h2').textContent === ${JSON.stringify(listed[2])}`)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate("document.activeElement.classList.contains('list')")).toBe(true);
  });

  it('shows hostile ids and texts as they are', async () => {
    const page = await open(`#/documents?search=ripen&document=${encodeURIComponent('nothing <img>')}`);
    expect(await page.locator('article').textContent()).toContain('nothing <img>');
    await page.locator('.row', { hasText: '<b>&' }).click();
    await page.waitForSelector('.document-text mark');
    expect(await page.locator('.document-text').textContent()).toContain('<script>hurt = 2</script>');
    expect(await page.evaluate("[typeof hurt, document.querySelectorAll('main img, main script').length]")).toEqual(['undefined', 0]);
  });
});
