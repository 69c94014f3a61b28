import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { barOf, marksExplained, type TopicRow, topicTable } from '../../../src/report/terminal.js';

const topics: TopicRow[] = [
  { topic: 1, label: 'tax, law, court', prevalence: 0.6, topTerms: ['tax', 'law', 'court', 'judge', 'constitution', 'congress', 'senate'], remark: '' },
  { topic: 2, label: '戦争, 平和', prevalence: 0.3, topTerms: ['戦争', '平和', '条約', '軍隊', '海軍', '政府', '国民', '大統領'], remark: '' },
  { topic: 3, label: 'e\u0301te\u0301', prevalence: 0.001, topTerms: ['war'], remark: 'one document: 75.0 % of its words are in a: b.txt; incoherent: x' },
];

describe('topicTable', () => {
  it('shows number, bar, share, label and the words that the label does not show', () => {
    expect(topicTable(topics, 80)).toEqual([
      '  #  share               topic            further words',
      '  1  ██████████  60.0 %  tax, law, court  judge constitution congress senate',
      '  2  █████       30.0 %  戦争, 平和       条約 軍隊 海軍 政府 国民 大統領',
      '  3  ▏            0.1 %  e\u0301te\u0301              ⚠ one document: war',
    ]);
  });

  it('parts words by commas where some are phrases', () => {
    const [, row] = topicTable([{ topic: 1, label: 'disk', prevalence: 1, topTerms: ['disk', 'hard drive', 'cable'], remark: '' }], 100);
    expect(row).toMatch(/disk +hard drive, cable$/);
  });

  it('cuts long labels and leaves room for words', () => {
    const [, row] = topicTable([{ topic: 1, label: 'a'.repeat(60), prevalence: 1, topTerms: ['tax', 'law'], remark: '' }], 100);
    expect(row).toBe(`  1  ${'█'.repeat(10)} 100.0 %  ${'a'.repeat(33)}…  tax law`);
  });

  it.each([200, 120, 80, 60, 50, 40, 34, 30, 20])('never has a line wider than %d columns', (width) => {
    const widths = topicTable(topics, width).map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it('counts a character and its marks as one, as the terminal does', () => {
    // a digit with a keycap is two columns wide, though the digit has one and the mark none
    const keycaps = { topic: 1, label: 'keys', prevalence: 1, topTerms: Array.from({ length: 40 }, () => 'f-1\ufe0f\u20e3'), remark: '' };
    for (let width = 40; width < 60; width++) {
      for (const line of topicTable([keycaps], width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('draws courses over time where terminals have room, each on its own scale from 0', () => {
    const rising = Array.from({ length: 24 }, (_, p) => p / 23);
    const dated = topics.map((topic, k) => ({ ...topic, trend: [rising, rising.map((value) => 1 - value / 2), rising.map(() => 0)][k] }));
    const periods = rising.map((_, p) => ({ name: String(1790 + 10 * p), at: 1790.5 + 10 * p }));
    expect(
      topicTable(
        dated,
        90,
        periods.map((period, p) => (p === 23 ? { ...period, name: '2019' } : period)),
      ),
    ).toEqual([
      '  #  share               1790–2019     topic            further words',
      '  1  ██████████  60.0 %  ▁▂▂▃▄▄▅▅▆▇▇█  tax, law, court  judge constitution congress senate',
      '  2  █████       30.0 %  ██▇▇▇▆▆▆▅▅▅▅  戦争, 平和       条約 軍隊 海軍 政府 国民 大統領',
      '  3  ▏            0.1 %  ▁▁▁▁▁▁▁▁▁▁▁▁  e\u0301te\u0301              ⚠ one document: war',
    ]);
    expect(
      topicTable(dated, 90, [
        { name: '2004-01', at: 2004 },
        { name: '2005-12', at: 2006 },
      ])[0],
    ).toContain('  over time  ');
    expect(topicTable(dated, 90)).toEqual(topicTable(topics, 90));
    expect(topicTable(dated, 79)).toEqual(topicTable(topics, 79));
  });

  it('draws courses by time, however far from each other periods are', () => {
    const [topic] = topics;
    const periods = [1900, 1910, 2010].map((at) => ({ name: String(at), at }));
    const [, row = ''] = topicTable([{ ...topic, trend: [0, 1, 1] }], 90, periods);
    expect(row).toContain(' ▁████████████'.slice(0, 13));
  });

  it('keeps its columns for a hundred topics', () => {
    const many = Array.from({ length: 100 }, (_, k) => ({ ...topics[0], topic: k + 1 }));
    const table = topicTable(many, 80);
    expect(new Set(table.map((line) => line.search(/[█s]/))).size).toBe(1);
    expect(table[100].startsWith(' 100  █')).toBe(true);
  });
});

describe('marksExplained', () => {
  it('says which topics are marked, if any', () => {
    expect(marksExplained(topics)).toBe('One of the 3 topics is worth a second look, marked ⚠: 3. topic-summary.csv says why.');
    expect(marksExplained(topics.slice(0, 2))).toBe('');
  });
});

describe('barOf', () => {
  it.each([
    [1, '██████████'],
    [0.5, '█████'],
    [0.55, '█████▌'],
    [1 / 80, '▏'],
    [9 / 80, '█▏'],
    [0, '▏'],
  ])('%d → %s', (share, bar) => {
    expect(barOf(share)).toBe(bar);
  });
});
