import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError } from '../errors/errors.js';
import type { Place, SourceFile } from '../ingest/document.js';
import type { FileEnd } from '../ingest/file-reader.js';
import { contentOf, hashOfFiles, isHash } from '../ingest/files/hash-files.js';
import type { FileList } from '../ingest/files/list-files.js';
import { type CacheSettings, removeParts } from '../ingest/findings-cache.js';
import { type FileIndex, type KnownFile, readFileIndex, writeFileIndex } from './file-index.js';
import type { Manifest } from './manifest.js';

/** The cache's name in the run's folder; hidden, since it holds no results. */
export const CACHE = '.topikl-cache';

/**
 * Milliseconds that a file must have been left alone before it was listed: what changed later may have changed again without another time,
 * which some file systems give in steps of two seconds.
 */
const SETTLED = 2000;

type Inputs = Manifest['inputs'];

/** What the files of a run are compared by with those of the run before. */
export interface InputFilesOptions {
  list: FileList;
  /** when they were listed, in milliseconds since 1970 */
  listed: number;
  /** the inputs as the manifest names them: the same path in another input is another file */
  inputs: Inputs;
  /** all that the findings of a file depend on, beside the file */
  reading: string;
  /** whether findings are kept, which hold the texts */
  keepsTexts: boolean;
}

/** The input files of a run: what the run before knew of them, and what this one finds out for the next. */
export class InputFiles {
  private readonly folder: string;
  private readonly options: InputFilesOptions;
  /** the index in the folder, if there is one */
  private index: FileIndex | undefined;
  /** of each file what it holds, and where its findings are kept, as far as that is known */
  private readonly contents: (string | undefined)[];
  private places: (Place | undefined)[];
  /** whether the index in the folder says less than is known */
  private isBehind: boolean;

  /** @param results the run's folder */
  constructor(results: string, options: InputFilesOptions) {
    this.folder = path.join(results, CACHE);
    this.options = options;
    this.index = readFileIndex(this.folder);
    this.contents = options.list.files.map(() => undefined);
    this.places = options.list.files.map(() => undefined);
    this.isBehind = this.index === undefined || (!options.keepsTexts && this.index.files.some(({ kept }) => kept !== undefined));
  }

  /**
   * Finds out what the files hold that the run before has read. Those with the size and time of then are not opened; of those with the
   * size alone their hash tells whether they are the same.
   *
   * @param all whether it must be known of all files
   * @param onFile called before each file that is hashed: its number among them, and how many there are
   */
  async check(all: boolean, onFile: (file: number, files: number) => Promise<void>): Promise<void> {
    const { files } = this.options.list;
    const known = this.knownFiles();
    const unsure: number[] = [];
    for (const [i, file] of files.entries()) {
      const before = known.get(file.path);
      if (before !== undefined && this.isUnchanged(file, before)) this.take(i, before);
      else if (all || before?.bytes === file.bytes) unsure.push(i);
    }
    for (const [u, i] of unsure.entries()) {
      await onFile(u, unsure.length);
      const file = files[i] as SourceFile;
      const content = await contentOf(file.location);
      const before = known.get(file.path);
      if (before?.sha256 === content) this.take(i, before);
      else this.contents[i] = content;
    }
    if (unsure.length > 0) this.isBehind = true;
  }

  get list(): FileList {
    return this.options.list;
  }

  /** How many files each input has, and of how many bytes. */
  sizes(): { files: number; bytes: number }[] {
    return this.perInput((files) => ({ files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }));
  }

  /** Whether it is known of all files what they hold. */
  get areKnown(): boolean {
    return !this.contents.includes(undefined);
  }

  /** The inputs with the hashes of their files; those that nobody has read to their end are hashed. */
  async hashedInputs(): Promise<Inputs> {
    for (const [i, file] of this.list.files.entries()) this.contents[i] ??= await contentOf(file.location);
    return this.perInput((files, first) => hashOfFiles(files, this.contents.slice(first) as string[])).map((hash, n) => ({
      ...this.options.inputs[n],
      ...hash,
    }));
  }

  /** The files as they are to be read: those that have not changed with the place where their findings are kept. */
  toRead(): SourceFile[] {
    const { places } = this;
    this.isBehind = true;
    // what is found this time is kept anew
    this.places = places.map(() => undefined);
    return this.options.list.files.map((file, i) => (places[i] === undefined ? file : { ...file, kept: places[i] }));
  }

  /** Where what is found is kept; undefined where it is not, or cannot be. */
  cache(): CacheSettings | undefined {
    return this.options.keepsTexts && this.makeFolder() ? { folder: this.folder, write: true, firstPart: this.firstPart() } : undefined;
  }

  private firstPart(): number {
    return this.index?.files.reduce((first, { kept }) => Math.max(first, (kept?.part ?? -1) + 1), 0) ?? 0;
  }

  /** Takes what is known of a file when it has been read. */
  readonly endFile = (file: number, { sha256, kept }: FileEnd): void => {
    this.contents[file] = sha256 ?? this.contents[file];
    this.places[file] = kept;
  };

  /** Leaves what is known to the next run. Where that cannot be done (a full disk), that run has to find it out again. */
  save(): void {
    if (!this.isBehind || !this.makeFolder()) return;
    const { list, listed, inputs, reading, keepsTexts } = this.options;
    const files = list.files.flatMap(({ path, bytes, modified }, i): KnownFile[] => {
      const sha256 = this.contents[i];
      // what could not be read may be another time
      if (sha256 === undefined || !isHash(sha256) || modified === undefined) return [];
      return [{ path, bytes, modified, sha256, kept: keepsTexts ? this.places[i] : undefined }];
    });
    const index = { inputs: inputs.map((input) => input.path), reading, listed, files };
    try {
      writeFileIndex(this.folder, index);
      this.index = index;
      this.isBehind = false;
    } catch (error) {
      if (!(error instanceof ArtifactError)) throw error;
    }
    this.tidy();
  }

  /** Removes findings that no index refers to: those of a run before, or of one that did not get to its end. */
  tidy(): void {
    const parts = this.index?.files.flatMap(({ kept }) => (kept === undefined ? [] : [kept.part]));
    removeParts(this.folder, new Set(parts));
  }

  private makeFolder(): boolean {
    try {
      mkdirSync(this.folder, { recursive: true });
      return true;
    } catch {
      return false;
    }
  }

  /** Something of the files of each input; `first` is the number of its first file. */
  private perInput<T>(of: (files: readonly SourceFile[], first: number) => T): T[] {
    let end = 0;
    return this.list.perInput.map((files) => {
      const first = end;
      end += files;
      return of(this.list.files.slice(first, end), first);
    });
  }

  private take(file: number, { sha256, kept }: KnownFile): void {
    this.contents[file] = sha256;
    this.places[file] = kept;
  }

  /** The files that the run before knew, by their paths. */
  private knownFiles(): Map<string, KnownFile> {
    const { index } = this;
    const { inputs, reading } = this.options;
    if (index === undefined || index.inputs.join('\n') !== inputs.map((input) => input.path).join('\n')) return new Map();
    const isReadAlike = index.reading === reading;
    return new Map(index.files.map((file) => [file.path, isReadAlike ? file : { ...file, kept: undefined }]));
  }

  private isUnchanged(file: SourceFile, before: KnownFile): boolean {
    const isSettled = before.modified < (this.index as FileIndex).listed - SETTLED;
    return isSettled && file.bytes === before.bytes && file.modified === before.modified;
  }
}
