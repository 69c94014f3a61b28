import type { NoiseTerm } from '../evaluate/noise-terms.js';

/** proposed-stop-words.txt: the terms that `noiseTerms` found, as a file for --stop-words. */
export function proposedStopWords(noiseTerms: readonly NoiseTerm[]): string {
  const lines = [
    '# Words that are spread over the documents about as chance would spread them, the commonest first.',
    '# Take out those that you want counted, and give this file to --stop-words.',
    // a line that starts with # is a comment, so a hashtag stands behind a blank
    ...noiseTerms.map(({ term }) => (term.startsWith('#') ? ` ${term}` : term)),
  ];
  return `${lines.join('\n')}\n`;
}
