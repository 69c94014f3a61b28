import { closeSync, createReadStream, readFileSync, statSync } from 'node:fs';
import { Content } from './content.js';
import { decodeText } from './decode-text.js';
import type { Finding, FormatSettings, FoundMember, Head, Source, SourceFile } from './document.js';
import { extensionOf } from './extension.js';
import { NOT_A_REGULAR_FILE, openRegularFile } from './files/open-regular-file.js';
import { plainText } from './formats/plain-text.js';
import { type Recognized, recognizeFormat } from './formats/registry.js';
import type { Problem } from './ledger.js';
import { Allowance, type Limits, ReadingError } from './limits.js';

/** How files are read. */
export interface ReadSettings extends FormatSettings {
  limits: Limits;
}

/** What is found in a file or one of its members, with the path of the one it was found in. */
export type FileFinding = { path: string } & Exclude<Finding, FoundMember>;

const HEAD_BYTES = 4096;
const SPENT: Problem = { reason: 'too-large', detail: 'its file has more inside than may be read; what follows is not read' };
const CHANGED: Problem = { reason: 'changed', detail: 'its size changed after the files were listed: what was read may be a part of it' };
/** Files up to this size are read at once. */
const SMALL = 1024 * 1024;

/**
 * Reads a file and whatever files are in it: archives, attachments. Nothing it holds stops the reading of the others: what cannot be
 * read is a problem among the findings.
 *
 * @param onRead told of the bytes of a large file as they are read
 */
export async function* readFile(file: SourceFile, settings: ReadSettings, onRead: (bytes: number) => void = () => {}): AsyncGenerator<FileFinding> {
  const allowance = new Allowance(settings.limits);
  const { path, location } = file;
  let content: Content;
  try {
    content = openContent(file, onRead);
  } catch (error) {
    yield { kind: 'problem', path, problem: problemOf(error) };
    return;
  }
  yield* readSource({ path, content, location, allowance }, settings, 1);
  if (hasOtherSize(file)) yield { kind: 'note', path, problem: CHANGED };
}

/** Whether a file was cut or grew since it was listed; of one that is gone by now, all was read. */
function hasOtherSize({ location, bytes }: SourceFile): boolean {
  try {
    return statSync(location).size !== bytes;
  } catch {
    return false;
  }
}

function openContent({ location, bytes }: SourceFile, onRead: (bytes: number) => void): Content {
  const fd = openRegularFile(location);
  // a stream closes its file itself
  if (bytes > SMALL) return new Content(counted(createReadStream('', { fd, highWaterMark: SMALL }), onRead));
  try {
    return Content.of(readFileSync(fd));
  } finally {
    closeSync(fd);
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onRead(piece.length);
    yield piece;
  }
}

async function* readSource(source: Source, settings: ReadSettings, depth: number): AsyncGenerator<FileFinding> {
  const { path, allowance } = source;
  let empty = true;
  try {
    for await (const finding of findings(source, settings)) {
      if (finding.kind !== 'note') empty = false;
      if (finding.kind === 'document') {
        yield { ...finding, path };
        continue;
      }
      if (finding.name !== undefined && finding.kind !== 'note') allowance.countMember();
      if (finding.kind !== 'member') {
        const { name, ...found } = finding;
        yield { ...found, path: pathOf(path, name) };
        continue;
      }
      yield* readMember(source, finding, settings, depth);
      if (allowance.spent) {
        // what has no name of its own has said it of this path
        if (finding.name !== undefined) yield { kind: 'problem', path, problem: SPENT };
        return;
      }
    }
    if (empty) yield { kind: 'problem', path, problem: { reason: 'no-documents', detail: 'no document was found in it' } };
  } catch (error) {
    yield { kind: 'problem', path, problem: problemOf(error) };
  } finally {
    await source.content.close();
  }
}

async function* readMember({ path, allowance }: Source, member: FoundMember, settings: ReadSettings, depth: number): AsyncGenerator<FileFinding> {
  const { name, readAs, content } = member;
  const source: Source = { path: pathOf(path, name), content, allowance, ...(readAs === undefined ? {} : { readAs }) };
  const { maxDepth } = allowance.limits;
  if (depth > maxDepth) {
    await content.close();
    yield {
      kind: 'problem',
      path: source.path,
      problem: { reason: 'too-deep', detail: `it is inside more than ${maxDepth} ${maxDepth === 1 ? 'archive' : 'archives'}` },
    };
    return;
  }
  yield* readSource(source, settings, depth + 1);
}

/** The path of a file inside another. */
function pathOf(outer: string, name: string | undefined): string {
  return name === undefined ? outer : `${outer}/${name}`;
}

async function* findings(source: Source, settings: ReadSettings): AsyncGenerator<Finding> {
  const head = await headOf(source);
  if (head.bytes.length === 0) {
    yield { kind: 'document', text: '', metadata: {} };
    return;
  }
  const recognized: Recognized = settings.format === 'text' ? { format: plainText } : recognizeFormat(head);
  if ('unread' in recognized) {
    const problem: Problem =
      recognized.unread === 'no text'
        ? { reason: 'binary', detail: 'it is no text, nor of a format that is known' }
        : { reason: 'unsupported-format', detail: `${recognized.unread} is not read` };
    yield { kind: 'problem', problem };
    return;
  }
  const { format, instead } = recognized;
  if (instead !== undefined) yield { kind: 'note', problem: { reason: 'format', detail: `its name says ${instead}, its content is ${format.name}` } };
  yield* format.read(source, settings);
}

async function headOf(source: Source): Promise<Head> {
  const bytes = (await source.content.head(HEAD_BYTES)).subarray(0, HEAD_BYTES);
  return { bytes, text: decodeText(bytes)?.text, extension: extensionOf(source) };
}

/** What an error of a reader says in the ledger: never its own words, which differ from one version of a library to the next. */
function problemOf(error: unknown): Problem {
  if (error instanceof ReadingError) return error.problem;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ERR_STRING_TOO_LONG') return { reason: 'too-large', detail: 'its text is longer than a text can be' };
  if (code === NOT_A_REGULAR_FILE) return { reason: 'not-a-regular-file', detail: 'a device, socket or pipe is not read' };
  if (code !== undefined && syscall !== undefined) return { reason: 'unreadable', detail: `the system says ${code}` };
  return { reason: 'malformed', detail: 'it is damaged, or not of the format that it seems to be' };
}
