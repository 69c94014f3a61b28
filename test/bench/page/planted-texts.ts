/* A hundred thousand short documents with topics that are known. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { Random } from '../../../src/math/random.js';

const SYLLABLES = ['ba', 'de', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va', 'ze', 'cho', 'gra', 'pli', 'stro'];
const TERMS = 30_000;
const TOPICS = 50;
const LEAST_WORDS = 40;
const MOST_WORDS = 160;
/** Lines that are written at a time. */
const LINES = 1000;

/** The word of a number: five syllables at most, no two alike. */
function wordOf(number: number): string {
  let word = '';
  for (let rest = number + SYLLABLES.length ** 2; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/** Writes JSON lines with id, date, group and text: two topics a document, the words of a topic by Zipf's law. */
export function writePlanted(file: string, documents: number): void {
  const random = new Random(1);
  const words = Array.from({ length: TERMS }, (_, term) => wordOf(term));
  const orders = Array.from({ length: TOPICS }, () => Math.floor(random.uniform() * TERMS));
  const descriptor = openSync(file, 'w');
  let lines: string[] = [];
  for (let i = 0; i < documents; i++) {
    const topics = [Math.floor(random.uniform() * TOPICS), Math.floor(random.uniform() * TOPICS)];
    const length = LEAST_WORDS + Math.floor((MOST_WORDS - LEAST_WORDS) * random.uniform());
    const text = Array.from({ length }, () => {
      const topic = topics[random.uniform() < 0.7 ? 0 : 1] as number;
      // rank by Zipf's law, then where the topic's own order begins
      const rank = Math.floor(TERMS ** random.uniform()) - 1;
      return words[(rank * 97 + (orders[topic] as number)) % TERMS];
    });
    const date = `${2000 + (i % 25)}-${String(1 + (i % 12)).padStart(2, '0')}-15`;
    lines.push(JSON.stringify({ id: `document-${i + 1}`, date, group: `group ${topics[0]}`, text: text.join(' ') }));
    if (lines.length === LINES || i === documents - 1) {
      writeSync(descriptor, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(descriptor);
}
