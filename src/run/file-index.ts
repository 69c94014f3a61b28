import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Place } from '../ingest/document.js';
import { ArtifactFile } from './artifact-file.js';

/*
 * What a run knows of its input files, for the next one: a line of JSON on all of them, one a file, and the checksum (CRC-32) of these
 * lines. It says nothing that reading the files would not say, so one that is damaged is as good as none.
 */

const NAME = 'files.jsonl';
const FORMAT = 1;

/** What is known of a file. */
export interface KnownFile {
  path: string;
  /** as in SourceFile */
  bytes: number;
  modified: number;
  /** of its content, hexadecimal */
  sha256: string;
  /** where its findings are kept, if they are */
  kept?: Place | undefined;
}

export interface FileIndex {
  /** the inputs, relative to the folder of results: the same path in another input is another file */
  inputs: readonly string[];
  /** all that the findings of a file depend on, beside the file */
  reading: string;
  /** when the files were listed, in milliseconds since 1970 */
  listed: number;
  files: readonly KnownFile[];
}

/** The index in a folder, or undefined where there is none that is whole. */
export function readFileIndex(folder: string): FileIndex | undefined {
  try {
    const text = readFileSync(path.join(folder, NAME), 'utf8');
    const end = text.lastIndexOf('\n', text.length - 2) + 1;
    if (text.slice(end) !== `${crc32(text.slice(0, end))}\n`) return undefined;
    const [header, ...lines] = text.slice(0, end - 1).split('\n');
    const { format, ...rest } = JSON.parse(header as string) as StoredHeader;
    return format === FORMAT ? { ...rest, files: lines.map((line) => fromLine(JSON.parse(line) as StoredFile)) } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws ArtifactError where it cannot be written; the one before is still there then */
export function writeFileIndex(folder: string, { inputs, reading, listed, files }: FileIndex): void {
  const file = new ArtifactFile(folder, NAME);
  let sum = 0;
  const write = (line: StoredHeader | StoredFile) => {
    const text = `${JSON.stringify(line)}\n`;
    sum = crc32(text, sum);
    file.write(text);
  };
  try {
    write({ format: FORMAT, inputs, reading, listed });
    for (const one of files) write(toLine(one));
    file.write(`${sum}\n`);
    file.finish();
    file.publish();
  } catch (error) {
    file.discard();
    throw error;
  }
}

interface StoredHeader extends Omit<FileIndex, 'files'> {
  format: number;
}

type StoredFile = [path: string, bytes: number, modified: number, sha256: string, ...place: number[]];

function toLine({ path, bytes, modified, sha256, kept }: KnownFile): StoredFile {
  return [path, bytes, modified, sha256, ...(kept === undefined ? [] : [kept.part, kept.segment, kept.first, kept.count])];
}

function fromLine([path, bytes, modified, sha256, ...place]: StoredFile): KnownFile {
  const [part, segment, first, count] = place;
  const kept = part === undefined ? undefined : ({ part, segment, first, count } as Place);
  return { path, bytes, modified, sha256, kept };
}
