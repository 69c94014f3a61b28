import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PageSummary } from '../../../src/report/page-content.js';
import { storySentences } from '../../../src/report/page-summary.js';
import type { Story } from '../../../src/report/story.js';
import { topicTimeSentence } from '../../../src/report/story-sentences.js';
import type { Report } from './reports.js';

/** A report that tells a story too, as a run would have written it. */
export function withStory(report: Report, story: Story, name = 'story'): Report {
  const page = readFileSync(fileURLToPath(report.address), 'utf8');
  const [before, packed = ''] = /id="section-summary">([^<]*)</.exec(page) ?? [];
  if (before === undefined) throw new Error('the page has no summary');
  const summary = toldIn(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as PageSummary, story);
  const sections = [
    `id="section-summary">${pack(summary)}</script>\n`,
    story.time === null ? '' : section('time', story.time),
    story.groups.length === 0 ? '' : section('groups', story.groups),
  ];
  const file = path.join(report.folder, `${name}.html`);
  writeFileSync(
    file,
    page.replace(/id="section-summary">[^<]*<\/script>\n/, () => sections.join('')),
  );
  return { folder: report.folder, address: pathToFileURL(file).href };
}

function section(name: string, content: unknown): string {
  return `<script type="application/gzip;base64" id="section-${name}">${pack(content)}</script>\n`;
}

function pack(content: unknown): string {
  return gzipSync(JSON.stringify(content)).toString('base64');
}

function toldIn(summary: PageSummary, story: Story): PageSummary {
  const { summaries, time, tree } = story;
  const labels = summary.topics.map(({ label }) => label);
  return {
    ...summary,
    sentences: {
      ...summary.sentences,
      ...storySentences(story, labels),
    },
    summary: summaries.collection.map((sentence) => ({ ...sentence, language: 'en' })),
    tree,
    topics: summary.topics.map((topic, k) => {
      const course = time?.topics[k];
      return {
        ...topic,
        summary: (summaries.topics[k] ?? []).map((sentence) => ({ ...sentence, language: 'en' })),
        overTime: time === null || course === undefined ? '' : topicTimeSentence(time, course),
      };
    }),
  };
}
