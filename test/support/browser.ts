import { type Browser, chromium as playwright } from 'playwright-core';

/** A browser, and whether it is the one that the goldens of screenshots were made with: another one has other letters. */
export interface TestBrowser {
  browser: Browser;
  isCarried: boolean;
}

/** What the package sets for a function in a cloud: a browser in one process, which ends with its first context, and is less strict. */
const UNLIKE_USERS: ReadonlySet<string> = new Set(['--single-process', '--disable-web-security', '--allow-running-insecure-content']);
/** Browsers of the system, tried in this order where the carried one cannot start. */
const CHANNELS = ['chromium', 'chrome', 'msedge'];
const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/**
 * A headless Chromium: that of the npm package @sparticuz/chromium, so that tests need no browser on the machine; else one that is
 * installed; undefined where there is none either, which is said on standard error.
 */
export async function launchBrowser(): Promise<TestBrowser | undefined> {
  const failures: string[] = [];
  const attempt = async (name: string, launch: () => Promise<Browser>): Promise<Browser | undefined> => {
    try {
      return await launch();
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message.split('\n', 1)[0]}`);
      return undefined;
    }
  };
  const carried = await attempt('@sparticuz/chromium', async () => {
    // makes the package unpack the libraries and letters that a bare system lacks, and set where they are looked for
    process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
    const { default: chromium } = await import('@sparticuz/chromium');
    const args = chromium.args.filter((argument) => !UNLIKE_USERS.has(argument));
    return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
  });
  if (carried !== undefined) return { browser: carried, isCarried: true };
  for (const channel of CHANNELS) {
    const browser = await attempt(channel, () => playwright.launch({ channel, headless: true }));
    if (browser !== undefined) return { browser, isCarried: false };
  }
  for (const executablePath of EXECUTABLES) {
    const browser = await attempt(executablePath, () => playwright.launch({ executablePath, headless: true }));
    if (browser !== undefined) return { browser, isCarried: false };
  }
  const line = '!'.repeat(72);
  process.stderr.write(
    `\n${line}\nNo browser starts on this system: THE TESTS OF THE PAGE ARE LEFT OUT.\nInstall Chromium or Chrome. ${failures.join('; ')}\n${line}\n`,
  );
  return undefined;
}
