import type { Stem } from '../tokenize/languages.js';
import { numbersInMemory, RowReader, type TermCounts, type TermTotals } from '../tokenize/term-counts.js';
import { TermReader } from './term-reader.js';

/** In the place of a use: the word stands in no document of the language, or does so and has no use yet. */
const NOT_MET = -1;
const MET = -2;

/** How words are grouped: each by the language of its document. A language that a map does not have has no stop words, or no stems. */
export interface GroupSettings {
  stopWords: ReadonlyMap<string, ReadonlySet<string>>;
  stems: ReadonlyMap<string, Stem>;
  /** a group for each of these terms and the words with its stem in their language; stop words are words like any other then */
  fixed?: readonly string[] | undefined;
}

/** Words that count as one, and how often they stand. */
export interface WordGroups {
  /** for each language, the group of each word, −1 for a stop word and one that does not stand in it; languages that are alike share one */
  groupOf: Int32Array[];
  /**
   * For each group, how many documents have it and how often it stands; 0 for numbers of no group. A group's number is that of its
   * commonest word (a tie: the first by code point), as which it is written; behind the words come the fixed terms.
   */
  documentFrequency: Uint32Array;
  counts: Float64Array;
  /** how many documents have a group */
  documents: number;
  /** the words that are stop words somewhere, by code point, and how often they stand there */
  stopWords: { words: Uint32Array; documentFrequency: Uint32Array; counts: Float64Array };
}

/** A word may be a stop word in one language and have different stems in others: each of these is a use, with a number of its own. */
interface WordUses {
  /** for each language, the use of each word, −1 for one that does not stand in it */
  useOf: Int32Array[];
  /** the first uses are those as stop words: their words, by code point */
  stopWords: Uint32Array;
  /** words of the further uses: first each word once, then those that have several */
  words: Int32Array;
  /** their groups: the number of the group's first further use, or −1 − g for the fixed term g */
  groups: Int32Array;
}

/** Joins words into groups: equal words, and words with equal stems, whatever their languages. */
export function groupWords(counted: TermCounts, settings: GroupSettings): WordGroups {
  const hasStems = settings.stems.size > 0;
  if (!hasStems && settings.fixed === undefined) return eachWord(counted, settings);
  const { useOf, stopWords, words, groups } = hasStems ? usesByStem(counted, settings) : usesAsTheyAre(counted, settings);
  const first = stopWords.length;
  const { documentFrequency, counts, documents } = countUses(counted, useOf, first + words.length, first);
  const numbers = numberGroups(words, groups, counts.subarray(first), counted.terms.length);
  for (const array of new Set(useOf)) for (let word = 0; word < array.length; word++) array[word] = array[word] < first ? -1 : numbers[array[word] - first];

  const size = counted.terms.length + (settings.fixed?.length ?? 0);
  const ofGroups: Pick<WordGroups, 'documentFrequency' | 'counts'> = { documentFrequency: new Uint32Array(size), counts: new Float64Array(size) };
  for (let use = 0; use < words.length; use++) {
    ofGroups.counts[numbers[use]] += counts[first + use];
    ofGroups.documentFrequency[numbers[use]] += documentFrequency[first + use];
  }
  if (hasStems) ofGroups.documentFrequency = countDocuments(counted, useOf, size);
  const ofStopWords = { words: stopWords, documentFrequency: documentFrequency.subarray(0, first), counts: counts.subarray(0, first) };
  return { groupOf: useOf, ...ofGroups, documents, stopWords: ofStopWords };
}

/** Each word a group, the same in every language. */
function eachWord(counted: TermCounts, settings: GroupSettings): WordGroups {
  const { useOf, stopWords } = usesOfWords(counted, settings);
  const first = stopWords.length;
  const { documentFrequency, counts, documents } = countUses(counted, useOf, first + counted.terms.length, first);
  for (const array of new Set(useOf)) for (let word = 0; word < array.length; word++) array[word] = array[word] < first ? -1 : array[word] - first;
  const ofStopWords = { words: stopWords, documentFrequency: documentFrequency.subarray(0, first), counts: counts.subarray(0, first) };
  return { groupOf: useOf, documentFrequency: documentFrequency.subarray(first), counts: counts.subarray(first), documents, stopWords: ofStopWords };
}

