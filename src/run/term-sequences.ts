import type { Stem } from '../tokenize/languages.js';
import { PackedRows } from '../tokenize/packed-rows.js';
import { SpecialWords } from '../tokenize/special-words.js';
import { RowReader } from '../tokenize/term-counts.js';
import { TermList } from '../tokenize/term-list.js';
import { TextCounter } from '../tokenize/text-counter.js';
import { PhraseLookup } from '../vocabulary/phrase-lookup.js';
import type { TermLookup } from '../vocabulary/term-lookup.js';
import { columnOfForms, type WordForm } from '../vocabulary/word-forms.js';
import { countRule, stemOf, stopWordsOf, type WordSettings } from '../vocabulary/word-settings.js';

/** Texts whose rows are kept before they are forgotten. */
const LOT = 512;

/** What the run knows that chose the terms. */
export interface SequenceSource {
  /** the terms, by column */
  terms: readonly string[];
  settings: WordSettings;
  /** exceptions from how a word's term is found */
  wordForms: readonly WordForm[];
  /** words with blanks between them that are joined wherever they stand, as phrases.csv lists them */
  phrases: readonly string[];
  /** whether the terms were given, and no word was left out as a stop word */
  givenTerms: boolean;
}

/**
 * Reads texts as sequences of terms, by the settings by which the terms were counted: the words in their order, each as the column that it
 * counts as. Every word that is cut has a place, stop words and rare ones too; a phrase has one. Hashtags, URLs and the like that are terms
 * as a whole stand behind the words of their text.
 *
 * Words are cut and languages found as the run does, so what it counted as a term is one here.
 */
export class TermSequences {
  /** columns of the text that was read last, as many as read() returned; −1 for a word that is no term */
  columns = new Int32Array(1024);
  /** finds the language of texts, and cuts them */
  readonly counter: TextCounter;
  private readonly source: SequenceSource;
  /** the distinct words that were met, by their number */
  private readonly words: string[] = [];
  private readonly decoder = new TextDecoder();
  private readonly languages = new Map<string, LanguageTerms>();
  /** the rows of the last texts, of words by their number */
  private readonly counted = {
    kind: 'sequence' as const,
    rows: new PackedRows(),
    terms: TermList.of([]),
    termsOf: [new Int32Array(0)],
    languages: [] as string[],
    languageOf: new Uint8Array(0),
  };
  private readonly reader = new RowReader(this.counted);
  private readonly phraseParts: PhraseParts | undefined;

  constructor(source: SequenceSource) {
    this.source = source;
    this.counter = new TextCounter({ ...countRule(source.settings), rows: 'sequence' });
    this.phraseParts = source.phrases.length === 0 ? undefined : new PhraseParts(source.phrases);
  }

  /**
   * Reads a text; returns how many places it has.
   *
   * @param text normalised
   * @param language of the text, an ISO 639-1 code or 'none'
   */
  async read(text: string, language: string): Promise<number> {
    const terms = this.languages.get(language) ?? (await this.addLanguage(language));
    const { row } = this.counter.count(text, { language, sure: true });
    this.takeNewWords();
    if (this.counted.rows.length === LOT) this.counted.rows = new PackedRows();
    this.counted.rows.append(row, 0);
    const size = this.reader.read(this.counted.rows.length - 1);
    if (size > this.columns.length) this.columns = new Int32Array(2 * size);
    terms.extend(this.words);
    if (this.phraseParts === undefined) {
      for (let p = 0; p < size; p++) this.columns[p] = terms.columns[this.reader.terms[p]];
      return size;
    }
    return this.joinPhrases(size, terms, this.phraseParts);
  }

  private joinPhrases(size: number, { columns, phraseColumns, isStopPart }: LanguageTerms, parts: PhraseParts): number {
    const { terms: words, breaks } = this.reader;
    const row = { terms: words.slice(0, size), breaks };
    for (let p = 0; p < size; p++) row.terms[p] = parts.numberOf(words[p], this.words);
    let places = 0;
    for (let p = 0; p < size; places++) {
      const length = parts.lookup.look(row, p, size, isStopPart);
      this.columns[places] = length === 1 ? columns[words[p]] : phraseColumns[parts.lookup.phrase];
      p += length;
    }
    return places;
  }

  private takeNewWords(): void {
    const bytes = this.counter.newTerms();
    if (bytes.length === 0) return;
    const words = this.decoder.decode(bytes).split('\n');
    words.pop();
    for (const word of words) this.words.push(word);
    if (this.words.length > this.counted.termsOf[0].length) this.counted.termsOf = [Int32Array.from({ length: 2 * this.words.length }, (_, number) => number)];
  }

  private async addLanguage(language: string): Promise<LanguageTerms> {
    const { terms, settings, phrases, givenTerms, wordForms } = this.source;
    const stem: Stem | undefined = await stemOf(language, settings);
    const stops = givenTerms ? new Set<string>() : stopWordsOf(language, settings, new SpecialWords(settings));
    const added = new LanguageTerms(columnOfForms(terms, stem, language, wordForms), stops, phrases, this.phraseParts?.words ?? []);
    this.languages.set(language, added);
    return added;
  }
}

/** The columns of words and phrases in documents of one language. */
class LanguageTerms {
  /** of each word by its number, as far as extend() has been told of them */
  columns = new Int32Array(1024);
  readonly phraseColumns: Int32Array;
  readonly isStopPart: Uint8Array;
  private known = 0;
  private readonly columnOf: TermLookup;
  private readonly stops: ReadonlySet<string>;

  constructor(columnOf: TermLookup, stops: ReadonlySet<string>, phrases: readonly string[], parts: readonly string[]) {
    this.columnOf = columnOf;
    this.stops = stops;
    this.phraseColumns = Int32Array.from(phrases, (phrase) => columnOf(phrase) ?? -1);
    // the last number is that of all words that are no part of a phrase
    this.isStopPart = Uint8Array.from([...parts.map((part) => (stops.has(part) ? 1 : 0)), 0]);
  }

  extend(words: readonly string[]): void {
    if (words.length > this.columns.length) {
      const larger = new Int32Array(2 * words.length);
      larger.set(this.columns);
      this.columns = larger;
    }
    for (; this.known < words.length; this.known++) {
      const word = words[this.known];
      this.columns[this.known] = this.stops.has(word) ? -1 : (this.columnOf(word) ?? -1);
    }
  }
}

/** The words that phrases are made of, with numbers of their own, so that phrases can be looked up before all words are known. */
class PhraseParts {
  readonly words: readonly string[];
  readonly lookup: PhraseLookup;
  private readonly numbers: ReadonlyMap<string, number>;
  /** of each word by its number in the texts */
  private readonly known: number[] = [];

  constructor(phrases: readonly string[]) {
    const split = phrases.map((phrase) => phrase.split(' '));
    this.words = [...new Set(split.flat())];
    this.numbers = new Map(this.words.map((word, number) => [word, number]));
    const numbered = split.map((words) => ({ words: words.map((word) => this.numbers.get(word) as number) }));
    this.lookup = new PhraseLookup(numbered, this.words.length + 1);
  }

  numberOf(word: number, words: readonly string[]): number {
    for (let next = this.known.length; next < words.length; next++) this.known.push(this.numbers.get(words[next]) ?? this.words.length);
    return this.known[word];
  }
}
