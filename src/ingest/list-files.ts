import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { ConfigError } from '../errors/errors.js';
import { byCodePoint } from '../math/code-point-order.js';
import type { LedgerEntry, LedgerReason, SourceFile } from './document.js';

export interface FileList {
  /** in the order of their paths by code point, input by input */
  files: SourceFile[];
  /** what was found and is no document */
  leftOut: LedgerEntry[];
  /** how many of the files each input has; they stand one input after the other */
  perInput: number[];
}

/** What one input holds. */
type Listing = Omit<FileList, 'perInput'>;

/** Files by which a folder of topikl's results is known. */
const RESULTS = ['manifest.json', 'ledger.csv', 'documents.csv'];

/**
 * Finds the files of the inputs: folders (with all folders in them), files, and glob patterns. The order is that of the paths by
 * code point, whatever order the disk gives.
 *
 * @param inputs paths or patterns
 * @param exclude the run's own output: not looked into, and no input, so not in the ledger either
 * @throws ConfigError for an input that does not exist
 */
export function listFiles(inputs: readonly string[], exclude?: string): FileList {
  const list: FileList = { files: [], leftOut: [], perInput: [] };
  const names = new Set<string>();
  for (const input of inputs) {
    const several = inputs.length > 1;
    const found = listInput(input, exclude);
    const name = uniqueName(found.name, names);
    const prefixed = (relative: string) => (!several ? relative : found.single ? name : `${name}/${relative}`);
    list.perInput.push(found.list.files.length);
    for (const file of found.list.files) list.files.push({ ...file, path: prefixed(file.path) });
    for (const entry of found.list.leftOut) list.leftOut.push({ ...entry, id: prefixed(entry.id) });
  }
  return list;
}

/** The name by which an input's output folder and, among several, its documents are known. */
export function inputName(input: string): string {
  const base = isDynamicPattern(input) && !exists(input) ? globBase(input) : input;
  return path.basename(path.resolve(base)) || 'input';
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name}~${n}`;
  taken.add(unique);
  return unique;
}

function exists(location: string): boolean {
  return statSync(location, { throwIfNoEntry: false }) !== undefined;
}

function listInput(input: string, exclude: string | undefined): { name: string; single: boolean; list: Listing } {
  const list: Listing = { files: [], leftOut: [] };
  const name = inputName(input);
  const stats = statSync(input, { throwIfNoEntry: false });
  if (stats === undefined && isDynamicPattern(input)) {
    listGlob(input, exclude, list);
    return { name, single: false, list };
  }
  if (stats === undefined) {
    throw new ConfigError(`input "${input}" does not exist`, {
      hint: 'Name a folder, a file, a quoted pattern such as "letters/**/*.txt", or a pipeline file.',
    });
  }
  if (stats.isDirectory()) {
    walk(path.resolve(input), '', exclude === undefined ? undefined : path.resolve(exclude), list);
    sortByPath(list.files);
    list.leftOut.sort((a, b) => byCodePoint(a.id, b.id));
  } else {
    add(path.resolve(input), path.basename(input), stats, list);
  }
  return { name, single: !stats.isDirectory(), list };
}

function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const magic = parts.findIndex((part) => isDynamicPattern(part));
  return parts.slice(0, magic).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

function listGlob(pattern: string, exclude: string | undefined, list: Listing): void {
  const base = globBase(pattern);
  const matches = globSync(pattern, { absolute: true, onlyFiles: true, expandDirectories: false, followSymbolicLinks: false });
  if (matches.length === 0)
    throw new ConfigError(`no file matches the input "${pattern}"`, { hint: 'In a pattern * stands for any name and ** for any folders.' });
  const own = exclude === undefined ? undefined : path.resolve(exclude) + path.sep;
  for (const location of matches.map((match) => path.resolve(match))) {
    const stats = lstatSync(location, { throwIfNoEntry: false });
    if (stats === undefined || (own !== undefined && location.startsWith(own))) continue;
    add(location, path.relative(path.resolve(base), location).split(path.sep).join('/'), stats, list);
  }
  sortByPath(list.files);
}

function sortByPath(files: SourceFile[]): void {
  files.sort((a, b) => byCodePoint(a.path, b.path));
}

function add(location: string, relative: string, stats: Stats, list: Listing): void {
  if (stats.isFile()) list.files.push({ location, path: relative, bytes: stats.size });
  else if (stats.isSymbolicLink()) leaveOut(list, relative, 'symbolic-link', 'links are not followed');
  else leaveOut(list, relative, 'not-a-regular-file', 'a device, socket or pipe is not read');
}

function leaveOut(list: Listing, id: string, reason: LedgerReason, detail: string): void {
  list.leftOut.push({ kind: 'file', id, reason, detail });
}

function walk(folder: string, relative: string, exclude: string | undefined, list: Listing): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (relative === '') throw new ConfigError(`the folder "${folder}" cannot be read: ${(cause as Error).message}`, { cause });
    leaveOut(list, `${relative}/`, 'unreadable', `the system says ${(cause as NodeJS.ErrnoException).code}`);
    return;
  }
  if (RESULTS.every((name) => entries.some((entry) => entry.name === name))) {
    leaveOut(list, `${relative === '' ? '.' : relative}/`, 'output-folder', 'it holds results of topikl');
    return;
  }
  for (const entry of entries) {
    const location = path.join(folder, entry.name);
    const id = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (location === exclude) continue;
    if (entry.name.startsWith('.')) leaveOut(list, entry.isDirectory() ? `${id}/` : id, 'hidden', 'its name starts with a dot');
    else if (entry.isDirectory()) walk(location, id, exclude, list);
    else {
      const stats = lstatSync(location, { throwIfNoEntry: false });
      if (stats === undefined) leaveOut(list, id, 'unreadable', 'it vanished');
      else add(location, id, stats, list);
    }
  }
}
