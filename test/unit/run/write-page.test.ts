import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTable, PageSummary, PageVocabulary } from '../../../src/report/page-content.js';
import { shareOf, unpackFloats, viewMixtures } from '../../../src/report/page-packing.js';
import { loadCollection, loadFactors } from '../../../src/run/artifacts.js';
import { reportRun } from '../../../src/run/report-run.js';
import { topicModel } from '../../../src/topics/topic-model.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';
import { jsonOf, readSections } from '../../support/page-sections.js';
import { LETTERS, temporaryFolder } from '../../temporary-folder.js';
import { place, runIt, table } from './run-it.js';

/** Bytes from the start of a buffer of their own, as a page has them. */
const aligned = (bytes: Buffer | undefined) => Uint8Array.from(bytes ?? []);

describe('the page of a run', () => {
  const { letters, out } = place();
  let sections: Map<string, Buffer>;
  let summary: PageSummary;
  beforeAll(async () => {
    await runIt(letters, out);
    sections = readSections(path.join(out, 'report.html'));
    summary = jsonOf(sections, 'summary');
  });

  it('has its sections in the order in which they are looked at', () => {
    expect([...sections.keys()]).toEqual([
      'counting-script',
      'languages-script',
      'summary',
      'documents',
      'mixtures',
      'vocabulary',
      'topic-terms',
      'counting',
      'texts-0',
    ]);
  });

  it('says what report.md says', () => {
    const report = readFileSync(path.join(out, 'report.md'), 'utf8');
    const { collection, convergence, secondLook, misfit, model } = summary.sentences;
    for (const sentence of [...collection, ...convergence, secondLook, misfit, ...model]) expect(report).toContain(sentence);
    for (const { trust } of summary.topics) expect(report).toContain(trust.map(({ sentence }) => sentence).join(' '));
    expect(summary.topics[0]?.trust[0]).toMatchObject({ sentence: expect.stringMatching(/\(NPMI -?\d\.\d\d, .* of the 2 topics\)\.$/), measure: 'npmi' });
    for (const { measure } of summary.topics.flatMap(({ trust }) => trust)) expect(summary.measures).toHaveProperty(measure as string);
  });

  it('has the topics with terms by their columns, near topics and passages', () => {
    const { terms } = jsonOf<PageVocabulary>(sections, 'vocabulary');
    expect(summary.topics.map(({ topic }) => topic)).toEqual([1, 2]);
    for (const topic of summary.topics) {
      expect(topic.terms.map(({ column }) => terms[column])).toEqual(topic.terms.map(({ term }) => term));
      expect(topic.nearest).toEqual([{ topic: 3 - topic.topic, distance: expect.any(Number) }]);
      for (const { document, id, text, marks } of topic.passages) {
        expect(jsonOf<DocumentTable>(sections, 'documents').ids[document]).toBe(id);
        expect(LETTERS[id]).toContain(text);
        expect(marks.length % 2).toBe(0);
      }
    }
    expect(summary.topics.reduce((sum, { documents }) => sum + documents, 0)).toBe(8);
    const [[x, y], [u, v]] = summary.topics.map(({ place: at }) => at) as [PageSummary['topics'][0]['place'], PageSummary['topics'][0]['place']];
    expect(Math.max(Math.abs(x - u), Math.abs(y - v))).toBeGreaterThan(1);
  });

  it('has the documents, their mixtures and texts in the order of documents.csv', async () => {
    const documents = table(out, 'documents.csv');
    expect(jsonOf<DocumentTable>(sections, 'documents')).toEqual({
      ids: documents.map(({ id }) => id),
      languages: documents.map(({ language }) => language),
      columns: [],
    });
    expect(summary.documents).toEqual({ columns: [], texts: 'whole', characters: 0, blocks: [0] });
    expect(sections.get('texts-0')?.toString().split('\0')).toEqual(documents.map(({ id }) => LETTERS[id as string]));
    const mixtures = viewMixtures(aligned(sections.get('mixtures')));
    expect(Array.from(mixtures.tokens)).toEqual(documents.map(({ tokens }) => Number(tokens)));
    expect(Array.from(mixtures.unknown)).toEqual(documents.map(({ unknown }) => Number(unknown)));
    const misfit = table(out, 'misfit.csv').map((row) => Number(row.misfit));
    expect(Array.from(mixtures.misfit)).toEqual(misfit.map((score) => expect.closeTo(score, 3)));
    const shares = table(out, 'document-topics.csv');
    for (const [i, row] of shares.entries()) {
      const first = mixtures.begins[i] as number;
      expect(shareOf(mixtures, first)).toBeCloseTo(Number(row[`topic_${(mixtures.topics[first] as number) + 1}`]), 3);
      expect(shareOf(mixtures, first)).toBeCloseTo(Math.max(Number(row.topic_1), Number(row.topic_2)), 3);
    }
  });

  it('has the bits of the topics', () => {
    const { topicTerms } = topicModel(loadFactors(out));
    expect(unpackFloats(aligned(sections.get('topic-terms')))).toEqual(topicTerms);
  });

  it('has settings, inputs and the trace', () => {
    expect(summary.config).toMatchObject({ topics: 2, 'min-df': 1 });
    expect(summary.inputs).toEqual([{ path: 'letters', files: 8, bytes: expect.any(Number), sha256: expect.any(String) }]);
    const trace = table(out, 'trace.csv');
    expect(summary.trace.iteration).toEqual(trace.map(({ iteration }) => Number(iteration)));
    expect(summary.trace.relativeChange[0]).toBeNull();
    expect(summary.labels).toBeNull();
  });
});

