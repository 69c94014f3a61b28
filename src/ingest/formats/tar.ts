import { Content } from '../content.js';
import type { Finding, Format, Source } from '../document.js';
import type { Problem } from '../ledger.js';
import { ByteCursor } from './archive/byte-cursor.js';
import { HIDDEN, isHidden, memberName } from './archive/member-name.js';
import { BLOCK, isTarHeader, nextHeader, type TarHeader } from './archive/tar-header.js';

/** A tar archive, also of old programs; its members are read as they come by. */
export const tar: Format = { name: 'a tar archive', extensions: ['.tar'], isText: false, recognizes: ({ bytes }) => isTarHeader(bytes), read: readTar };

const PIECE = 64 * 1024;

async function* readTar(source: Source): AsyncGenerator<Finding> {
  const bytes = new ByteCursor(source.content.pieces());
  for (;;) {
    const next = await nextHeader(bytes);
    if ('end' in next) {
      if (next.end !== undefined) yield next.end;
      return;
    }
    const { header } = next;
    if (header.kind === 'folder' || header.kind === 'label') {
      await bytes.skip(padded(header.size));
      continue;
    }
    const name = memberName(header.name);
    const problem = leftOut(header, name);
    const left = { bytes: header.size };
    if (problem === undefined) yield { kind: 'member', name, content: new Content(body(bytes, left)) };
    else yield { kind: 'problem', name, problem };
    // what its reader has not asked for, and what fills up the last block
    left.bytes -= await bytes.skip(left.bytes);
    if (left.bytes > 0) {
      if (problem === undefined)
        yield { kind: 'note', name, problem: { reason: 'malformed', detail: 'the archive ends inside it; what comes before that is read' } };
      yield { kind: 'problem', problem: { reason: 'malformed', detail: 'it is cut off inside a file; what follows is missing' } };
      return;
    }
    await bytes.skip(padded(header.size) - header.size);
  }
}

/** With what fills up the last block. */
function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

async function* body(bytes: ByteCursor, left: { bytes: number }): AsyncGenerator<Uint8Array> {
  while (left.bytes > 0) {
    const piece = await bytes.next(Math.min(left.bytes, PIECE));
    if (piece === undefined) return;
    left.bytes -= piece.length;
    yield piece;
  }
}

/** Why a member is not read. */
function leftOut({ kind, type }: TarHeader, name: string): Problem | undefined {
  if (isHidden(name)) return HIDDEN;
  switch (kind) {
    case 'file':
      return undefined;
    case 'link':
      return { reason: 'symbolic-link', detail: type === '1' ? 'it is a hard link to another file of the archive' : 'it is a symbolic link' };
    case 'device':
      return { reason: 'not-a-regular-file', detail: 'it is a device or a pipe' };
    case 'sparse':
      return { reason: 'unsupported-format', detail: 'it is stored with its holes left out (a sparse file), which is not read' };
    default:
      return { reason: 'unsupported-format', detail: `entries of its kind (${type}) are not read` };
  }
}
