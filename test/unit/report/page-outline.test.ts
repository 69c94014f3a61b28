import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { PageSummary } from '../../../src/report/page-content.js';
import { pageOutline } from '../../../src/report/page-outline.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';
import { pageTopic, smallSummary } from '../../support/page-summary.js';

const outline = (change: Partial<PageSummary> = {}) => [...pageOutline(smallSummary(change))].join('');
const parsed = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
const elements = (html: string) => Array.from(parsed(html).querySelectorAll('*'), ({ tagName }) => tagName);

describe('pageOutline', () => {
  it('is a title, sentences and a table of topics', () => {
    expect(outline()).toBe(`<div id="page">
<h1>Topics of papers</h1>
<p>5 documents, 100 counted words, 10 different terms, 2 topics. Nothing was left out.</p>
<p>The fit converged.</p>
<p>No topic is marked.</p>
<table>
<thead><tr><th>#</th><th>share</th><th></th><th>topic</th><th>words</th></tr></thead>
<tbody>
<tr><td>1</td><td>60.0 %</td><td><svg width="120" height="10" aria-hidden="true"><rect width="120" height="10" fill="currentColor"/></svg></td><td>tax, law</td><td>t1, t2, t3, t4, t5, t6</td></tr>
<tr><td>2</td><td>30.0 %</td><td><svg width="120" height="10" aria-hidden="true"><rect width="60" height="10" fill="currentColor"/></svg></td><td>apples</td><td>t1, t2, t3, t4, t5, t6</td></tr>
</tbody>
</table>
<p>Word counts.</p>
<noscript><p>The documents, words and passages of each topic are shown where scripts are allowed; report.md has them too.</p></noscript>
</div>
`);
  });

  it('has what is remarked on topics, marked in the table too', () => {
    const html = outline({ topics: [pageTopic({ remarks: ['It holds less than one word.'] }), pageTopic({ topic: 2, label: 'apples' })] });
    expect(html).toContain('<td>tax, law ⚠</td>');
    expect(html).toContain('</table>\n<h2>1. tax, law</h2>\n<p>⚠ It holds less than one word.</p>\n<p>Word counts.</p>');
    expect(html).not.toContain('2. apples');
  });

  it('has the labels and notes of people, without the words that they hide', () => {
    const labels = { topikl: 'labels', fingerprint: 'f', topics: [{ topic: 2, label: 'Fruit', note: 'mostly <red>', hidden: ['t2'] }] } as const;
    const html = outline({ labels: { ...labels, topics: labels.topics.map((topic) => ({ ...topic, hidden: [...topic.hidden] })) } });
    expect(html).toContain('<td>Fruit</td><td>t1, t3, t4, t5, t6, t7</td>');
    expect(html).toContain('<h2>2. Fruit</h2>\n<p>mostly &lt;red&gt;</p>\n');
    expect(html).not.toContain('apples');
  });

  it('has sentences of documents with their sources, and what rises', () => {
    const sentence = { document: 0, id: 'a.txt', date: '1790', share: 0.5, text: 'Taxes rise.', language: 'en' };
    const html = outline({
      sentences: { ...smallSummary().sentences, time: ['Rising: 2 apples.', 'Dates are from names.'] },
      summary: [sentence],
      topics: [pageTopic(), pageTopic({ topic: 2, label: 'apples', summary: [{ ...sentence, text: 'Apples fall.', date: '' }] })],
    });
    expect(html).toContain(
      'Nothing was left out.</p>\n<blockquote><bdi>Taxes rise.</bdi> <cite><bdi>a.txt</bdi>, 1790</cite></blockquote>\n<p>Rising: 2 apples. Dates are from names.</p>\n',
    );
    expect(html).toContain('<h2>2. apples</h2>\n<blockquote><bdi>Apples fall.</bdi> <cite><bdi>a.txt</bdi></cite></blockquote>\n');
    expect(html).not.toContain('1. tax, law');
  });

  it('draws no bar where no topic has words', () => {
    expect(outline({ topics: [pageTopic({ prevalence: 0 })] })).toContain('<rect width="0"');
    expect(outline({ topics: [pageTopic({ prevalence: Number.NaN })] })).toContain('<rect width="0"');
  });

  it('has no attribute that a policy would block', () => {
    expect(outline()).not.toMatch(/\s(style|on\w+)=/);
  });

  it.each(HOSTILE_TEXTS)('makes no markup of %j', (text) => {
    const term = { column: 0, term: text, probability: 1, score: 1, frex: 1 };
    const topic = (label: string, remark: string, word: string) => ({ label, remarks: [remark], terms: [{ ...term, term: word }] });
    const cited = (all: string) => [{ document: 0, id: all, date: all, share: 0.5, text: all, language: 'en' }];
    const hostile = outline({
      title: text,
      summary: cited(text),
      topics: [pageTopic({ ...topic(text, text, text), summary: cited(text) })],
      labels: { topikl: 'labels', fingerprint: 'f', topics: [{ topic: 1, note: text }] },
    });
    const plain = outline({
      title: 'a',
      summary: cited('a'),
      topics: [pageTopic({ ...topic('a', 'a', 'a'), summary: cited('a') })],
      labels: { topikl: 'labels', fingerprint: 'f', topics: [{ topic: 1, note: 'a' }] },
    });
    expect(elements(hostile)).toEqual(elements(plain));
    const seen = text.replace(/[\0\r\n\u2028\u2029\u202e\u2066]/g, ' ');
    const contentOf = (selector: string) => parsed(hostile).querySelector(selector)?.textContent;
    expect(contentOf('h1')).toBe(`Topics of ${seen}`);
    expect(contentOf('td:nth-child(4)')).toBe(`${seen} ⚠`);
    expect(contentOf('td:nth-child(5)')).toBe(seen);
    expect(contentOf('h2')).toBe(`1. ${seen}`);
  });
});
