import type { Entry, ZipFile } from 'yauzl';
import { decodeText } from '../decode-text.js';
import type { Finding, Format, Head, Source } from '../document.js';
import { type Allowance, ReadingError, sizeName } from '../limits.js';

/** A Word document of today (Office Open XML), which is a ZIP archive. Encrypted ones are old Office files in form. */
export const word: Format = { name: 'Word', extensions: ['.docx', '.docm', '.dotx', '.dotm'], isText: false, recognizes: isWord, read: readNamedWord };

const OLD_OFFICE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** One with a password, which looks like a Word file of before 2007. */
function isWord({ bytes, extension }: Head): boolean {
  return word.extensions.includes(extension) && startsWith(bytes, OLD_OFFICE);
}

function startsWith(bytes: Uint8Array, sign: string): boolean {
  return Buffer.from(bytes.subarray(0, sign.length)).toString('latin1') === sign;
}

async function* readNamedWord(source: Source): AsyncGenerator<Finding> {
  const bytes = await source.content.all(source.allowance.limits.maxDocumentBytes);
  if (!startsWith(bytes, OLD_OFFICE)) {
    yield* readWord(source, bytes);
    return;
  }
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('EncryptedPackage', 0, 'utf16le');
  throw new ReadingError(
    isEncrypted
      ? { reason: 'encrypted', detail: 'it can be opened only with a password' }
      : { reason: 'unsupported-format', detail: 'an old Office file (.doc) is not read' },
  );
}

const TEXT = 'word/document.xml';
const NOTES = ['word/footnotes.xml', 'word/endnotes.xml'];
const PROPERTIES = 'docProps/core.xml';
const PARTS: ReadonlySet<string> = new Set([TEXT, ...NOTES, PROPERTIES]);

/**
 * Reads a Word document: its text, then its footnotes and endnotes. Headers, footers and comments are not read.
 *
 * @param bytes the whole file
 * @throws ReadingError where it is no Word document, encrypted, or too large
 */
export async function* readWord({ allowance }: Source, bytes: Uint8Array): AsyncGenerator<Finding> {
  const { parts, damaged } = await unpackParts(bytes, allowance);
  const xml = parts.get(TEXT);
  if (xml === undefined) throw new ReadingError({ reason: 'malformed', detail: `it has no ${TEXT}: it is damaged, or no Word document` });
  const [{ wordText }, { wordMetadata }] = await Promise.all([import('./word/word-text.js'), import('./word/word-metadata.js')]);
  const texts = [xml, ...NOTES.flatMap((name) => parts.get(name) ?? [])].map((part) => wordText(part));
  const text = texts
    .map((one) => one.text)
    .filter((one) => one !== '')
    .join('\n\n');
  const intact = !damaged && texts.every((one) => one.intact);
  if (text === '' && !intact) throw new ReadingError({ reason: 'malformed', detail: 'it is damaged: no text of it can be read' });
  yield { kind: 'document', text, metadata: wordMetadata(parts.get(PROPERTIES) ?? '') };
  if (!intact) yield { kind: 'note', problem: { reason: 'malformed', detail: 'it is damaged: what can be read of its text is' } };
}

/** The parts that are read, as texts; what comes before damage in one is given. */
async function unpackParts(bytes: Uint8Array, allowance: Allowance): Promise<{ parts: Map<string, string>; damaged: boolean }> {
  const { fromBufferPromise } = await import('yauzl');
  const parts = new Map<string, string>();
  let damaged = false;
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      // of two with the same name the first counts
      if (!PARTS.has(entry.fileName) || parts.has(entry.fileName)) continue;
      if (entry.isEncrypted()) throw new ReadingError({ reason: 'encrypted', detail: 'it is encrypted' });
      const pieces: Uint8Array[] = [];
      try {
        await unpack(zip, entry, pieces, bytes.length, allowance);
      } catch (error) {
        if (error instanceof ReadingError) throw error;
        damaged = true;
      }
      const decoded = decodeText(Buffer.concat(pieces));
      damaged ||= decoded === undefined;
      parts.set(entry.fileName, decoded?.text ?? '');
    }
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    // the list of what is in it is damaged
    damaged = true;
  }
  return { parts, damaged };
}

/** @param into takes the pieces, also where an error follows */
async function unpack(zip: ZipFile, entry: Entry, into: Uint8Array[], fileBytes: number, allowance: Allowance): Promise<void> {
  const most = allowance.limits.maxDocumentBytes;
  let bytes = 0;
  for await (const piece of allowance.count(await zip.openReadStreamPromise(entry), () => Math.min(entry.compressedSize, fileBytes))) {
    bytes += piece.length;
    if (bytes > most) throw new ReadingError({ reason: 'too-large', detail: `its text has more than ${sizeName(most)}, the most that a document may have` });
    into.push(piece);
  }
}
