import { existsSync, readdirSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import { UNFINISHED } from '../../../src/run/artifact-file.js';
import { ScratchFile } from '../../../src/run/scratch-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

it('keeps pieces until it is removed, under a name that the next run takes away', () => {
  const folder = temporaryFolder();
  const scratch = new ScratchFile(folder, 'rows');
  scratch.remove();
  expect(readdirSync(folder)).toEqual([]);
  scratch.add(Uint8Array.of(1, 2, 3));
  scratch.add(Uint8Array.of(4, 5));
  const [name] = readdirSync(folder) as [string];
  expect(UNFINISHED.test(name)).toBe(true);
  const [first, second] = [new Uint8Array(3), new Uint8Array(2)];
  scratch.read(1, second);
  scratch.read(0, first);
  expect([...first, ...second]).toEqual([1, 2, 3, 4, 5]);
  truncateSync(path.join(folder, name), 4);
  expect(() => scratch.read(1, second)).toThrow(ArtifactError);
  scratch.remove();
  expect(existsSync(path.join(folder, name))).toBe(false);
  expect(() => new ScratchFile(path.join(folder, 'none'), 'rows').add(first)).toThrow(/cannot be written/);
});
