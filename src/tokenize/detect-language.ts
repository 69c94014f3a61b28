import { LETTER, MARK, UNITS } from './characters.js';
import type { DetectedLanguage } from './detected-language.js';
import { withoutMarks } from './fold-script.js';
import { languageCodes } from './languages.js';
import { SCRIPT_NUMBERS, SCRIPTS, type Script } from './scripts.js';
import { functionWords } from './stop-words.js';
import { WordScanner } from './word-scanner.js';

/** What is looked at of a long text: this much of its start and as much of its middle, in UTF-16 code units. */
const PIECE = 200;

/** Languages that are alone in their script, or nearly. */
const LANGUAGE_OF_SCRIPT: Readonly<Partial<Record<Script, string>>> = {
  greek: 'el',
  armenian: 'hy',
  hebrew: 'he',
  gurmukhi: 'pa',
  gujarati: 'gu',
  odia: 'or',
  tamil: 'ta',
  telugu: 'te',
  kannada: 'kn',
  malayalam: 'ml',
  sinhala: 'si',
  thai: 'th',
  lao: 'lo',
  tibetan: 'bo',
  burmese: 'my',
  georgian: 'ka',
  hangul: 'ko',
  ethiopic: 'am',
  khmer: 'km',
  kana: 'ja',
  han: 'zh',
};
const HANGUL = SCRIPTS.indexOf('hangul') + 1;
const KANA = SCRIPTS.indexOf('kana') + 1;
const HAN = SCRIPTS.indexOf('han') + 1;
/** As many letters say what one character of these does. */
const DENSITY = 2.5;
/** Share of kana among kana and ideographs from which on a text is Japanese; Chinese has a の here and there. */
const JAPANESE = 0.1;

/** Votes of the languages, in the order of `languageCodes`. */
type Votes = Float64Array;

/** Letters below which a text tells nothing, and from which on its script is sure. */
const FEWEST_LETTERS = 8;
const SURE_LETTERS = 20;

/** Votes of different function words, and how many times those of the next language, that decide. */
const SURE_VOTES = 3;
const SURE_RATIO = 2;
/** Letters from which on what the package says is sure, if it says so itself. */
const SURE_SAMPLE = 50;
/**
 * Languages that the package does not know, and says a neighbour of: these are believed from so many votes on, if they have no fewer than
 * that neighbour. Galician is none of them: its list of function words has most of the Spanish ones.
 */
const NOT_IN_PACKAGE: ReadonlySet<string> = new Set(['af', 'br', 'eo', 'ga', 'gl', 'ha', 'id', 'la', 'so', 'st', 'sw', 'zu']);
const FEWEST_VOTES = 2;

/** The package's code for what is called otherwise here. */
const OTHER_CODES: Readonly<Record<string, string>> = { no: 'nb' };

/** What a text's letters say. */
interface Evidence {
  sample: string;
  /** the script with most letters, their number and that of all letters; dense ones count for more */
  script: Script | undefined;
  letters: number;
  all: number;
}

/**
 * Tells a text's language by its script or by its function words, which takes some ten microseconds.
 *
 * @param text of any length, normalised (NFC)
 * @returns undefined where these do not tell: what `loadDetector` gives will
 */
export function languageByWords(text: string): DetectedLanguage | undefined {
  const evidence = evidenceOf(text);
  return byScript(evidence) ?? byVotes(votesOf(evidence));
}

/**
 * Loads the package that knows sixty languages by their sequences of letters, which takes some 0.2 s.
 *
 * @returns what tells the language of any text (NFC): by its script, its function words, or the package
 */
export async function loadDetector(): Promise<(text: string) => DetectedLanguage> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const evidence = evidenceOf(text);
    const told = byScript(evidence);
    if (told !== undefined) return told;
    const votes = votesOf(evidence);
    const voted = byVotes(votes);
    if (voted !== undefined) return voted;
    const found = eld.detect(evidence.sample);
    const language = OTHER_CODES[found.language] ?? (found.language || 'none');
    return { language: neighbourOf(language, votes) ?? language, sure: evidence.letters >= SURE_SAMPLE && found.isReliable() };
  };
}

