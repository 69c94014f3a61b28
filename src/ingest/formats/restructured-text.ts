import { readText } from '../decode-text.js';
import type { Finding, Format, Source } from '../document.js';
import { metadataOf } from '../metadata.js';
import { BlockReader } from './restructured-text/restructured-text-blocks.js';
import { inlineText } from './restructured-text/restructured-text-inline.js';

/** reStructuredText: the text of the rendered page; the fields at its top are metadata. */
export const restructuredText: Format = { name: 'reStructuredText', extensions: ['.rst', '.rest'], isText: true, read: readRestructuredText };

async function* readRestructuredText(source: Source): AsyncGenerator<Finding> {
  const { text, note } = await readText(source);
  if (note !== undefined) yield { kind: 'note', problem: note };
  const lines = text.split(/\r\n?|\n/).map((line) => (line.includes('\t') ? expandTabs(line) : line).trimEnd());
  const { fields, next } = header(lines);
  const { blocks, fields: docinfo, definitions, title } = new BlockReader(lines, next).read();
  const substitutions = new Substitutions(definitions, text.length);
  const inline = (written: string) => inlineText(written, substitutions.get);
  let out = '';
  for (const { text: written, isRaw, isTight } of blocks) {
    const shown = isRaw ? written : inline(written);
    if (shown.trim() !== '') out += out === '' ? shown : (isTight ? '\n' : '\n\n') + shown;
  }
  const pairs: [string, string][] = [...fields, ...docinfo].map(([name, value]) => [commonName(name), inline(value)]);
  if (substitutions.left < 0) {
    yield { kind: 'note', problem: { reason: 'too-large', detail: 'its substitutions would make it more than twice as long; those beyond are left as names' } };
  }
  yield { kind: 'document', text: out, metadata: metadataOf([...pairs, ['title', title === undefined ? '' : inline(title)]]) };
}

/** What metadata are called; those of others keep their name. */
function commonName(name: string): string {
  const known = name.toLowerCase();
  if (known === 'authors') return 'author';
  if (known === 'created') return 'date';
  return ['title', 'date', 'author'].includes(known) ? known : name;
}

const HEADER_FIELD = /^([A-Z][A-Za-z-]{0,40}):(?: +(.*))?$/s;

/** Lines "Name: value" at the very top, as in a mail: two at least, and nothing else down to an empty line. */
function header(lines: readonly string[]): { fields: [string, string][]; next: number } {
  const fields: [string, string][] = [];
  let next = 0;
  for (; lines[next]; next++) {
    const line = lines[next] as string;
    const [, name, value = ''] = HEADER_FIELD.exec(line) ?? [];
    if (name !== undefined) fields.push([name, value]);
    else if (line.startsWith(' ') && fields.length > 0) (fields.at(-1) as [string, string])[1] += ` ${line.trim()}`;
    else return { fields: [], next: 0 };
  }
  return fields.length > 1 ? { fields, next } : { fields: [], next: 0 };
}

function expandTabs(line: string): string {
  let expanded = '';
  for (const part of line.split('\t')) expanded += part + ' '.repeat(8 - ((expanded.length + part.length) % 8));
  return expanded;
}

/** What |names| stand for, up to a number of characters in all: a long one that is used often would have no end. */
class Substitutions {
  /** below 0 when a name has been left as it is */
  left: number;
  private readonly values = new Map<string, string>();

  constructor(definitions: readonly (readonly [name: string, value: string])[], most: number) {
    this.left = most;
    for (const [name, value] of definitions)
      this.values.set(
        sameName(name),
        inlineText(value, () => undefined),
      );
  }

  readonly get = (name: string): string | undefined => {
    const value = this.values.get(sameName(name));
    if (value === undefined || this.left < 0) return undefined;
    this.left -= value.length;
    return this.left < 0 ? undefined : value;
  };
}

/** Names are compared without regard to case and white space. */
function sameName(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
