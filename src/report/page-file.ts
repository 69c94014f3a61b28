import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { escapeHtml } from './escape-html.js';
import type { SectionName } from './page-content.js';

/** What the page is made with, see page/build.mjs; hashes are as a policy names them, sha256-… */
export interface PageProgram {
  styles: { content: string; hash: string };
  /** shows the page */
  script: { content: string; hash: string };
  /** scripts that are put into the page when they are needed: sections that are compressed (gzip) and in base64; hashes of what is in them */
  laterScripts: readonly { name: SectionName; packed: string; hash: string }[];
}

/** A part of the page before it is compressed. */
export interface PageSection {
  name: SectionName;
  content: string | Uint8Array;
}

const COMPRESSION = { level: 6 };
const compress = promisify<string | Uint8Array, typeof COMPRESSION, Buffer>(gzip);
/** Sections that are compressed at once, beside this thread. */
const AT_ONCE = 2;

/**
 * report.html in pieces, the script last. Nothing in it is fetched, and no script runs but those of the program: a policy names their hashes.
 *
 * @param title in plain text
 * @param outline markup that the script replaces
 * @param sections taken one after the other, so that not all of them have to be in memory
 */
export async function* pageFile(title: string, outline: Iterable<string>, program: PageProgram, sections: AsyncIterable<PageSection>): AsyncGenerator<string> {
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(program)}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n';
  yield '<meta name="color-scheme" content="light dark">\n';
  yield `<title>${escapeHtml(title)}</title>\n<style>${program.styles.content}</style>\n</head>\n<body>\n`;
  yield* outline;
  for (const { name, packed } of program.laterScripts) yield section(name, packed);
  yield* packedSections(sections);
  yield `<script>${program.script.content}</script>\n</body>\n</html>\n`;
}

/** What of the program a page depends on. */
export function programHash({ styles, script, laterScripts }: PageProgram): string {
  return [styles, script, ...laterScripts].map(({ hash }) => hash).join(' ');
}

/** Without quotation marks. */
function contentPolicy({ styles, script, laterScripts }: PageProgram): string {
  const scripts = [script, ...laterScripts].map(({ hash }) => `'${hash}'`);
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} 'wasm-unsafe-eval'`,
    `style-src '${styles.hash}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types topikl',
  ].join('; ');
}

async function* packedSections(sections: AsyncIterable<PageSection>): AsyncGenerator<string> {
  const packing: Promise<string>[] = [];
  for await (const { name, content } of sections) {
    packing.push(compress(content, COMPRESSION).then((packed) => section(name, packed.toString('base64'))));
    if (packing.length >= AT_ONCE) yield packing.shift() as Promise<string>;
  }
  for (const packed of packing) yield packed;
}

/** A script of a type that browsers do not run; base64 has no character of markup. */
function section(name: SectionName, packed: string): string {
  return `<script type="application/gzip;base64" id="section-${name}">${packed}</script>\n`;
}
