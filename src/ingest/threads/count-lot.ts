import type { CountedText, TextCounter } from '../../tokenize/text-counter.js';
import { normalizeText } from '../normalize-text.js';
import type { CountedLot } from './messages.js';

/** Normalises and counts texts. */
export async function countLot(texts: readonly string[], counter: TextCounter): Promise<Exclude<CountedLot, { error: unknown }>> {
  const counted: CountedText[] = [];
  for (const text of texts) {
    const normalized = normalizeText(text);
    const language = counter.languageOf(normalized);
    // to wait for what is known takes a while too
    counted.push(counter.count(normalized, language instanceof Promise ? await language : language));
  }
  const lengths = Uint32Array.from(counted, ({ row }) => row.length);
  const rows = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let end = 0;
  for (const { row } of counted) {
    rows.set(row, end);
    end += row.length;
  }
  return {
    rows,
    lengths,
    languages: counted.map(({ language }) => language),
    tooLong: Uint32Array.from(counted.flatMap(({ tooLong }) => [tooLong.words, tooLong.special])),
    terms: counter.newTerms().slice(),
  };
}
