import { decodeText } from '../../decode-text.js';
import { isoDate, onOneLine } from '../../metadata.js';

/** The fields of a mail's header by their names in lower case: of equal ones the first, unfolded. */
export type MailHeader = ReadonlyMap<string, string>;

/** A line that begins a field: a name of printable ASCII, directly followed by a colon; not the address of a page. */
const FIELD = /^[!-9;-~]{1,76}:(?!\/\/)/;
const BOUND_TO_BE_MAIL = ['message-id', 'received', 'newsgroups', 'path', 'mime-version', 'lines', 'references', 'nntp-posting-host', 'return-path'];
const USUAL = ['date', 'to', 'subject'];

/** Whether a line of text begins a field of a header. */
export function isField(line: string): boolean {
  return FIELD.test(line);
}

/**
 * Whether a text begins with the header of a mail or a post to newsgroups: fields only up to an empty line, among them one of the sender, with
 * an address, and another that mails have. Letters and memoranda that begin "From: the harbour master" are none.
 *
 * @param start the first characters of the text; a header that goes beyond them is taken for one
 */
export function beginsWithHeader(start: string): boolean {
  // as most texts do
  if (!/^[ \t]/.test(start) && !isField(start)) return false;
  const lines = start.split('\n');
  const names = new Set<string>();
  let name = '';
  let sender = '';
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as string;
    if (line.trim() === '') break;
    // a header may have lost its first line, and begin with the rest of it
    if (/^[ \t]/.test(line) && (name !== '' || l < 5)) {
      if (name === 'from') sender += line;
      continue;
    }
    // the last line may have been cut
    if (!isField(line)) {
      if (l < lines.length - 1 || l === 0) return false;
      break;
    }
    name = line.slice(0, line.indexOf(':')).toLowerCase();
    names.add(name);
    if (name === 'from') sender += line.slice(5);
  }
  if (!names.has('from')) return false;
  if (BOUND_TO_BE_MAIL.some((name) => names.has(name))) return true;
  return /[@!]|=\?/.test(sender) && USUAL.some((name) => names.has(name));
}

/** Where the header of a mail ends, and where its body begins: after the first empty line. */
export function headerEnd(bytes: Uint8Array): { header: number; body: number } {
  // a mail may begin with an empty line: then it has no header
  if (bytes[0] === LF || (bytes[0] === CR && bytes[1] === LF)) return { header: 0, body: bytes[0] === LF ? 1 : 2 };
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return { header: at + 1, body: at + 2 };
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return { header: at + 1, body: at + 3 };
  }
  return { header: bytes.length, body: bytes.length };
}

const LF = 0x0a;
const CR = 0x0d;

/** The fields of a header. */
export function parseHeader(bytes: Uint8Array): MailHeader {
  const fields = new Map<string, string>();
  let name: string | undefined;
  let parts: string[] = [];
  const end = () => {
    if (name !== undefined && !fields.has(name)) fields.set(name, parts.join('').trim());
    name = undefined;
  };
  for (const written of (decodeText(bytes)?.text ?? '').split('\n')) {
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    if (/^[ \t]/.test(line)) {
      if (name !== undefined) parts.push(line);
      continue;
    }
    end();
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    name = line.slice(0, colon).trim().toLowerCase();
    parts = [line.slice(colon + 1)];
  }
  end();
  return fields;
}

/**
 * The parameters of a field such as Content-Type by their names in lower case, of equal ones the first. Values that are given in pieces, or
 * with an encoding (RFC 2231), are put together, and decoded if they are UTF-8.
 */
export function parameters(field: string): Map<string, string> {
  const found = new Map<string, string>();
  const pieces = new Map<string, { text: string; isEncoded: boolean }[]>();
  for (const [, name = '', number, star, quoted, token] of field.slice(0, LONGEST_FIELD).matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    const value = quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1');
    if (number === undefined && star === undefined) {
      if (!found.has(key)) found.set(key, value);
    } else if (Number(number ?? 0) < MOST_PIECES) {
      const list = pieces.get(key) ?? [];
      list[Number(number ?? 0)] ??= { text: value, isEncoded: star !== undefined };
      pieces.set(key, list);
    }
  }
  for (const [key, list] of pieces) {
    // the first piece says in what it is encoded
    const [first] = list;
    const charset = first?.isEncoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
    if (first !== undefined && charset !== null) first.text = first.text.slice(charset[0].length);
    const bytes = Buffer.concat(Array.from(list, (piece) => (piece?.isEncoded ? percentDecoded(piece.text) : Buffer.from(piece?.text ?? ''))));
    found.set(key, decodeText(bytes, charset?.[1])?.text ?? '');
  }
  return found;
}

const LONGEST_FIELD = 20_000;
const MOST_PIECES = 100;
/** One parameter: name, number of the piece, a star if it is encoded, and its value in quotation marks or without. */
const PARAMETER = /;\s*([\w.-]{1,60}?)(?:\*(\d{1,2}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^\s;"]*))/g;

function percentDecoded(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The day of a mail's date as YYYY-MM-DD, in the time zone of its sender; as written where it is not a usual one. */
export function mailDate(value: string): string {
  const written = onOneLine(value);
  if (written.length > 100) return written;
  const usual = /(?:^|[ ,])(\d{1,2})[ -]([A-Za-z]{3})[a-z]{0,6}[ -](\d{4}|\d{2,3})\b/.exec(written);
  // as the C library writes it: Tue Apr  6 10:00:00 1993
  const other = usual ?? /^[A-Za-z]{3},? ([A-Za-z]{3}) {1,2}(\d{1,2}) [\d:]+(?: [A-Z]{3,4})? (\d{4})\b/.exec(written);
  if (other === null) {
    const date = isoDate(written.replace(/^[A-Za-z]{3,9},? (?=[A-Za-z\d])/, ''));
    return /^\d{4}(-\d\d)*$/.test(date) ? date : written;
  }
  const [day = '', name = ''] = usual === null ? [other[2], other[1]] : [other[1], other[2]];
  const year = other[3] as string;
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0 || Number(day) < 1 || Number(day) > 31) return written;
  // RFC 5322, 4.3: two digits below 50 are of this century
  const full = year.length === 4 ? Number(year) : year.length === 2 && Number(year) < 50 ? 2000 + Number(year) : 1900 + Number(year);
  return `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
