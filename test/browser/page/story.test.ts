import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Story } from '../../../src/report/story.js';
import { launchBrowser } from '../../support/browser.js';
import { EXAMPLE_LABELS, exampleGroups, exampleStory, exampleTime, exampleTree } from '../../support/example-story.js';
import { go, open, saved, settled, violations } from './open.js';
import { INJECTIONS, notesReport, type Report } from './reports.js';
import { withStory } from './story-report.js';

const launched = await launchBrowser();
const TOPICS = EXAMPLE_LABELS.length;
const GROUPS = 500;

/** The example, with a second column of very many groups. */
function story(): Story {
  const many = exampleGroups(
    'author',
    Array.from({ length: GROUPS }, (_, g) => `Author ${g + 1}`),
    TOPICS,
  );
  const example = exampleStory();
  return { ...example, groups: [...example.groups, many] };
}

/** One whose every text is hostile. */
function hostileStory(): Story {
  const example = exampleStory();
  const cited = INJECTIONS.map((text, row) => ({ document: row, id: text, date: text, share: 0.5, text }));
  const time = exampleTime(TOPICS, 4);
  return {
    ...example,
    summaries: { collection: cited, topics: example.summaries.topics.map(() => cited) },
    time: {
      ...time,
      source: { kind: 'column', column: INJECTIONS[0] as string, guessed: true },
      periods: time.periods.map((period, p) => ({ ...period, name: INJECTIONS[p] as string })),
      topics: time.topics.map((topic) => ({ ...topic, words: [{ span: 0, terms: [...INJECTIONS] }] })),
    },
    groups: INJECTIONS.slice(0, 3).map((column) => {
      const comparison = exampleGroups(column, INJECTIONS, TOPICS);
      return { ...comparison, groups: comparison.groups.map((group) => ({ ...group, terms: INJECTIONS.map((term, t) => ({ term, z: 9 - t })) })) };
    }),
    tree: exampleTree(TOPICS),
  };
}

