/* Any amount of text from the words of the addresses on the State of the Union. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Random } from '../../../src/math/random.js';
import { stateOfTheUnion } from './collections.js';

const FILE_BYTES = 4e6;
/** Words of a document: from a passage to a speech, equally often of each order of size. */
const LEAST_WORDS = 150;
const MOST_WORDS = 12_000;
const SENTENCE_WORDS = 22;
const PARAGRAPH_SENTENCES = 6;
/** One word in so many is made of two: such words go on being new, as names and numbers do. */
const ONE_RARE_IN = 60;

/**
 * Writes files of JSON lines, a document a line, until there are so many bytes; the same each time.
 *
 * @returns how many documents there are, and how many bytes
 */
export function writeGenerated(folder: string, bytes: number): { documents: number; bytes: number } {
  mkdirSync(folder, { recursive: true });
  const writer = new DocumentWriter();
  let documents = 0;
  let written = 0;
  for (let file = 0; written < bytes; file++) {
    const descriptor = openSync(path.join(folder, `part-${String(file).padStart(4, '0')}.jsonl`), 'w');
    for (let size = 0; size < FILE_BYTES && written < bytes; documents++) {
      const line = Buffer.from(`${JSON.stringify({ text: writer.next() })}\n`);
      writeSync(descriptor, line);
      size += line.length;
      written += line.length;
    }
    closeSync(descriptor);
  }
  return { documents, bytes: written };
}

/** Draws documents: each word by itself, as often as it stands in the addresses. */
class DocumentWriter {
  private readonly random = new Random(1);
  /** a word that stands n times is in it n times */
  private readonly words = stateOfTheUnion().flatMap((text) => text.match(/[A-Za-z]+/g) ?? []);
  private readonly distinct = [...new Set(this.words.map((word) => word.toLowerCase()))];

  next(): string {
    const length = Math.round(LEAST_WORDS * (MOST_WORDS / LEAST_WORDS) ** this.random.uniform());
    const parts: string[] = [];
    for (let w = 1; w <= length; w++) {
      parts.push(this.word());
      if (w % (SENTENCE_WORDS * PARAGRAPH_SENTENCES) === 0) parts.push('.\n\n');
      else parts.push(w % SENTENCE_WORDS === 0 ? '. ' : ' ');
    }
    return parts.join('');
  }

  private word(): string {
    if (this.random.uniform() >= 1 / ONE_RARE_IN) return this.draw(this.words);
    // the smaller of two numbers: some of the rare words are less rare than others
    const first = Math.min(this.random.uniform(), this.random.uniform());
    return (this.distinct[Math.floor(first * this.distinct.length)] as string) + this.draw(this.distinct);
  }

  private draw(words: readonly string[]): string {
    return words[Math.floor(this.random.uniform() * words.length)] as string;
  }
}
