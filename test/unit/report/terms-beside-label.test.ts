import { expect, it } from 'vitest';
import { termsBesideLabel } from '../../../src/report/terms-beside-label.js';

it.each([
  ['war, Mexico, peace', 'war mexico cuba peace island', 'cuba island'],
  ['Prime Minister, NASA', 'prime nasa minister blair', 'blair'],
  ["soldiers' pay, follow-up", 'soldiers pay follow up army', 'army'],
  ["Mexico's president, House of Representatives", 'mexico president house representatives senate', 'senate'],
  ['İstanbul, Straße', 'istanbul straße stadt', 'stadt'],
  ['أيضاً, الحرب', 'أيضا الحرب القرن', 'القرن'],
  ['机器学习', '机器 学习 数据', '数据'],
  ['mobile phones', 'phone mobile phones', 'phone'],
  ['what people say of it', 'war peace', 'war peace'],
])('leaves out what is in the label: %s', (label, terms, beside) => {
  expect(termsBesideLabel(label, terms.split(' '))).toEqual(beside.split(' '));
});

it('leaves out a phrase that is in the label, and keeps one that only has a word of it', () => {
  expect(termsBesideLabel('Hard-drive, disk', ['hard drive', 'disk drive', 'drive'])).toEqual(['disk drive']);
});
