import { CountCollector } from '../../src/tokenize/count-collector.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import { RowReader, type TermCounts } from '../../src/tokenize/term-counts.js';
import type { WordRule } from '../../src/tokenize/word-scanner.js';

/** Counts texts in one counter, each in the language given. */
export function countTexts(
  texts: readonly string[],
  rule: WordRule = { minLength: 1, numbers: true },
  kind: TermCounts['kind'] = 'counts',
  languageOf: (text: number) => string = () => 'none',
): TermCounts {
  const counter = new TermCounter(rule, kind);
  const collector = new CountCollector(kind);
  const number = collector.addCounter();
  texts.forEach((text, i) => {
    collector.addRow(number, counter.add(text).row, languageOf(i));
  });
  collector.addTerms(number, counter.newTerms());
  return collector.finish();
}

/** Each document's words as pairs of a word and its count; of sequences, of a word and whether a break stands before it. */
export function rowsOf(counted: TermCounts): [string, number][][] {
  const reader = new RowReader(counted);
  return Array.from({ length: counted.rows.length }, (_, document) => {
    const size = reader.read(document);
    const second = counted.kind === 'counts' ? reader.counts : reader.breaks;
    return Array.from({ length: size }, (_, p): [string, number] => [counted.terms.at(reader.terms[p]), second[p] as number]);
  });
}
