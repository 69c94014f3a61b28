import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Download, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page, and all that it has done which it must not: messages, errors, requests, dialogs. */
export interface Opened {
  page: Page;
  problems: string[];
}

export interface OpenOptions {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  scripts?: boolean;
}

/** Opens a file in a browser of its own kind, without network. */
export async function open(
  browser: Browser,
  address: string,
  { width = 1440, height = 900, scheme = 'light', scripts = true }: OpenOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    acceptDownloads: true,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`request: ${request.url()}`);
  });
  await context.route(/^https?:/, (route) => route.abort());
  await page.goto(address);
  if (scripts) await page.locator('header.masthead').waitFor();
  return { page, problems };
}

/** Goes to another view of an open page. */
export async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await settled(page);
}

/** Something is being read, or the list is not yet of the search that the address has. */
const IS_BUSY = `(() => {
  if ([...document.querySelectorAll('[role=status]')].some((element) => /^Reading/.test(element.textContent ?? ''))) return true;
  const found = document.querySelector('[data-search]')?.dataset;
  const search = new URLSearchParams(location.hash.split('?')[1]).get('search') ?? '';
  return found !== undefined && (found.search !== search || (search !== '' && found.searched !== '1'));
})()`;

/** Waits until all that was asked for is shown. */
export async function settled(page: Page): Promise<void> {
  // not waitForFunction: it evaluates in the page, whose policy forbids that; the frame is what effects wait for
  do {
    await page.waitForTimeout(25);
    await page.evaluate('new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))');
  } while (await page.evaluate(IS_BUSY));
}

/** Opens everything that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
  await settled(page);
}

/** The file that the page has the browser save when something is pressed. */
export async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: (download as Download).suggestedFilename(), content: readFileSync(await (download as Download).path()) };
}

/** What axe-core finds wrong with what is shown, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => id + ': ' + help + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`);
}
