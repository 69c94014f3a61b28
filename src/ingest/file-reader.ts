import type { SourceFile } from './document.js';
import { type Prepared, type PrepareSettings, prepare } from './prepare.js';
import { type ReadSettings, readFile } from './read-file.js';

/** Everything that decides what one file gives. */
export type FileSettings = ReadSettings & PrepareSettings;

/** Something found in a file, or its end. */
export interface FileEvent {
  /** index into the files that are read */
  file: number;
  /** absent at the end of the file */
  finding?: Prepared;
  /** of the file, so far */
  bytesRead: number;
}

/** Reads files one after the other, in this process. */
export async function* readFiles(files: readonly SourceFile[], settings: FileSettings): AsyncGenerator<FileEvent> {
  for (const [file, one] of files.entries()) {
    let bytesRead = 0;
    const onRead = (bytes: number) => {
      bytesRead += bytes;
    };
    for await (const finding of readFile(one, settings, onRead)) yield { file, finding: prepare(finding, settings), bytesRead };
    yield { file, bytesRead };
  }
}
