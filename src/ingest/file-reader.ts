import { TextCounter } from '../tokenize/text-counter.js';
import type { Place, SourceFile } from './document.js';
import type { FileRead } from './files/file-content.js';
import { type CacheSettings, FindingsReader, FindingsWriter } from './findings-cache.js';
import { type Prepared, type PrepareSettings, prepare } from './prepare.js';
import { type FileFinding, type ReadHooks, type ReadSettings, readFile } from './read-file.js';

/** Everything that decides what one file gives. */
export interface FileSettings extends ReadSettings, PrepareSettings {
  /** where what is found in files is kept; absent where it is not */
  cache?: CacheSettings | undefined;
}

/** What a process has for all the files that it reads. */
export interface ReadingTools {
  /** counts their words, if the settings have them counted */
  counter?: TextCounter | undefined;
  /** findings of the run before */
  kept?: FindingsReader | undefined;
  /** takes them for the next */
  keeper?: FindingsWriter | undefined;
  /** called before anything but a plain text is read: of that alone it is certain that it ends */
  beforeParser?: () => void;
}

export async function readingTools({ counting, cache }: FileSettings): Promise<ReadingTools> {
  return {
    counter: counting === undefined ? undefined : new TextCounter(counting),
    kept: cache === undefined ? undefined : new FindingsReader(cache.folder),
    keeper: cache?.write ? FindingsWriter.open(cache) : undefined,
  };
}

/** What is known of a file at its end. */
export interface FileEnd {
  /** sha256 of its content, hexadecimal, or the code of the error where it cannot be read; absent where it was not read */
  sha256?: string | undefined;
  /** where its findings are kept, if they are */
  kept?: Place | undefined;
}

/** Something found in a file, or its end. */
export interface FileEvent {
  /** index into the files that are read */
  file: number;
  /** absent at the end of the file */
  finding?: Prepared;
  /** there at the end of the file, unless it was given up */
  end?: FileEnd;
  /** of the file, so far */
  bytesRead: number;
  /** number of the counter of its texts, where there are several */
  counter?: number;
}

/** Reads files one after the other, in this process. */
export async function* readFiles(files: readonly SourceFile[], settings: FileSettings, tools: ReadingTools = {}): AsyncGenerator<FileEvent> {
  const { counter, keeper, beforeParser } = tools;
  for (const [file, one] of files.entries()) {
    let bytesRead = 0;
    let sound = true;
    const end: FileEnd = {};
    const onRead = (bytes: number) => {
      bytesRead += bytes;
    };
    const onEnd = (read: FileRead) => {
      end.sha256 = read.sha256;
      sound = read.sound;
    };
    const found = findingsOf(one, settings, tools, { onRead, onEnd });
    if (!Array.isArray(found)) beforeParser?.();
    for await (const finding of found) {
      keeper?.add(finding);
      yield { file, finding: await prepare(finding, settings, counter), bytesRead };
    }
    const place = keeper?.endFile();
    if (sound) end.kept = place;
    // the end of the last says that nothing more is to come of this process
    if (file === files.length - 1) keeper?.flush();
    yield { file, bytesRead, end };
  }
}

/** What is found in a file: as it was kept, else as it is read. */
function findingsOf(file: SourceFile, settings: FileSettings, { kept }: ReadingTools, hooks: ReadHooks): FileFinding[] | AsyncGenerator<FileFinding> {
  const read = () => readFile(file, settings, hooks);
  return file.kept === undefined || kept === undefined ? read() : keptFindings(file, kept.read(file.kept), read);
}

/** Findings as they were kept; from where that is damaged on, as the file is read. */
async function* keptFindings(
  { path }: SourceFile,
  kept: Iterable<FileFinding>,
  read: () => FileFinding[] | AsyncGenerator<FileFinding>,
): AsyncGenerator<FileFinding> {
  let given = 0;
  try {
    for (const finding of kept) {
      if (finding.path !== path && !finding.path.startsWith(`${path}/`)) throw new Error('it is of another file');
      given++;
      yield finding;
    }
    return;
  } catch {
    // then it is read
  }
  for await (const finding of read()) {
    if (given > 0) given--;
    else yield finding;
  }
}
