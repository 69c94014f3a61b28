import { constants, type FileHandle, open } from 'node:fs/promises';
import { ArtifactError } from '../../errors/errors.js';

/** Rows of numbers in a file, float32, written and read a shard at a time. */
export class RowFile {
  readonly path: string;
  readonly columns: number;
  private readonly handle: FileHandle;
  /** the writing that is under way */
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(path: string, columns: number, handle: FileHandle) {
    this.path = path;
    this.columns = columns;
    this.handle = handle;
  }

  /** Keeps what there is already; ranks may open the same file, each for rows of its own. */
  static async open(path: string, columns: number): Promise<RowFile> {
    return new RowFile(path, columns, await open(path, constants.O_RDWR | constants.O_CREAT));
  }

  /** Writes rows; they may be changed only when what is returned is done. What fails shows in the next call. */
  async write(firstRow: number, rows: Float32Array): Promise<void> {
    await this.writing;
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    this.writing = this.writeAll(bytes, 4 * firstRow * this.columns);
    this.writing.catch(() => {});
  }

  private async writeAll(bytes: Uint8Array, at: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) done += (await this.handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    } catch (cause) {
      throw new ArtifactError(`${this.path} cannot be written: ${(cause as Error).message}`, {
        cause,
        hint: 'Make room there, and run the same command again.',
      });
    }
  }

  /** @throws ArtifactError when the file ends before them */
  async read(firstRow: number, rows: number): Promise<Float32Array> {
    await this.writing;
    const values = new Float32Array(rows * this.columns);
    const bytes = new Uint8Array(values.buffer);
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await this.handle.read(bytes, done, bytes.length - done, 4 * firstRow * this.columns + done);
      if (bytesRead === 0) throw new ArtifactError(`${this.path} is cut short`, { hint: 'Run the same command again, with --force.' });
      done += bytesRead;
    }
    return values;
  }

  /** Waits until all is on the disk itself. */
  async sync(): Promise<void> {
    await this.writing;
    await this.handle.sync();
  }

  async close(): Promise<void> {
    try {
      await this.writing;
    } finally {
      await this.handle.close();
    }
  }
}
