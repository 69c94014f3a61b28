import { readTextPieces, splitLines } from './decode-text.js';
import type { ColumnSettings, Finding, SourceFile } from './document.js';

const DEFAULT_TEXT_FIELD = 'text';

/** JSON lines (.jsonl, .ndjson): an object a line; fields other than text and id that are no objects or lists are metadata. */
export async function* readJsonLines(file: SourceFile, settings: ColumnSettings): AsyncGenerator<Finding> {
  const decoded = await readTextPieces(file);
  if ('problem' in decoded) {
    yield { kind: 'problem', problem: decoded.problem };
    return;
  }
  if (decoded.note !== undefined) yield { kind: 'note', problem: decoded.note };
  let row = 0;
  for await (const line of splitLines(decoded.pieces)) {
    row++;
    if (line.trim() === '') continue;
    yield readLine(line, row, settings);
  }
}

function readLine(line: string, row: number, settings: ColumnSettings): Finding {
  const problem = (detail: string): Finding => ({ kind: 'problem', row, problem: { reason: 'malformed', detail } });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // the engine's own words differ from one Node to the next, and the ledger must not
    return problem(`line ${row} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return problem(`line ${row} is not a JSON object`);
  const fields = value as Record<string, unknown>;
  const textField = settings.textColumn ?? DEFAULT_TEXT_FIELD;
  const text = fields[textField];
  if (typeof text !== 'string') {
    const names = Object.keys(fields).join(', ').slice(0, 300);
    return {
      kind: 'problem',
      row,
      problem: { reason: 'missing-column', detail: `line ${row} has no text in a field "${textField}"; its fields are: ${names}` },
    };
  }
  const known = Object.entries(fields).filter(
    ([name, field]) => name !== textField && name !== settings.idColumn && field !== null && typeof field !== 'object',
  );
  const metadata = Object.fromEntries(known.map(([name, field]) => [name, asWritten(line, name, field)]));
  const id = settings.idColumn === undefined ? undefined : fields[settings.idColumn];
  return {
    kind: 'document',
    row,
    text,
    metadata,
    ...(typeof id === 'string' || typeof id === 'number' ? { id: asWritten(line, settings.idColumn ?? '', id) } : {}),
  };
}

/** A value as text; a whole number that JavaScript would round, such as a long id, as its line has it. */
function asWritten(line: string, name: string, value: unknown): string {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return String(value);
  const at = line.indexOf(`${JSON.stringify(name)}:`);
  return /^\s*(-?\d+)\s*[,}]/.exec(line.slice(line.indexOf(':', at) + 1))?.[1] ?? String(value);
}
