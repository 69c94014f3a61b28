import type { DetectedLanguage } from './detected-language.js';
import { writtenLanguage } from './document-languages.js';
import { spellingLanguage } from './fold-script.js';
import { prepareWords } from './prepare-words.js';
import { type SpecialWordRule, SpecialWords } from './special-words.js';
import { TermCounter } from './term-counter.js';
import type { TermCounts } from './term-counts.js';
import type { WordRule } from './word-scanner.js';

/** Which words of a text are counted, and how. */
export interface CountRule extends WordRule, SpecialWordRule {
  /** of all texts, by its ISO 639-1 code; none, or auto: each text's own */
  language: string;
  /** how the rows are packed */
  rows: TermCounts['kind'];
}

/** A text as it was counted. */
export interface CountedText {
  /** see packed-rows.ts */
  row: Uint8Array;
  /** as `writtenLanguage` gives it */
  language: string;
  /** runs of letters too long to be words, and URLs and the like too long to be terms */
  tooLong: { words: number; special: number };
}

/** Finds the language of texts and counts their words: all that is done to a text by itself once it is normalised. */
export class TextCounter {
  private counter: TermCounter;
  private readonly rule: CountRule;
  private readonly specialWords: SpecialWords;
  /** of all texts; absent where each has its own */
  private readonly language: DetectedLanguage | undefined;
  /** what tells languages: by the commonest words, then by a package */
  private detection: Promise<typeof import('./detect-language.js')> | undefined;
  private languageByWords: (text: string) => DetectedLanguage | undefined = () => undefined;
  private detector: Promise<(text: string) => DetectedLanguage> | undefined;

  constructor(rule: CountRule) {
    this.rule = rule;
    this.counter = new TermCounter(rule, rule.rows);
    this.specialWords = new SpecialWords(rule);
    this.language = rule.language === 'auto' ? undefined : { language: rule.language, sure: true };
  }

  /**
   * The language of a document (normalised): no promise where it can be told at once. The words of the languages are loaded when first
   * needed, and so is a package for what the commonest words do not tell.
   */
  languageOf(text: string): DetectedLanguage | Promise<DetectedLanguage> {
    return this.language ?? this.languageByWords(text) ?? this.detect(text);
  }

  private async detect(text: string): Promise<DetectedLanguage> {
    this.detection ??= import('./detect-language.js');
    const { languageByWords, loadDetector } = await this.detection;
    this.languageByWords = languageByWords;
    const told = languageByWords(text);
    if (told !== undefined) return told;
    this.detector ??= loadDetector();
    return (await this.detector)(text);
  }

  /**
   * Counts a document, or a passage of one.
   *
   * @param text normalised
   * @param language of the document
   */
  count(text: string, language: DetectedLanguage): CountedText {
    const special = this.specialWords.cut(text);
    const words = prepareWords(special.text, spellingLanguage(text, language));
    const { row, tooLong } = this.counter.add(words, special.terms);
    return { row: row.slice(), language: writtenLanguage(language), tooLong: { words: tooLong, special: special.tooLong } };
  }

  /** Bytes of the terms that newTerms() has given. */
  get termBytes(): number {
    return this.counter.termBytes;
  }

  /** Forgets all terms, and numbers those that come from 0 on: for texts without end, whose words have no end either. */
  beginAnew(): void {
    this.counter = new TermCounter(this.rule, this.rule.rows);
  }

  /** The terms that were first met since the last call, as TermCounter gives them. */
  newTerms(): Uint8Array {
    return this.counter.newTerms();
  }
}
