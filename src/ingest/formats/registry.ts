import type { Format, Head } from '../document.js';
import { gzip } from './gzip.js';
import { html } from './html.js';
import { json } from './json.js';
import { jsonLines } from './json-lines.js';
import { latex } from './latex.js';
import { mail } from './mail.js';
import { mailbox } from './mailbox.js';
import { markdown } from './markdown.js';
import { pdf } from './pdf.js';
import { plainText } from './plain-text.js';
import { restructuredText } from './restructured-text.js';
import { table } from './table.js';
import { tar } from './tar.js';
import { word } from './word.js';
import { zip } from './zip.js';

/** All formats that are read. What a file is, its content says first: in this order; then the ending of its name. */
export const FORMATS: readonly Format[] = [
  word,
  gzip,
  zip,
  tar,
  pdf,
  mailbox,
  mail,
  html,
  latex,
  jsonLines,
  json,
  table,
  markdown,
  restructuredText,
  plainText,
];

/** Endings of text files whose markup or code would be taken for words, and what they are called. */
const UNREAD_TEXTS: Readonly<Record<string, string>> = {
  '.css': 'a style sheet',
  '.ics': 'a calendar',
  '.js': 'a program',
  '.mjs': 'a program',
  '.mtx': 'a matrix',
  '.rtf': 'rich text (RTF)',
  '.svg': 'a drawing (SVG)',
  '.vcf': 'an address card',
  '.xml': 'XML',
  '.yaml': 'settings (YAML)',
  '.yml': 'settings (YAML)',
};

/** First bytes of formats that are not read, as Latin-1, where they stand, and what they are called. */
const UNREAD_BYTES: readonly (readonly [bytes: string, at: number, name: string])[] = [
  ['{\\rtf', 0, 'rich text (RTF)'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 0, 'an old Office file (.doc, .xls, .ppt, .msg)'],
  ['\x89PNG\r\n\x1a\n', 0, 'a picture (PNG)'],
  ['\xff\xd8\xff', 0, 'a picture (JPEG)'],
  ['GIF8', 0, 'a picture (GIF)'],
  ['II*\0', 0, 'a picture (TIFF)'],
  ['MM\0*', 0, 'a picture (TIFF)'],
  ['WEBP', 8, 'a picture (WebP)'],
  ['WAVE', 8, 'a sound (WAV)'],
  ['AVI ', 8, 'a film (AVI)'],
  ['ftyp', 4, 'a film or sound (MP4)'],
  ['ID3', 0, 'a sound (MP3)'],
  ['OggS', 0, 'a sound (Ogg)'],
  ['fLaC', 0, 'a sound (FLAC)'],
  ['7z\xbc\xaf\x27\x1c', 0, 'an archive (7z)'],
  ['Rar!\x1a\x07', 0, 'an archive (RAR)'],
  ['\xfd7zXZ\0', 0, 'a compressed file (xz)'],
  ['BZh', 0, 'a compressed file (bzip2)'],
  ['\x28\xb5\x2f\xfd', 0, 'a compressed file (Zstandard)'],
  ['SQLite format 3\0', 0, 'a database (SQLite)'],
  ['\x7fELF', 0, 'a program'],
  ['MZ', 0, 'a program'],
  ['wOF2', 0, 'a font'],
  ['AT&TFORM', 0, 'a document (DjVu)'],
  ['PAR1', 0, 'a table (Parquet)'],
  ['\x93NUMPY', 0, 'an array (NumPy)'],
];

/** What a source is: the format that reads it, or the name of one that is not read. */
export type Recognized = { format: Format /** the format that its name speaks of, where its content is another */; instead?: string } | { unread: string };

/** Recognizes the format of a source by its first bytes, else by its name; a text of an unknown ending is plain text. */
export function recognizeFormat(head: Head): Recognized {
  const named = FORMATS.find(({ extensions }) => extensions.includes(head.extension));
  const format = FORMATS.find((one) => one.recognizes?.(head));
  if (format !== undefined)
    return named === undefined || named === plainText || format.extensions.includes(head.extension) ? { format } : { format, instead: named.name };
  const unread = unreadName(head);
  if (unread !== undefined) return { unread };
  if (named?.isText) return { format: named };
  return named === undefined ? { format: plainText } : { format: plainText, instead: named.name };
}

function unreadName({ bytes, text, extension }: Head): string | undefined {
  // signs of a picture or program may begin a text too: there only RTF's mean something
  if (text !== undefined && !text.startsWith('{')) return UNREAD_TEXTS[extension];
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  const byBytes = UNREAD_BYTES.find(([sign, at]) => start.startsWith(sign, at) && (text === undefined || sign.startsWith('{')));
  if (byBytes !== undefined) return byBytes[2];
  return text === undefined ? 'no text' : UNREAD_TEXTS[extension];
}
