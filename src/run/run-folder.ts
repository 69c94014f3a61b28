import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError, ConfigError, DistributeError, InterruptedError, NumericalError, TopiklError, WorkerError } from '../errors/errors.js';
import { hashFile } from '../ingest/files/hash-files.js';
import { ArtifactFile, UNFINISHED } from './artifact-file.js';
import { CANDIDATES } from './candidates/candidate-store.js';
import { CHECKPOINT } from './checkpoint-file.js';
import { CACHE } from './input-files.js';
import { MIXTURES } from './large/fit-from-disk.js';
import { SHARDS } from './large/stored-counts.js';
import { lockFolder } from './lock.js';
import { MADE_OF_TOPICS } from './made-of-topics.js';
import { type Manifest, readManifest } from './manifest.js';
import { StageWriter } from './stage-writer.js';

/** What a search for the number of topics leaves here: it goes when the collection is counted anew. */
const MADE_OF_COUNTS = ['choose-k.csv', 'choose-k.json', 'choose-k.md', CANDIDATES];

/** The names of the stages, in their order. */
export type StageName = 'count' | 'fit' | 'topics' | 'stability' | 'report';

/**
 * The folder that a run writes into. It belongs to one run at a time; every file in it appears whole or not at all; a stage whose
 * fingerprint (version, settings, inputs, the stage before) and files are unchanged is not done again.
 */
export class RunFolder {
  readonly path: string;
  readonly manifest: Manifest;
  private readonly previous: Manifest | undefined;
  private readonly unlock: () => void;
  /** the highest folder that had to be made for this run */
  private readonly made: string | undefined;
  /** whether the folder was new or empty */
  private readonly fresh: boolean;
  private lastFingerprint = '';
  /** whether what a run has made of other counts must stay */
  private keepsRun = false;

  private constructor(
    folder: string,
    manifest: Manifest,
    previous: Manifest | undefined,
    place: { made: string | undefined; fresh: boolean },
    unlock: () => void,
  ) {
    this.path = folder;
    this.manifest = manifest;
    this.previous = previous;
    this.made = place.made;
    this.fresh = place.fresh;
    this.unlock = unlock;
  }