/** The uses as stop words: the words, and for each language where they are. Languages with one list and one stemmer share an array. */
function stopWordUses({ terms, languages }: TermCounts, { stopWords, stems, fixed }: GroupSettings): Pick<WordUses, 'useOf' | 'stopWords'> {
  const lists = languages.map((language) => (fixed === undefined ? stopWords.get(language) : undefined));
  const met = new Map([...new Set(lists)].map((list) => [list, [...(list ?? [])].map((word) => terms.indexOf(word)).filter((word) => word >= 0)]));
  const words = Uint32Array.from(new Set([...met.values()].flat())).sort();
  const numbers = new Map(Array.from(words, (word, number) => [word, number]));
  const useOf: Int32Array[] = [];
  languages.forEach((language, l) => {
    const alike = languages.findIndex((other, k) => k < l && lists[k] === lists[l] && stems.get(other) === stems.get(language));
    const uses = useOf[alike] ?? new Int32Array(terms.length).fill(NOT_MET);
    for (const word of met.get(lists[l]) ?? []) uses[word] = numbers.get(word) as number;
    useOf.push(uses);
  });
  return { useOf, stopWords: words };
}

/** Without stems each word has one further use, whose number is that of the word. */
function usesOfWords(counted: TermCounts, settings: GroupSettings): Pick<WordUses, 'useOf' | 'stopWords'> {
  const { useOf, stopWords } = stopWordUses(counted, settings);
  for (const uses of new Set(useOf)) for (let word = 0; word < uses.length; word++) if (uses[word] === NOT_MET) uses[word] = stopWords.length + word;
  return { useOf, stopWords };
}

function usesAsTheyAre(counted: TermCounts, settings: GroupSettings): WordUses {
  const { useOf, stopWords } = usesOfWords(counted, settings);
  const words = new Int32Array(counted.terms.length);
  for (let word = 0; word < words.length; word++) words[word] = word;
  const groups = words.slice();
  settings.fixed?.forEach((term, g) => {
    const word = counted.terms.indexOf(term);
    if (word >= 0 && groups[word] === word) groups[word] = -1 - g;
  });
  return { useOf, stopWords, words, groups };
}

/** Words of documents in one language with one stem are a group, and so are those of several languages. */
function usesByStem(counted: TermCounts, settings: GroupSettings): WordUses {
  const { terms, languages } = counted;
  const { stems, fixed = [] } = settings;
  const uses = stopWordUses(counted, settings);
  markMet(counted, uses.useOf);
  const words: number[] = [];
  const groups: number[] = [];
  const groupOfStem = new Map<string, number>();
  const firstUse = new Int32Array(terms.length).fill(-1);
  const furtherUses = new Map<string, number>();
  for (const useOf of new Set(uses.useOf)) {
    const stem = stems.get(languages[uses.useOf.indexOf(useOf)] as string) ?? ((word: string) => word);
    const fixedOfStem = new Map<string, number>();
    fixed.forEach((term, g) => {
      if (!fixedOfStem.has(stem(term))) fixedOfStem.set(stem(term), -1 - g);
    });
    for (let word = 0; word < terms.length; word++) {
      if (useOf[word] !== MET) continue;
      const key = stem(terms.at(word));
      const group = fixedOfStem.get(key) ?? groupOfStem.get(key) ?? words.length;
      const first = firstUse[word];
      let use = first >= 0 && groups[first] === group ? first : furtherUses.get(`${word} ${group}`);
      if (use === undefined) {
        use = words.push(word) - 1;
        groups.push(group);
        if (group === use) groupOfStem.set(key, group);
        if (first < 0) firstUse[word] = use;
        else furtherUses.set(`${word} ${group}`, use);
      }
      useOf[word] = uses.stopWords.length + use;
    }
  }
  return { ...uses, words: Int32Array.from(words), groups: Int32Array.from(groups) };
}

/** Marks for each language which words stand in it. */
function markMet(counted: TermCounts, useOf: readonly Int32Array[]): void {
  const reader = new RowReader(counted);
  for (let i = 0; i < counted.rows.length; i++) {
    const size = reader.read(i);
    const ofLanguage = useOf[counted.languageOf[i]] as Int32Array;
    for (let p = 0; p < size; p++) if (ofLanguage[reader.terms[p]] === NOT_MET) ofLanguage[reader.terms[p]] = MET;
  }
}

