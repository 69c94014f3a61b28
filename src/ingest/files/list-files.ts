import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as TinyGlobby from 'tinyglobby';
import { ConfigError } from '../../errors/errors.js';
import type { SourceFile } from '../document.js';
import type { LedgerEntry } from '../ledger.js';
import { UniqueNames } from '../unique-names.js';
import { type Location, locationIn, shownName } from './file-names.js';
import { FolderWalk, type Listing, systemSays } from './folder-walk.js';

const require = createRequire(import.meta.url);
/** Loaded where an input may be a pattern. */
const glob = () => require('tinyglobby') as typeof TinyGlobby;
/** Signs without one of which nothing is a pattern. */
const PATTERN_SIGNS = /[*?![\]{}()+@|\\]/;

export interface FileList {
  /** in the order of their paths by code point, input by input */
  files: SourceFile[];
  /** what was found and is no document */
  leftOut: LedgerEntry[];
  /** how many of the files each input has; they stand one input after the other */
  perInput: number[];
}

/**
 * Finds the files of the inputs: folders (with all folders in them), files, and glob patterns. The order is that of the paths by
 * code point, whatever order the disk gives. Symbolic links are followed where they lead to something in the same folder that would
 * not be read otherwise; one that is an input itself, always.
 *
 * @param inputs paths or patterns
 * @param exclude the run's own output: not looked into, and no input, so not in the ledger either
 * @throws ConfigError for an input that does not exist or cannot be read
 */
export function listFiles(inputs: readonly string[], exclude?: string): FileList {
  const list: FileList = { files: [], leftOut: [], perInput: [] };
  const names = new UniqueNames();
  for (const input of inputs) {
    const name = names.give(inputName(input));
    const found = listInput(input, inputs.length > 1 ? name : undefined, exclude);
    list.perInput.push(found.files.length);
    for (const file of found.files) list.files.push(file);
    for (const entry of found.leftOut) list.leftOut.push(entry);
  }
  return list;
}

/** The name by which an input's output folder and, among several, its documents are known. */
export function inputName(input: string): string {
  const base = isPattern(input) && statOf(input) === undefined ? globBase(input) : input;
  return path.basename(path.resolve(base)) || 'input';
}

function isPattern(input: string): boolean {
  return PATTERN_SIGNS.test(input) && glob().isDynamicPattern(input);
}

function statOf(input: string): Stats | undefined {
  try {
    return statSync(input, { throwIfNoEntry: false });
  } catch (cause) {
    // a pattern may be longer than any file's name
    if ((cause as NodeJS.ErrnoException).code === 'ENAMETOOLONG' && isPattern(input)) return undefined;
    throw new ConfigError(`input "${input}" cannot be read: ${systemSays(cause)}`, { cause });
  }
}

/** @param name given where it must be told from other inputs */
function listInput(input: string, name: string | undefined, exclude: string | undefined): Listing {
  const prefix = name === undefined ? '' : `${name}/`;
  const stats = statOf(input);
  if (stats === undefined && isPattern(input)) return listGlob(input, prefix, exclude);
  if (stats === undefined) {
    throw new ConfigError(`input "${input}" does not exist`, {
      hint: 'Name a folder, a file, a quoted pattern such as "letters/**/*.txt", or a pipeline file.',
    });
  }
  if (stats.isDirectory()) return new FolderWalk(path.resolve(input), prefix, exclude).listAll();
  return listFile(path.resolve(input), name ?? path.basename(input), stats);
}

function listFile(location: string, shown: string, stats: Stats): Listing {
  if (stats.isFile()) return { files: [{ location, path: shown, bytes: stats.size, modified: stats.mtimeMs }], leftOut: [] };
  return { files: [], leftOut: [{ kind: 'file', id: shown, reason: 'not-a-regular-file', detail: 'a device, socket or pipe is not read' }] };
}

function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const magic = parts.findIndex((part) => isPattern(part));
  return parts.slice(0, magic).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

function listGlob(pattern: string, prefix: string, exclude: string | undefined): Listing {
  const base = path.resolve(globBase(pattern));
  const walk = new FolderWalk(base, prefix, exclude);
  const relative = (location: string) => path.relative(base, location).split(path.sep).join('/');
  const locations = new Map<string, Location>();
  // the pattern is matched with names as they are shown: bytes that are not UTF-8 would be lost otherwise
  const readFolder = (folder: string): Partial<Dirent>[] => {
    const shown = path.resolve(folder);
    try {
      const location = locations.get(shown) ?? shown;
      return readdirSync(location, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
        const name = shownName(entry.name);
        locations.set(path.join(shown, name), locationIn(location, entry.name));
        const isFolder = entry.isDirectory();
        // links and pipes too are for the walk to judge
        return { name, isDirectory: () => isFolder, isFile: () => !isFolder, isSymbolicLink: () => false };
      });
    } catch (cause) {
      walk.leaveOut(`${relative(shown)}/`, 'unreadable', systemSays(cause));
      return [];
    }
  };
  const fs = { readdirSync: readFolder as unknown as typeof readdirSync };
  const matches = glob().globSync(pattern, { absolute: true, onlyFiles: true, expandDirectories: false, followSymbolicLinks: false, fs });
  if (matches.length === 0)
    throw new ConfigError(`no file matches the input "${pattern}"`, { hint: 'In a pattern * stands for any name and ** for any folders.' });
  return walk.listSome(
    matches.map((match) => {
      const shown = path.resolve(match);
      return { location: locations.get(shown) ?? shown, path: relative(shown) };
    }),
  );
}
