import type { Problem } from '../../ledger.js';
import { headerEnd, isField, parseHeader } from './mail-header.js';
import { type MailPart, mailPart } from './mail-part.js';

/** A text of a mail, in one or several forms of which one is to be read. */
export interface MailText {
  plain: MailPart[];
  html: MailPart[];
}

/** What a mail consists of. */
export interface MailParts {
  texts: MailText[];
  /** files and mails inside */
  attachments: MailPart[];
  note?: Problem;
}

/** Most parts of a mail, and most of them inside one another. */
const MOST_PARTS = 10_000;
const MOST_DEPTH = 50;

/** Other forms of a text, beside which there is a plain one or HTML. */
const OTHER_FORMS: ReadonlySet<string> = new Set(['text/enriched', 'text/richtext', 'text/watch-html', 'text/x-amp-html']);

/** Takes a mail apart, down to what is no collection of parts. Mails inside are not taken apart. */
export function mailParts(whole: MailPart): MailParts {
  const parts: MailParts = { texts: [], attachments: [] };
  let count = 0;
  const visit = (part: MailPart, depth: number, forms: MailText | undefined) => {
    if (!part.type.startsWith('multipart/')) {
      take(parts, part, forms, part === whole);
      return;
    }
    const boundary = part.parameters.get('boundary');
    if (!boundary) return;
    if (depth > MOST_DEPTH) {
      parts.note ??= { reason: 'malformed', detail: `its parts are more than ${MOST_DEPTH} times inside one another; those further inside are not read` };
      return;
    }
    let inside = forms;
    if (inside === undefined && part.type === 'multipart/alternative') {
      inside = { plain: [], html: [] };
      parts.texts.push(inside);
    }
    for (const bytes of splitParts(part.body, boundary)) {
      if (++count > MOST_PARTS) {
        parts.note ??= { reason: 'too-large', detail: `it has more than ${MOST_PARTS} parts; those that follow are not read` };
        return;
      }
      // a part may have lost its header, and the empty line below it
      const ends = beginsWithField(bytes) ? headerEnd(bytes) : { header: 0, body: 0 };
      const type = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
      visit(mailPart(parseHeader(bytes.subarray(0, ends.header)), bytes.subarray(ends.body), type), depth + 1, inside);
    }
  };
  visit(whole, 1, undefined);
  return parts;
}

function take(parts: MailParts, part: MailPart, forms: MailText | undefined, isWhole: boolean): void {
  const { type, header } = part;
  const isAttached = /^\s*attachment/i.test(header.get('content-disposition') ?? '');
  const isText = type === 'text/plain' || type === 'text/html' || (isWhole && type.startsWith('text/') && !/calendar|csv|vcard/.test(type));
  if (isAttached || !isText) {
    if (forms === undefined || !OTHER_FORMS.has(type)) parts.attachments.push(part);
    return;
  }
  let text = forms;
  if (text === undefined) {
    text = { plain: [], html: [] };
    parts.texts.push(text);
  }
  text[type === 'text/html' ? 'html' : 'plain'].push(part);
}

function beginsWithField(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 100)).toString('latin1');
  return isField(start) || /^\r?\n/.test(start);
}

const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;

/** The bytes of each part between the lines of a boundary; what stands before the first and after the last of them is for old programs. */
function* splitParts(body: Uint8Array, boundary: string): Generator<Uint8Array> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const line = Buffer.from(`--${boundary}`);
  let begin = -1;
  for (let at = bytes.indexOf(line); at >= 0; at = bytes.indexOf(line, at + 1)) {
    if (at > 0 && bytes[at - 1] !== LF) continue;
    let end = at + line.length;
    const isLast = bytes[end] === HYPHEN && bytes[end + 1] === HYPHEN;
    if (isLast) end += 2;
    while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === CR) end++;
    if (end < bytes.length && bytes[end] !== LF) continue;
    // the line feed before the boundary belongs to it
    if (begin >= 0) yield bytes.subarray(begin, Math.max(begin, at - (bytes[at - 2] === CR ? 2 : 1)));
    if (isLast) return;
    begin = end + 1;
  }
  if (begin >= 0 && begin < bytes.length) yield bytes.subarray(begin);
}
