import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { type NamedStability, stabilityCsv, stabilityJson, stabilitySentences, topicStabilitySentence } from '../../../src/report/stability.js';
import { stabilityTable, topicTable } from '../../../src/report/terminal.js';

const topic = (number: number, found: number, more: Partial<NamedStability> = {}): NamedStability => ({
  topic: number,
  verdict: found >= 18 ? 'solid' : found >= 10 ? 'unsure' : 'surplus',
  refits: 20,
  found,
  foundFromSeeds: Math.min(10, found),
  foundOnSamples: Math.max(0, found - 10),
  share: found / 20,
  medianDistance: 0.25,
  prevalenceLow: found === 0 ? Number.NaN : 0.05,
  prevalenceHigh: found === 0 ? Number.NaN : 0.0712,
  nearest: { topic: number === 1 ? 2 : 1, distance: 0.7 },
  terms: [
    { term: 'film', found },
    { term: 'best actor', found: Math.floor(found / 2) },
  ],
  ...more,
});

describe('sentences', () => {
  it('of a topic: how often, how large, and what that means', () => {
    expect(topicStabilitySentence(topic(1, 19))).toBe('Found in 19 of 20 refits, with 5.0 to 7.1 % of all words.');
    expect(topicStabilitySentence(topic(1, 12))).toBe(
      'Found in 12 of 20 refits, with 5.0 to 7.1 % of all words: other fits divide the words around it otherwise now and then.',
    );
    expect(topicStabilitySentence(topic(1, 3, { nearest: { topic: 4, distance: 0.4 } }))).toBe(
      'Found in 3 of 20 refits, with 5.0 to 7.1 % of all words: in most its words go to other topics, so do not build on it. It is much like topic 4: both may be parts of one.',
    );
    expect(topicStabilitySentence(topic(1, 0))).toBe('Found in 0 of 20 refits: in most its words go to other topics, so do not build on it.');
    expect(topicStabilitySentence(topic(1, 20, { prevalenceHigh: 0.0501 }))).toBe('Found in 20 of 20 refits, with 5.0 % of all words.');
  });

  it('of all topics: which are solid, which are not', () => {
    expect(stabilitySentences([1, 2, 3].map((k) => topic(k, 20)))).toEqual([
      'Every topic is found in nine of ten refits or more: they hang neither on the seed nor on single documents.',
    ]);
    const mixed = [topic(1, 20), topic(2, 19), topic(3, 18), topic(4, 12), topic(5, 18), topic(6, 2)];
    expect(stabilitySentences(mixed)).toEqual([
      'Solid, found in nine of ten refits or more: 1–3, 5.',
      'Unsure, found in half of the refits or more: 4.',
      'Surplus, it seems, found in less than half of the refits: 6.',
    ]);
  });

  it('names pairs of parts once, and says when many do not come back', () => {
    const near = (other: number) => ({ nearest: { topic: other, distance: 0.3 } });
    const topics = [topic(1, 20, near(3)), topic(2, 8, near(4)), topic(3, 11, near(1)), topic(4, 9, near(2))];
    expect(stabilitySentences(topics).slice(3)).toEqual([
      'Much alike, so that they may be parts of one topic: 2 and 4, 1 and 3.',
      'So many that do not come back may mean that there are fewer topics to be found.',
    ]);
    const many = Array.from({ length: 40 }, (_, k) => topic(k + 1, 0, near(k % 2 === 0 ? k + 2 : k)));
    expect(stabilitySentences(many)[0]).toBe('No topic is found in nine of ten refits.');
    expect(stabilitySentences(many)[2]).toMatch(/: 1 and 2, 3 and 4, .*23 and 24, and 8 more pairs\.$/);
  });
});

it('stability.csv has a row a topic, empty cells where there is nothing to say', () => {
  const rows = parseCsv([...stabilityCsv([topic(1, 19), topic(2, 0, { nearest: undefined })])].join(''), 'stability.csv');
  expect(rows[0]).toEqual({
    topic: '1',
    found: '19',
    refits: '20',
    share: '0.95',
    prevalence_low: '0.05',
    prevalence_high: '0.0712',
    verdict: 'solid',
    found_from_seeds: '10',
    found_on_samples: '9',
    median_distance: '0.25',
    nearest_topic: '2',
    nearest_distance: '0.7',
    top_terms: 'film 19, best actor 9',
  });
  expect(rows[1]).toMatchObject({ prevalence_low: '', prevalence_high: '', nearest_topic: '', nearest_distance: '' });
});

it('stability.json says what each figure is, and from where', () => {
  const json = JSON.parse(stabilityJson({ refits: 20, seed: 7, topics: [topic(1, 20)] }));
  expect(json).toMatchObject({ threshold: 0.5, refits: 20, seed: 7, topics: [{ topic: 1, found: 20, terms: [{ term: 'film', found: 20 }, {}] }] });
  expect(json.definitions.distance).toMatch(/Jensen-Shannon .*Lin 1991; Endres and Schindelin 2003/);
  expect(Object.keys(json.definitions)).toEqual(['refits', 'distance', 'matching', 'found', 'verdict', 'prevalence', 'terms', 'medianDistance', 'nearest']);
});

describe('tables', () => {
  const rows = [topic(1, 19), topic(2, 0)].map((stability) => ({ ...stability, label: 'film, best', prevalence: 0.061 }));

  it('of the command shows the words that come back in more than half', () => {
    expect(stabilityTable(rows, 100)).toEqual([
      ' #  found  share     in refits  topic       words that come back',
      ' 1  19/20  6.1 %  5.0 to 7.1 %  film, best  film',
      ' 2   0/20  6.1 %                film, best',
    ]);
    for (const line of stabilityTable(rows, 30)) expect(stringWidth(line)).toBeLessThanOrEqual(30);
  });

  it('of topics has a column more, where it was looked at', () => {
    const plain = { topic: 1, label: 'film', prevalence: 1, topTerms: ['film', 'best'], remark: '' };
    expect(topicTable([{ ...plain, stability: { found: 9, refits: 20 } }], 80)).toEqual([
      '  #  share               found  topic  further words',
      '  1  ██████████ 100.0 %   9/20  film   best',
    ]);
    expect(topicTable([{ ...plain, stability: { found: 100, refits: 1000 } }], 80)[0]).toBe('  #  share                  found  topic  further words');
  });
});
