import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

// before the temporary folder is removed: Node cannot remove what it cannot name
afterAll(() => execFileSync('rm', ['-rf', ...made]));

/**
 * Makes a folder with this many folders in it, one inside the other, and a.txt in the innermost. They are nested from the inside, so
 * their whole path may be longer than the system lets one name.
 */
export function nestFolders(location: string, levels: number, name: string): void {
  made.push(location);
  mkdirSync(location);
  writeFileSync(path.join(location, 'a.txt'), 'innermost');
  const outer = `${location}-outer`;
  for (let level = 0; level < levels; level++) {
    mkdirSync(outer);
    renameSync(location, path.join(outer, name));
    renameSync(outer, location);
  }
}
