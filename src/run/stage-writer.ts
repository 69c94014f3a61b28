import { ArtifactFile } from './artifact-file.js';
import { ScratchFile } from './scratch-file.js';

/** Writes the files of one stage. */
export class StageWriter {
  /** hash of each finished file */
  readonly files: Record<string, string> = {};
  /** of the stage: what its result depends on; empty where that is not known yet */
  readonly fingerprint: string;
  /** to be set where the result is not what the stage would end with: the next run does it again */
  unfinished = false;
  private readonly folder: string;
  private readonly open = new Set<ArtifactFile>();
  private readonly finished: ArtifactFile[] = [];
  private readonly scratch: ScratchFile[] = [];

  constructor(folder: string, fingerprint: string) {
    this.folder = folder;
    this.fingerprint = fingerprint;
  }

  /** A file to be written piece by piece; finish it with `finish`. */
  begin(name: string): ArtifactFile {
    const file = new ArtifactFile(this.folder, name);
    this.open.add(file);
    return file;
  }

  finish(file: ArtifactFile): void {
    this.files[file.name] = file.finish();
    this.open.delete(file);
    this.finished.push(file);
  }

  /** Takes back a file that was begun. */
  abandon(file: ArtifactFile): void {
    file.discard();
    this.open.delete(file);
  }

  /** A file for what would take much memory, there until the stage ends. */
  beginScratch(name: string): ScratchFile {
    // several may be for the same
    const file = new ScratchFile(this.folder, `${name}-${this.scratch.length}`);
    this.scratch.push(file);
    return file;
  }

  /** Gives all finished files their names. */
  publish(): void {
    for (const file of this.scratch) file.remove();
    for (const file of this.finished) file.publish();
  }

  write(name: string, pieces: Iterable<string>): void {
    const file = this.begin(name);
    for (const piece of pieces) file.write(piece);
    this.finish(file);
  }

  writeBytes(name: string, bytes: Uint8Array): void {
    const file = this.begin(name);
    file.writeBytes(bytes);
    this.finish(file);
  }

  discard(): void {
    for (const file of this.scratch) file.remove();
    for (const file of [...this.open, ...this.finished]) file.discard();
  }
}
