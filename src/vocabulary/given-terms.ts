import { CorpusError } from '../errors/errors.js';
import { termsOf } from '../tokenize/languages.js';
import { type SpecialWordRule, SpecialWords } from '../tokenize/special-words.js';

/**
 * The terms that someone wants counted, as they are counted: one word each, or what the rule takes whole, in lower case.
 *
 * @param lines a term each; white space around it does not matter
 * @param source what they come from, for messages
 * @param rule of the texts
 * @throws CorpusError for a line that is empty, no single word, or the same term as an earlier one
 */
export function givenTerms(lines: readonly string[], source: string, rule: SpecialWordRule): string[] {
  const specialWords = new SpecialWords(rule);
  const terms = lines.map((line, i) => {
    const words = termsOf(line, specialWords);
    if (words.length !== 1) {
      throw new CorpusError(`${source}, line ${i + 1}: "${line.slice(0, 60)}" is not one word`, {
        file: source,
        line: i + 1,
        hint: 'A vocabulary has one word a line, or a URL, mail address, hashtag or emoji where the settings take those whole.',
      });
    }
    return words[0] as string;
  });
  checkUnique(terms, source);
  return terms;
}

/** @throws CorpusError naming the lines of the first two that are the same */
export function checkUnique(lines: readonly string[], source: string): void {
  const seen = new Map<string, number>();
  lines.forEach((line, i) => {
    const before = seen.get(line);
    if (before !== undefined) throw new CorpusError(`${source}: lines ${before + 1} and ${i + 1} are the same, "${line}"`, { file: source, line: i + 1 });
    seen.set(line, i);
  });
}
