import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../../errors/errors.js';
import { byCodePoint } from '../../math/code-point-order.js';
import type { SourceFile } from '../document.js';
import type { LedgerEntry, LedgerReason } from '../ledger.js';
import { asLocation, type Location, locationIn, shownName, shownPathBelow } from './file-names.js';

/** What a folder has under a name. */
interface Entry {
  location: Location;
  name: string;
  isFolder: boolean;
}

/** What one input holds. */
export interface Listing {
  files: SourceFile[];
  leftOut: LedgerEntry[];
}

/** Something found in the input folder. */
interface Found {
  location: Location;
  /** where it lies in the input folder: '' for that folder itself; the path of any other folder ends in / */
  real: string;
  /** the same by the path on which it was reached, which may begin with a symbolic link */
  path: string;
}

/** Files by which a folder of topikl's results is known. */
const RESULTS = ['manifest.json', 'ledger.csv', 'documents.csv'];
/** What stands for bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * Lists what a folder holds. A symbolic link is followed where it leads to something in the same folder that is not read anyway, such as
 * a file in a hidden folder; so nothing is read twice, and there are no loops. Nothing here depends on the order of the disk.
 */
export class FolderWalk {
  private readonly list: Listing = { files: [], leftOut: [] };
  private readonly root: string;
  private readonly prefix: string;
  private readonly realRoot: Buffer;
  /** by where they lie: the paths under which files and folders are read */
  private readonly readAs = new Map<string, string>();
  /** folders of results: they are not looked into */
  private readonly results = new Set<string>();
  private links: Found[] = [];

  /**
   * @param root the folder, absolute
   * @param prefix put before all paths
   * @param exclude the run's own output
   */
  constructor(root: string, prefix: string, exclude: string | undefined) {
    this.root = root;
    this.prefix = prefix;
    this.realRoot = realLocation(root);
    if (exclude === undefined) return;
    const own = path.resolve(exclude);
    for (const folder of [shownPathBelow(Buffer.from(root), Buffer.from(own)), shownPathBelow(this.realRoot, realLocation(own))]) {
      if (folder) this.results.add(`${folder}/`);
    }
  }

  /** @throws ConfigError where the folder itself cannot be read */
  listAll(): Listing {
    this.addFolder({ location: this.root, real: '', path: '' });
    return this.finish((link) => this.addFolder({ ...link, path: `${link.path}/` }));
  }

  /** Only these files, which are in the folder. */
  listSome(files: Iterable<{ location: Location; path: string }>): Listing {
    for (const { location, path } of files) if (!this.isResult(path)) this.add({ location, real: path, path });
    return this.finish(({ path }) => this.leaveOut(path, 'symbolic-link', 'leads to a folder, and a pattern finds files'));
  }

  leaveOut(path: string, reason: LedgerReason, detail: string): void {
    this.list.leftOut.push({ kind: 'file', id: this.prefix + path || './', reason, detail });
  }

  /** Follows the links: in the order of their paths, those of a folder that one leads to right after it. */
  private finish(onFolder: (link: Found) => void): Listing {
    const waiting: Found[] = [];
    do {
      for (const link of this.links.sort((a, b) => byCodePoint(b.path, a.path))) waiting.push(link);
      this.links = [];
      const next = waiting.pop();
      if (next !== undefined) this.follow(next, onFolder);
    } while (waiting.length + this.links.length > 0);
    this.list.files.sort((a, b) => byCodePoint(a.path, b.path));
    this.list.leftOut.sort((a, b) => byCodePoint(a.id, b.id));
    return this.list;
  }

  private addFolder(start: Found): void {
    const folders = [start];
    for (const folder of folders) {
      if (this.isReadElsewhere(folder)) continue;
      const entries = this.entriesOf(folder);
      if (entries === undefined) continue;
      if (RESULTS.every((name) => entries.some((entry) => entry.name === name))) {
        this.results.add(folder.real);
        this.leaveOut(folder.path, 'output-folder', 'it holds results of topikl');
        continue;
      }
      this.readAs.set(folder.real, folder.path);
      for (const { location, name, isFolder } of entries) {
        // the run's own output, which may be a link
        if (this.results.size > 0 && this.results.has(`${folder.real}${name}/`)) continue;
        const end = isFolder ? `${name}/` : name;
        const path = folder.path + end;
        // mostly the same: one string then
        const found: Found = { location, real: folder.real === folder.path ? path : folder.real + end, path };
        if (name.startsWith('.')) this.leaveOut(path, 'hidden', 'its name starts with a dot');
        else if (isFolder) folders.push(found);
        else this.add(found);
      }
    }
  }

