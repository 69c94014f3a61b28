import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { go, open, settled } from './open.js';
import { hostileReport, INJECTIONS, type Report } from './reports.js';

const launched = await launchBrowser();

/** What a text that came into markup would leave: a variable set, an element that the page has not, an attribute that runs. */
const FOUND = `[
  typeof hit === 'undefined' ? [] : ['a script of a document ran'],
  [...document.querySelectorAll('img, iframe, object, embed, form[action], base, link, meta[http-equiv=refresh], math, svg [onload]')].map((element) => element.outerHTML),
  [...document.querySelectorAll('style, script:not([type])')].slice(1).filter(({ text }) => !text?.startsWith('/* topikl. ')).map((element) => element.outerHTML),
  [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes])
    .filter(({ name, value }) => name.startsWith('on') || (/^((xlink:)?href|src|action|formaction)$/i.test(name) && /^\\s*javascript:/i.test(value)))
    .map(({ name, value }) => name + '=' + value),
].flat()`;

/** Half a character cannot stand in an address. */
const inAddress = (text: string) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));

describe.runIf(launched)('hostile texts, names, columns and values', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let report: Report;
  let ids: string[];
  beforeAll(async () => {
    report = await hostileReport();
    const rows = readFileSync(`${fileURLToPath(new URL('document-topics.csv', report.address))}`, 'utf8')
      .split('\r\n')
      .slice(1, -1);
    ids = rows.map((row) => (row.startsWith('"') ? (/^"((?:[^"]|"")*)"/.exec(row)?.[1] ?? '').replaceAll('""', '"') : (row.split(',')[0] as string)));
  });
  afterAll(() => browser.close());

  test('are texts in every room, never markup, and nothing leaves the page', async () => {
    expect(ids.length).toBeGreaterThan(INJECTIONS.length - 4);
    const { page, problems } = await open(browser, report.address);
    expect(await page.evaluate(FOUND)).toEqual([]);
    const views = [
      '#/topics/1',
      '#/topics/2',
      '#/topics/3',
      '#/documents',
      '#/try',
      '#/about',
      ...INJECTIONS.map((text) => `#/documents?search=${inAddress(text)}`),
    ];
    for (const hash of [...views, ...ids.map((id) => `#/documents?document=${inAddress(id)}&search=script`)]) {
      await go(page, hash);
      expect.soft(await page.evaluate(FOUND), hash).toEqual([]);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('stand in the outline as texts where scripts are off', async () => {
    const { page, problems } = await open(browser, report.address, { scripts: false });
    expect(problems).toEqual([]);
    expect(await page.locator('img, iframe, form, base, svg[onload]').count()).toBe(0);
    await page.context().close();
  });

  test('in what people write are texts too: names, notes, searches, texts that are tried', async () => {
    const { page, problems } = await open(browser, `${report.address}#/try`);
    await settled(page);
    for (const text of INJECTIONS) {
      await page.getByLabel('Your text').fill(`${text} harbour ships ${text}`);
      await page.waitForTimeout(60);
      expect.soft(await page.evaluate(FOUND), text).toEqual([]);
    }
    await go(page, '#/topics/1');
    await page.getByRole('button', { name: 'Rename topic 1' }).click();
    await page.getByLabel('Name of topic 1').fill(INJECTIONS[0] as string);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('textbox', { name: 'Your note' }).fill(INJECTIONS[0] as string);
    // three at a time, a topic each, as the browser keeps them
    for (let first = 0; first < INJECTIONS.length; first += 3) {
      const topics = INJECTIONS.slice(first, first + 3).map((text, k) => ({ topic: k + 1, label: text, note: text, hidden: [text] }));
      await page.evaluate(`(() => {
        const name = Object.keys(localStorage).find((one) => one.startsWith('topikl labels'));
        localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)), topics: ${JSON.stringify(topics)} }));
      })()`);
      await page.reload();
      for (const room of ['#/', '#/topics/1', '#/topics/2', '#/topics/3', '#/documents', '#/about']) {
        await go(page, room);
        expect.soft(await page.evaluate(FOUND), topics.map(({ label }) => label).join(' ')).toEqual([]);
      }
      await go(page, '#/');
      expect((await page.locator('table.topics').textContent())?.includes(topics[1]?.label.trim() ?? '')).toBe(true);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the policy of the page lets it run its own scripts only, and ask for nothing', () => {
    const html = readFileSync(new URL(report.address), 'utf8');
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/default-src (&#39;|')none/);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*/);
    expect(policy).toMatch(/require-trusted-types-for/);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style'));
  });
});
