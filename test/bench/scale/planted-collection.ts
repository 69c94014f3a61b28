/* Collections drawn from planted topics, written as JSON lines or as a count matrix, never held in memory. */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { writeNpy } from '../../../src/matrix/npy.js';
import { drawTopics, PlantedDocuments } from './planted-documents.js';
import { plantedWords, WORD_LETTERS } from './planted-words.js';

export const DOCUMENTS_PER_FILE = 10_000;
const SENTENCE_WORDS = 15;
const BLANK = 32;
const FULL_STOP = 46;
const CAPITAL = 32;
const ID_DIGITS = 9;
const LINE_START = Buffer.from(`{"id":"d${'0'.repeat(ID_DIGITS)}","text":"`);
const ID_END = LINE_START.indexOf('","text"');
const LINE_END = Buffer.from('"}\n');
/** Bytes of the longest line: its words with a blank and a full stop each. */
const LONGEST_LINE = LINE_START.length + LINE_END.length + 1000 * (WORD_LETTERS + 2);
const BUFFER = 1 << 22;
/** Of the line with the size of a matrix, which is known only at the end. */
const SIZE_LINE = 48;

export interface CollectionSize {
  documents: number;
  topics: number;
  terms: number;
  seed: number;
}

/** A collection on disk: what is given to topikl, and what was planted in it. */
export interface PlantedCollection {
  /** a folder of JSON lines, or a .mtx file */
  input: string;
  /** topics × terms, float32 */
  topics: string;
  /** a term a line, in the order of the columns of `topics` */
  vocabulary: string;
  documents: number;
  /** words in all */
  tokens: number;
  /** of the input */
  bytes: number;
}

/** Bytes that gather in a buffer and go to a file when it is full. */
class FileBuffer {
  readonly bytes = new Uint8Array(BUFFER);
  length = 0;
  written = 0;
  private descriptor = -1;

  open(file: string): void {
    this.descriptor = openSync(file, 'w');
  }

  /** Makes room for so many bytes. */
  reserve(bytes: number): void {
    if (this.length + bytes > BUFFER) this.flush();
  }

  text(text: string): void {
    for (let c = 0; c < text.length; c++) this.bytes[this.length++] = text.charCodeAt(c);
  }

  /** A whole number and a byte behind it. */
  number(value: number, end: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const tenth = Math.floor(rest / 10);
      this.bytes[at] = 48 + rest - 10 * tenth;
      rest = tenth;
    }
    this.length += digits;
    this.bytes[this.length++] = end;
  }

  flush(): void {
    for (let at = 0; at < this.length; ) at += writeSync(this.descriptor, this.bytes, at, this.length - at);
    this.written += this.length;
    this.length = 0;
  }

  /** Overwrites the beginning of the file. */
  overwrite(position: number, text: string): void {
    writeSync(this.descriptor, text, position);
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }
}

/** Writes FOLDER/documents/part-00000.jsonl …, FOLDER/planted.npy and FOLDER/planted-terms.txt, anew; the same bytes each time. */
export function writeCollection(folder: string, { documents, topics, terms, seed }: CollectionSize): PlantedCollection {
  const input = path.join(folder, 'documents');
  rmSync(input, { recursive: true, force: true });
  mkdirSync(input, { recursive: true });
  const words = plantedWords(terms);
  const { source, ...planted } = plant(folder, words, topics, seed);
  const letters = Buffer.from(words.join(''), 'latin1');
  const file = new FileBuffer();
  let tokens = 0;
  for (let first = 0; first < documents; first += DOCUMENTS_PER_FILE) {
    const part = first / DOCUMENTS_PER_FILE;
    file.open(path.join(input, `part-${String(part).padStart(5, '0')}.jsonl`));
    source.seek(part, seed);
    const end = Math.min(documents, first + DOCUMENTS_PER_FILE);
    for (let document = first; document < end; document++) {
      const length = source.next();
      file.reserve(LONGEST_LINE);
      file.length = writeLine(file.bytes, file.length, document, source.words, length, letters);
      tokens += length;
    }
    file.close();
  }
  return { input, ...planted, documents, tokens, bytes: file.written };
}

/** @returns where the line ends */
function writeLine(bytes: Uint8Array, from: number, document: number, words: Int32Array, length: number, letters: Uint8Array): number {
  bytes.set(LINE_START, from);
  for (let rest = document, at = from + ID_END - 1; rest > 0; rest = Math.floor(rest / 10)) bytes[at--] = 48 + (rest % 10);
  let at = from + LINE_START.length;
  for (let w = 0; w < length; w++) {
    const letter = words[w] * WORD_LETTERS;
    const isFirst = w % SENTENCE_WORDS === 0;
    if (w > 0) {
      if (isFirst) bytes[at++] = FULL_STOP;
      bytes[at++] = BLANK;
    }
    for (let l = 0; l < WORD_LETTERS; l++) bytes[at + l] = letters[letter + l];
    if (isFirst) bytes[at] -= CAPITAL;
    at += WORD_LETTERS;
  }
  bytes[at++] = FULL_STOP;
  bytes.set(LINE_END, at);
  return at + LINE_END.length;
}

/** Writes FOLDER/counts.mtx, FOLDER/planted.npy and FOLDER/planted-terms.txt: the same documents as counts, until there are so many entries. */
export function writeCounts(folder: string, { entries, topics, terms, seed }: Omit<CollectionSize, 'documents'> & { entries: number }): PlantedCollection {
  mkdirSync(folder, { recursive: true });
  const input = path.join(folder, 'counts.mtx');
  const { source, ...planted } = plant(folder, plantedWords(terms), topics, seed);
  const file = new FileBuffer();
  file.open(input);
  file.text('%%MatrixMarket matrix coordinate integer general\n');
  const sizeAt = file.length;
  file.text(`${' '.repeat(SIZE_LINE - 1)}\n`);
  source.seek(0, seed);
  let documents = 0;
  let tokens = 0;
  let found = 0;
  while (found < entries) {
    const words = source.words.subarray(0, source.next()).sort();
    documents++;
    tokens += words.length;
    file.reserve(30 * words.length);
    for (let w = 0; w < words.length; ) {
      const term = words[w];
      const from = w;
      while (w < words.length && words[w] === term) w++;
      file.number(documents, BLANK);
      file.number(term + 1, BLANK);
      file.number(w - from, 10);
      found++;
    }
  }
  file.flush();
  file.overwrite(sizeAt, `${documents} ${terms} ${found}`.padEnd(SIZE_LINE - 1));
  file.close();
  return { input, ...planted, documents, tokens, bytes: file.written };
}

function plant(folder: string, words: readonly string[], topics: number, seed: number): { source: PlantedDocuments; topics: string; vocabulary: string } {
  const planted = drawTopics(topics, words.length, seed);
  const files = { topics: path.join(folder, 'planted.npy'), vocabulary: path.join(folder, 'planted-terms.txt') };
  writeFileSync(files.topics, writeNpy({ rows: topics, columns: words.length, values: planted.probabilities }));
  writeFileSync(files.vocabulary, words.map((word) => `${word}\n`).join(''));
  return { source: new PlantedDocuments(planted), ...files };
}
