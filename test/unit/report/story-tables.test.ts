import { describe, expect, it } from 'vitest';
import {
  groupWordsCsv,
  summariesCsv,
  topicsByGroupCsv,
  topicsOverTimeCsv,
  topicTreeCsv,
  topicTrendsCsv,
  topicWordsOverTimeCsv,
} from '../../../src/report/story-tables.js';
import { citedSentence, exampleGroups, exampleTime } from '../../support/example-story.js';

const lines = (pieces: Iterable<string>) => [...pieces].join('').trimEnd().split('\r\n');

const [course] = exampleTime(1, 2).topics;
const time = {
  ...exampleTime(1, 2),
  periods: [
    { name: '1900', at: 1900.5, documents: 2, tokens: 1234567 },
    { name: '1902', at: 1902.5, documents: 1, tokens: 10 },
  ],
  topics: [
    {
      ...course,
      share: [0.1, 1 / 3],
      low: [0.05, 0.25],
      high: [0.2, 0.5],
      trend: [0.1 + 0.2, 0.4],
      trendLow: [0, 0.1],
      trendHigh: [1, 0.9],
      change: 0.1,
      changeLow: -0.05,
      changeHigh: 0.25,
      direction: 'steady' as const,
      peak: 1,
    },
  ],
};

describe('summaries.csv', () => {
  it('has the collection first, without a topic, and no formulas', () => {
    const summaries = { collection: [citedSentence(3, 'a.txt', '1990', 'It is so.')], topics: [[], [citedSentence(4, '=b', '', '=1+1, "x"', 0.1234567)]] };
    expect(lines(summariesCsv(summaries))).toEqual(['topic,rank,id,date,share,sentence', ',1,a.txt,1990,0.83,It is so.', '2,1,\'=b,,0.123457,"\'=1+1, ""x"""']);
  });
});

describe('tables over time', () => {
  it('topics-over-time.csv has a row for each topic and period', () => {
    expect(lines(topicsOverTimeCsv(time))).toEqual([
      'topic,period,documents,tokens,share,low,high,trend,trend_low,trend_high',
      '1,1900,2,1234567,0.1,0.05,0.2,0.3,0,1',
      '1,1902,1,10,0.333333,0.25,0.5,0.4,0.1,0.9',
    ]);
  });

  it('topic-trends.csv has a row a topic', () => {
    expect(lines(topicTrendsCsv(time, ['tax, law']))).toEqual([
      'topic,label,first,last,from,to,change,low,high,direction,peak',
      '1,"tax, law",1900,1902,0.3,0.4,0.1,-0.05,0.25,steady,1902',
    ]);
  });

  it('topic-words-over-time.csv names spans by their periods', () => {
    expect(lines(topicWordsOverTimeCsv(time))).toEqual(['topic,first,last,terms', '1,1900,1900,"tariff, canal"', '1,1902,1902,"deficit, insurance, internet"']);
  });
});

describe('tables of groups', () => {
  const comparison = exampleGroups('party', ['Whig'], 2);

  it('topics-by-group.csv has a row for each group and topic', () => {
    expect(lines(topicsByGroupCsv([comparison]))).toEqual([
      'column,group,documents,tokens,topic,share,low,high',
      'party,Whig,100,50000,1,0.384615,0.346154,0.423077',
      'party,Whig,100,50000,2,0.615385,0.553846,0.676923',
    ]);
  });

  it('group-words.csv has a row a word', () => {
    expect(lines(groupWordsCsv([comparison]))).toEqual(['column,group,rank,term,z', 'party,Whig,1,word1,9.5', 'party,Whig,2,other1,4.25']);
  });
});

describe('topic-tree.csv', () => {
  it('numbers joins on from the topics', () => {
    const joins = [
      { left: 0, right: 2, distance: 0.25 },
      { left: 3, right: 1, distance: 0.5 },
    ];
    expect(lines(topicTreeCsv({ joins, order: [1, 0, 2] }))).toEqual(['join,left,right,distance', 'join_4,topic_1,topic_3,0.25', 'join_5,join_4,topic_2,0.5']);
  });
});
