/*
 * The table of the package eld in a form that compresses to less: its sequences sorted, each without what it has in common with the one
 * before; then language by language, how many sequences lie between those that it has, and the scores of these. Numbers are characters.
 */

/** Added to numbers, so that they are no controls, quotation marks or separators. */
const FIRST = 35;
const SEPARATOR = '!';
/** More than the longest sequence has characters. */
const LENGTHS = 16;

/** @returns what `unpackedNgrams` makes the table of */
export function packedNgrams({ languages, ngrams, ...rest }) {
  const sequences = Object.keys(ngrams).sort();
  const rows = Object.keys(languages).map(() => ({ last: -1, gaps: '', scores: '' }));
  let lengths = '';
  let ends = '';
  sequences.forEach((sequence, at) => {
    const before = sequences[at - 1] ?? '';
    let common = 0;
    while (common < before.length && before[common] === sequence[common]) common++;
    lengths += String.fromCharCode(FIRST + LENGTHS * common + sequence.length - common);
    ends += sequence.slice(common);
    for (const [language, score] of Object.entries(ngrams[sequence])) {
      const row = rows[language];
      row.gaps += String.fromCharCode(FIRST + at - row.last - 1);
      row.scores += String.fromCharCode(FIRST + score);
      row.last = at;
    }
  });
  const joined = (name) => rows.map((row) => row[name]).join(SEPARATOR);
  return { ...rest, languages, lengths, ends, gaps: joined('gaps'), scores: joined('scores') };
}

/** The table, as the package has it. */
export function unpackedNgrams({ lengths, ends, gaps, scores, languages, ...rest }) {
  let read = 0;
  let sequence = '';
  const sequences = Array.from(lengths, (length) => {
    const [common, more] = [Math.floor((length.charCodeAt(0) - FIRST) / LENGTHS), (length.charCodeAt(0) - FIRST) % LENGTHS];
    sequence = sequence.slice(0, common) + ends.slice(read, read + more);
    read += more;
    return sequence;
  });
  const ngrams = Object.fromEntries(sequences.map((one) => [one, {}]));
  const scoresOf = scores.split(SEPARATOR);
  gaps.split(SEPARATOR).forEach((row, language) => {
    let at = -1;
    for (let entry = 0; entry < row.length; entry++) {
      at += row.charCodeAt(entry) - FIRST + 1;
      ngrams[sequences[at]][language] = scoresOf[language].charCodeAt(entry) - FIRST;
    }
  });
  return { ...rest, languages, ngrams };
}
