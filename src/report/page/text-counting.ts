import { normalizeText } from '../../ingest/normalize-text.js';
import { partsWithoutLines } from '../../ingest/repeats/line-scanner.js';
import { rowSums } from '../../matrix/csr-matrix.js';
import { KnownCounter } from '../../matrix/known-counter.js';
import { spellingLanguage } from '../../tokenize/fold-script.js';
import { placedWords } from '../../tokenize/prepare-words.js';
import { SpecialWords } from '../../tokenize/special-words.js';
import { TextCounter } from '../../tokenize/text-counter.js';
import { FIRST_TERM, KnownWords, type PlacedTerm, UNKNOWN_WORD } from '../../vocabulary/known-words.js';
import { countRule } from '../../vocabulary/word-settings.js';
import type { PageCounting } from '../page-counting.js';
import type { CountedWord, Counting } from './counting-api.js';
import { givenPlaces } from './given-places.js';

export function createCounting(counting: PageCounting, vocabulary: readonly string[]): Counting {
  const rule = countRule(counting.settings);
  const known = new KnownWords(counting, vocabulary);
  const specialWords = new SpecialWords(rule);
  const dropped = new Set(counting.droppedLines);

  /** The text that is counted, of one as it was given; and where it comes from. */
  const prepared = (given: string) => {
    const normalized = normalizeText(given);
    const parts = partsWithoutLines(normalized, (hash) => dropped.has(hash));
    return { text: parts.map(({ begin, end }) => normalized.slice(begin, end)).join(''), toGiven: givenPlaces(given, normalized, parts) };
  };

  /** @param spelling the language by whose letters the text is folded */
  const termsOf = async (text: string, spelling: string, language: string): Promise<PlacedTerm[]> => {
    const special = specialWords.cut(text);
    const terms = await known.placedTerms(placedWords(special.text, spelling, rule), language);
    const { answerOf } = await known.ruleOf(language);
    special.places.forEach((place, at) => {
      const word = special.terms[at] as string;
      terms.push({ ...place, word, answer: answerOf(word) });
    });
    return terms.sort((a, b) => a.begin - b.begin);
  };

  return {
    async wordsIn(given, language) {
      const { text, toGiven } = prepared(given);
      return toGiven((await termsOf(text, spellingLanguage(text, { language, sure: true }), language)).map(countedWord));
    },

    async count(given) {
      const { text, toGiven } = prepared(given);
      const counter = new TextCounter(rule);
      const rows = new KnownCounter(known);
      const detected = await counter.languageOf(text);
      const counted = counter.count(text, detected);
      rows.addTerms(rows.addCounter(), counter.newTerms());
      rows.addRow(0, counted.row, counted.language);
      const { X, unknown, languages } = await rows.take();
      const language = languages[0] as string;
      const terms = await termsOf(text, spellingLanguage(text, detected), language);
      const unknownWords = [...new Set(terms.filter(({ answer }) => answer === UNKNOWN_WORD).map(({ word }) => word))];
      return { X, tokens: rowSums(X)[0], unknown: unknown[0], unknownWords, language, words: toGiven(terms.map(countedWord)) };
    },
  };
}

function countedWord({ begin, end, answer }: PlacedTerm): CountedWord {
  return { begin, end, column: answer < FIRST_TERM ? undefined : answer - FIRST_TERM };
}
