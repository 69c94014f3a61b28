import type { Finding, Format, FormatSettings, Head, Source } from '../document.js';
import { ReadingError } from '../limits.js';
import { beginsWithHeader, isField } from './mail/mail-header.js';

/** Mails in one file, each after a line that begins "From ": a mail a document, attachments members named by the mail's number and their name. */
export const mailbox: Format = {
  name: 'a mailbox',
  extensions: ['.mbox'],
  isText: true,
  recognizes: ({ text }: Head) => text !== undefined && beginsAsMailbox(text),
  read: readMailbox,
};

function beginsAsMailbox(text: string): boolean {
  const start = text.trimStart();
  // some programs put more such lines, escaped, before the header
  const begin = /^From [^\n]*\n(?:>From [^\n]*\n)*/.exec(start)?.[0];
  return begin !== undefined && beginsWithHeader(start.slice(begin.length));
}

async function* readMailbox(source: Source, settings: FormatSettings): AsyncGenerator<Finding> {
  const { readMessage } = await import('./mail/mail-message.js');
  const { maxDocumentBytes } = source.allowance.limits;
  let row = 0;
  for await (const bytes of splitMessages(source.content.pieces(), maxDocumentBytes)) {
    row++;
    if (bytes === undefined) {
      yield { kind: 'problem', row, problem: { reason: 'too-large', detail: `mail ${row} has more than ${maxDocumentBytes} bytes` } };
      continue;
    }
    try {
      const { text, metadata, note, members } = await readMessage(unescaped(bytes), settings);
      yield { kind: 'document', row, text, metadata, ...(note === undefined ? {} : { note }) };
      for (const member of members) yield { ...member, name: `${row}/${member.name}` };
    } catch (error) {
      // one mail costs only itself
      const problem = error instanceof ReadingError ? error.problem : { reason: 'malformed' as const, detail: `mail ${row} is damaged` };
      yield { kind: 'problem', row, problem };
    }
  }
}

const LF = 0x0a;
const SEPARATOR = Buffer.from('\nFrom ');
/** Bytes that are looked at behind a separator: its line and the beginning of the next. */
const LOOKED_AT = 600;

/**
 * The bytes of each mail, without the line that begins it; undefined for one that has more than `most`. No more than one mail and one piece
 * is held at a time.
 */
async function* splitMessages(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array | undefined> {
  // a line feed before the first line makes it one like the others
  let waiting: Buffer = Buffer.from('\n');
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let begun = false;
  const take = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > most) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const end = (): Uint8Array | undefined => {
    const message = bytes > most ? undefined : Buffer.concat(parts);
    parts = [];
    bytes = 0;
    return message;
  };
  /** Takes what is known to belong to the mail; all of it if nothing more comes. */
  function* advance(isLast: boolean): Generator<Uint8Array | undefined> {
    let start = 0;
    let from = 0;
    for (;;) {
      const at = waiting.indexOf(SEPARATOR, from);
      if (at < 0 || (!isLast && waiting.length - at < LOOKED_AT)) {
        const safe = isLast ? waiting.length : at < 0 ? Math.max(start, waiting.length - SEPARATOR.length - 2) : Math.max(start, at - 2);
        take(waiting.subarray(start, safe));
        waiting = waiting.subarray(safe);
        return;
      }
      const header = headerAfter(waiting, at + 1);
      if (header === undefined || !separates(waiting, at + 1, endsEmptyLine(waiting, at))) {
        from = at + 1;
        continue;
      }
      take(waiting.subarray(start, at + 1));
      if (begun) yield end();
      else end();
      begun = true;
      start = header;
      from = header - 1;
    }
  }
  for await (const piece of pieces) {
    waiting = Buffer.concat([waiting, piece]);
    yield* advance(false);
  }
  yield* advance(true);
  const last = end();
  if (begun) yield last;
  else if (last === undefined || last.some((byte) => byte > 0x20)) {
    throw new ReadingError({ reason: 'malformed', detail: 'no line in it begins "From " and is followed by the header of a mail' });
  }
}

/** Where the header begins after a line that may separate mails; undefined if there is none. */
function headerAfter(bytes: Buffer, line: number): number | undefined {
  const end = bytes.indexOf(LF, line);
  if (end < 0 || end - line > LOOKED_AT / 2) return undefined;
  const next = bytes.toString('latin1', end + 1, Math.min(bytes.length, end + 100));
  return isField(next.replace(/^>/, '')) ? end + 1 : undefined;
}

/** Whether the line that ends at a line feed is empty, or the first. */
function endsEmptyLine(bytes: Buffer, lineFeed: number): boolean {
  const before = bytes[lineFeed - 1] === 0x0d ? lineFeed - 2 : lineFeed - 1;
  return before < 0 || bytes[before] === LF;
}

/** Whether a line that begins "From " is none of a text: it has the time of day, or the address of a sender below an empty line. */
function separates(bytes: Buffer, line: number, belowEmpty: boolean): boolean {
  const text = bytes.toString('latin1', line, bytes.indexOf(LF, line));
  return /\d\d:\d\d/.test(text) || (belowEmpty && /^From (?:\S+@\S+|-|MAILER-DAEMON)(?:\s|$)/.test(text));
}

/** The mail as it was before it was put into the mailbox: ">From " at the start of a line was "From ". */
function unescaped(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.includes('>From ') ? Buffer.from(buffer.toString('latin1').replace(/^>(?=>*From )/gm, ''), 'latin1') : bytes;
}
