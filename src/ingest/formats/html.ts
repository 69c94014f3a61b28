import { readText } from '../decode-text.js';
import type { Finding, Format, Head, Source } from '../document.js';
import { metadataOf, onOneLine } from '../metadata.js';

/** A page of the web: its article, or all that is no menu. Nothing is fetched and no script is run. */
export const html: Format = {
  name: 'HTML',
  extensions: ['.html', '.htm', '.xhtml', '.xht'],
  isText: true,
  recognizes: ({ text }: Head) => text !== undefined && beginsAsPage(text),
  read: readHtml,
};

/** Bytes in which a page says what it is encoded in. */
const DECLARATION_BYTES = 4096;

async function* readHtml(source: Source): AsyncGenerator<Finding> {
  const [{ surveyPage }, { pageText }, { pageMetadata }] = await Promise.all([
    import('./html/html-page.js'),
    import('./html/page-text.js'),
    import('./html/page-metadata.js'),
  ]);
  const { text: written, note } = await readText(source, declaredEncoding(await source.content.head(DECLARATION_BYTES)));
  if (note !== undefined) yield { kind: 'note', problem: note };
  const page = surveyPage(written);
  const { title, date, author, headline } = pageMetadata(page);
  const { text, byline } = await pageText(written, page);
  const metadata = metadataOf([
    ['title', title ?? ''],
    ['date', date ?? ''],
    ['author', author ?? authorOf(byline ?? '')],
  ]);
  yield { kind: 'document', text: withHeadline(text, headline), metadata };
}

/** Whether a text begins as a page does, after comments, an XML declaration and white space. */
function beginsAsPage(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '>' : undefined;
    if (end === undefined) break;
    const ended = text.indexOf(end, at + 2);
    if (ended < 0) return false;
    at = ended + end.length;
  }
  return /^<(?:!doctype\s+html|html|head|body)(?=[\s>])/i.test(text.slice(at, at + 100));
}

/** The encoding that the start of a page names. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const start = Buffer.from(head.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const found = /<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start) ?? /^\s*<\?xml\s[^>]{0,500}?encoding\s*=\s*["']([\w.:-]+)/.exec(start);
  return found?.[1];
}

/** A line about the author, if it is a name: not "By A. Name | 10/9/10 7:15 AM". */
function authorOf(byline: string): string {
  const name = onOneLine(byline).replace(/^by\s+/i, '');
  return name.length <= 60 && !/[\d|@]/.test(name) ? name : '';
}

/** The text with its headline, once: that of an article often stands outside of what holds its text. */
function withHeadline(text: string, headline: string | undefined): string {
  if (headline === undefined) return text;
  const wanted = headline.toLowerCase();
  const start = text.slice(0, 2 * headline.length + 1000);
  const isThere = onOneLine(start).toLowerCase().startsWith(wanted) || start.split('\n').some((line) => line.trim().toLowerCase() === wanted);
  return isThere ? text : `${headline}\n\n${text}`;
}
