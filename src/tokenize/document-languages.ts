import { byCodePoint } from '../math/code-point-order.js';
import type { DetectedLanguage } from './detected-language.js';
import type { TermCounts } from './term-counts.js';

/** Share of the documents whose language is sure from which on a language is one of the collection's. */
const COMMON = 0.05;
/** Ends the code of a language that is not sure. */
const UNSURE = '?';

/** A detected language as counters write it: its code, with a question mark where it is not sure. */
export function writtenLanguage({ language, sure }: DetectedLanguage): string {
  return sure || language === 'none' ? language : language + UNSURE;
}

/**
 * Decides the language of each counted document. One that is sure keeps its language, be it the only one; one that is not keeps it if at
 * least a twentieth of the sure ones has the same, and else takes the main language: a table of results or three words of a title look
 * like any language, and nearly always are in that of the other documents.
 *
 * The main language is that of most documents that are sure, or of most documents where none is; a tie: the first code; 'none' where
 * there is none.
 *
 * @param counted whose languages are as `writtenLanguage` writes them
 */
export function settleLanguages(counted: TermCounts): TermCounts {
  const documents = new Float64Array(counted.languages.length);
  for (const language of counted.languageOf) documents[language]++;
  const settled = settledOf(counted.languages.map((written, l) => ({ written, documents: documents[l] as number })));
  const languages = [...new Set(settled)];
  const indexes = settled.map((language) => languages.indexOf(language));
  return { ...counted, languages, languageOf: counted.languageOf.map((language) => indexes[language] as number) };
}

/** What each language, sure or not, is taken for. */
function settledOf(met: readonly { written: string; documents: number }[]): string[] {
  const isSure = ({ written }: { written: string }) => !written.endsWith(UNSURE) && written !== 'none';
  const codeOf = ({ written }: { written: string }) => written.replace(UNSURE, '');
  const known = met.filter((one) => codeOf(one) !== 'none' && one.documents > 0);
  const telling = known.some(isSure) ? known.filter(isSure) : known;
  const all = telling.reduce((sum, { documents }) => sum + documents, 0);
  const main = [...telling].sort((a, b) => b.documents - a.documents || byCodePoint(codeOf(a), codeOf(b)))[0];
  return met.map((one) => {
    const code = codeOf(one);
    const isCommon = telling.some((other) => codeOf(other) === code && other.documents >= COMMON * all);
    return isSure(one) || isCommon || main === undefined ? code : codeOf(main);
  });
}
