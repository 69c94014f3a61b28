import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { topikl } from '../../cli/command.js';
import { launchBrowser } from '../../support/browser.js';
import { open } from './open.js';
import { type Report, subjectsReport } from './reports.js';

const launched = await launchBrowser();
const TEXTS = 200;

/** Texts of all kinds that people paste: whole notes, pieces, pieces of two, capitals, other letters, nothing known, nothing. */
function textsToTry(): string[] {
  const folder = path.resolve('corpora/subjects/documents');
  const notes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const odd = [
    ' ',
    'ΑΒΓ δοκιμή',
    'Der Zug hält nicht am Bahnhof, und die Lokomotive bleibt stehen.',
    'cafe\u0301 ﬁre ｔｒａｉｎ',
    '🚂 train 🚂 trains',
    'la locomotora llega a la estación con los pasajeros',
    '東京の駅',
    'a',
    'x'.repeat(5000),
    'train '.repeat(3000),
  ];
  return Array.from({ length: TEXTS }, (_, at) => {
    const [note, other] = [notes[at % notes.length] as string, notes[(at * 7 + 3) % notes.length] as string];
    if (at < odd.length) return odd[at] as string;
    const kinds = [note, note.slice(40, 200), `${note.slice(0, 150)}\n\n${other.slice(0, 150)}`, note.toUpperCase()];
    return kinds[at % kinds.length] as string;
  });
}

/** Writes one text after the other into the room, and reads the shares by topic that it shows of each. */
const TRY = (texts: readonly string[]) => `(async (texts) => {
  const box = document.querySelector('#try-text');
  const answer = () => document.querySelector('[data-answer]');
  const answers = [];
  for (const text of texts) {
    const before = answer()?.dataset.answer;
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    const end = performance.now() + 5000;
    while (answer()?.dataset.answer === before) {
      if (performance.now() > end) throw new Error('no answer to text ' + answers.length + ': ' + text.slice(0, 200));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    answers.push(Object.fromEntries([...answer().querySelectorAll('tr[data-topic]')].map((row) => [row.dataset.topic, Number(row.querySelector('data').value)])));
  }
  return answers;
})(${JSON.stringify(texts)})`;

describe.runIf(launched)('a text that is tried', () => {
  const { browser } = launched as NonNullable<typeof launched>;
  let report: Report;
  beforeAll(async () => {
    report = await subjectsReport();
  });
  afterAll(() => browser.close());

  test(`has the mixture that topikl infer finds, to 1e-6, for ${TEXTS} texts`, async () => {
    const texts = textsToTry();
    const folder = path.dirname(report.folder);
    writeFileSync(path.join(folder, 'texts.jsonl'), texts.map((text, at) => `${JSON.stringify({ id: `text ${at}`, text: `${text}\n` })}\n`).join(''));
    mkdirSync(path.join(folder, 'inferred'));
    const { code, stderr } = await topikl(['infer', 'out', 'texts.jsonl', '--out', 'inferred.csv', '--quiet'], folder);
    expect([code, stderr]).toEqual([0, '']);
    const inferred = new Map(
      readFileSync(path.join(folder, 'inferred.csv'), 'utf8')
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => {
          const [id = '', ...cells] = row.split(',');
          return [id, cells.slice(-5).map(Number)] as const;
        }),
    );
    expect(inferred.size).toBeGreaterThan(TEXTS - 5);

    const { page, problems } = await open(browser, `${report.address}#/try`);
    await page.locator('[data-answer]').waitFor({ state: 'attached' });
    const answers = (await page.evaluate(TRY(texts))) as Record<string, number>[];
    let compared = 0;
    for (const [at, shares] of answers.entries()) {
      const expected = inferred.get(`text ${at}`);
      if (expected === undefined) continue;
      // where no word is known, the mixture is flat and the page shows none
      if (Object.keys(shares).length === 0) expect(new Set(expected).size).toBe(1);
      else {
        expected.forEach((share, k) => {
          // small shares are not listed one by one
          if (shares[k + 1] === undefined) expect(share).toBeLessThan(0.01);
          else expect(Math.abs((shares[k + 1] as number) - share)).toBeLessThan(1e-6);
        });
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(TEXTS - 20);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
