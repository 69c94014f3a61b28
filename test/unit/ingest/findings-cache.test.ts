import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/ingest/document.js';
import { FindingsReader, FindingsWriter, removeParts } from '../../../src/ingest/findings-cache.js';
import type { FileFinding } from '../../../src/ingest/read-file.js';
import { contentOf, temporaryFolder } from '../../temporary-folder.js';

const document = (text: string): Extract<FileFinding, { kind: 'document' }> => ({
  kind: 'document',
  path: 'a.txt',
  text,
  metadata: { title: 'ä', date: '2024-01-31' },
});
const note: FileFinding = { kind: 'note', path: 'a.txt', problem: { reason: 'encoding', detail: 'read as koi8-r' } };

/** Writes the findings of files; gives their places. */
function keep(folder: string, files: readonly FileFinding[][]): Place[] {
  const writer = FindingsWriter.open({ folder, write: true, firstPart: 0 }) as FindingsWriter;
  const places = files.map((findings) => {
    for (const finding of findings) writer.add(finding);
    return writer.endFile() as Place;
  });
  writer.flush();
  return places;
}

const read = (folder: string, place: Place) => [...new FindingsReader(folder).read(place)];

describe('findings that are kept', () => {
  test('come back as they were, those of files without any too', () => {
    const folder = temporaryFolder();
    const files = [[document('one'), note], [], [document('two \ud800 😀')], [{ ...document(''), row: 3, id: '7', note: undefined }]] as FileFinding[][];
    const places = keep(folder, files);
    const reader = new FindingsReader(folder);
    for (const f of [0, 1, 2, 3, 2, 0]) expect([...reader.read(places[f] as Place)]).toStrictEqual(files[f]);
    reader.close();
  });

  test('of a large file lie in several segments', () => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 50 }, (_, row) => ({ ...document(`${row} ${'x'.repeat(40_000)}`), row }));
    const places = keep(folder, [[note], rows, [document('after')]]);
    expect(read(folder, places[1] as Place)).toEqual(rows);
    expect(read(folder, places[2] as Place)).toEqual([document('after')]);
    expect((places[2] as Place).segment).toBeGreaterThan((places[1] as Place).segment);
  });

  test('also by their metadata a file is large', () => {
    const folder = temporaryFolder();
    const wide = { ...document(''), metadata: { abstract: 'x'.repeat(300_000) } };
    const [, , last] = keep(folder, [[wide], [wide], [wide]]);
    expect((last as Place).segment).toBeGreaterThan(0);
    expect(read(folder, last as Place)).toEqual([wide]);
  });

  test('each writer has a part of its own, and those that nobody needs are removed', () => {
    const folder = temporaryFolder({ 'findings-1': 'of another', 'findings-x': '', other: '' });
    const places = [keep(folder, [[document('zero')]]), keep(folder, [[document('two')]])].map(([place]) => place as Place);
    expect(places.map(({ part }) => part)).toEqual([0, 2]);
    expect(places.map((place) => read(folder, place))).toEqual([[document('zero')], [document('two')]]);
    removeParts(folder, new Set([2]));
    expect(contentOf(folder)).toEqual(['findings-2', 'findings-x', 'other']);
    removeParts(path.join(folder, 'none'), new Set());
  });
});

describe('damage', () => {
  const files = [[document('one '.repeat(5))], [document('two '.repeat(50)), note], [document('three')]];
  const damaged = (damage: (part: string) => void) => {
    const folder = temporaryFolder();
    const places = keep(folder, files);
    damage(path.join(folder, 'findings-0'));
    return () => read(folder, places[1] as Place);
  };

  test('of any byte is noticed', () => {
    const folder = temporaryFolder();
    const [place] = keep(folder, files) as [Place];
    const part = path.join(folder, 'findings-0');
    const bytes = readFileSync(part);
    for (let b = 0; b < bytes.length; b++) {
      writeFileSync(part, Buffer.concat([bytes.subarray(0, b), Buffer.from([(bytes[b] as number) ^ 0x10]), bytes.subarray(b + 1)]));
      expect(() => read(folder, place)).toThrow();
    }
    writeFileSync(part, bytes);
    expect(read(folder, place)).toEqual(files[0]);
  });

  test.each([
    ['a part that is gone', (part: string) => rmSync(part)],
    ['one that is cut', (part: string) => truncateSync(part, 100)],
    ['one without anything', (part: string) => truncateSync(part)],
    ['a folder in its place', folderInsteadOf],
  ])('%s', (_, damage) => {
    expect(damaged(damage)).toThrow();
  });

  test('what follows a segment is not taken for its own', () => {
    expect(damaged((part) => appendFileSync(part, 'more'))()).toEqual(files[1]);
  });

  test('a place beyond its segment, or beyond the part', () => {
    const folder = temporaryFolder();
    const [place] = keep(folder, files) as [Place];
    for (const wrong of [{ first: 9 }, { count: 9 }, { segment: 1 }, { segment: 1e6 }, { part: 5 }])
      expect(() => read(folder, { ...place, ...wrong })).toThrow();
  });

  test('what comes before it is given', () => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 30 }, (_, row) => ({ ...document('x'.repeat(40_000)), row }));
    const [place] = keep(folder, [rows]) as [Place];
    const part = path.join(folder, 'findings-0');
    truncateSync(part, readFileSync(part).length - 1);
    const given: FileFinding[] = [];
    expect(() => {
      for (const finding of new FindingsReader(folder).read(place)) given.push(finding);
    }).toThrow();
    expect(given.length).toBeGreaterThan(10);
    expect(given).toEqual(rows.slice(0, given.length));
  });
});

function folderInsteadOf(part: string): void {
  rmSync(part);
  mkdirSync(part);
}

test('nothing is kept where nothing can be written', () => {
  expect(FindingsWriter.open({ folder: path.join(temporaryFolder(), 'none'), write: true, firstPart: 0 })).toBeUndefined();
  const folder = temporaryFolder();
  const writer = FindingsWriter.open({ folder: folder, write: true, firstPart: 0 }) as FindingsWriter;
  // what cannot be stored stands for a disk that is full
  writer.add({ ...document(''), metadata: { title: (() => {}) as unknown as string } });
  writer.flush();
  writer.add(document('after'));
  expect(writer.endFile()).toBeUndefined();
});
