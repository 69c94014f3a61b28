import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import { UNKNOWN } from './vocabulary.js';

/**
 * How many words of each document are neither terms nor left out on purpose; and how many documents have terms.
 *
 * @param counted rows of counts
 * @param columns for each language, the column of each word, as `buildVocabulary` gives them
 * @param stopWords of each language
 */
export function unknownWords(
  counted: TermCounts,
  columns: readonly Int32Array[],
  stopWords: ReadonlyMap<string, ReadonlySet<string>>,
): { unknown: Uint32Array; documentsWithTerms: number } {
  const isStop = counted.languages.map((language) => {
    const marks = new Uint8Array(counted.terms.length);
    for (const word of stopWords.get(language) ?? []) {
      const index = counted.terms.indexOf(word);
      if (index >= 0) marks[index] = 1;
    }
    return marks;
  });
  const unknown = new Uint32Array(counted.rows.length);
  let documentsWithTerms = 0;
  const reader = new RowReader(counted);
  for (let i = 0; i < unknown.length; i++) {
    const size = reader.read(i);
    const { terms, counts } = reader;
    const columnOf = columns[counted.languageOf[i]] as Int32Array;
    const stops = isStop[counted.languageOf[i]] as Uint8Array;
    let words = 0;
    let highest = -1;
    for (let p = 0; p < size; p++) {
      const column = columnOf[terms[p]];
      if (column > highest) highest = column;
      if (column === UNKNOWN && stops[terms[p]] === 0) words += counts[p];
    }
    unknown[i] = words;
    if (highest >= 0) documentsWithTerms++;
  }
  return { unknown, documentsWithTerms };
}