  private entriesOf(folder: Found): Entry[] | undefined {
    try {
      return entriesIn(folder.location);
    } catch (cause) {
      const says = systemSays(cause);
      if (folder.real === '') throw new ConfigError(`the folder "${this.root}" cannot be read: ${says}`, { cause });
      this.leaveOut(folder.path, 'unreadable', says);
      return undefined;
    }
  }

  private add(found: Found): void {
    try {
      const stats = lstatSync(found.location);
      if (stats.isSymbolicLink()) this.links.push(found);
      else this.addFile(found, stats);
    } catch (cause) {
      this.leaveOut(found.path, 'unreadable', systemSays(cause));
    }
  }

  private addFile(found: Found, stats: Stats): void {
    if (this.isReadElsewhere(found)) return;
    if (!stats.isFile()) {
      this.leaveOut(found.path, 'not-a-regular-file', 'a device, socket or pipe is not read');
      return;
    }
    this.readAs.set(found.real, found.path);
    this.list.files.push({ location: found.location, path: this.prefix + found.path, bytes: stats.size, modified: stats.mtimeMs });
  }

  private follow(link: Found, onFolder: (link: Found) => void): void {
    try {
      const location = realpathSync.native(link.location, { encoding: 'buffer' });
      const below = shownPathBelow(this.realRoot, location);
      if (below === undefined) {
        this.leaveOut(link.path, 'symbolic-link', 'leads out of the folder');
        return;
      }
      const stats = statSync(location);
      const real = stats.isDirectory() && below !== '' ? `${below}/` : below;
      if (this.isResult(real)) this.leaveOut(link.path, 'symbolic-link', `leads to ${this.prefix}${real}, among results of topikl`);
      else if (!stats.isDirectory()) this.addFile({ location: asLocation(location), real, path: link.path }, stats);
      else if (!this.isReadElsewhere({ ...link, real })) onFolder({ location: asLocation(location), real, path: link.path });
    } catch (cause) {
      this.leaveOut(link.path, 'symbolic-link', whyNotFollowed(cause));
    }
  }

  /** What is read already under another path is left out. */
  private isReadElsewhere({ real, path }: Found): boolean {
    const other = this.readAs.get(real);
    if (other === undefined) return false;
    const target = this.prefix + real || 'the input folder';
    const as = other === real ? 'itself' : this.prefix + other;
    const isLoop = (other === '' || other.endsWith('/')) && path.startsWith(other);
    this.leaveOut(path, 'symbolic-link', `leads to ${target}, ${isLoop ? 'in which it lies' : `which is read as ${as}`}`);
    return true;
  }

  /** Whether it is in a folder of results, or is one. */
  private isResult(real: string): boolean {
    if (this.results.size === 0) return false;
    for (let slash = real.indexOf('/'); slash !== -1; slash = real.indexOf('/', slash + 1)) if (this.results.has(real.slice(0, slash + 1))) return true;
    return false;
  }
}

/** What is in a folder. Names are read as bytes only where one is not UTF-8 or cannot be told from that: it takes twice as long. */
function entriesIn(folder: Location): Entry[] {
  if (typeof folder === 'string') {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (!entries.some(({ name }) => name.includes(REPLACEMENT) || name.includes('\\'))) {
      const start = folder.endsWith(path.sep) ? folder : folder + path.sep;
      return entries.map((entry) => ({ location: start + entry.name, name: entry.name, isFolder: entry.isDirectory() }));
    }
  }
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    location: locationIn(folder, entry.name),
    name: shownName(entry.name),
    isFolder: entry.isDirectory(),
  }));
}

/** Without symbolic links; as it is where it does not exist (yet). */
function realLocation(location: string): Buffer {
  try {
    return realpathSync.native(location, { encoding: 'buffer' });
  } catch {
    return Buffer.from(location);
  }
}

/** What the system says to an attempt to list or read. */
export function systemSays(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) throw cause;
  return code === 'ENOENT' ? 'it vanished' : `the system says ${code}`;
}

function whyNotFollowed(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) throw cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'leads to nothing';
  return code === 'ELOOP' ? 'leads to itself' : `cannot be followed: the system says ${code}`;
}
