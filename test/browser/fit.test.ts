import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.js';
import { fitBits } from './fit.js';

const launched = await launchBrowser();
afterAll(() => launched?.browser.close());

it.runIf(launched)('fits in a browser have the bits of those in Node', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "import { fitBits } from './fit.js'; globalThis.fitBits = fitBits;", resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  const page = await (launched as TestBrowser).browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const inBrowser = await page.evaluate(() => (globalThis as unknown as { fitBits: () => Promise<Record<string, string>> }).fitBits());
  const inNode = await fitBits();
  expect(Object.keys(inNode).length).toBe(12);
  expect(inBrowser).toEqual(inNode);
});
