import type { Finding, Format, Head, Source } from '../document.js';
import type { Problem } from '../ledger.js';
import { ReadingError } from '../limits.js';
import { onOneLine } from '../metadata.js';
import { withoutStrayRejections } from './pdf/pdf-rejections.js';
import { checkStreams } from './pdf/pdf-streams.js';
import { type Line, LineBuilder, pagesToText } from './pdf/pdf-text.js';

/** Pieces of text that a page may have; real ones have up to some thousands, a form that draws forms that draw forms any number. */
const MAX_PAGE_ITEMS = 50_000;

/** Pages that a note names, those in a row counted once. */
const MAX_RANGES = 20;

/** A PDF, one document: its text in the order in which it is drawn. */
export const pdf: Format = { name: 'PDF', extensions: ['.pdf'], isText: false, recognizes: isPdf, read: readPdf };

/** What comes before a PDF's first line is let pass, as PDF programs do, where an object of it follows. */
function isPdf({ bytes }: Head): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!buffer.includes('%PDF-')) return false;
  const start = buffer.toString('latin1');
  const at = start.slice(0, 1024).search(/(?:^|[\r\n])[\s\xef\xbb\xbf]*%PDF-\d/);
  return start.startsWith('%PDF-') || (at >= 0 && /\d \d+ obj\b/.test(start.slice(at)));
}

/** What is read of a PDF. */
interface Pages {
  /** of each page that is read, its lines */
  lines: (readonly Line[])[];
  /** pages in all */
  count: number;
  metadata: Record<string, string>;
  /** numbers from 1 of those that cannot be read */
  damaged: number[];
  /** whether the last of them is not read to its end, nor are those after it */
  cut: boolean;
  /** tables of characters that its fonts refer to, and that are not at hand */
  missing: string[];
}

async function* readPdf({ content, allowance }: Source): AsyncGenerator<Finding> {
  const { maxDocumentBytes, maxPages } = allowance.limits;
  const bytes = await content.all(maxDocumentBytes);
  await checkStreams(bytes, maxDocumentBytes);
  const pages = await withoutStrayRejections(() => readPages(bytes, maxPages, maxDocumentBytes));
  const { lines, count, metadata, damaged } = pages;
  if (damaged.length === lines.length) throw new ReadingError({ reason: 'malformed', detail: 'it is damaged: no page of it can be read' });
  const empty = lines.flatMap(({ length }, p) => (length === 0 && !damaged.includes(p + 1) ? [p + 1] : []));
  if (empty.length + damaged.length === lines.length) throw new ReadingError(noText(pages));
  yield { kind: 'document', text: pagesToText(lines), metadata };
  for (const problem of notes(pages, empty)) yield { kind: 'note', problem };
  if (count > lines.length) yield { kind: 'note', problem: { reason: 'too-large', detail: `only the first ${lines.length} of ${count} pages are read` } };
}

function noText({ missing, count }: Pages): Problem {
  if (missing.length > 0) return { reason: 'encoding', detail: `its fonts refer to tables of characters that are not at hand (${missing.join(', ')})` };
  return { reason: 'scanned', detail: count === 1 ? 'its only page has no text: scanned, it seems' : `none of its ${count} pages has text: scanned, it seems` };
}

function notes({ lines, count, damaged, cut, missing }: Pages, empty: readonly number[]): Problem[] {
  const found: Problem[] = [];
  const verb = (pages: readonly number[], one: string, many: string) => (pages.length === 1 ? one : many);
  if (missing.length > 0) {
    const detail = `text is missing: some of its fonts refer to tables of characters that are not at hand (${missing.join(', ')})`;
    found.push({ reason: 'encoding', detail });
  }
  if (empty.length > 0) {
    const why = missing.length > 0 ? 'scanned, or in such fonts' : 'scanned';
    found.push({ reason: 'scanned', detail: `${named(empty, count)} ${verb(empty, 'has', 'have')} no text: ${why}, it seems` });
  }
  if (damaged.length > 0) found.push({ reason: 'malformed', detail: `${named(damaged, count)} ${verb(damaged, 'is', 'are')} damaged, and left out` });
  if (cut) found.push({ reason: 'too-large', detail: `page ${lines.length} has more than ${MAX_PAGE_ITEMS} pieces of text, and what follows is not read` });
  return found;
}

