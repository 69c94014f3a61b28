import { decodeText } from './decode-text.js';
import type { Finding, Format, FormatSettings, FoundDocument, FoundMember, Source, SourceFile } from './document.js';
import { extensionOf } from './extension.js';
import { type FileContent, type FileRead, openContent } from './files/file-content.js';
import { errorCode } from './files/hash-files.js';
import { NOT_A_REGULAR_FILE } from './files/open-regular-file.js';
import { plainText, textFindings } from './formats/plain-text.js';
import { type Recognized, recognizeFormat } from './formats/registry.js';
import type { Problem } from './ledger.js';
import { Allowance, type Limits, ReadingError } from './limits.js';

/** How files are read. */
export interface ReadSettings extends FormatSettings {
  limits: Limits;
}

export interface ReadHooks {
  /** told of the bytes of a large file as they are read */
  onRead?: (bytes: number) => void;
  /** told in the end what is known of the file */
  onEnd?: (read: FileRead) => void;
}

/** What is found in a file or one of its members, with the path of the one it was found in. */
export type FileFinding = { path: string } & Exclude<Finding, FoundMember>;

/** What is found in a text, whose path is that of its file. */
type TextFinding = FoundDocument | { kind: 'note' | 'problem'; problem: Problem };

type Named = Pick<Source, 'path' | 'readAs'>;

const HEAD_BYTES = 4096;
const SPENT: Problem = { reason: 'too-large', detail: 'its file has more inside than may be read; what follows is not read' };
const CHANGED: Problem = { reason: 'changed', detail: 'its size changed after the files were listed: what was read may be a part of it' };
/**
 * Reads a file and whatever files are in it: archives, attachments. Nothing it holds stops the reading of the others: what cannot be
 * read is a problem among the findings. A text that is not large is read at once, as there are many of them.
 */
export function readFile(file: SourceFile, settings: ReadSettings, hooks: ReadHooks = {}): FileFinding[] | AsyncGenerator<FileFinding> {
  const { path } = file;
  let opened: FileContent;
  try {
    opened = openContent(file, settings.limits.maxDocumentBytes, hooks.onRead ?? (() => {}));
  } catch (error) {
    hooks.onEnd?.({ sha256: errorCode(error), resized: false, sound: false });
    return [{ kind: 'problem', path, problem: problemOf(error) }];
  }
  let found: TextFinding[] | undefined;
  try {
    found = opened.bytes === undefined ? undefined : textAtOnce(file, opened.bytes, settings);
  } catch (error) {
    found = [{ kind: 'problem', problem: problemOf(error) }];
  }
  if (found === undefined) return readOpened(file, opened, settings, hooks);
  const read = opened.end() as FileRead;
  hooks.onEnd?.(read);
  const findings: FileFinding[] = found.map((finding) => ({ ...finding, path }));
  return read.resized ? [...findings, { kind: 'note', path, problem: CHANGED }] : findings;
}

async function* readOpened(file: SourceFile, opened: FileContent, settings: ReadSettings, { onEnd }: ReadHooks): AsyncGenerator<FileFinding> {
  const { path, location } = file;
  const { content, bytes } = opened;
  let sound = true;
  const source: Source = { path, content, allowance: new Allowance(settings.limits), ...(bytes === undefined ? { location } : {}) };
  for await (const finding of readSource(source, settings, 1)) {
    // what the system could not do now it may do another time
    if (finding.kind === 'problem' && finding.problem.reason === 'unreadable') sound = false;
    yield finding;
  }
  const read = await opened.end();
  if (read.resized) yield { kind: 'note', path, problem: CHANGED };
  onEnd?.({ ...read, sound: read.sound && sound });
}

async function* readSource(source: Source, settings: ReadSettings, depth: number): AsyncGenerator<FileFinding> {
  const { path, allowance } = source;
  let empty = true;
  try {
    for await (const finding of await findings(source, settings)) {
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

/** What the reader of its format finds in a source. */
async function findings(source: Source, settings: ReadSettings): Promise<AsyncIterable<Finding> | Iterable<Finding>> {
  const bytes = (await source.content.head(HEAD_BYTES)).subarray(0, HEAD_BYTES);
  const atOnce = bytes.length < HEAD_BYTES ? textAtOnce(source, bytes, settings) : undefined;
  if (atOnce !== undefined) return atOnce;
  const recognized = recognize(source, bytes, settings);
  if ('unread' in recognized) return [{ kind: 'problem', problem: unreadProblem(recognized.unread) }];
  const { format, instead } = recognized;
  const found = format.read(source, settings);
  return instead === undefined ? found : after(insteadNote(instead, format), found);
}

/** What is found in a plain text that is in memory; undefined in anything else. */
function textAtOnce(source: Named, bytes: Uint8Array, settings: ReadSettings): TextFinding[] | undefined {
  if (bytes.length === 0) return [{ kind: 'document', text: '', metadata: {} }];
  if (bytes.length > settings.limits.maxDocumentBytes) return undefined;
  const recognized = recognize(source, bytes.subarray(0, HEAD_BYTES), settings);
  if ('unread' in recognized || recognized.format !== plainText) return undefined;
  const decoded = decodeText(bytes);
  if (decoded === undefined) return undefined;
  const found = textFindings(decoded);
  return recognized.instead === undefined ? found : [insteadNote(recognized.instead, plainText), ...found];
}

function recognize(source: Named, head: Uint8Array, { format }: ReadSettings): Recognized {
  return format === 'text' ? { format: plainText } : recognizeFormat({ bytes: head, text: decodeText(head)?.text, extension: extensionOf(source) });
}

function insteadNote(instead: string, { name }: Format): TextFinding {
  return { kind: 'note', problem: { reason: 'format', detail: `its name says ${instead}, its content is ${name}` } };
}

async function* after(first: Finding, rest: AsyncIterable<Finding> | Iterable<Finding>): AsyncGenerator<Finding> {
  yield first;
  yield* rest;
}

function unreadProblem(unread: string): Problem {
  if (unread === 'no text') return { reason: 'binary', detail: 'it is no text, nor of a format that is known' };
  return { reason: 'unsupported-format', detail: `${unread} is not read` };
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