describe('a page without texts', () => {
  it('where they were not to be kept', async () => {
    const { letters, out } = place();
    await runIt(letters, out, { 'keep-texts': 'no' });
    const sections = readSections(path.join(out, 'report.html'));
    expect([...sections.keys()].filter((name) => name.startsWith('texts'))).toEqual([]);
    const { documents, topics } = jsonOf<PageSummary>(sections, 'summary');
    expect(documents).toEqual({ columns: [], texts: 'none', characters: 0, blocks: [] });
    expect(topics[0]?.passages[0]).toMatchObject({ text: '', marks: [] });
  });

  it('of a matrix of counts, some of whose topics have no words', async () => {
    const matrix = '%%MatrixMarket matrix coordinate integer general\n4 4 5\n1 1 2\n1 2 1\n2 1 3\n3 3 1\n4 4 2\n';
    const folder = temporaryFolder({ 'X.mtx': matrix, 'terms.txt': 'a\nb\nc\nd\n' });
    const out = path.join(folder, 'out');
    const flags = { 'min-df': undefined, topics: '4', vocabulary: path.join(folder, 'terms.txt'), 'document-prior': '0', 'term-prior': '0' };
    await runIt(path.join(folder, 'X.mtx'), out, flags);
    const summary = jsonOf<PageSummary>(readSections(path.join(out, 'report.html')), 'summary');
    expect(summary.documents.texts).toBe('none');
    expect(summary.topics).toHaveLength(4);
    expect(summary.topics.flatMap(({ place: at }) => at).every((at) => at >= -1 && at <= 1)).toBe(true);
    await reportRun(out);
  });
});

describe('hostile documents', () => {
  const { letters, out } = place({
    ...LETTERS,
    'a<img src=x onerror=alert(1)>.txt': 'The apple orchard </script><script>alert(1)</script> <!-- tree.',
    'rows.csv': 'id,text,<img src=x onerror=alert(1)>,path,__proto__\r\n<b>,blue whale sea ship </p>,"&lt;"" onload=x",p,x\r\n',
    'lines.jsonl': HOSTILE_TEXTS.map((text, n) => JSON.stringify({ id: `${n} ${text}`, text: `blue whale sea ship ${n} ${text}`, [text]: text })).join('\n'),
  });

  it('are values of the page and nothing else', async () => {
    await runIt(letters, out, { 'max-df': '1' });
    const file = path.join(out, 'report.html');
    const html = readFileSync(file, 'utf8');
    const { document } = parseHTML(html);
    expect(Array.from(document.querySelectorAll('img, [onload], [onerror], [style], body script:not([type])'), ({ tagName }) => tagName)).toEqual(['SCRIPT']);
    const sections = readSections(file);
    expect(document.querySelectorAll('script')).toHaveLength(sections.size + 1);

    const { documents } = await loadCollection(out);
    expect(documents.length).toBeGreaterThan(15);
    const pages = jsonOf<DocumentTable>(sections, 'documents');
    const { columns } = jsonOf<PageSummary>(sections, 'summary').documents;
    expect(pages.ids).toEqual(documents.map(({ id }) => id));
    expect(columns).toContain('metadata_path');
    expect(columns).toContain('<img src=x onerror=alert(1)>');
    for (const [c, name] of columns.entries()) expect(pages.columns[c]).toEqual(documents.map(({ metadata }) => metadata[name]));
    const texts = [...sections].filter(([name]) => name.startsWith('texts-')).flatMap(([, bytes]) => bytes.toString().split('\0'));
    expect(texts).toHaveLength(documents.length);
    expect(texts[documents.findIndex(({ id }) => id.startsWith('a<img'))]).toContain('</script><script>alert(1)</script> <!-- tree.');

    // from the folder, where columns have other names than in the files
    writeFileSync(file, '');
    await reportRun(out);
    expect(readFileSync(file, 'utf8') === html).toBe(true);
  });
});
