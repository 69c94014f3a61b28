import type { SourceFile } from '../document.js';
import type { FileEvent } from '../file-reader.js';
import type { Prepared, PreparedDocument } from '../prepare.js';
import { SIGNATURE_BINS } from '../repeats/min-hash.js';

/*
 * Events on their way from one process to another. As they are they would cost more than the reading: each has some ten objects and
 * arrays, and every object goes with the names of its fields. So what they hold is written one after the other.
 */

/** Events as values in the order in which EventReader takes them. */
export interface PackedEvents {
  events: number;
  /** files that end in them, and findings after the last of these ends */
  ended: number;
  findings: number;
  values: unknown[];
  /** of each document: its lines, its signature, its rows, each on a multiple of eight bytes */
  numbers: Float64Array;
}

const FIRST_LENGTH = 4096;

/** Packs events. */
export class EventPacker {
  private readonly files: readonly SourceFile[];
  private events = 0;
  private ended = 0;
  private findings = 0;
  private values: unknown[] = [];
  private numbers = new Float64Array(FIRST_LENGTH);
  private bytes = new Uint8Array(this.numbers.buffer);
  private size = 0;

  /** @param files that the events are of */
  constructor(files: readonly SourceFile[]) {
    this.files = files;
  }

  get length(): number {
    return this.events;
  }

  add({ file, finding, end, bytesRead }: FileEvent): void {
    this.events++;
    this.values.push(file, bytesRead);
    if (finding === undefined) {
      this.ended++;
      this.findings = 0;
      const { part, segment, first, count } = end?.kept ?? {};
      this.values.push('end', end?.sha256, part);
      if (part !== undefined) this.values.push(segment, first, count);
      return;
    }
    this.findings++;
    if (finding.kind === 'document') this.addDocument(finding, this.files[file]?.path);
    else this.values.push('other', finding);
  }

  /** What was added since the last call. It may be changed by the next call of `add`. */
  take(): PackedEvents {
    const { events, ended, findings, values, numbers } = this;
    const packed = { events, ended, findings, values, numbers: numbers.subarray(0, this.size) };
    this.values = [];
    this.events = 0;
    this.ended = 0;
    this.findings = 0;
    this.size = 0;
    return packed;
  }

  private addDocument(document: PreparedDocument, filePath: string | undefined): void {
    const { path, row, id, metadata, note, texts, counted, passages, digest, signature, lines } = document;
    const { values } = this;
    values.push('document', path === filePath ? undefined : path, row, id, note, isEmpty(metadata) ? undefined : metadata);
    values.push(passages, digest, signature !== undefined, lines.length, counted.length, texts.length);
    for (const text of texts) values.push(text);
    const start = this.reserve(8 * lines.length);
    this.numbers.set(lines, start / 8);
    if (signature !== undefined) {
      const at = this.reserve(2 * SIGNATURE_BINS);
      this.bytes.set(new Uint8Array(signature.buffer, signature.byteOffset, 2 * SIGNATURE_BINS), at);
    }
    for (const { row, language, tooLong } of counted) {
      values.push(row.length, language, tooLong.words, tooLong.special);
      const at = this.reserve(row.length);
      this.bytes.set(row, at);
    }
  }

  /** Room for so many bytes; returns where it begins. */
  private reserve(length: number): number {
    const start = 8 * this.size;
    this.size += Math.ceil(length / 8);
    if (this.size > this.numbers.length) {
      const numbers = new Float64Array(2 * this.size);
      numbers.set(this.numbers);
      this.numbers = numbers;
      this.bytes = new Uint8Array(numbers.buffer);
    }
    return start;
  }
}

/**
 * The events that were packed.
 *
 * @param files that they are of
 */
export function* unpackEvents({ events, values, numbers }: PackedEvents, files: readonly SourceFile[]): Generator<FileEvent> {
  const { buffer, byteOffset } = numbers;
  let next = 0;
  let start = byteOffset;
  const take = () => values[next++];
  const reserve = (length: number) => {
    const from = start;
    start += 8 * Math.ceil(length / 8);
    return from;
  };
  const takeDocument = (filePath: string): PreparedDocument => {
    const path = (take() as string | undefined) ?? filePath;
    const [row, id, note, metadata] = [take(), take(), take(), take()] as [
      number | undefined,
      string | undefined,
      PreparedDocument['note'],
      object | undefined,
    ];
    const [passages, digest, isSigned, lines] = [take() as boolean, take() as string, take() as boolean, take() as number];
    const rows = take() as number;
    const size = take() as number;
    const texts = values.slice(next, next + size) as string[];
    next += size;
    const document: PreparedDocument = {
      kind: 'document',
      path,
      metadata: (metadata ?? {}) as Record<string, string>,
      texts,
      counted: [],
      passages,
      digest,
      lines: new Float64Array(buffer, reserve(8 * lines), lines),
      signature: isSigned ? new Uint16Array(buffer, reserve(2 * SIGNATURE_BINS), SIGNATURE_BINS) : undefined,
    };
    if (row !== undefined) document.row = row;
    if (id !== undefined) document.id = id;
    if (note !== undefined) document.note = note;
    for (let r = 0; r < rows; r++) {
      const length = take() as number;
      const language = take() as string;
      const tooLong = { words: take() as number, special: take() as number };
      document.counted.push({ row: new Uint8Array(buffer, reserve(length), length), language, tooLong });
    }
    return document;
  };
  for (let event = 0; event < events; event++) {
    const file = take() as number;
    const bytesRead = take() as number;
    const kind = take();
    if (kind === 'document') yield { file, finding: takeDocument((files[file] as SourceFile).path), bytesRead };
    else if (kind === 'other') yield { file, finding: take() as Prepared, bytesRead };
    else {
      const sha256 = take() as string | undefined;
      const part = take() as number | undefined;
      const kept = part === undefined ? undefined : { part, segment: take() as number, first: take() as number, count: take() as number };
      yield { file, bytesRead, end: { sha256, kept } };
    }
  }
}

function isEmpty(metadata: object): boolean {
  for (const _ in metadata) return false;
  return true;
}