/** How often each use stands, and in how many documents; and how many documents have one of the uses after the first ones. */
function countUses(counted: TermCounts, useOf: readonly Int32Array[], uses: number, first: number) {
  if (new Set(useOf).size === 1) {
    const numbers = numbersInMemory(counted);
    if (counted.totals !== undefined) return countUsesByTotals(counted, counted.totals, useOf[0] as Int32Array, uses, first);
    if (numbers !== undefined) return countUsesByNumber(counted, numbers, useOf[0] as Int32Array, uses, first);
  }
  const documentFrequency = new Uint32Array(uses);
  const counts = new Float64Array(uses);
  let documents = 0;
  const reader = new RowReader(counted);
  for (let i = 0; i < counted.rows.length; i++) {
    const size = reader.read(i);
    const { terms, counts: wordCounts } = reader;
    const ofLanguage = useOf[counted.languageOf[i]] as Int32Array;
    let last = -1;
    for (let p = 0; p < size; p++) {
      const use = ofLanguage[terms[p]];
      documentFrequency[use]++;
      counts[use] += wordCounts[p];
      if (use > last) last = use;
    }
    if (last >= first) documents++;
  }
  return { documentFrequency, counts, documents };
}

/** The same where all languages have the same uses, and it is known how often each word stands. */
function countUsesByTotals(counted: TermCounts, totals: TermTotals, useOf: Int32Array, uses: number, first: number) {
  const documentFrequency = new Uint32Array(uses);
  const counts = new Float64Array(uses);
  for (let word = 0; word < useOf.length; word++) {
    documentFrequency[useOf[word]] += totals.documentFrequency[word];
    counts[useOf[word]] += totals.counts[word];
  }
  let documents = 0;
  const reader = new RowReader(counted);
  for (let i = 0; i < counted.rows.length; i++) {
    const size = reader.read(i);
    const { terms } = reader;
    let p = 0;
    while (p < size && useOf[terms[p]] < first) p++;
    if (p < size) documents++;
  }
  return { documentFrequency, counts, documents };
}

/** The same where all languages have the same uses. Common words have low numbers in their counter: where these are counted, all is near. */
function countUsesByNumber(counted: TermCounts, numbers: readonly Int32Array[], useOf: Int32Array, uses: number, first: number) {
  let size = 0;
  const places = numbers.map((terms) => {
    size += terms.length;
    const ofCounter = new Int32Array(terms.length);
    for (let number = 0; number < terms.length; number++) ofCounter[number] = size - terms.length + number;
    return ofCounter;
  });
  const rowsWith = new Uint32Array(size);
  const times = new Float64Array(size);
  const isWord = new Uint8Array(size);
  const eachNumber = (visit: (place: number, use: number) => void) => {
    let place = 0;
    for (const terms of numbers) for (let number = 0; number < terms.length; number++, place++) if (terms[number] >= 0) visit(place, useOf[terms[number]]);
  };
  eachNumber((place, use) => {
    isWord[place] = use >= first ? 1 : 0;
  });
  let documents = 0;
  const reader = new RowReader({ ...counted, termsOf: places });
  for (let i = 0; i < counted.rows.length; i++) {
    const words = reader.read(i);
    const { terms: rowPlaces, counts } = reader;
    let hasWord = 0;
    for (let p = 0; p < words; p++) {
      const place = rowPlaces[p];
      rowsWith[place]++;
      times[place] += counts[p];
      hasWord |= isWord[place];
    }
    documents += hasWord;
  }
  const documentFrequency = new Uint32Array(uses);
  const counts = new Float64Array(uses);
  eachNumber((place, use) => {
    documentFrequency[use] += rowsWith[place];
    counts[use] += times[place];
  });
  return { documentFrequency, counts, documents };
}

/** The final number of each use's group; groups that would be written alike become one. */
function numberGroups(words: Int32Array, groups: Int32Array, counts: Float64Array, terms: number): Int32Array {
  const commonest = new Int32Array(words.length).fill(-1);
  for (let use = 0; use < groups.length; use++) {
    const group = groups[use];
    if (group < 0) continue;
    const best = commonest[group];
    if (best < 0 || counts[use] > counts[best] || (counts[use] === counts[best] && words[use] < words[best])) commonest[group] = use;
  }
  return groups.map((group) => (group < 0 ? terms - 1 - group : words[commonest[group]]));
}

/** In how many documents each group stands, where it may be several words of one document. */
function countDocuments(counted: TermCounts, groupOf: readonly Int32Array[], groups: number): Uint32Array {
  const documentFrequency = new Uint32Array(groups);
  const reader = new TermReader(counted, groupOf, groups);
  for (let i = 0; i < counted.rows.length; i++) {
    const size = reader.read(i);
    for (let p = 0; p < size; p++) documentFrequency[reader.columns[p]]++;
  }
  return documentFrequency;
}
