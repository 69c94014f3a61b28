import { CountCollector } from '../tokenize/count-collector.js';
import { RowPacker } from '../tokenize/packed-rows.js';
import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import type { TermList } from '../tokenize/term-list.js';
import { PhraseLookup } from './phrase-lookup.js';

/** A collection with phrases as terms. */
export interface JoinedCounts {
  /** kind 'counts' */
  counted: TermCounts;
  /** for each phrase, how often it was joined, and in how many documents */
  times: Float64Array;
  documents: Int32Array;
}

/**
 * Counts words and phrases. In each document, from left to right, the longest phrase that starts at a word is one term, and its words are
 * not counted there.
 *
 * @param sequence kind 'sequence'
 * @param phrases of two or three words, which are indices into the terms of the sequence
 * @param isStop for each language of the sequence, 1 for each word with which no phrase starts or ends
 */
export function joinedCounts(sequence: TermCounts, phrases: readonly { words: readonly number[] }[], isStop: readonly Uint8Array[]): JoinedCounts {
  const words = sequence.terms.length;
  const lookup = new PhraseLookup(phrases, words);
  const row = new RowCounter(words + phrases.length);
  const times = new Float64Array(phrases.length);
  const documents = new Int32Array(phrases.length);
  const joined = new CountCollector('counts', sequence.store);
  const counter = joined.addCounter();
  addTerms(joined, counter, sequence.terms, phrases);
  const packer = new RowPacker();
  const reader = new RowReader(sequence);
  for (let document = 0; document < sequence.rows.length; document++) {
    const size = reader.read(document);
    const stops = isStop[sequence.languageOf[document]];
    row.start();
    for (let p = 0; p < size; ) {
      const length = lookup.look(reader, p, size, stops);
      row.add(length === 1 ? reader.terms[p] : words + lookup.phrase);
      p += length;
    }
    packer.start();
    for (let e = 0; e < row.size; e++) {
      const number = row.numbers[e];
      packer.addCount(number, row.counts[e]);
      if (number < words) continue;
      times[number - words] += row.counts[e];
      documents[number - words]++;
    }
    joined.addRow(counter, packer.finish(), '');
    joined.endDocument();
  }
  const { languages, languageOf } = sequence;
  return { counted: { ...joined.finish(), languages, languageOf }, times, documents };
}

/** The words, then the phrases; those that stand in no row (words in phrases only) are left out in the end. */
function addTerms(joined: CountCollector, counter: number, words: TermList, phrases: readonly { words: readonly number[] }[]): void {
  joined.addTerms(counter, words.bytesOf(0, words.length));
  joined.addTerms(counter, new TextEncoder().encode(phrases.map((phrase) => `${phraseTerm(words, phrase)}\n`).join('')));
}

/** A phrase as a term: its words with blanks between them. */
export function phraseTerm(terms: TermList, { words }: { words: readonly number[] }): string {
  return words.map((word) => terms.at(word)).join(' ');
}

/** Counts the numbers of one row after the other. */
class RowCounter {
  /** the row's numbers, each once, in the order in which they were met, and how often each was */
  numbers = new Int32Array(1024);
  counts = new Uint32Array(1024);
  size = 0;
  /** where each number was put when it was last met */
  private readonly entries: Int32Array;

  constructor(numbers: number) {
    this.entries = new Int32Array(numbers);
  }

  start(): void {
    this.size = 0;
  }

  add(number: number): void {
    const entry = this.entries[number];
    if (entry < this.size && this.numbers[entry] === number) {
      this.counts[entry]++;
      return;
    }
    if (this.size === this.numbers.length) this.grow();
    this.entries[number] = this.size;
    this.numbers[this.size] = number;
    this.counts[this.size] = 1;
    this.size++;
  }

  private grow(): void {
    const [numbers, counts] = [new Int32Array(2 * this.size), new Uint32Array(2 * this.size)];
    numbers.set(this.numbers);
    counts.set(this.counts);
    [this.numbers, this.counts] = [numbers, counts];
  }
}
