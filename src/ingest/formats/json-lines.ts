import { readTextPieces, splitLines } from '../decode-text.js';
import type { Finding, Format, FormatSettings, Head, Source } from '../document.js';
import { SAMPLE_LENGTH, SAMPLE_ROWS } from './guess-columns.js';
import { documentOf, type FieldNames, type Fields, findFields, isObject, parseJson } from './json/json-fields.js';

/** JSON lines: an object a line; fields other than text and id that are no objects are metadata. Rows are numbered as the lines are. */
export const jsonLines: Format = { name: 'JSON lines', extensions: ['.jsonl', '.ndjson'], isText: true, recognizes, read: readJsonLines };

/** At least two objects on a line each; of a file that is called so, one is enough. */
function recognizes({ text, extension }: Head): boolean {
  if (text === undefined || !/^\s*\{/.test(text)) return false;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // of the head of a longer text the last line may be cut
  const whole = text.endsWith('\n') ? lines : lines.slice(0, -1);
  if (jsonLines.extensions.includes(extension) && lines.length === 1) return true;
  return whole.length > 0 && lines.length > 1 && whole.slice(0, 2).every((line) => isObject(parseJson(line)?.value)) && /^\s*\{/.test(lines[1] as string);
}

async function* readJsonLines(source: Source, settings: FormatSettings): AsyncGenerator<Finding> {
  const { pieces, note } = await readTextPieces(source);
  const { maxDocumentBytes } = source.allowance.limits;
  const lines = splitLines(pieces, maxDocumentBytes);
  const sample = await takeLines(lines);
  const objects = sample.map((line) => parseJson(line ?? '')?.value).filter(isObject);
  const names = findFields(objects, settings);
  if ('reason' in names) {
    yield { kind: 'problem', problem: names };
    return;
  }
  if (names.guessed !== undefined) yield { kind: 'note', problem: { reason: 'columns', detail: names.guessed } };
  let row = 0;
  for (const line of sample) yield* readLine(line, ++row, names, maxDocumentBytes);
  for await (const line of lines) yield* readLine(line, ++row, names, maxDocumentBytes);
  const problem = note();
  if (problem !== undefined) yield { kind: 'note', problem };
}

/** The first lines, by which the fields are known. */
async function takeLines(lines: AsyncGenerator<string | undefined>): Promise<(string | undefined)[]> {
  const taken: (string | undefined)[] = [];
  let length = 0;
  while (taken.length < SAMPLE_ROWS && length < SAMPLE_LENGTH) {
    const { value, done } = await lines.next();
    if (done) break;
    taken.push(value);
    length += value?.length ?? 0;
  }
  return taken;
}

function* readLine(line: string | undefined, row: number, names: FieldNames, most: number): Generator<Finding> {
  const problem = (reason: 'too-large' | 'malformed', detail: string): Finding => ({ kind: 'problem', row, problem: { reason, detail } });
  if (line === undefined) {
    yield problem('too-large', `line ${row} is longer than ${most} characters`);
    return;
  }
  if (line.trim() === '') return;
  const parsed = parseJson(line);
  if (parsed === undefined) yield problem('malformed', `line ${row} is not JSON`);
  else if (!isObject(parsed.value)) yield problem('malformed', `line ${row} is not a JSON object`);
  else yield documentOf(parsed.value as Fields, names, row, 'line');
}
