import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type DocumentRow, documentTable } from '../../../src/report/document-table.js';

const topics = [
  { topic: 3, label: 'tax, law, court', share: 0.6 },
  { topic: 12, label: '戦争, 平和', share: 0.3 },
  { topic: 1, label: 'sea', share: 0.1 },
];
const documents: DocumentRow[] = [
  { id: 'speeches/1861/inaugural-address.txt', date: '1861-03-04', tokens: 1820, topics },
  { id: 'note.txt', date: '', tokens: 0, topics: [] },
];

describe('documentTable', () => {
  it('shows id, date, words, the largest share and the two largest topics', () => {
    expect(documentTable(documents, 102)).toEqual([
      ' document                            date        words  share               largest topics',
      ' speeches/1861/ina…ural-address.txt  1861-03-04  1,820  ██████      60.0 %  3 tax, law, court · 12 戦…',
      ' note.txt                                            0',
    ]);
  });

  it('shows the share of the topic that was asked for, or the distance', () => {
    expect(documentTable([{ ...documents[0], date: '', share: 0.1 }], 90)[1]).toMatch(/ {2}1,820 {2}█ +10\.0 % {2}3 tax/);
    const [header, row] = documentTable([{ ...documents[0], date: '', distance: 0.256 }], 90);
    expect(header).toMatch(/^ document +words {2}distance {2}largest topics$/);
    expect(row).toMatch(/ {2}1,820 {6}0\.26 {2}3 tax/);
  });

  it.each([200, 120, 100, 80, 75, 60, 50, 40, 30])('never has a line wider than %d columns', (width) => {
    const wide = [
      ...documents,
      { id: '長い名前'.repeat(30), date: 'the third of March 1861', tokens: 12_345_678, topics },
      { id: '', date: '', tokens: 1, topics },
    ];
    for (const lines of [
      documentTable(wide, width),
      documentTable(
        wide.map((row) => ({ ...row, distance: 0.5 })),
        width,
      ),
      documentTable([], width),
    ]) {
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });

  it('has a line a document, whatever its id, date and labels hold', () => {
    const odd = 'a\nb\u001b[31m\u202e';
    const [, line] = documentTable([{ id: odd, date: odd, tokens: 1, topics: [{ topic: 1, label: odd, share: 1 }] }], 100);
    expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
