/*
 * Bundles the page with Vite into compiled.ts: its styles, the script that shows it, and two that are large and wait compressed until they
 * are needed: one counts words and infers mixtures, one has what tells languages by their sequences of letters.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { packedNgrams, unpackedNgrams } from './packed-ngrams.mjs';

const folder = import.meta.dirname;
const NGRAMS = path.join(path.dirname(fileURLToPath(import.meta.resolve('eld/extrasmall'))), '../ngrams/extrasmall.js');
const { ngramsData } = await import(NGRAMS);
const ofPage = (file) => path.join(folder, file);

/** Puts the table of the package eld into a form of two thirds of the size. */
const packed = packedNgrams(ngramsData);
assert.deepEqual(unpackedNgrams(packed), ngramsData);
const denserNgrams = {
  name: 'denser-ngrams',
  load: (id) =>
    id === NGRAMS
      ? `import { unpackedNgrams } from ${JSON.stringify(ofPage('packed-ngrams.mjs'))};
export const ngramsData = unpackedNgrams(${JSON.stringify(packed)});`
      : undefined,
};

/** What the licences of others want to go with their code, wherever a page is sent. */
const preactLicence = readFileSync(path.join(path.dirname(fileURLToPath(import.meta.resolve('preact'))), '../LICENSE'), 'utf8');
const allLicences = readFileSync(path.join(folder, '../../../THIRD-PARTY.md'), 'utf8');

/**
 * @param notices what is to stand at the head of the script
 * @returns the script and the styles of an entry
 */
async function bundle(entry, notices, alias = []) {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: ofPage(entry), formats: ['iife'], name: 'topikl', fileName: 'page' },
      rolldownOptions: {
        checks: { pluginTimings: false },
        onwarn: (warning) => {
          throw new Error(`${entry}: ${warning.message}`);
        },
      },
    },
    plugins: [denserNgrams],
  });
  const { output } = (Array.isArray(result) ? result : [result])[0];
  const script = output.find(({ type }) => type === 'chunk').code;
  const styles = output.find(({ fileName }) => fileName.endsWith('.css'))?.source ?? '';
  assert(!notices.includes('*/'));
  // in an inline script these would end it
  return { script: `/* topikl. ${notices.trim()} */\n${script.trim()}`.replace(/<(?=\/script|!--|script)/gi, '\\x3c'), styles: String(styles).trim() };
}

const page = await bundle('main.tsx', `Preact is in it: ${preactLicence}`);
const counting = await bundle('counting.ts', allLicences, [
  // as Node resolves it
  { find: 'stopword', replacement: 'stopword/dist/stopword.cjs.js' },
  { find: 'eld/extrasmall', replacement: ofPage('loaded-languages.ts') },
  // the stemmers of natural bring them along for what is not called here
  { find: /^stopwords-iso$|^\.\.\/util\/stopwords.*|^\.\.\/tokenizers\/.*/, replacement: ofPage('nothing.cjs') },
]);
const languages = await bundle('languages.ts', 'The table of eld, whose licence stands in the script that counts words, is in it.');

const compressed = (text) => gzipSync(text, { level: 9 }).toString('base64');
const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const scripts = { COUNTING_SCRIPT: compressed(counting.script), LANGUAGES_SCRIPT: compressed(languages.script) };
writeFileSync(
  ofPage('compiled.ts'),
  `// Made by \`npm run build:page\`: do not edit.
/** Styles of the page. */
export const STYLES = ${JSON.stringify(page.styles)};
/** The script that shows the page. */
export const SCRIPT = ${JSON.stringify(page.script)};
/** The script that counts words and infers mixtures, compressed (gzip) and in base64. */
export const COUNTING_SCRIPT =
  '${scripts.COUNTING_SCRIPT}';
/** The script that tells languages where their commonest words do not, compressed (gzip) and in base64. */
export const LANGUAGES_SCRIPT =
  '${scripts.LANGUAGES_SCRIPT}';

/* What a Content-Security-Policy names them by: a hash of each as it is run. */
export const STYLES_HASH = '${hash(page.styles)}';
export const SCRIPT_HASH = '${hash(page.script)}';
export const COUNTING_SCRIPT_HASH = '${hash(counting.script)}';
export const LANGUAGES_SCRIPT_HASH = '${hash(languages.script)}';
`,
);
const kilobytes = (text) => `${(text.length / 1000).toFixed(1)} KB`;
const sizes = [
  ['script', page.script],
  ['styles', page.styles],
  ['counting', counting.script],
  ['languages', languages.script],
].map(([name, text]) => `${name} ${kilobytes(text)} (${kilobytes(compressed(text))} compressed)`);
console.log(`page: ${sizes.join(', ')}`);
