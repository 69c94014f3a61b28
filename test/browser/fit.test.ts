import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { fitBits } from './fit.js';

it('fits in a browser have the bits of those in Node', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "import { fitBits } from './fit.js'; globalThis.fitBits = fitBits;", resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    const inBrowser = await page.evaluate(() => (globalThis as unknown as { fitBits: () => Promise<Record<string, string>> }).fitBits());
    const inNode = await fitBits();
    expect(Object.keys(inNode).length).toBe(12);
    expect(inBrowser).toEqual(inNode);
  } finally {
    await browser.close();
  }
});