  /**
   * @param folder made if it isn't there
   * @param manifest of the run that begins; its stages are filled in as they are done
   * @throws ConfigError when the folder cannot be written, belongs to another input or to another run that is going on
   */
  static open(folder: string, manifest: Manifest, force: boolean): RunFolder {
    const made = prepareFolder(folder);
    const unlock = lockMade(folder, made);
    try {
      const previous = checkContent(folder, manifest, force);
      for (const name of readdirSync(folder)) if (UNFINISHED.test(name)) rmSync(path.join(folder, name), { force: true });
      return new RunFolder(folder, manifest, previous, { made, fresh: ownFiles(folder).length === 0 }, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /**
   * Opens the folder of a finished run for a command that adds to it: its manifest is the one that is there, without the stages, which are to be
   * taken over.
   *
   * @throws ArtifactError when there is no run in it, or one of another version
   * @throws ConfigError when it cannot be written, or another run is going on in it
   */
  static reopen(folder: string, version: string): RunFolder {
    const before = readManifest(folder);
    if (before.version !== version) {
      throw new ArtifactError(`the results in "${folder}" are of topikl ${before.version}, this is ${version}`, { hint: 'Make them anew with `topikl run`.' });
    }
    return RunFolder.open(folder, { ...before, stages: [] }, false);
  }

  /** From now on counts are not replaced where a run has made something of them: for a command that only looks at them. */
  keepRun(): void {
    this.keepsRun = true;
  }

  /** After a run that succeeded. */
  close(): void {
    this.writeManifest();
    this.unlock();
  }

  /** Without having changed anything. */
  leave(): void {
    this.unlock();
  }

  /** After a command that only counted: what an earlier run made of the same counts stays as it is. */
  closeCounted(): void {
    if (this.manifest.stages.some(({ reused }) => !reused)) this.writeManifest();
    this.unlock();
  }

  /** After a run that failed: a folder that was new or empty is so again, unless the run was cut short after a stage: the next one goes on from there. */
  closeAfter(error: unknown): void {
    const cutShort = [InterruptedError, WorkerError, DistributeError, NumericalError, ArtifactError].some((kind) => error instanceof kind);
    const resumable = cutShort && this.manifest.stages.length > 0;
    const undo = this.fresh && error instanceof TopiklError && !resumable;
    if (undo)
      for (const name of [...ownFiles(this.path), CHECKPOINT, CACHE, CANDIDATES, SHARDS, MIXTURES]) rmSync(this.file(name), { recursive: true, force: true });
    this.unlock();
    if (undo && this.made !== undefined) removeEmptyFolders(this.path, this.made);
  }

  /** Takes over what an earlier run's manifest says of a stage that is reused. */
  keep(what: 'counts' | 'fit' | 'misfit' | 'sample'): void {
    Object.assign(this.manifest, { [what]: this.previous?.[what] });
  }

  /**
   * Takes over a stage as the last run left it, without knowing what it was made from.
   *
   * @returns whether it is there and whole
   */
  async takeOver(name: StageName): Promise<boolean> {
    const before = this.previous?.stages.find((stage) => stage.name === name);
    if (before === undefined || !(await this.isIntact(before.files))) return false;
    this.lastFingerprint = before.fingerprint;
    this.manifest.stages.push({ ...before, reused: true });
    return true;
  }

  /** Takes over the stability of the fit, if it was looked at and the stages before are those that it was looked at with; returns whether it is so. */
  async takeOverStability(): Promise<boolean> {
    const settings = this.previous?.stability;
    const before = this.previous?.stages.find(({ name }) => name === 'stability');
    const isOfThisFit = settings !== undefined && before?.fingerprint === this.fingerprint('stability', settings);
    if (!isOfThisFit || !(await this.takeOver('stability'))) return false;
    this.manifest.stability = settings;
    return true;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /**
   * Does a stage, or reuses what an earlier run left of it. A stage that fails leaves the folder as it was; one that is done
   * replaces all its files together, and takes away those of later stages if they no longer belong to it.
   *
   * @param settings everything but the stages before that its result depends on; a function where that is known only when the stage has
   * been done, as it must be then
   * @param work writes the stage's files through the writer
   * @param needed files that an earlier run may have been told not to write
   * @returns what `work` returned, or undefined when the stage was reused
   */
  async stage<T>(
    name: StageName,
    settings: object | (() => object),
    work: (writer: StageWriter) => Promise<T>,
    needed: readonly string[] = [],
  ): Promise<T | undefined> {
    const known = typeof settings === 'function' ? undefined : this.fingerprint(name, settings);
    const earlier = this.previous?.stages ?? [];
    const before = earlier.find((stage) => stage.name === name);
    if (known !== undefined && before?.fingerprint === known && needed.every((file) => file in before.files) && (await this.isIntact(before.files))) {
      this.lastFingerprint = known;
      this.manifest.stages.push({ ...before, reused: true });
      return undefined;
    }
    if (this.keepsRun && earlier.some((stage) => stage.name === 'fit')) throw this.otherRun();
    const started = performance.now();
    const writer = new StageWriter(this.path, known ?? '');
    try {
      const result = await work(writer);
      const fingerprint = known ?? this.fingerprint(name, (settings as () => object)());
      // what was cut short is written, and is not taken for the whole by the next run
      const recorded = writer.unfinished ? sha256(`${fingerprint} unfinished`) : fingerprint;
      this.lastFingerprint = recorded;
      // while files are being replaced, the manifest must not list any of them
      this.writeManifest();
      const outdated = before?.fingerprint === fingerprint ? [before] : earlier.slice(this.manifest.stages.length);
      const stale = outdated.flatMap(({ files }) => Object.keys(files)).concat(name === 'stability' || name === 'report' ? [] : MADE_OF_TOPICS);
      for (const file of stale) if (!(file in writer.files)) rmSync(this.file(file), { force: true });
      if (name === 'count') for (const file of MADE_OF_COUNTS) rmSync(this.file(file), { force: true });
      writer.publish();
      const seconds = Math.round(performance.now() - started) / 1000;
      this.manifest.stages.push({ name, fingerprint: recorded, seconds, reused: false, files: writer.files });
      this.writeManifest();
      return result;
    } catch (error) {
      writer.discard();
      throw error;
    }
  }

  /**
   * Whether an earlier run has counted inputs of as many files and bytes: else it was not these.
   *
   * @param inputs of this run, in their order
   */
  hasCounted(inputs: readonly { files: number; bytes: number }[]): boolean {
    const before = this.previous?.inputs;
    const isCounted = this.previous?.stages.some(({ name }) => name === 'count') ?? false;
    return isCounted && before?.length === inputs.length && before.every(({ files, bytes }, i) => files === inputs[i]?.files && bytes === inputs[i]?.bytes);
  }

  private fingerprint(name: StageName, settings: object): string {
    return sha256(JSON.stringify([this.manifest.version, name, settings, this.lastFingerprint]));
  }

  private otherRun(): ConfigError {
    return new ConfigError(`"${this.path}" holds a run with other settings or of other files, whose results would be lost`, {
      hint: 'Give the settings of that run, or another folder with --out; --force replaces it.',
    });
  }

  /** Takes a file away that this run does not want, though the stage that wrote it is reused. */
  drop(name: string): void {
    if (this.keepsRun) return;
    for (const { files } of this.manifest.stages) delete files[name];
    rmSync(this.file(name), { force: true });
  }

  private writeManifest(): void {
    const file = new ArtifactFile(this.path, 'manifest.json');
    try {
      file.write(`${JSON.stringify(this.manifest, null, 2)}\n`);
      file.finish();
      file.publish();
    } catch (error) {
      file.discard();
      throw error;
    }
  }

  /** Whether all files are there with the content that the manifest says. */
  private async isIntact(files: Readonly<Record<string, string>>): Promise<boolean> {
    for (const [name, hash] of Object.entries(files)) {
      if (!existsSync(this.file(name)) || (await hashFile(this.file(name))) !== hash) return false;
    }
    return true;
  }
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Makes the folder if it isn't there; returns the highest folder that was made. */
function prepareFolder(folder: string): string | undefined {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error('it is a file');
    const made = makeFolders(path.resolve(folder));
    accessSync(folder, constants.W_OK | constants.X_OK);
    return made;
  } catch (cause) {
    throw new ConfigError(`the output folder "${folder}" cannot be written: ${(cause as Error).message}`, { cause, hint: 'Choose another one with --out.' });
  }
}

/** Makes a folder and those above it, one by one: Node's own recursive mkdir never ends in a place such as /proc. */
function makeFolders(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const above = makeFolders(path.dirname(folder));
  mkdirSync(folder);
  return above ?? folder;
}

/** Locks a folder; one that was made for it goes again where that fails. */
function lockMade(folder: string, made: string | undefined): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (made !== undefined) removeEmptyFolders(folder, made);
    throw error;
  }
}

/** The manifest of the run whose results are in the folder, if any; refuses a folder that is not this run's to change. */
function checkContent(folder: string, manifest: Manifest, force: boolean): Manifest | undefined {
  if (ownFiles(folder).length === 0) return undefined;
  let previous: Manifest | undefined;
  try {
    previous = readManifest(folder);
  } catch (error) {
    if (!(error instanceof ArtifactError)) throw error;
  }
  if (previous === undefined) {
    if (force) return undefined;
    const unreadable = existsSync(path.join(folder, 'manifest.json'));
    const what = unreadable ? 'results that cannot be read: its manifest.json is damaged, or of another version' : "files that are not topikl's";
    throw new ConfigError(`"${folder}" holds ${what}`, { hint: 'Choose another folder with --out, or add --force to write into it.' });
  }
  const paths = (one: Manifest) => JSON.stringify(one.inputs.map((input) => input.path));
  if (paths(previous) !== paths(manifest) && !force) {
    throw new ConfigError(`"${folder}" holds the results of another input: ${previous.inputs.map((input) => input.path).join(', ')}`, {
      hint: 'Choose another folder with --out, or add --force to replace them.',
    });
  }
  return previous;
}

/** All but hidden files. */
function ownFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('.'));
}

/** Removes a folder and those above it, up to the one given, as long as they are empty. */
function removeEmptyFolders(folder: string, highest: string): void {
  for (let current = path.resolve(folder); current.length >= path.resolve(highest).length; current = path.dirname(current)) {
    if (readdirSync(current).length > 0) return;
    rmdirSync(current);
  }
}
