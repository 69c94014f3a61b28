import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { type PageProgram, type PageSection, pageFile, programHash } from '../../../src/report/page-file.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';

const LATER = 'globalThis.later = 1;';
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const hashed = (content: string) => ({ content, hash: sha256(content) });
const program: PageProgram = {
  styles: hashed('p { margin: 0 }'),
  script: hashed('document.title = "x";'),
  laterScripts: [{ name: 'counting-script', packed: gzipSync(LATER).toString('base64'), hash: sha256(LATER) }],
};

async function* each(sections: readonly PageSection[]): AsyncGenerator<PageSection> {
  yield* sections;
}

async function page(sections: readonly PageSection[] = [], title = 'Topics of x'): Promise<string> {
  let html = '';
  for await (const piece of pageFile(title, ['<div id="page">o</div>\n'], program, each(sections))) html += piece;
  return html;
}

const sectionsOf = (html: string) =>
  Array.from(html.matchAll(/<script type="application\/gzip;base64" id="section-([^"]*)">([^<]*)<\/script>/g), ([, name, packed]) => [
    name,
    gunzipSync(Buffer.from(packed as string, 'base64')).toString(),
  ]);

describe('pageFile', () => {
  it('is a document with styles, outline, sections and at last the script', async () => {
    const html = await page([{ name: 'summary', content: '{}' }]);
    expect(html).toMatch(
      /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="[^"]*">\n<meta name="viewport" /,
    );
    expect(html).toContain('<title>Topics of x</title>\n<style>p { margin: 0 }</style>\n</head>\n<body>\n<div id="page">o</div>\n<script type="application');
    expect(html).toMatch(/<\/script>\n<script>document\.title = "x";<\/script>\n<\/body>\n<\/html>\n$/);
  });

  it('allows the scripts and styles of the program, by their hashes, and nothing else', async () => {
    const { document } = parseHTML(await page());
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content')?.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src '${program.script.hash}' '${sha256(LATER)}' 'wasm-unsafe-eval'`,
      `style-src '${program.styles.hash}'`,
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types topikl',
    ]);
  });

  it('has each section compressed, in their order', async () => {
    const texts = Array.from({ length: 7 }, (_, n): PageSection => ({ name: `texts-${n}`, content: `${n} ${'text '.repeat(n * 1000)}` }));
    const html = await page([...texts, { name: 'topic-terms', content: Uint8Array.of(1, 2, 3) }]);
    expect(sectionsOf(html)).toEqual([['counting-script', LATER], ...texts.map(({ name, content }) => [name, content]), ['topic-terms', '\u0001\u0002\u0003']]);
  });

  it('takes sections one after the other', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<PageSection> {
      for (;;) yield { name: `texts-${taken++}`, content: 'x' };
    }
    let given = 0;
    for await (const piece of pageFile('t', [], program, endless())) {
      if (piece.includes('section-texts')) given++;
      expect(taken - given).toBeLessThan(4);
      if (given === 20) break;
    }
    expect(given).toBe(20);
  });

  it('ends with the error of a section that cannot be had', async () => {
    async function* failing(): AsyncGenerator<PageSection> {
      yield { name: 'summary', content: 'x' };
      throw new Error('no more');
    }
    const read = async () => {
      for await (const _ of pageFile('t', [], program, failing()));
    };
    await expect(read()).rejects.toThrow('no more');
  });

  it.each(HOSTILE_TEXTS)('makes no markup of %j as title or content', async (text) => {
    const html = await page([{ name: 'summary', content: JSON.stringify({ text }) }], text);
    const { document } = parseHTML(html);
    expect(document.title).toBe(text.replace(/[\0\r\n\u2028\u2029\u202e\u2066]/g, ' '));
    const plain = parseHTML(await page([{ name: 'summary', content: '{}' }], 'a')).document;
    const tags = (of: typeof document) => Array.from(of.querySelectorAll('*'), ({ tagName }) => tagName);
    expect(tags(document)).toEqual(tags(plain));
  });
});

it('programHash is another where any part of the program is', () => {
  const changes: Partial<PageProgram>[] = [{}, { styles: hashed('') }, { script: hashed(' ') }, { laterScripts: [] }];
  expect(new Set(changes.map((change) => programHash({ ...program, ...change }))).size).toBe(changes.length);
});
