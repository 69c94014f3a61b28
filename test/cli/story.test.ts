import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/report/parse-csv.js';
import { temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

/** Sentences on two subjects, of which the first gives way to the second. */
const HARBOUR = ['The tide lifted every boat in the harbour before noon.', 'A pilot brought the ship along the quay at high tide.'];
const ORCHARD = ['The apples in the orchard were picked before the frost.', 'A press turned the apples of the harvest into cider.'];
/** The same year in four ways of writing it. */
const DATES = [(y: number) => `${y}-03-05`, (y: number) => `March 5, ${y}`, (y: number) => `5.3.${y}`, (y: number) => `${y}0305`];

function csv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`;
}

/** Forty letters of ten years. */
function letters(): string[][] {
  return Array.from({ length: 40 }, (_, i) => {
    const year = 1900 + Math.floor(i / 4);
    const [a, b] = i % 10 < Math.floor(i / 4) ? ORCHARD : HARBOUR;
    return [`letter-${i}`, DATES[i % 4]?.(year) ?? '', i % 3 === 0 ? 'town' : 'coast', `group ${i}`, `${a} ${b} Number ${i} of the letters says no more.`];
  });
}

describe('the story of a run', () => {
  const folder = temporaryFolder();
  const read = (name: string, out = 'out') => readFileSync(path.join(folder, out, name), 'utf8');
  const table = (name: string, out = 'out') => parseCsv(read(name, out), name);
  const run = (input: string, out: string, ...words: string[]) => topikl(['run', input, '--topics', '2', '--max-df', '1', '--out', out, ...words], folder);
  beforeAll(async () => {
    writeFileSync(path.join(folder, 'letters.csv'), csv([['id', 'written', 'place', 'each', 'text'], ...letters()]));
    const { code, stderr } = await run('letters.csv', 'out', '--quiet', '--text-column', 'text');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('dates in four formats are read, guessed and said; a topic rises and the other falls', () => {
    const periods = table('topics-over-time.csv').filter(({ topic }) => topic === '1');
    expect(periods.map(({ period }) => period)).toEqual(Array.from({ length: 10 }, (_, y) => String(1900 + y)));
    expect(periods.every(({ documents }) => documents === '4')).toBe(true);
    const [first, second] = table('topic-trends.csv');
    expect([first?.direction, second?.direction].sort()).toEqual(['falling', 'rising']);
    expect(read('report.md')).toContain('Dates are from the column "written" (guessed; --date-column names another).');
    expect(read('report.md')).toMatch(/Rising: \d .*\. Falling: \d /);
  });

  test('shares of a year sum to 1, and lie within their intervals', () => {
    const sums = new Map<string, number>();
    for (const { period = '', share, low, high, trend, trend_low, trend_high } of table('topics-over-time.csv')) {
      sums.set(period, (sums.get(period) ?? 0) + Number(share));
      expect(Number(low)).toBeLessThanOrEqual(Number(share));
      expect(Number(high)).toBeGreaterThanOrEqual(Number(share));
      expect(Number(trend_low)).toBeLessThanOrEqual(Number(trend));
      expect(Number(trend_high)).toBeGreaterThanOrEqual(Number(trend));
    }
    for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 4);
  });

  test('groups are guessed: the column in which a few values are shared, not that of which each has its own', () => {
    const columns = new Set(table('topics-by-group.csv').map(({ column }) => column));
    expect([...columns]).toEqual(['place']);
  });

  test('summaries quote whole sentences of the documents that they name', () => {
    const texts = new Map(letters().map(([id, , , , text]) => [id, text]));
    const rows = table('summaries.csv');
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { id, sentence = '' } of rows) {
      expect(texts.get(id)).toContain(sentence);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('summarize prints them, one topic or as JSON, as many as are asked for', async () => {
    const { code, stdout } = await topikl(['summarize', 'out'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}1 {2}.* \(\d+\.\d %\)$/m);
    expect(stdout).toMatch(/^ {5}— letter-\d+, 19\d\d-03-05, \d+ % this topic$/m);
    expect(stdout).toMatch(/^Rising: /m);
    const one = await topikl(['summarize', 'out', '--topic', '2', '--summary-sentences', '1', '--json'], folder);
    const { topics } = JSON.parse(one.stdout);
    expect(topics).toHaveLength(1);
    expect(topics[0]).toMatchObject({ topic: 2, sentences: [{ id: expect.stringMatching(/^letter-/), sentence: expect.any(String) }] });
    expect(['rising', 'falling']).toContain(topics[0].overTime.direction);
    expect(table('summaries.csv').filter(({ topic }) => topic === '1')).toHaveLength(1);
    const wrong = await topikl(['summarize', 'out', '--topic', '3'], folder);
    expect([wrong.code, messageOf(wrong)]).toEqual([2, '`topic` must be a whole number from 1 to 2, got "3"']);
  });

  test('topics shows courses over time where there is room', async () => {
    const wide = await topikl(['topics', 'out'], folder, { COLUMNS: '110', NO_COLOR: '1' });
    expect(wide.stdout).toMatch(/^ {2}# .*1900–1909/m);
    expect(wide.stdout).toMatch(/[▁▂▃▄▅▆▇█]{10,12} /);
    const { overTime } = JSON.parse((await topikl(['topics', 'out', '--json'], folder)).stdout);
    expect(overTime.periods).toHaveLength(10);
    expect(overTime.topics[1].trend).toHaveLength(10);
  });

  test('report takes other dates and groups, and refuses what is no column before anything is changed', async () => {
    const before = read('report.md');
    for (const [flag, value, message] of [
      ['--date-column', 'when', /^`date-column` must be a column of the documents, file-name, none or auto, got "when"$/],
      ['--date-column', 'place', /^`date-column` must be a column with dates, but no value of "place" is one, for example "/],
      ['--group-columns', 'place,nowhere', /^`group-columns` names "nowhere", which documents\.csv does not have$/],
    ] as const) {
      const refused = await topikl(['report', 'out', flag, value], folder);
      expect(refused.code).toBe(2);
      expect(messageOf(refused)).toMatch(message);
      expect(read('report.md')).toBe(before);
    }
    expect((await topikl(['report', 'out', '--date-column', 'none', '--group-columns', 'none', '--summary-sentences', '0'], folder)).code).toBe(0);
    for (const name of ['topics-over-time.csv', 'topic-trends.csv', 'topics-by-group.csv', 'summaries.csv'])
      expect(existsSync(path.join(folder, 'out', name))).toBe(false);
    expect(read('report.md')).not.toContain('## Over time');
    expect((await topikl(['summarize', 'out'], folder)).stdout).toMatch(/^No sentences are quoted: summary-sentences is 0\.$/m);
    const again = await topikl(['report', 'out', '--date-column', 'written', '--group-columns', 'place,each', '--summary-sentences', '3'], folder);
    expect(again.code).toBe(0);
    expect(new Set(table('topics-by-group.csv').map(({ group }) => group)).size).toBe(42);
  });

  test('the same tables by any number of threads, and when only the report is made anew', async () => {
    for (const threads of ['1', '3']) {
      expect((await run('letters.csv', `t${threads}`, '--quiet', '--text-column', 'text', '--threads', threads)).code).toBe(0);
    }
    const names = [
      'summaries.csv',
      'topics-over-time.csv',
      'topic-trends.csv',
      'topic-words-over-time.csv',
      'topics-by-group.csv',
      'group-words.csv',
      'topic-tree.csv',
    ];
    for (const name of names) expect(read(name, 't3')).toBe(read(name, 't1'));
    await topikl(['report', 't3', '--date-column', 'none', '--group-columns', 'none'], folder);
    await topikl(['report', 't3', '--date-column', 'written', '--group-columns', 'place'], folder);
    for (const name of names) expect(read(name, 't3')).toBe(read(name, 't1'));
  });

  test('no dates, no groups and nothing to quote are said, not missed', async () => {
    const { code, stdout } = await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'plain', '--group-columns', 'none', '--keep-texts', 'no'], folder);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/[▁▂▃]/);
    const files = readFileSync(path.join(folder, 'plain/manifest.json'), 'utf8');
    for (const name of ['summaries.csv', 'topics-over-time.csv', 'topics-by-group.csv']) expect(files).not.toContain(name);
    const summary = await topikl(['summarize', 'plain'], folder);
    expect([summary.code, summary.stdout.split('\n')[0]]).toEqual([0, 'There is nothing to quote: the run was told not to keep the texts (keep-texts no).']);
    const forced = await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'plain', '--date-column', 'file-name'], folder);
    expect(forced.code).toBe(2);
    expect(messageOf(forced)).toMatch(/^`date-column` is file-name, but no name of a file or folder has a year from 1500 to 2100, for example "/);
  });

  test('five hundred groups, and documents of one year', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [
      `d${i}`,
      '2004',
      `group ${Math.floor(i / 2)}`,
      [...(i % 2 === 0 ? HARBOUR : ORCHARD), `Note ${i}.`].join(' '),
    ]);
    writeFileSync(path.join(folder, 'many.csv'), csv([['id', 'year', 'place', 'text'], ...rows]));
    const { code, stderr } = await run('many.csv', 'many', '--quiet', '--text-column', 'text', '--group-columns', 'place');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(table('topics-by-group.csv', 'many').map(({ group }) => group)).size).toBe(500);
    expect(existsSync(path.join(folder, 'many/topics-over-time.csv'))).toBe(false);
    expect(read('report.md', 'many')).toMatch(/500 groups by place, 1,000 documents\./);
  });
});
