import type { CountSink } from '../tokenize/count-collector.js';
import { PackedRows } from '../tokenize/packed-rows.js';
import { RowReader } from '../tokenize/term-counts.js';
import { FIRST_TERM, type KnownWords, type LanguageRule, UNKNOWN_WORD } from '../vocabulary/known-words.js';
import type { PhraseLookup } from '../vocabulary/phrase-lookup.js';
import type { CsrMatrix } from './csr-matrix.js';

/** Documents counted in the columns of a model. */
export interface KnownCounts {
  /** documents × terms; documents without a term are empty rows */
  X: CsrMatrix;
  /** words of each document that are no terms, nor left out as stop words or as too common */
  unknown: Uint32Array;
  /** of each document, an ISO 639-1 code or none */
  languages: string[];
}

/** Stands for what a word is where nobody has asked yet. */
const NOT_ASKED = 0;

/** What the words of documents in one language are, as far as they were met. */
interface KnownAnswers extends LanguageRule {
  /** by counter, for each of its numbers */
  answers: Uint32Array[];
}

/**
 * Takes the rows of documents as counters make them, and counts them in the columns of a model: each as it would have been counted among
 * the documents that the model was fitted to. Memory: the rows since the last take(), and the distinct words of all.
 */
export class KnownCounter implements CountSink {
  private readonly known: KnownWords;
  private readonly rules = new Map<string, KnownAnswers>();
  /** by counter: its words, and which part of phrases each is, 0 for none */
  private readonly words: string[][] = [];
  private readonly parts: Uint32Array[] = [];
  private batch = new PackedRows();
  private written: string[] = [];
  /** 0, 1, 2, …: the reader gives the counters' own numbers */
  private identity = new Int32Array(0);

  constructor(known: KnownWords) {
    this.known = known;
  }

  addCounter(): number {
    this.parts.push(new Uint32Array(1024));
    return this.words.push([]) - 1;
  }

  addTerms(counter: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const words = this.words[counter] as string[];
    const added = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n');
    // behind the last line feed there is none
    added.pop();
    for (const word of added) {
      const number = words.push(word) - 1;
      if (this.known.lookup === undefined) continue;
      this.parts[counter] = roomFor(this.parts[counter] as Uint32Array, number);
      (this.parts[counter] as Uint32Array)[number] = this.known.partOf(word);
    }
  }

  addRow(counter: number, row: Uint8Array, language: string): void {
    this.batch.append(row, counter);
    this.written.push(language);
  }

  /** Documents that wait to be taken. */
  get waiting(): number {
    return this.written.length;
  }

  /** The documents since the last call, in their order. */
  async take(): Promise<KnownCounts> {
    const { lookup, terms: columns } = this.known;
    const languages = this.written.map((written) => this.known.settledLanguage(written));
    for (const language of new Set(languages)) {
      if (!this.rules.has(language)) this.rules.set(language, { ...(await this.known.ruleOf(language)), answers: [] });
    }
    const { batch: rows } = this;
    const most = Math.max(0, ...this.words.map(({ length }) => length));
    if (most > this.identity.length) this.identity = Int32Array.from({ length: 2 * most }, (_, number) => number);
    const termsOf = this.words.map(() => this.identity);
    const kind = lookup === undefined ? 'counts' : 'sequence';
    const reader = new RowReader({ kind, rows, termsOf });
    const matrix = new RowWriter(columns, rows.length);
    for (let i = 0; i < rows.length; i++) {
      const size = reader.read(i);
      const rule = this.rules.get(languages[i] as string) as KnownAnswers;
      if (lookup === undefined) this.addWords(reader, size, rows.counterOf(i), rule, matrix);
      else this.addSequence(reader, size, rows.counterOf(i), rule, lookup, matrix);
      matrix.endRow();
    }
    this.batch = new PackedRows();
    this.written = [];
    return { ...matrix.finish(), languages };
  }

  private addWords({ terms, counts }: RowReader, size: number, counter: number, rule: KnownAnswers, matrix: RowWriter): void {
    for (let p = 0; p < size; p++) matrix.add(this.answer(rule, counter, terms[p]), counts[p]);
  }

  private addSequence(reader: RowReader, size: number, counter: number, rule: KnownAnswers, lookup: PhraseLookup, matrix: RowWriter): void {
    const numbers = reader.terms.slice(0, size);
    const parts = this.parts[counter] as Uint32Array;
    // phrases are looked for among the numbers of their parts
    for (let p = 0; p < size; p++) reader.terms[p] = parts[numbers[p]];
    for (let p = 0; p < size; ) {
      const length = reader.terms[p] === 0 ? 1 : lookup.look(reader, p, size, rule.stops);
      matrix.add(length === 1 ? this.answer(rule, counter, numbers[p]) : rule.phraseAnswers[lookup.phrase], 1);
      p += length;
    }
  }

  private answer(rule: KnownAnswers, counter: number, number: number): number {
    rule.answers[counter] = roomFor(rule.answers[counter] ?? new Uint32Array(1024), number);
    const answers = rule.answers[counter] as Uint32Array;
    if (answers[number] === NOT_ASKED) answers[number] = rule.answerOf((this.words[counter] as string[])[number] as string);
    return answers[number];
  }
}

/** The array, or a larger one with the same numbers, where a place is beyond its end. */
function roomFor(numbers: Uint32Array, place: number): Uint32Array {
  if (place < numbers.length) return numbers;
  const larger = new Uint32Array(2 * place);
  larger.set(numbers);
  return larger;
}

/** Writes a matrix row by row, each row's columns added up and sorted. */
class RowWriter {
  private readonly counts: Uint32Array;
  private readonly pointers: Int32Array;
  private readonly unknown: Uint32Array;
  private columnIndices = new Int32Array(4096);
  private values = new Uint32Array(4096);
  private rows = 0;
  /** where the row begins, and where it ends so far */
  private begin = 0;
  private end = 0;

  constructor(columns: number, rows: number) {
    this.counts = new Uint32Array(columns);
    this.pointers = new Int32Array(rows + 1);
    this.unknown = new Uint32Array(rows);
  }

  add(answer: number, count: number): void {
    if (answer === UNKNOWN_WORD) this.unknown[this.rows] += count;
    if (answer < FIRST_TERM) return;
    const column = answer - FIRST_TERM;
    if (this.counts[column] === 0) {
      if (this.end === this.columnIndices.length) this.grow();
      this.columnIndices[this.end++] = column;
    }
    this.counts[column] += count;
  }

  endRow(): void {
    const columns = this.columnIndices.subarray(this.begin, this.end).sort();
    for (const [p, column] of columns.entries()) {
      this.values[this.begin + p] = this.counts[column];
      this.counts[column] = 0;
    }
    this.begin = this.end;
    this.pointers[++this.rows] = this.end;
  }

  finish(): { X: CsrMatrix; unknown: Uint32Array } {
    const { rows, pointers, end, counts, unknown } = this;
    const X = { rows, columns: counts.length, rowPointers: pointers, columnIndices: this.columnIndices.slice(0, end), values: this.values.slice(0, end) };
    return { X, unknown };
  }

  private grow(): void {
    const [columnIndices, values] = [new Int32Array(2 * this.end), new Uint32Array(2 * this.end)];
    columnIndices.set(this.columnIndices);
    values.set(this.values);
    [this.columnIndices, this.values] = [columnIndices, values];
  }
}
