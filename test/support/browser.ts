import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A headless Chromium: that of the npm package @sparticuz/chromium, so that tests need no browser on the machine. The variable makes the
 * package unpack the libraries that a bare system lacks, and set where they are looked for.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  return playwright.launch({ executablePath, args: chromium.args, headless: true });
}
