import { settleLanguages } from '../tokenize/document-languages.js';
import type { Stem } from '../tokenize/languages.js';
import { PackedRows } from '../tokenize/packed-rows.js';
import type { PlacedWord } from '../tokenize/prepare-words.js';
import { SpecialWords } from '../tokenize/special-words.js';
import { TermList } from '../tokenize/term-list.js';
import { LeftOutWords } from './left-out-words.js';
import { PhraseLookup } from './phrase-lookup.js';
import { columnOfForms, type WordForm } from './word-forms.js';
import { stemOf, stopWordsOf, type WordSettings } from './word-settings.js';

/** How the words of the documents were counted that a model was fitted to, so that new ones are counted alike. */
export interface CountingModel {
  /** of the texts; `moreStopWords` are the stop words that were given */
  settings: WordSettings;
  /** whether the terms were given: no word was left out then as a stop word */
  givenTerms: boolean;
  /** words that stand in too many documents to be terms */
  tooCommon: readonly string[];
  /** exceptions from how a word's term is found */
  wordForms: readonly WordForm[];
  /** the words that are joined to one, with blanks between them; none: no phrases were looked for */
  phrases?: readonly string[] | undefined;
  /** as `settleLanguages` counts them, see CountedCollection */
  detectedLanguages: readonly { language: string; documents: number }[];
}

/** What a word is: the column of its term plus FIRST_TERM, or one of the others; 0 is free. */
export const UNKNOWN_WORD = 1;
export const LEFT_OUT = 2;
export const FIRST_TERM = 3;

/** What the words of documents in one language are. */
export interface LanguageRule {
  /** @param term a word, or words with blanks between them */
  answerOf(term: string): number;
  /** by phrase */
  phraseAnswers: Uint32Array;
  /** 1 for each part of a phrase with which none starts or ends */
  stops: Uint8Array;
}

/** A term, or a word that is none, and where it stands in a text: [begin, end). */
export interface PlacedTerm {
  /** of a phrase the words with blanks between them */
  word: string;
  begin: number;
  end: number;
  answer: number;
}

/** Tells what words count as in the columns of a model: as they would have among the documents that the model was fitted to. */
export class KnownWords {
  /** how many terms there are */
  readonly terms: number;
  /** finds phrases among the numbers of their parts; undefined where no words are joined */
  readonly lookup: PhraseLookup | undefined;
  private readonly model: CountingModel;
  private readonly vocabulary: readonly string[];
  private readonly rules = new Map<string, LanguageRule>();
  private readonly settled = new Map<string, string>();
  private readonly parts = new Map<string, number>();

  /** @param vocabulary the terms, by column */
  constructor(model: CountingModel, vocabulary: readonly string[]) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.terms = vocabulary.length;
    const phrases = (model.phrases ?? []).map((phrase) => ({ words: phrase.split(' ').map((word) => this.addPart(word)) }));
    if (model.phrases !== undefined) this.lookup = new PhraseLookup(phrases, this.parts.size + 1);
  }

  /** Which part of phrases a word is, from 1; 0 for none. */
  partOf(word: string): number {
    return this.parts.get(word) ?? 0;
  }

  private addPart(word: string): number {
    const number = this.parts.get(word) ?? this.parts.size + 1;
    this.parts.set(word, number);
    return number;
  }

  /** @param language of documents, settled */
  async ruleOf(language: string): Promise<LanguageRule> {
    const rule = this.rules.get(language) ?? (await this.newRule(language));
    this.rules.set(language, rule);
    return rule;
  }

  private async newRule(language: string): Promise<LanguageRule> {
    const { settings, givenTerms, tooCommon, wordForms, phrases = [] } = this.model;
    const stops = stopWordsOf(language, settings, new SpecialWords(settings));
    const stem = await stemOf(language, settings);
    const columnOf = columnOfForms(this.vocabulary, stem, language, wordForms);
    const leftOut = new LeftOutWords(new Map([[language, stops]]), new Map<string, Stem>(stem === undefined ? [] : [[language, stem]]), tooCommon);
    const answerOf = (term: string) => {
      // words of a vocabulary that was given are terms though they be stop words
      const column = !givenTerms && stops.has(term) ? undefined : columnOf(term);
      if (column !== undefined) return column + FIRST_TERM;
      return leftOut.has(term, language) ? LEFT_OUT : UNKNOWN_WORD;
    };
    const marks = new Uint8Array(this.parts.size + 1);
    if (!givenTerms) for (const [word, number] of this.parts) marks[number] = stops.has(word) ? 1 : 0;
    return { answerOf, phraseAnswers: Uint32Array.from(phrases, answerOf), stops: marks };
  }

  /**
   * What the words of a text count as, phrases joined.
   *
   * @param words that are counted, in order
   * @param language of the text, settled
   */
  async placedTerms(words: readonly PlacedWord[], language: string): Promise<PlacedTerm[]> {
    const { answerOf, phraseAnswers, stops } = await this.ruleOf(language);
    const { lookup } = this;
    if (lookup === undefined) return words.map(({ word, begin, end }) => ({ word, begin, end, answer: answerOf(word) }));
    const row = { terms: Int32Array.from(words, ({ word }) => this.partOf(word)), breaks: Uint8Array.from(words, ({ isApart }) => (isApart ? 1 : 0)) };
    const placed: PlacedTerm[] = [];
    for (let p = 0; p < words.length; ) {
      const length = lookup.look(row, p, words.length, stops);
      const joined = words.slice(p, p + length);
      const word = joined.map((part) => part.word).join(' ');
      const answer = length === 1 ? answerOf(word) : phraseAnswers[lookup.phrase];
      placed.push({ word, begin: words[p].begin, end: words[p + length - 1].end, answer });
      p += length;
    }
    return placed;
  }

  /** The language that a document is taken to be in, as if it were one more of those that the model was fitted to. */
  settledLanguage(written: string): string {
    const known = this.settled.get(written);
    if (known !== undefined) return known;
    const { detectedLanguages } = this.model;
    const languages = detectedLanguages.map(({ language }) => language);
    let index = languages.indexOf(written);
    if (index < 0) index = languages.push(written) - 1;
    const languageOf = new Uint8Array(detectedLanguages.reduce((sum, { documents }) => sum + documents, 1));
    let end = 0;
    for (const [l, { documents }] of detectedLanguages.entries()) {
      languageOf.fill(l, end, end + documents);
      end += documents;
    }
    languageOf[end] = index;
    const all = settleLanguages({ kind: 'counts', rows: new PackedRows(), terms: TermList.of([]), termsOf: [], languages, languageOf });
    const settled = all.languages[all.languageOf[end]] as string;
    this.settled.set(written, settled);
    return settled;
  }
}
