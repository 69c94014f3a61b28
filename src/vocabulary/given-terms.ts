import { CorpusError } from '../errors/errors.js';
import { termsOf } from '../tokenize/languages.js';
import { isWholeTerm, type SpecialWordRule, SpecialWords } from '../tokenize/special-words.js';
import { MAX_PHRASE_LENGTH } from './phrases.js';

/** What the texts count as a term. */
export interface GivenTermRule extends SpecialWordRule {
  /** whether phrases are terms; default no */
  phrases?: boolean | undefined;
}

/**
 * The terms that someone wants counted, as they are counted: one word each, or what the rule takes whole, in lower case; where phrases
 * are terms too, also two or three words with a blank between them.
 *
 * @param lines a term each; white space around it does not matter
 * @param source what they come from, for messages
 * @param rule of the texts
 * @param language of the texts, an ISO 639-1 code or 'none'
 * @throws CorpusError for a line that is empty, no term, or the same term as an earlier one
 */
export function givenTerms(lines: readonly string[], source: string, { phrases = false, ...rule }: GivenTermRule, language = 'none'): string[] {
  const specialWords = new SpecialWords(rule);
  const terms = lines.map((line, i) => {
    const words = termsOf(line, specialWords, language);
    const isPhrase = phrases && words.length > 1 && words.length <= MAX_PHRASE_LENGTH && !words.some(isWholeTerm);
    if (words.length === 1 || isPhrase) return words.join(' ');
    throw new CorpusError(`${source}, line ${i + 1}: "${line.slice(0, 60)}" is not one word${phrases ? ' or a phrase of two or three' : ''}`, {
      file: source,
      line: i + 1,
      hint: `A vocabulary has one word a line, or ${phrases ? '' : 'with `phrases` two or three, or '}a URL, mail address, hashtag or emoji where the settings take those whole.`,
    });
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
