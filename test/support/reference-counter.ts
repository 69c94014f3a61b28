import type { TermCounts } from '../../src/tokenize/term-counts.js';
import { type WordRule, WordScanner } from '../../src/tokenize/word-scanner.js';

/** A document as `rowsOf` gives it, and what TermCounter says of it. */
export interface ReferenceCount {
  row: [string, number][];
  tokens: number;
  tooLong: number;
}

const JOINERS = /[ \t\u00a0'’ʼ＇\-‐‑]/g;

/** Whether two words are apart: between them is more than white space and joiners with at most one line feed, an 's aside. */
function isBreak(gap: string): boolean {
  const rest = /^['’ʼ＇][sS]/.test(gap) ? gap.slice(2) : gap;
  return !['', '\n'].includes(rest.replace(JOINERS, ''));
}

/** What TermCounter must count: the words that the scanner finds, each after or without a break, and the whole terms. */
export function countPlainly(text: string, rule: WordRule, kind: TermCounts['kind'], wholeTerms: readonly string[] = []): ReferenceCount {
  const scanner = new WordScanner(rule);
  const sequence: [string, number][] = [];
  let end = 0;
  scanner.start(text);
  while (scanner.next()) {
    const word = String.fromCharCode(...scanner.key.subarray(0, scanner.length));
    sequence.push([word, sequence.length === 0 || isBreak(text.slice(end, scanner.begin)) ? 1 : 0]);
    end = scanner.end;
  }
  for (const term of wholeTerms) sequence.push([term, 1]);
  const counts = new Map<string, number>();
  for (const [word] of sequence) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { row: kind === 'sequence' ? sequence : [...counts], tokens: sequence.length, tooLong: scanner.tooLong };
}
