import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Refits, readRefits, removeRefits, writeRefits } from '../../../src/run/refits/refit-store.js';
import { contentOf, temporaryFolder } from '../../temporary-folder.js';

const refits: Refits = new Map([
  [3, [{ found: true, distance: 0.1 + 0.2, prevalence: 1 / 3, topTerms: [4, 0] }]],
  [1, [{ found: false, distance: 1, prevalence: 0, topTerms: [] }]],
]);

it('what is written reads back, for the same fit only', () => {
  const folder = temporaryFolder();
  writeRefits(folder, 'a fit', refits);
  expect(readRefits(folder, 'a fit')).toEqual(refits);
  expect(readRefits(folder, 'another')).toEqual(new Map());
  writeRefits(folder, 'another', new Map());
  expect(readRefits(folder, 'a fit')).toEqual(new Map());
  expect(contentOf(folder)).toEqual(['.topikl-refits.json']);
  removeRefits(folder);
  removeRefits(folder);
  expect(contentOf(folder)).toEqual([]);
});

it('a file that is not there, cut short or something else holds none', () => {
  const folder = temporaryFolder();
  expect(readRefits(folder, 'a fit')).toEqual(new Map());
  writeRefits(folder, 'a fit', refits);
  const file = path.join(folder, contentOf(folder)[0] as string);
  const whole = readFileSync(file, 'utf8');
  for (const content of ['', whole.slice(0, -2), '[]', '{"fingerprint":"a fit","refits":[{"refit":1}]}', `${whole}x`]) {
    writeFileSync(file, content);
    expect([content, readRefits(folder, 'a fit')]).toEqual([content, new Map()]);
  }
  expect(existsSync(file)).toBe(true);
});
