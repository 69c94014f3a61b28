import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { Content } from '../../src/ingest/content.js';
import type { Format } from '../../src/ingest/document.js';
import { isHidden, memberName } from '../../src/ingest/formats/archive/member-name.js';
import { gzip } from '../../src/ingest/formats/gzip.js';
import { tar } from '../../src/ingest/formats/tar.js';
import { zip } from '../../src/ingest/formats/zip.js';
import { Allowance, DEFAULT_LIMITS, ReadingError } from '../../src/ingest/limits.js';
import { tarOf, zipOf } from '../support/archives.js';
import { forAll } from './arbitraries.js';

interface Read {
  members: [name: string | undefined, bytes: string][];
  remarks: string[];
}

/** Reads all members of an archive, of each at most so many bytes, from pieces of some length. */
async function membersOf(format: Format, archive: Uint8Array, { pieceLength = 65536, most = 1e9 } = {}): Promise<Read> {
  const pieces = Array.from({ length: Math.ceil(archive.length / pieceLength) }, (_, p) => archive.subarray(p * pieceLength, (p + 1) * pieceLength));
  const source = { path: 'a', content: new Content(pieces), allowance: new Allowance(DEFAULT_LIMITS) };
  const read: Read = { members: [], remarks: [] };
  try {
    for await (const finding of format.read(source, {})) {
      if (finding.kind === 'document') throw new Error('an archive has no document of its own');
      if (finding.kind !== 'member') {
        read.remarks.push(finding.problem.reason);
        continue;
      }
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const piece of finding.content.pieces()) {
        parts.push(piece);
        length += piece.length;
        if (length >= most) break;
      }
      await finding.content.close();
      read.members.push([finding.name, Buffer.concat(parts).toString('latin1')]);
    }
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    read.remarks.push(error.problem.reason);
  }
  return read;
}

const content = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.nat(40_000).map((length) => new Uint8Array(length).map((_, i) => (i * i) % 251)),
);
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .map((text) => memberName(text))
  .filter((shown) => !isHidden(shown) && Buffer.byteLength(shown) <= 100 && shown !== 'mimetype');
const files = fc.array(fc.record({ name, content, method: fc.constantFrom(0, 8) }), { minLength: 1, maxLength: 6 });
const options = fc.record({ pieceLength: fc.constantFrom(1, 7, 511, 513, 65536), most: fc.constantFrom(1, 600, 1e9) });

describe('members', () => {
  forAll([files, options])('of archives are those that were put in, however much of each is read', async (given, how) => {
    const expected = given.map((file) => [file.name, Buffer.from(file.content).toString('latin1')]);
    for (const [format, archive] of [
      [zip, zipOf(given)],
      [tar, tarOf(given)],
    ] as const) {
      const { members, remarks } = await membersOf(format, archive, how);
      expect(remarks).toEqual([]);
      expect(members.map(([shown]) => shown)).toEqual(expected.map(([shown]) => shown));
      for (const [m, [, bytes]] of members.entries()) {
        if (how.most === 1e9) expect(bytes).toBe(expected[m]?.[1]);
        else expect(expected[m]?.[1]?.startsWith(bytes)).toBe(true);
      }
    }
  });

  forAll([fc.array(content, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 7, 511, 65536)])(
    'of gzip are all its streams',
    async (streams, pieceLength) => {
      const { members, remarks } = await membersOf(gzip, Buffer.concat(streams.map((stream) => gzipSync(stream))), { pieceLength });
      expect(remarks).toEqual([]);
      expect(members).toEqual([[undefined, Buffer.concat(streams).toString('latin1')]]);
    },
  );
});

describe('archives that are cut off or changed', () => {
  // a file without content whose name is changed into that of a folder is no loss
  const withContent = files.map((given) => given.map((file) => ({ ...file, content: Buffer.concat([file.content, Buffer.from('.')]) })));
  const damaged = fc.record({ cut: fc.nat(), changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }) });

  forAll([withContent, damaged, options])('end, with a reason for what is missing', async (given, { cut, changes }, how) => {
    for (const [format, archive] of [
      [zip, zipOf(given)],
      [tar, tarOf(given)],
      [gzip, gzipSync(tarOf(given))],
    ] as const) {
      const bytes = Buffer.from(archive.subarray(0, cut % archive.length));
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      const { members, remarks } = await membersOf(format, bytes, how);
      if (format !== gzip && members.length < given.length && bytes.length > 0) expect(remarks.length).toBeGreaterThan(0);
    }
  });

  forAll([fc.uint8Array({ maxLength: 2000 })])('and so do bytes that are none', async (bytes) => {
    for (const format of [zip, tar, gzip]) await membersOf(format, bytes);
    await membersOf(gzip, Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), bytes]));
    await membersOf(zip, Buffer.concat([bytes, Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]));
  });
});

forAll([fc.string({ unit: 'binary', maxLength: 3000 })])('a name is short, has no way out, and stays as it is when shown again', (written) => {
  const shown = memberName(written);
  expect(shown.length).toBeLessThanOrEqual(1001);
  expect(shown).not.toBe('');
  expect(shown.split('/').some((part) => part === '' || part === '.' || part === '..')).toBe(false);
  if (shown.length <= 1000 && !/^[A-Za-z]:/.test(shown)) expect(memberName(shown)).toBe(shown);
});
