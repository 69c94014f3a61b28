import { readTextPieces } from '../decode-text.js';
import type { Finding, Format, FormatSettings, Head, Source } from '../document.js';
import type { Problem } from '../ledger.js';
import { ReadingError } from '../limits.js';
import { countWords, MIN_WORDS, SAMPLE_LENGTH, SAMPLE_ROWS } from './guess-columns.js';
import { type JsonElement, splitElements } from './json/json-elements.js';
import {
  defaultFields,
  documentOf,
  type FieldNames,
  type Fields,
  findFields,
  guessFields,
  isObject,
  listFields,
  metadataOf,
  parseJson,
} from './json/json-fields.js';

/**
 * JSON: an array of objects or of texts, each a document, of any length; or one object, which is a document or has such an array in one
 * of its fields. Rows are numbered from 1.
 */
export const json: Format = { name: 'JSON', extensions: ['.json'], isText: true, recognizes, read: readJson };

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const OBJECT_START = new RegExp(`^\\s*(?:\\[\\s*)?\\{\\s*${STRING}\\s*:`);
const TEXTS_START = new RegExp(`^\\s*\\[\\s*${STRING}\\s*(?:,\\s*"|\\])`);

/** By its first bracket, where the name says JSON; else by the first field or text too, since a text may begin with a bracket. */
function recognizes({ text, extension }: Head): boolean {
  if (text === undefined) return false;
  if (extension === '.json') return /^\s*[[{]/.test(text);
  // an object that starts in a line of JSON lines may be a broken one
  if (extension === '.jsonl' || extension === '.ndjson') return /^\s*(\[|\{\s*\n)/.test(text);
  return OBJECT_START.test(text) || TEXTS_START.test(text);
}

/** Fields that hold the text of the object itself, whatever lists it has. */
const OWN_TEXT = new Set(['text', 'full_text', 'fulltext', 'body', 'content']);

async function* readJson(source: Source, settings: FormatSettings): AsyncGenerator<Finding> {
  const { pieces, note } = await readTextPieces(source);
  const { maxDocumentBytes } = source.allowance.limits;
  const elements = splitElements(pieces, maxDocumentBytes);
  const sample = await takeElements(elements);
  const [first, second] = sample;
  if (first?.kind === 'element' && !first.inArray && second?.kind !== 'element' && second?.kind !== 'cut') {
    yield* readObject(first.text, settings, maxDocumentBytes);
    if (second !== undefined) yield { kind: 'problem', problem: { reason: 'malformed', detail: 'what follows its object is not read' } };
  } else yield* readElements(sample, elements, settings, maxDocumentBytes);
  const problem = note();
  if (problem !== undefined) yield { kind: 'note', problem };
}

/** The first elements, by which the fields are known. */
async function takeElements(elements: AsyncGenerator<JsonElement>): Promise<JsonElement[]> {
  const taken: JsonElement[] = [];
  let length = 0;
  // at least two: one that stands alone is read otherwise
  while (taken.length < 2 || (taken.length < SAMPLE_ROWS && length < SAMPLE_LENGTH)) {
    const { value, done } = await elements.next();
    if (done) break;
    taken.push(value);
    if (value.kind === 'element') length += value.text?.length ?? 0;
  }
  return taken;
}

async function* readElements(
  sample: readonly JsonElement[],
  others: AsyncIterable<JsonElement>,
  settings: FormatSettings,
  most: number,
): AsyncGenerator<Finding> {
  const values = sample.map((one) => (one.kind === 'element' && one.text !== undefined ? parseJson(one.text)?.value : undefined));
  const names = namesFor(values, settings);
  if ('reason' in names) {
    yield { kind: 'problem', problem: names };
    return;
  }
  if (names.guessed !== undefined) yield { kind: 'note', problem: { reason: 'columns', detail: names.guessed } };
  let row = 0;
  for (const element of sample) yield readElement(element, element.kind === 'element' ? ++row : row, names, most);
  for await (const element of others) yield readElement(element, element.kind === 'element' ? ++row : row, names, most);
}

/** The fields that hold texts and ids, or why there can be none. */
function namesFor(values: readonly unknown[], settings: FormatSettings): FieldNames | Problem {
  const objects = values.filter(isObject);
  const names = findFields(objects, settings);
  if (values.some((value) => typeof value === 'string')) return 'reason' in names ? defaultFields(settings) : names;
  const others = values.filter((value) => value !== undefined);
  if (objects.length > 0 || others.length === 0) return names;
  return { reason: 'missing-column', detail: 'the elements of its array are neither objects nor texts' };
}

/** @param row the number of the element, or of the last one */
function readElement(element: JsonElement, row: number, names: FieldNames, most: number): Finding {
  if (element.kind !== 'element') return { kind: 'problem', problem: ending(element, row) };
  if (element.text === undefined) {
    return { kind: 'problem', row, problem: { reason: 'too-large', detail: `row ${row} is longer than ${most} characters` } };
  }
  const parsed = parseJson(element.text);
  return parsed === undefined ? malformed(row, `row ${row} is not JSON`) : readValue(parsed.value, row, names);
}

function readValue(value: unknown, row: number, names: FieldNames): Finding {
  if (typeof value === 'string') return { kind: 'document', row, text: value, metadata: {} };
  return isObject(value) ? documentOf(value, names, row, 'row') : malformed(row, `row ${row} is neither a JSON object nor a text`);
}

function malformed(row: number, detail: string): Finding {
  return { kind: 'problem', row, problem: { reason: 'malformed', detail } };
}

function ending({ kind, inArray }: Exclude<JsonElement, { kind: 'element' }>, row: number): Problem {
  if (row === 0) return { reason: 'malformed', detail: kind === 'cut' ? 'it ends before its first bracket is closed' : 'it is not JSON' };
  if (kind === 'cut')
    return { reason: 'malformed', detail: `it ends before its ${inArray ? 'array' : 'last object'} does: what follows row ${row} is cut off` };
  return { reason: 'malformed', detail: `what follows ${inArray ? 'the end of its array' : `row ${row}`} is not read` };
}

/** An object that is all of its file. */
function* readObject(text: string | undefined, settings: FormatSettings, most: number): Generator<Finding> {
  if (text === undefined)
    throw new ReadingError({ reason: 'too-large', detail: `one object of more than ${most} characters, which is all that a document may have` });
  const fields = parseJson(text)?.value;
  if (!isObject(fields)) throw new ReadingError({ reason: 'malformed', detail: 'it is not JSON' });
  const list = longestList(fields, settings);
  const own = ownText(fields, settings, list === undefined);
  if (own !== undefined) {
    const guessed = settings.textColumn === undefined && own.toLowerCase() !== 'text' ? `text from the field "${own}"` : undefined;
    if (guessed !== undefined) yield { kind: 'note', problem: { reason: 'columns', detail: guessed } };
    yield { kind: 'document', text: fields[own] as string, metadata: metadataOf(fields, [own, settings.idColumn]), ...idOf(fields, settings) };
  } else if (list !== undefined) {
    const names = namesFor(list.values.slice(0, SAMPLE_ROWS), settings) as FieldNames;
    const detail = [`rows from the field "${list.name}"`, names.guessed].filter((part) => part !== undefined).join('; ');
    yield { kind: 'note', problem: { reason: 'columns', detail } };
    for (const [v, value] of list.values.entries()) yield readValue(value, v + 1, names);
  } else {
    const problem = findFields([fields], settings);
    const detail = (name: string) => `it has no text in a field "${name}"; its fields are: ${listFields(fields)}`;
    throw new ReadingError('reason' in problem ? problem : { reason: 'missing-column', detail: detail(problem.text) });
  }
}

function idOf(fields: Fields, { idColumn }: FormatSettings): { id?: string } {
  const id = idColumn === undefined ? undefined : metadataOf(fields, [])[idColumn];
  return id === undefined ? {} : { id };
}

/** The name of the field that holds the object's own text. */
function ownText(fields: Fields, { textColumn }: FormatSettings, alone: boolean): string | undefined {
  if (textColumn !== undefined) return Object.hasOwn(fields, textColumn) && typeof fields[textColumn] === 'string' ? textColumn : undefined;
  const own = Object.keys(fields).find((name) => OWN_TEXT.has(name.toLowerCase()) && isText(fields[name]));
  return own ?? (alone ? guessFields([fields], undefined).text : undefined);
}

const isText = (value: unknown): value is string => typeof value === 'string' && countWords(value) >= MIN_WORDS;

/** The longest list of objects that have texts, or of texts, among the fields of an object. */
function longestList(fields: Fields, settings: FormatSettings): { name: string; values: readonly unknown[] } | undefined {
  let longest: { name: string; values: readonly unknown[] } | undefined;
  for (const [name, values] of Object.entries(fields)) {
    if (!Array.isArray(values) || values.length <= (longest?.values.length ?? 0)) continue;
    const sample: unknown[] = values.slice(0, SAMPLE_ROWS);
    const hasTexts = sample.some((value) => typeof value === 'string' && settings.textColumn === undefined && isText(value));
    const objects = sample.filter(isObject);
    if (hasTexts || (objects.length > 0 && hasTextField(objects, settings))) longest = { name, values };
  }
  return longest;
}

function hasTextField(objects: readonly Fields[], settings: FormatSettings): boolean {
  const names = findFields(objects, settings);
  return !('reason' in names) && objects.some((fields) => Object.hasOwn(fields, names.text) && typeof fields[names.text] === 'string');
}
