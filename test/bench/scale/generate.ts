/* The generator itself: its speed, and whether what it writes is what was planted. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readNpy } from '../../../src/matrix/npy.js';
import { checked } from '../factorize/processes.js';
import { DOCUMENTS_PER_FILE, type PlantedCollection, writeCollection } from './planted-collection.js';
import { cached, megabytes } from './program.js';

export const TOPICS = 50;
export const TERMS = 100_000;
const LEAST_SPEED = 60_000;
/** Words of a file against the mean of the topics: with a million of them, what chance leaves. */
const LEAST_COSINE = 0.99;

/** Writes a collection and says how fast. */
export function generate(folder: string, documents: number, seed: number): PlantedCollection {
  const started = performance.now();
  const collection = writeCollection(folder, { documents, topics: TOPICS, terms: TERMS, seed });
  const seconds = (performance.now() - started) / 1000;
  const speed = Math.round(documents / seconds).toLocaleString('en');
  const size = `${documents.toLocaleString('en')} documents, ${(collection.tokens / 1e6).toFixed(0)} M words, ${megabytes(collection.bytes)}`;
  console.log(`  ${size}: written in ${seconds.toFixed(1)} s, ${speed} documents/s`);
  return collection;
}

/** @param kept a folder to write to and leave; else one is written, checked and taken away */
export function measureGenerator(documents: number, seed: number, kept: string | undefined): void {
  console.log(`\nThe generator: ${TOPICS} topics of ${TERMS.toLocaleString('en')} made-up words`);
  const folder = kept ?? cached('generated');
  const started = performance.now();
  const collection = generate(folder, documents, seed);
  const speed = documents / ((performance.now() - started) / 1000);
  console.log(`  ${speed >= LEAST_SPEED ? 'pass' : 'MISSED'}: ≥ ${LEAST_SPEED.toLocaleString('en')} documents/s, topics and tables included`);
  checkTexts(collection);
  const again = cached('generated-again');
  const part = writeCollection(again, { documents: Math.min(documents, DOCUMENTS_PER_FILE), topics: TOPICS, terms: TERMS, seed });
  checked(hashOfFirst(part) === hashOfFirst(collection), 'the same bytes when written again, whatever the number of documents');
  rmSync(again, { recursive: true });
  if (kept === undefined) rmSync(folder, { recursive: true });
  const memory = megabytes(1024 * process.resourceUsage().maxRSS);
  console.log(`  this process had at most ${memory} of memory`);
}

/** Reads the first file as anybody would. */
function checkTexts(collection: PlantedCollection): void {
  const texts = firstFile(collection).trimEnd().split('\n');
  const columns = new Map(
    readFileSync(collection.vocabulary, 'utf8')
      .trimEnd()
      .split('\n')
      .map((word, j) => [word, j]),
  );
  const counts = new Float64Array(columns.size);
  const ids = new Set<string>();
  let unknown = 0;
  for (const line of texts) {
    const { id, text } = JSON.parse(line) as { id: string; text: string };
    ids.add(id);
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
      const column = columns.get(word);
      if (column === undefined) unknown++;
      else counts[column]++;
    }
  }
  checked(ids.size === texts.length && unknown === 0, 'every id is there once, every word is in the vocabulary');
  const { rows, columns: terms, values } = readNpy(readFileSync(collection.topics), collection.topics);
  const mean = Float64Array.from({ length: terms }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < rows; k++) sum += values[k * terms + j];
    return sum;
  });
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, j) => sum + value * y[j], 0);
  const cosine = dot(counts, mean) / Math.sqrt(dot(counts, counts) * dot(mean, mean));
  checked(cosine >= LEAST_COSINE, `words are as frequent as they were planted: cosine ${cosine.toFixed(4)}`);
}

function firstFile({ input }: PlantedCollection): string {
  return readFileSync(path.join(input, readdirSync(input).sort()[0] as string), 'utf8');
}

/** Of the first file, which is full or all that there is. */
function hashOfFirst(collection: PlantedCollection): string {
  return createHash('sha256').update(firstFile(collection)).digest('hex');
}
