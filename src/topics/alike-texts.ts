import { wordsOf } from '../tokenize/languages.js';

/** Share of the words of two texts that both have, from which on they are alike. On one subject it is seldom more than a third. */
const ALIKE = 0.5;

/** Whether two short texts say nearly the same: at least half of their different words are in both. */
export function areAlike(a: string, b: string): boolean {
  const words = new Set(wordsOf(a));
  const others = new Set(wordsOf(b));
  const common = [...words].filter((word) => others.has(word)).length;
  return common > 0 && common >= ALIKE * (words.size + others.size - common);
}
