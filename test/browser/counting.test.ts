import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { fitTopics, inferMixtures, type Model } from '../../src/index.js';
import { COUNTING_SCRIPT, COUNTING_SCRIPT_HASH, LANGUAGES_SCRIPT, LANGUAGES_SCRIPT_HASH } from '../../src/report/page/compiled.js';
import type { Counting, MixtureInference } from '../../src/report/page/counting-api.js';
import { pageCounting } from '../../src/report/page-counting.js';
import { packFloats } from '../../src/report/page-packing.js';
import { launchBrowser, type TestBrowser } from '../support/browser.js';
import { LETTERS, temporaryFolder } from '../temporary-folder.js';

/** What the page under test sets, from data/counting.ts. */
interface PageCode {
  loadCounting(): Promise<Counting>;
  loadInference(): Promise<MixtureInference>;
}

const GERMAN = 'Die Fischer fahren mit ihren Booten auf das Meer, und die Wale schwimmen neben den Booten durch die Wellen.';
const TEXTS = [...Object.values(LETTERS), GERMAN, 'Whales 🐳 swim, Cafe\u0301s don’t.', 'whale lupa apple zebra', ''];
const packed = (content: string | Uint8Array) => gzipSync(content).toString('base64');

/** A page with these sections under the Content-Security-Policy of reports; it has the code that reads them. */
async function pageFile(sections: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { loadCounting, loadInference } from './counting.js'; globalThis.pageCode = { loadCounting, loadInference };",
      resolveDir: path.resolve('src/report/page/data'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
  });
  const script = outputFiles[0]?.text ?? '';
  const hashes = [`sha256-${createHash('sha256').update(script).digest('base64')}`, COUNTING_SCRIPT_HASH, LANGUAGES_SCRIPT_HASH];
  const policy = `default-src 'none'; script-src 'wasm-unsafe-eval' ${hashes.map((hash) => `'${hash}'`).join(' ')}; require-trusted-types-for 'script'; trusted-types topikl`;
  const elements = Object.entries(sections).map(([name, content]) => `<script type="application/gzip;base64" id="section-${name}">${content}</script>`);
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${elements.join('')}<script>${script}</script>`;
  const file = path.join(temporaryFolder(), 'page.html');
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

function sectionsOf(model: Model): Record<string, string> {
  return {
    counting: packed(JSON.stringify(pageCounting(model, []))),
    vocabulary: packed(JSON.stringify({ terms: model.vocabulary, counts: [], documentFrequency: [] })),
    'topic-terms': packed(packFloats(model.topicTerms)),
    'counting-script': COUNTING_SCRIPT,
  };
}

function countInPage(page: Page, texts: readonly string[]) {
  return page.evaluate(async (all) => {
    const { loadCounting, loadInference } = (globalThis as unknown as { pageCode: PageCode }).pageCode;
    const [counting, inference] = await Promise.all([loadCounting(), loadInference()]);
    const counted = await Promise.all(all.map((text) => counting.count(text)));
    return counted.map((one) => {
      const { shares, misfit } = inference.mixture(one);
      return { mixture: [...shares], misfit: String(misfit), tokens: one.tokens, unknown: one.unknown };
    });
  }, texts);
}

const launched = await launchBrowser();
afterAll(() => launched?.browser.close());

describe.runIf(launched)('the page counts and infers in a browser as in Node', () => {
  it.each([
    ['a language of its own for each text', { stem: true, phrases: true }, true],
    ['one language, without the languages script', { language: 'en' }, false],
  ])('%s', async (_name, options, needsLanguages) => {
    const { model } = await fitTopics(TEXTS, { topics: 2, minDf: 1, ...options });
    const { mixtures, misfit, tokens, unknown } = await inferMixtures(model, TEXTS);
    const expected = TEXTS.map((_, i) => ({
      mixture: [...mixtures.slice(2 * i, 2 * i + 2)],
      misfit: String(misfit[i]),
      tokens: tokens[i],
      unknown: unknown[i],
    }));
    const url = await pageFile({ ...sectionsOf(model), ...(needsLanguages ? { 'languages-script': LANGUAGES_SCRIPT } : {}) });
    const page = await (launched as TestBrowser).browser.newPage();
    const errors: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(url);
    expect(await countInPage(page, TEXTS)).toEqual(expected);
    expect(errors).toEqual([]);
  });
});
