import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LOOKS } from '../../../../src/report/figures/drawing-text.js';

const STYLES = ['drawings', 'page'].map((name) => readFileSync(`src/report/page/styles/${name}.css`, 'utf8')).join('\n');

it('every class of a drawing has a look in report.md and on the page', () => {
  const without = Object.keys(LOOKS).filter((name) => !new RegExp(`(\\.drawing|svg) (:is\\([^)]*\\))?\\.${name}\\b|^\\.${name} \\{`, 'm').test(STYLES));
  expect(without).toEqual([]);
});
