import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files (paths with /, in the order given), removed when the tests of the file have run. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'topikl-test-'));
  made.push(folder);
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Paths of all files and folders below a folder, hidden ones too, sorted; a folder's ends in /. */
export function contentOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/') + (entry.isDirectory() ? '/' : ''))
    .sort();
}

/** The same without what the next run is spared by, which differs with the number of processes. */
export function resultsOf(folder: string): string[] {
  return contentOf(folder).filter((name) => !name.startsWith('.topikl-cache/'));
}

/** Small texts about two subjects, four of each: enough for two topics. */
export const LETTERS: Readonly<Record<string, string>> = {
  'apple-1.txt': 'A red apple fell from the tree into the orchard grass.',
  'apple-2.txt': 'The orchard tree bore one red apple and then another apple.',
  'apple-3.txt': 'Pick the apple when the orchard is red with fruit.',
  'apple-4.txt': 'Fruit of the tree: an apple, red all over.',
  'whale-1.txt': 'A blue whale came up from the sea beside the ship.',
  'whale-2.txt': 'The sea was blue and the whale sang to the ship.',
  'whale-3.txt': 'No ship had seen a whale so blue.',
  'whale-4.txt': 'Out at sea the whale dived below the ship, blue on blue.',
};