function evidenceOf(text: string): Evidence {
  const sample = sampleOf(text);
  const counts = letterCounts(sample);
  let most = 1;
  let all = counts[0];
  for (let s = 1; s < counts.length; s++) {
    all += counts[s];
    if (counts[s] > counts[most]) most = s;
  }
  return { sample, script: counts[most] === 0 ? undefined : SCRIPTS[most - 1], letters: counts[most], all };
}

/** The start and the middle of a text. */
function sampleOf(text: string): string {
  if (text.length <= 2 * PIECE) return text;
  const middle = Math.max(PIECE, (text.length - PIECE) >>> 1);
  return `${text.slice(0, PIECE)} ${text.slice(middle, middle + PIECE)}`;
}

/** How many letters a text has of each script, by the script's number. Kana and ideographs are one script, that of the language they say. */
function letterCounts(text: string): Float64Array {
  const counts = new Float64Array(SCRIPTS.length + 1);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = UNITS[unit] >>> 16;
    if (kind === LETTER || kind === MARK) counts[SCRIPT_NUMBERS[unit >>> 4]]++;
  }
  for (const number of [HANGUL, KANA, HAN]) counts[number] *= DENSITY;
  const both = counts[KANA] + counts[HAN];
  const [main, other] = counts[KANA] >= JAPANESE * both ? [KANA, HAN] : [HAN, KANA];
  counts[main] = both;
  counts[other] = 0;
  return counts;
}

/** Undefined where the script has several languages. */
function byScript({ script, letters, all }: Evidence): DetectedLanguage | undefined {
  if (script === undefined || letters < FEWEST_LETTERS) return { language: 'none', sure: false };
  const language = LANGUAGE_OF_SCRIPT[script];
  return language === undefined ? undefined : { language, sure: letters >= SURE_LETTERS && 2 * letters > all };
}

/** The languages that have each function word, and the number of the last text it was met in. */
let voters: Map<string, { languages: number[]; text: number }> | undefined;
let texts = 0;
const scanner = new WordScanner({ minLength: 1, numbers: false });

function scannedWord(): string {
  return String.fromCharCode.apply(null, scanner.key.subarray(0, scanner.length) as unknown as number[]);
}

/** Each function word that a text has votes once, shared by the languages that have it. */
function votesOf({ sample, script }: Evidence): Votes {
  voters ??= findVoters();
  texts++;
  const votes = new Float64Array(languageCodes.length);
  scanner.start(script === 'arabic' ? withoutMarks(sample, 'none') : sample);
  while (scanner.next()) {
    const voter = voters.get(scannedWord());
    if (voter === undefined || voter.text === texts) continue;
    voter.text = texts;
    for (const language of voter.languages) votes[language] += 1 / voter.languages.length;
  }
  return votes;
}

function findVoters(): NonNullable<typeof voters> {
  const found: NonNullable<typeof voters> = new Map();
  for (const [language, code] of languageCodes.entries()) {
    scanner.start([...(functionWords().get(code) ?? [])].join('\n'));
    while (scanner.next()) {
      const word = scannedWord();
      const voter = found.get(word);
      if (voter === undefined) found.set(word, { languages: [language], text: 0 });
      else voter.languages.push(language);
    }
  }
  return found;
}

/** The language with most votes, if it has enough and the next one far fewer. */
function byVotes(votes: Votes): DetectedLanguage | undefined {
  const first = most(votes, -1);
  const decides = votes[first] >= SURE_VOTES && votes[first] >= SURE_RATIO * votes[most(votes, first)];
  return decides ? { language: languageCodes[first] as string, sure: true } : undefined;
}

/** The language with most votes, if the package could only have said a neighbour of it. */
function neighbourOf(said: string, votes: Votes): string | undefined {
  const first = most(votes, -1);
  const language = languageCodes[first] as string;
  const votesOfSaid = votes[languageCodes.indexOf(said)] ?? 0;
  const isNeighbour = NOT_IN_PACKAGE.has(language) && votes[first] >= FEWEST_VOTES && votes[first] >= votesOfSaid;
  return isNeighbour ? language : undefined;
}

/** Number of the language with most votes, but for one. */
function most(votes: Votes, without: number): number {
  let first = without === 0 ? 1 : 0;
  for (let l = first + 1; l < votes.length; l++) if (l !== without && votes[l] > votes[first]) first = l;
  return first;
}
