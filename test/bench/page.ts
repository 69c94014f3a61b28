/*
 * npm run bench:page: the page. Size of report.html by section, seconds to a usable first view and to a search, of 20 Newsgroups (50 topics)
 * and of 100,000 documents made for it.
 *
 *   npm run bench:page -- [--fresh] [--opens 5]
 *
 * Runs are kept under output/bench/page. 20 Newsgroups needs ../shared/data, and is left out without it. Seconds count from when the browser
 * is told to open the file; medians.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { writePlanted } from './page/planted-texts.js';
import { newsgroupsFolder } from './text/collections.js';
import { runTopikl } from './topics/collections.js';

const PLACE = 'output/bench/page';
const DOCUMENTS = 100_000;
/** Searches: common, rare, two words, a phrase. */
const QUERIES = { '20newsgroups': ['space', 'gov', 'hard drive', 'cryptography', '"serial number"'], planted: ['kiba', 'strostro', 'deki lomu'] };

const { values: options } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, opens: { type: 'string', default: '5' } } });
if (options.fresh) rmSync(PLACE, { recursive: true, force: true });
mkdirSync(PLACE, { recursive: true });

/** The report of a collection, made unless it is there. */
function reportOf(name: keyof typeof QUERIES): string | undefined {
  const folder = path.join(PLACE, name);
  const report = path.join(folder, 'report.html');
  const input = name === 'planted' ? path.join(PLACE, 'planted.jsonl') : newsgroupsFolder();
  if (input === undefined) return undefined;
  if (name === 'planted' && !existsSync(input)) writePlanted(input, DOCUMENTS);
  if (!existsSync(report)) runTopikl('run', input, '--topics', '50', '--out', folder, '--quiet', '--force');
  else runTopikl('report', folder, '--quiet');
  return report;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

function printSizes(report: string): void {
  const html = readFileSync(report, 'latin1');
  const sections = new Map<string, number>();
  let data = 0;
  for (const [whole, id = ''] of html.matchAll(/<script type="application\/gzip;base64" id="section-([^"]*)">[^<]*<\/script>/g)) {
    const name = id.startsWith('texts-') ? 'texts' : id;
    sections.set(name, (sections.get(name) ?? 0) + whole.length);
    data += whole.length;
  }
  const code = ['counting-script', 'languages-script'].reduce((sum, name) => sum + (sections.get(name) ?? 0), 0);
  const listed = [...sections].map(([name, size]) => `${name} ${megabytes(size)}`).join(', ');
  console.log(`  ${megabytes(statSync(report).size)}; before data ${megabytes(html.length - data + code)}; ${listed}`);
}

/** Milliseconds until the overview can be used, and until a topic is drawn. */
async function timeOpening(page: Page, report: string): Promise<number> {
  const start = performance.now();
  await page.goto(pathToFileURL(path.resolve(report)).href, { waitUntil: 'commit' });
  await page.locator('header.masthead').waitFor();
  await page.locator('table.topics a').first().click();
  await page.locator('main.topics h1').waitFor();
  return performance.now() - start;
}

/** Milliseconds from writing a query to its results. */
async function timeSearch(page: Page, query: string): Promise<number> {
  // a text, since the types of a browser are not known here
  return page.evaluate(`(async (text) => {
    const box = document.querySelector('input[type=search]');
    const shown = () => document.querySelector('[data-search]')?.getAttribute('data-search');
    const write = (value) => {
      box.value = value;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    };
    write('');
    while (shown() !== '') await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    write(text);
    while (shown() !== text) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
  })(${JSON.stringify(query)})`);
}

const launched = await launchBrowser();
if (launched === undefined) process.exit(1);
const { browser } = launched;
console.log(
  `${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node ${process.version}, Chromium ${browser.version()}, load ${(os.loadavg()[0] as number).toFixed(1)}`,
);
for (const name of Object.keys(QUERIES) as (keyof typeof QUERIES)[]) {
  const report = reportOf(name);
  if (report === undefined) {
    console.log(`${name} is left out: ../shared/data is not there`);
    continue;
  }
  console.log(name);
  printSizes(report);
  const openings: number[] = [];
  for (let open = 0; open < Number(options.opens); open++) {
    const page = await browser.newPage();
    openings.push(await timeOpening(page, report));
    await page.close();
  }
  console.log(`  first view used after ${openings.map(seconds).join(', ')}: median ${seconds(median(openings))}`);
  const page = await browser.newPage();
  await page.goto(`${pathToFileURL(path.resolve(report)).href}#/documents?search=${encodeURIComponent(QUERIES[name][0] as string)}`, { waitUntil: 'commit' });
  const start = performance.now();
  await page.locator('[data-searched="1"]').waitFor({ state: 'attached', timeout: 120_000 });
  console.log(`  all texts can be searched after ${seconds(performance.now() - start)}`);
  for (const query of QUERIES[name]) {
    const times = [await timeSearch(page, query), await timeSearch(page, query), await timeSearch(page, query)];
    console.log(`  search ${query}: ${times.map((time) => `${time.toFixed(0)} ms`).join(', ')}`);
  }
  await page.close();
}
await browser.close();
