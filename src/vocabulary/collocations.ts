import { ln } from '../math/log.js';
import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import { hashOfPair, PairTable } from './pair-table.js';

/** Words that stand together more often than chance would have it. */
export interface Collocation {
  /** two or three: indices into the terms of the sequence */
  words: readonly number[];
  npmi: number;
  /** how often it stands in the collection */
  count: number;
  /** in how many documents it stands */
  documentFrequency: number;
}

/** What is asked of a collocation, at least. */
export interface CollocationMinimum {
  count: number;
  documents: number;
  npmi: number;
}

/** Cells of the first, rough count of pairs, a power of two: about as many as words, up to 128 MB of them. */
const FEWEST_CELLS = 2 ** 16;
const MOST_CELLS = 2 ** 27;

/**
 * Finds the collocations of two and three words, in no particular order. Their words
 *
 * - stand side by side, with nothing but white space, hyphens and apostrophes between them,
 * - neither start nor end with a stop word of the document's language, though one may stand in the middle (bill of rights),
 * - are no repetition (ha ha),
 * - belong together by normalised pointwise mutual information (Bouma 2009), ln(p_xy / (p_x p_y)) / −ln p_xy with p the share of all
 *   words: 1 where the two never stand apart, 0 where they meet as chance has it. For three words it is the lower one of the first two
 *   with the third and the first with the last two; round a stop word it is that of the outer two, where all three stand together.
 *
 * @param sequence kind 'sequence'
 * @param isStop for each language of the sequence, 1 for each term that is a stop word
 */
export function findCollocations(sequence: TermCounts, isStop: readonly Uint8Array[], minimum: CollocationMinimum): Collocation[] {
  const { counts, words } = countWords(sequence);
  const roles = rolesOf(counts, isStop, minimum.count);
  const pairs = countPairs(sequence, roles, words, minimum.count);
  const triples = countTriples(sequence, roles, pairs, minimum.count);

  const found = new Map<string, Collocation>();
  const take = (table: PairTable, entry: number, members: readonly number[], npmi: number) => {
    const [count, documentFrequency] = [table.countOf(entry), table.documentsOf(entry)];
    if (count < minimum.count || documentFrequency < minimum.documents || npmi < minimum.npmi) return;
    // the same words are met twice where the middle one is a stop word in one language only
    const same = found.get(members.join(' ')) ?? { npmi, count: 0, documentFrequency: 0 };
    found.set(members.join(' '), {
      words: members,
      npmi: Math.max(npmi, same.npmi),
      count: count + same.count,
      documentFrequency: documentFrequency + same.documentFrequency,
    });
  };
  for (let pair = 0; pair < pairs.size; pair++) {
    const [first, second] = wordsOf(pairs, pair);
    if (!isApart(pairs, pair)) take(pairs, pair, [first, second], npmiOf(pairs.countOf(pair), counts[first], counts[second], words));
  }
  for (let triple = 0; triple < triples.size; triple++) {
    const [pair, third] = [triples.firstOf(triple), triples.secondOf(triple)];
    const [first, second] = wordsOf(pairs, pair);
    const count = triples.countOf(triple);
    if (isApart(pairs, pair)) {
      take(triples, triple, [first, third, second], npmiOf(count, counts[first], counts[second], words));
    } else {
      const withLast = npmiOf(count, pairs.countOf(pair), counts[third], words);
      const withFirst = npmiOf(count, counts[first], pairs.countOf(pairs.find(second, adjacent(third))), words);
      take(triples, triple, [first, second, third], Math.min(withFirst, withLast));
    }
  }
  return [...found.values()];
}

/** Normalised pointwise mutual information of two things that stand `a` and `b` times among so many words, and so often together. */
function npmiOf(together: number, a: number, b: number, words: number): number {
  return ln((together / a) * (words / b)) / ln(words / together);
}

/*
 * The second number of a pair is the index of its word, times two; plus one where a stop word stands between the two. The numbers of a
 * triple are the number of a pair and the index of the third word: the stop word between, or the word after.
 */
const adjacent = (word: number) => 2 * word;
const apart = (word: number) => 2 * word + 1;

function isApart(pairs: PairTable, pair: number): boolean {
  return (pairs.secondOf(pair) & 1) === 1;
}