/** Pages as a person names them: `pages 2 and 5–7 of 9`. */
function named(pages: readonly number[], count: number): string {
  const ranges: string[] = [];
  for (let i = 0; i < pages.length; ) {
    let last = i;
    while (pages[last + 1] === (pages[last] as number) + 1) last++;
    ranges.push(last === i ? `${pages[i]}` : `${pages[i]}${last === i + 1 ? ', ' : '–'}${pages[last]}`);
    i = last + 1;
  }
  const listed = ranges.length > MAX_RANGES ? `${ranges.slice(0, MAX_RANGES).join(', ')}, …` : ranges.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${pages.length === 1 ? 'page' : 'pages'} ${listed} of ${count}`;
}

/** @throws ReadingError where it is encrypted or damaged beyond reading */
async function readPages(bytes: Uint8Array, maxPages: number, maxLength: number): Promise<Pages> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { getDocument } = await getResolvedPDFJS();
  const missing = new Set<string>();
  const task = getDocument({
    // a copy, as pdf.js takes the bytes away
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    // nothing but the file itself may have a say in what its text is
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    BinaryDataFactory: class {
      async fetch({ kind, filename }: { kind: string; filename: string }): Promise<never> {
        if (kind === 'cMapUrl') missing.add(filename.replace(/\.bcmap$/, ''));
        throw new Error('not at hand');
      }
    },
  });
  try {
    const document = await task.promise.catch((error: unknown) => {
      if ((error as Error).name === 'PasswordException') throw new ReadingError({ reason: 'encrypted', detail: 'it can be opened only with a password' });
      throw new ReadingError({ reason: 'malformed', detail: 'it is damaged, or no PDF' });
    });
    const pages: Pages = { lines: [], count: document.numPages, metadata: {}, damaged: [], cut: false, missing: [] };
    let length = 0;
    for (let p = 1; p <= Math.min(pages.count, maxPages) && length < maxLength && !pages.cut; p++) {
      const lines = await readPage(document, p, pages);
      length = lines.reduce((sum, { text }) => sum + text.length, length);
      pages.lines.push(lines);
    }
    pages.metadata = await readMetadata(document);
    return { ...pages, missing: [...missing].sort() };
  } finally {
    await task.destroy();
  }
}

type PdfDocument = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;

async function readPage(document: PdfDocument, number: number, pages: Pages): Promise<readonly Line[]> {
  const builder = new LineBuilder();
  try {
    const page = await document.getPage(number);
    // read by hand: leaving a loop over the stream would cancel it, on which pdf.js throws where nobody can catch it
    const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader();
    let items = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (const item of next.value.items) if ('str' in item) builder.add(item);
      items += next.value.items.length;
      if (items < MAX_PAGE_ITEMS) continue;
      pages.cut = true;
      return builder.end();
    }
    page.cleanup();
  } catch {
    pages.damaged.push(number);
  }
  return builder.end();
}

type TextContent = Awaited<ReturnType<Awaited<ReturnType<PdfDocument['getPage']>>['getTextContent']>>;

async function readMetadata(document: PdfDocument): Promise<Record<string, string>> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const { Title, Author, CreationDate } = info as Record<string, unknown>;
  const [title, author, date] = [Title, Author, CreationDate].map((value) => onOneLine(typeof value === 'string' ? value : '')) as [string, string, string];
  const known = { title: isFileName(title) ? '' : title, author: isNobody(author) ? '' : author, date: dateOf(date) };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
}

/** What programs write where nobody has given a title. */
function isFileName(title: string): boolean {
  return /^\(?(untitled|unnamed|unbenannt|sans titre|anonymous)\b|^microsoft (word|excel|powerpoint) - |\.(docx?|rtf|odt|dvi|tex|ps|pdf|html?|indd|qxd|pages|pptx?|xlsx?)$/i.test(
    title,
  );
}

function isNobody(author: string): boolean {
  return /^\(?(anonymous|unknown|unspecified)\)?$/i.test(author);
}

/** `D:20240131…` as 2024-01-31, by its own digits whatever the time zone; YYYY or YYYY-MM where it says no more. */
function dateOf(written: string): string {
  const [, year, month, day] = /^(?:D:)?(\d{4})(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?/.exec(written) ?? [];
  if (year === undefined) return written;
  return [year, month, month === undefined ? undefined : day].filter((part) => part !== undefined).join('-');
}
