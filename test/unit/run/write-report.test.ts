import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { summaryOf } from '../../support/page-sections.js';
import { LETTERS } from '../../temporary-folder.js';
import { place, runIt } from './run-it.js';

/** Each letter twice, the second with a few more words. */
const COPIED = Object.fromEntries(
  Object.entries(LETTERS).flatMap(([name, text]) => [
    [name, text],
    [`copy-of-${name}`, `${text} So it was told.`],
  ]),
);

test('a passage that nearly says what one before says gives way to the next', async () => {
  const { letters, out } = place(COPIED);
  await runIt(letters, out);
  const report = readFileSync(path.join(out, 'report.md'), 'utf8');
  for (const { passages } of summaryOf(path.join(out, 'report.html')).topics) {
    const originals = passages.map(({ id }) => id.replace('copy-of-', ''));
    expect(originals).toHaveLength(3);
    expect(new Set(originals).size).toBe(3);
    for (const { id } of passages) expect(report).toContain(id);
  }
});

test('without texts the first documents are shown, copies or not', async () => {
  const { letters, out } = place(COPIED);
  await runIt(letters, out, { 'keep-texts': 'no' });
  for (const { passages } of summaryOf(path.join(out, 'report.html')).topics) expect(passages).toHaveLength(3);
});
