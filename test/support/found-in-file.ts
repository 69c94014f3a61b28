import path from 'node:path';
import { DEFAULT_LIMITS, type Limits } from '../../src/ingest/limits.js';
import { type FileFinding, readFile } from '../../src/ingest/read-file.js';
import { temporaryFolder } from '../temporary-folder.js';

/** All that is found in a file with this content and whatever is inside it. */
export async function foundInFile(name: string, content: string | Uint8Array, limits: Partial<Limits> = {}): Promise<FileFinding[]> {
  const location = path.join(temporaryFolder({ [name]: content }), name);
  const found: FileFinding[] = [];
  for await (const finding of readFile({ location, path: name, bytes: content.length }, { limits: { ...DEFAULT_LIMITS, ...limits } })) found.push(finding);
  return found;
}

/** The same, a line each: its path and its text, or the reason and detail of a problem or note. */
export async function linesOfFile(name: string, content: string | Uint8Array, limits: Partial<Limits> = {}): Promise<string[]> {
  return (await foundInFile(name, content, limits)).map((finding) =>
    finding.kind === 'document'
      ? `${finding.path}${finding.row === undefined ? '' : `#${finding.row}`}: ${finding.text}`
      : `${finding.kind} ${finding.path}: ${finding.problem.reason}, ${finding.problem.detail}`,
  );
}
