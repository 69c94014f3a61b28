import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors/errors.js';
import { checkLabels, labelled, labelOf, parseLabels } from '../../../src/report/labels.js';

const file = (topics: object[]) => JSON.stringify({ topikl: 'labels', fingerprint: 'f', topics });

describe('parseLabels', () => {
  it('reads what the page saves, also behind a byte order mark, and nothing else that is in it', () => {
    const labels = { topikl: 'labels', fingerprint: 'f', topics: [{ topic: 2, label: 'Tax', note: 'n', hidden: ['a'] }, { topic: 3 }] };
    expect(parseLabels(`\ufeff${JSON.stringify({ ...labels, more: 1 })}`, 'x.json')).toEqual(labels);
  });

  it.each([
    ['', /^x\.json is no file of labels: it is not JSON \(/],
    ['{"topikl":', /^x\.json is no file of labels: it is not JSON \(/],
    ['[]', /^x\.json is no file of labels: .*object/],
    ['{"topics":[]}', /^x\.json is no file of labels: .* at topikl$/],
    ['{"topikl":"labels","topics":[]}', /^x\.json is no file of labels: .* at fingerprint$/],
    [JSON.stringify({ topikl: 'labels', fingerprint: '', topics: [] }), / at fingerprint$/],
    [file([{ topic: 0 }]), / at topics\.0\.topic$/],
    [file([{ topic: 1 }, { topic: 1.5 }]), / at topics\.1\.topic$/],
    [file([{ topic: 1, label: 7 }]), / at topics\.0\.label$/],
    [file([{ topic: 1, hidden: 'a' }]), / at topics\.0\.hidden$/],
  ])('refuses %j', (content, message) => {
    expect(() => parseLabels(content, 'x.json')).toThrow(ConfigError);
    expect(() => parseLabels(content, 'x.json')).toThrow(message);
  });
});

describe('checkLabels', () => {
  const check = (topics: object[], fingerprint = 'f') => checkLabels(parseLabels(file(topics), 'x.json'), { fingerprint, topics: 3 }, 'x.json');

  it('takes labels of some topics', () => {
    expect(check([{ topic: 3 }, { topic: 1 }])).toBeUndefined();
  });

  it('says that labels are of other topics, and what to do', () => {
    expect(() => check([], 'g')).toThrow(ConfigError);
    expect(() => check([], 'g')).toThrow('the labels in x.json were made for other topics than these');
    expect(() => check([], 'g')).toThrow(expect.objectContaining({ hint: expect.stringMatching(/^Open report\.html of these results/) }));
  });

  it('names topics that are not there, or labelled twice', () => {
    expect(() => check([{ topic: 4 }])).toThrow('x.json labels topic 4, but there are only 3');
    expect(() => check([{ topic: 2 }, { topic: 2 }])).toThrow('x.json labels topic 2 twice');
  });
});

describe('labelled', () => {
  const topics = [1, 2].map((topic) => ({ topic, label: `found ${topic}`, terms: ['a', 'b', 'c'].map((term) => ({ term })) }));

  it('leaves topics as they are of which nobody has said anything', () => {
    expect(labelled(topics, null)).toEqual(topics.map((topic) => ({ ...topic, note: '' })));
  });

  it('puts what people say in the place of what was found', () => {
    const labels = parseLabels(file([{ topic: 2, label: ' Tax ', note: ' see 4 ', hidden: ['b', 'z'] }]), 'x.json');
    expect(labelled(topics, labels)).toEqual([
      { ...topics[0], note: '' },
      { topic: 2, label: 'Tax', note: 'see 4', terms: [{ term: 'a' }, { term: 'c' }] },
    ]);
  });

  it('has a label in one line: others would break tables', () => {
    const labels = parseLabels(file([{ topic: 1, label: 'Tax\n\u001b[31mand\u202e law\n' }]), 'x.json');
    expect(labelled(topics, labels)[0]?.label).toBe('Tax  [31mand  law');
  });

  it('keeps the label that was found where there is only a blank one', () => {
    expect(labelOf({ topic: 1, label: ' ' }, 'found')).toBe('found');
    expect(labelOf(undefined, 'found')).toBe('found');
  });
});