const roomsOf = (page: Page) => page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').allTextContents();
const rowsOf = (content: Buffer) => content.toString('utf8').replace('\ufeff', '').trim().split('\r\n');
/** What makes the page scroll sideways. */
const WIDER = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 120))`;

const VIEWS = ['#/', '#/topics/1', '#/time?order=peak&scale=own', '#/groups', '#/groups?column=author&group=Author+400'];

describe.runIf(launched)('what a report tells beyond its topics', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let plain: Report;
  let told: Report;
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  const at = async (hash: string, { address } = told) => {
    const one = await open(browser, address + hash);
    opened.push(one);
    await settled(one.page);
    return one.page;
  };
  beforeAll(async () => {
    plain = await notesReport('--topics', String(TOPICS), '--date-column', 'none', '--group-columns', 'none', '--summary-sentences', '0');
    told = withStory(plain, story());
  });
  afterAll(async () => {
    await browser.close();
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test.each(VIEWS)('%s has nothing for axe to find, light and dark, wide and narrow', async (hash) => {
    const page = await at(hash);
    // the table of five hundred groups takes axe long, and is no other than that of four
    if (!hash.includes('author')) for (const details of await page.locator('details.more > summary').all()) await details.click();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        expect.soft(await violations(page), `${width} ${colorScheme}`).toEqual([]);
      }
      expect.soft(await page.evaluate(WIDER), `${width}`).toEqual([]);
    }
  });

  test('rooms are there where there is something in them; the address of one that is not says why', async () => {
    expect(await roomsOf(await at('#/'))).toEqual(['Overview', 'Topics', 'Documents', 'Time', 'Groups', 'Try it', 'About this report']);
    const page = await at('#/time', plain);
    expect(await roomsOf(page)).toEqual(['Overview', 'Topics', 'Documents', 'Try it', 'About this report']);
    expect(await page.locator('main').textContent()).toMatch(/Dates were not looked at \(date-column none\)\. --date-column/);
    await go(page, '#/groups');
    expect(await page.locator('main').textContent()).toMatch(/Groups were not looked at \(group-columns none\)\. --group-columns/);
    await go(page, '#/');
    expect(await page.locator('.course, .cited').count()).toBe(0);
  });

  test('the overview quotes documents, and says and draws how topics changed', async () => {
    const page = await at('#/');
    const quotes = page.locator('.cited blockquote');
    expect(await quotes.first().textContent()).toContain('To be prepared for war');
    expect(await quotes.first().getByRole('link').getAttribute('href')).toBe('#/documents?document=1790_washington.txt');
    const courses = page.locator('table.topics .course');
    expect(await courses.locator('.spoken').allTextContents()).toEqual(story().time?.topics.map(({ direction }) => direction));
    expect(await courses.locator('svg path').count()).toBe(TOPICS);
    await page.getByRole('link', { name: 'All topics over time' }).click();
    await page.getByRole('heading', { name: 'Topics over time' }).waitFor();
  });

  test('what the time of topics is ordered by and drawn on stands in the address', async () => {
    const page = await at('#/time');
    const numbers = () => page.locator('.multiples .number').allTextContents();
    expect(await numbers()).toEqual(['1', '2', '3', '4', '5', '6']);
    const tops = async () => {
      await page
        .locator('.multiples .drawing')
        .nth(TOPICS - 1)
        .waitFor();
      return new Set(await page.locator('.multiples .drawing text:first-of-type').allTextContents()).size;
    };
    expect(await tops()).toBe(1);
    await page.getByLabel('change', { exact: true }).check();
    await page.getByLabel('each its own').check();
    await settled(page);
    const changed = await numbers();
    // every third topic from the first rises, from the second falls
    expect(changed).toEqual(['1', '4', '3', '6', '2', '5']);
    const address = (await page.evaluate('location.hash')) as string;
    expect(address).toBe('#/time?order=change&scale=own');
    expect(await (await at(address)).locator('.multiples .number').allTextContents()).toEqual(changed);
    await page.locator('.multiples a').first().click();
    await page.getByRole('heading', { name: 'Over time' }).waitFor();
    expect(await page.evaluate('location.hash')).toBe('#/topics/1');
  });

  test('courses out of sight are drawn when they come near, and all of them for paper', async () => {
    const page = await at('#/time');
    await page.setViewportSize({ width: 360, height: 300 });
    await page.reload();
    const drawn = page.locator('.multiples .drawing');
    await page.locator('.multiples li').last().waitFor();
    await settled(page);
    expect(await drawn.count()).toBeLessThan(TOPICS);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await drawn.count()).toBe(TOPICS);
  });

  test('a group is found among hundreds, and a link keeps it', async () => {
    const page = await at('#/groups');
    expect(await page.locator('.group h3').first().textContent()).toBe('Democratic');
    await page.getByLabel('author').check();
    await page.getByLabel('Search the groups').fill('author 321');
    await page.getByRole('link', { name: 'Author 321' }).click();
    await settled(page);
    const address = (await page.evaluate('location.hash')) as string;
    const other = await at(address);
    expect(await other.locator('.group h3').first().textContent()).toBe('Author 321');
    expect(await other.locator('.group-words').textContent()).toContain('word321');
    await other.getByText('All shares as a table').click();
    await other.locator('table.shares').waitFor();
    expect(await other.locator('table.shares tbody tr').count()).toBe(GROUPS);
  });

  test('a topic has its course, its groups, and its place in the tree', async () => {
    const page = await at('#/topics/2');
    expect(await page.locator('.cited blockquote').first().textContent()).toContain('treaties with Spain');
    expect(await page.locator('.over-time p').first().textContent()).toMatch(/fell/);
    expect(await page.locator('.spans tbody tr').allTextContents()).toHaveLength(2);
    // no more groups than there is room for
    expect(await page.locator('.between-groups svg').nth(1).locator('circle').count()).toBe(12);
    await page.getByText('All topics as a tree').click();
    await page.locator('.side details .drawing').waitFor();
    expect(await page.locator('.side details .drawing a:has(.accent)').getAttribute('href')).toBe('#/topics/2');
  });

  test('every drawing has its figures as CSV, and can be saved itself', async () => {
    const page = await at('#/time');
    const { periods = [] } = story().time ?? {};
    const all = await saved(page, () => page.getByRole('button', { name: 'Save the topics over time as CSV' }).click());
    expect(all.name).toBe('topics-over-time.csv');
    expect(rowsOf(all.content)).toHaveLength(1 + TOPICS * periods.length);
    const changes = await saved(page, () => page.getByRole('button', { name: 'Save rising and falling topics as CSV' }).click());
    expect(rowsOf(changes.content)).toHaveLength(1 + TOPICS);
    const drawing = await saved(page, () => page.getByRole('button', { name: 'Save rising and falling topics as SVG' }).click());
    expect(drawing.content.toString('utf8')).toMatch(/^<svg .*Rising/s);
    expect(drawing.content.toString('utf8')).not.toMatch(/href|class=|var\(/);
    await go(page, '#/groups?column=author');
    const shares = await saved(page, () => page.getByRole('button', { name: 'Save the topics by author as CSV' }).click());
    expect(rowsOf(shares.content)).toHaveLength(1 + TOPICS * GROUPS);
    await go(page, '#/topics/3');
    const topic = await saved(page, () => page.getByRole('button', { name: 'Save topic 3 over time as CSV' }).click());
    expect(rowsOf(topic.content)).toHaveLength(1 + periods.length);
  });

  test('hostile sentences, dates, columns, groups and words are texts', async () => {
    const hostile = withStory(plain, hostileStory(), 'hostile');
    const page = await at('#/', hostile);
    const columns = INJECTIONS.slice(0, 3).map((column) => `#/groups?${new URLSearchParams({ column, group: INJECTIONS[3] as string })}`);
    for (const hash of ['#/', '#/topics/1', '#/time', ...columns]) {
      await go(page, hash);
      for (const details of await page.locator('details.more > summary').all()) await details.click();
      await settled(page);
      const found = await page.evaluate(`[
        typeof hit === 'undefined' ? [] : ['a script ran'],
        [...document.querySelectorAll('img, iframe, form[action], base, link, meta[http-equiv=refresh], svg [onload]')].map((element) => element.outerHTML),
        [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')).filter((href) => !href.startsWith('#/')),
      ].flat()`);
      expect.soft(found, hash).toEqual([]);
    }
    expect(await page.locator('.group h3').first().textContent()).toBe(INJECTIONS[3]);
  });
});
