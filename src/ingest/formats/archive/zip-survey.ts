import { ReadingError } from '../../limits.js';
import type { ZipDirectory, ZipEntry } from './zip-directory.js';

export const WORD = 'a Word file (.docx)';

/** Files that only archives of one kind have, at these paths; an Android app is a .jar too, so it comes first. */
const KINDS: readonly (readonly [path: string, kind: string])[] = [
  ['word/document.xml', WORD],
  ['xl/workbook.xml', 'a spreadsheet (.xlsx)'],
  ['xl/workbook.bin', 'a spreadsheet (.xlsb)'],
  ['ppt/presentation.xml', 'a slide show (.pptx)'],
  ['META-INF/container.xml', 'an e-book (EPUB)'],
  ['AndroidManifest.xml', 'an Android app (.apk)'],
  ['META-INF/MANIFEST.MF', 'a Java program (.jar)'],
];

/** What the first file, `mimetype`, says, from its start. */
const MEDIA_TYPES: readonly (readonly [start: string, kind: string])[] = [
  ['application/epub+zip', 'an e-book (EPUB)'],
  ['application/vnd.oasis.opendocument.text', 'an OpenDocument text (.odt)'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'an OpenDocument spreadsheet (.ods)'],
  ['application/vnd.oasis.opendocument.presentation', 'an OpenDocument slide show (.odp)'],
  ['application/vnd.oasis.opendocument.', 'an OpenDocument file'],
];
/** Bytes of a file's header before its name. */
const HEADER = 30;
const LONGEST_MEDIA_TYPE = 100;

/** Of a folder there is nothing to read. */
export function isFolder({ name, unpackedBytes }: ZipEntry): boolean {
  return /[/\\]$/.test(name) && unpackedBytes === 0;
}

/**
 * Looks through the list of files before any is read.
 *
 * @param most files that are looked at
 * @returns what the archive is, if it is that of one document or program; whether two files share bytes, as in archives made to unpack to
 * far more than they hold
 */
export async function survey(directory: ZipDirectory, most: number): Promise<{ kind: string | undefined; overlap: boolean }> {
  const starts: number[] = [];
  const ends: number[] = [];
  const paths = new Set<string>();
  let kind: string | undefined;
  try {
    for await (const entry of directory.entries()) {
      if (isFolder(entry)) continue;
      if (starts.length === most) break;
      if (starts.length === 0 && entry.name === 'mimetype') kind = await mediaType(directory, entry);
      if (KINDS.some(([path]) => path === entry.name)) paths.add(entry.name);
      starts.push(entry.start);
      // the header is longer by its name, or more: so much it has at least
      ends.push(entry.start + HEADER + entry.packedBytes);
    }
  } catch (error) {
    // said again by those who read the files up to there
    if (!(error instanceof ReadingError)) throw error;
  }
  return { kind: kind ?? KINDS.find(([path]) => paths.has(path))?.[1], overlap: overlaps(starts, ends) };
}

async function mediaType(directory: ZipDirectory, entry: ZipEntry): Promise<string | undefined> {
  if (entry.method !== 0 || entry.packedBytes > LONGEST_MEDIA_TYPE) return undefined;
  for await (const piece of directory.packedPieces(entry)) {
    const type = Buffer.from(piece).toString('latin1');
    return MEDIA_TYPES.find(([start]) => type.startsWith(start))?.[1];
  }
  return undefined;
}

/** Whether any two of the ranges overlap: when both are sorted, one begins before the one before it ends. */
function overlaps(starts: readonly number[], ends: readonly number[]): boolean {
  const sortedEnds = Float64Array.from(ends).sort();
  return Float64Array.from(starts)
    .sort()
    .some((start, s) => s > 0 && start < (sortedEnds[s - 1] as number));
}
