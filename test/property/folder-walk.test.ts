import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type FileList, listFiles } from '../../src/ingest/files/list-files.js';
import { temporaryFolder } from '../temporary-folder.js';
import { forAll } from './arbitraries.js';

/** A folder's content: names with what they are; a string is a link's target. */
interface Tree {
  [name: string]: Tree | string | null;
}

const name = fc.constantFrom('a', 'b', 'a-b', '.h', '.i');
const target = fc.array(fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.constant('..') }), { minLength: 1, maxLength: 4 });
const { tree } = fc.letrec<{ tree: Tree; entry: Tree | string | null }>((tie) => ({
  tree: fc.dictionary(name, tie('entry'), { maxKeys: 5, noNullPrototype: true }),
  entry: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    target.map((names) => names.join('/')),
    tie('tree'),
  ),
}));

function make(folder: string, content: Tree, reversed: boolean): void {
  mkdirSync(folder);
  const entries = Object.entries(content);
  for (const [entry, what] of reversed ? entries.reverse() : entries) {
    const location = path.join(folder, entry);
    if (what === null) writeFileSync(location, 'text');
    else if (typeof what === 'string') symlinkSync(what, location);
    else make(location, what, reversed);
  }
}

const realOf = (location: string): string | undefined => {
  try {
    return realpathSync.native(location);
  } catch {
    return undefined;
  }
};

forAll([tree], { numRuns: 100 })('links lead neither to what is read twice nor out of the folder, and what they lead to inside is read', (content) => {
  const parent = temporaryFolder();
  const root = path.join(parent, 'in');
  make(root, content, false);
  const list = listFiles([root]);
  const reals = list.files.map(({ location }) => realpathSync.native(location));
  expect(new Set(reals).size).toBe(reals.length);
  for (const [i, file] of list.files.entries()) {
    expect(reals[i]).toBe(realpathSync.native(path.join(root, file.path)));
    expect(reals[i]?.startsWith(`${root}/`)).toBe(true);
  }
  for (const { id, reason, detail } of list.leftOut) {
    expect(detail).not.toContain(parent);
    if (reason === 'hidden') continue;
    const real = realOf(path.join(root, id));
    const inside = real !== undefined && (real === root || real.startsWith(`${root}/`));
    expect(detail.endsWith('which is read as itself') || detail.includes(', which is read as ') || detail.endsWith('in which it lies')).toBe(inside);
  }

  rmSync(root, { recursive: true });
  make(root, content, true);
  // the files are new ones, of another time
  const undated = (all: FileList) => ({ ...all, files: all.files.map(({ modified: _, ...file }) => file) });
  expect(undated(listFiles([root]))).toEqual(undated(list));
  rmSync(root, { recursive: true });
});
