import type { Finding, FormatSettings } from '../../document.js';
import type { Problem } from '../../ledger.js';
import { onOneLine } from '../../metadata.js';
import { type GuessedColumns, guessColumns, MIN_WORDS, type SampledColumn } from '../guess-columns.js';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Which fields hold the texts and the ids. */
export interface FieldNames {
  text: string;
  id: string | undefined;
  /** what was guessed of it, if it is worth saying */
  guessed: string | undefined;
}

/** A whole number that may have more digits than JavaScript keeps. */
const LONG_NUMBER = /\d{16}/;

/**
 * Parses JSON. Whole numbers that JavaScript would round, such as long ids, come as texts.
 *
 * @returns undefined for what is no JSON
 */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(LONG_NUMBER.test(text) ? quoteLongNumbers(text) : text) };
  } catch {
    // the engine's own words differ from one Node to the next, and the ledger must not
    return undefined;
  }
}

function quoteLongNumbers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (isDigit(code) || code === MINUS) {
      const start = at++;
      while (isDigit(text.charCodeAt(at))) at++;
      // fractions and exponents are cut off by what stands around the digits
      const whole = !/[.eE+]/.test(text[start - 1] ?? '') && !/[.eE]/.test(text[at] ?? '');
      if (at - start < 16 || !whole || Number.isSafeInteger(Number(text.slice(start, at)))) continue;
      parts.push(text.slice(copied, start), '"', text.slice(start, at), '"');
      copied = at;
    } else at++;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** @returns what comes after the string that starts at `at` */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  return text.length;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of objects none of which could be read so far. */
export function defaultFields({ textColumn, idColumn }: FormatSettings): FieldNames {
  return { text: textColumn ?? 'text', id: idColumn, guessed: undefined };
}

/**
 * Finds the fields that hold texts and ids, as they are named or as they look.
 *
 * @param sample some of the objects
 * @returns a problem where nothing looks like a text
 */
export function findFields(sample: readonly Fields[], settings: FormatSettings): FieldNames | Problem {
  if (sample.length === 0) return defaultFields(settings);
  const guess = guessFields(sample, settings.textColumn);
  const text = settings.textColumn ?? guess.text;
  if (text === undefined) {
    const detail = `no field has a name such as "text", nor holds ${MIN_WORDS} words or more; the fields are: ${listFields(sample[0] ?? {})}`;
    return { reason: 'missing-column', detail };
  }
  const id = settings.idColumn ?? guess.id;
  const guesses: string[] = [];
  if (settings.textColumn === undefined && text.toLowerCase() !== 'text') guesses.push(`text from the field "${shortened(text)}"`);
  if (settings.idColumn === undefined && id !== undefined) guesses.push(`ids from ${guesses.length === 0 ? 'the field ' : ''}"${shortened(id)}"`);
  return { text, id, guessed: guesses.length === 0 ? undefined : guesses.join(', ') };
}

/** @param textField the name of the texts' field, if it is known */
export function guessFields(sample: readonly Fields[], textField: string | undefined): GuessedColumns {
  const columns = new Map<string, SampledColumn>();
  for (const fields of sample) {
    for (const [name, value] of Object.entries(fields)) {
      if (name === textField || (typeof value !== 'string' && typeof value !== 'number')) continue;
      const column = columns.get(name);
      if (column === undefined) columns.set(name, { name, values: [String(value)] });
      else column.values.push(String(value));
    }
  }
  return guessColumns([...columns.values()], sample.length);
}

/** The document that an object is. */
export function documentOf(fields: Fields, { text: textField, id: idField }: FieldNames, row: number, what: 'line' | 'row'): Finding {
  const text = Object.hasOwn(fields, textField) ? fields[textField] : undefined;
  if (typeof text !== 'string') {
    const detail = `${what} ${row} has no text in a field "${textField}"; its fields are: ${listFields(fields)}`;
    return { kind: 'problem', row, problem: { reason: 'missing-column', detail } };
  }
  const id = idField === undefined || !Object.hasOwn(fields, idField) ? undefined : fields[idField];
  const key = typeof id === 'string' || typeof id === 'number' ? onOneLine(String(id)) : '';
  return { kind: 'document', row, text, metadata: metadataOf(fields, [textField, idField]), ...(key === '' ? {} : { id: key }) };
}

/** The fields that are texts, numbers and truth values, or lists of these. */
export function metadataOf(fields: Fields, except: readonly (string | undefined)[]): Record<string, string> {
  const known: [string, string][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (except.includes(name)) continue;
    const text = onOneLine(scalarText(value));
    if (text !== '') known.push([name, text]);
  }
  // fromEntries, since a field may be called __proto__
  return Object.fromEntries(known);
}

function scalarText(value: unknown): string {
  if (!Array.isArray(value)) return value === null || typeof value === 'object' ? '' : String(value);
  const known = value.filter((item) => item !== null);
  return known.some((item) => typeof item === 'object') ? '' : known.join('; ');
}

/** The names of an object's fields, for a message. */
export function listFields(fields: Fields): string {
  const names = Object.keys(fields);
  return names.length === 0 ? 'none' : shortened(names.slice(0, 20).join(', '), 300);
}

function shortened(name: string, most = 60): string {
  return name.length > most ? `${name.slice(0, most)}…` : name;
}