function wordsOf(pairs: PairTable, pair: number): [number, number] {
  return [pairs.firstOf(pair), pairs.secondOf(pair) >>> 1];
}

function countWords(sequence: TermCounts): { counts: Float64Array; words: number } {
  const counts = new Float64Array(sequence.terms.length);
  const reader = new RowReader(sequence);
  let words = 0;
  for (let document = 0; document < sequence.rows.length; document++) {
    const size = reader.read(document);
    for (let p = 0; p < size; p++) counts[reader.terms[p]]++;
    words += size;
  }
  return { counts, words };
}

/** What a word can be in a phrase. */
const NOTHING = 0;
const MEMBER = 1;
const STOP = 2;

/** For each language what each word can be: nothing where it stands more rarely than a phrase must. */
function rolesOf(counts: Float64Array, isStop: readonly Uint8Array[], minimum: number): Uint8Array[] {
  return isStop.map((stops) => stops.map((stop, word) => (stop === 1 ? STOP : counts[word] >= minimum ? MEMBER : NOTHING)));
}

/**
 * Counts pairs: those that stand often enough, and some others. Most pairs of a large collection stand in it once: a first pass counts
 * them roughly, in cells that several share, and the table takes those whose cell says that they may be frequent (Park, Chen and Yu 1995).
 */
function countPairs(sequence: TermCounts, roles: readonly Uint8Array[], words: number, minimum: number): PairTable {
  let size = FEWEST_CELLS;
  while (size < words && size < MOST_CELLS) size *= 2;
  const cells = new Uint8Array(size);
  const enough = Math.min(minimum, 255);
  forEachPair(sequence, roles, (first, second) => {
    const cell = hashOfPair(first, second) & (size - 1);
    if (cells[cell] < enough) cells[cell]++;
  });
  const pairs = new PairTable();
  forEachPair(sequence, roles, (first, second, document) => {
    if (cells[hashOfPair(first, second) & (size - 1)] === enough) pairs.add(first, second, document);
  });
  return pairs;
}

/** Visits the outer words of each place where two or three words might be a phrase. */
function forEachPair(sequence: TermCounts, roles: readonly Uint8Array[], visit: (first: number, second: number, document: number) => void): void {
  const reader = new RowReader(sequence);
  for (let document = 0; document < sequence.rows.length; document++) {
    const size = reader.read(document);
    const { terms, breaks } = reader;
    const role = roles[sequence.languageOf[document]];
    let before = NOTHING;
    let last = NOTHING;
    for (let p = 0; p < size; p++) {
      const word = terms[p];
      if (breaks[p] === 1) last = NOTHING;
      const current = role[word];
      if (current === MEMBER) {
        if (last === MEMBER) {
          if (terms[p - 1] !== word) visit(terms[p - 1], adjacent(word), document);
        } else if (last === STOP && before === MEMBER) visit(terms[p - 2], apart(word), document);
      }
      before = last;
      last = current;
    }
  }
}

/** Counts the triples whose pairs are frequent. */
function countTriples(sequence: TermCounts, roles: readonly Uint8Array[], pairs: PairTable, minimum: number): PairTable {
  const triples = new PairTable();
  const reader = new RowReader(sequence);
  const frequent = (first: number, second: number) => {
    const pair = pairs.find(first, second);
    return pair >= 0 && pairs.countOf(pair) >= minimum ? pair : -1;
  };
  for (let document = 0; document < sequence.rows.length; document++) {
    const size = reader.read(document);
    const { terms, breaks } = reader;
    const role = roles[sequence.languageOf[document]];
    for (let p = 2; p < size; p++) {
      if (role[terms[p]] !== MEMBER || breaks[p] === 1 || breaks[p - 1] === 1 || role[terms[p - 2]] !== MEMBER) continue;
      const [first, second, third] = [terms[p - 2], terms[p - 1], terms[p]];
      if (role[second] === STOP) {
        const pair = frequent(first, apart(third));
        if (pair >= 0) triples.add(pair, second, document);
      } else if (first !== third) {
        const pair = frequent(first, adjacent(second));
        if (pair >= 0 && frequent(second, adjacent(third)) >= 0) triples.add(pair, third, document);
      }
    }
  }
  return triples;
}
