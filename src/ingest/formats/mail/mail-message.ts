import { Content } from '../../content.js';
import type { FormatSettings, FoundMember } from '../../document.js';
import type { Problem } from '../../ledger.js';
import { ReadingError } from '../../limits.js';
import { metadataOf } from '../../metadata.js';
import { withoutBlobs } from './mail-blobs.js';
import { headerEnd, type MailHeader, mailDate, parameters, parseHeader } from './mail-header.js';
import { type MailPart, mailPart, partBytes, partText } from './mail-part.js';
import { type MailText, mailParts } from './mail-parts.js';
import { withoutQuotes } from './mail-quotes.js';

/** What a mail holds. */
export interface Message {
  text: string;
  metadata: Record<string, string>;
  note?: Problem;
  members: FoundMember[];
}

/** A text, and how its bytes were read. */
interface Read {
  text: string;
  note?: Problem | undefined;
}

const NO_PARTS: Problem = { reason: 'malformed', detail: 'no part of it was found; read as one text' };

/** Longest field of a header that is decoded. */
const LONGEST_FIELD = 10_000;

/**
 * Reads a mail: the text that its sender wrote, plain where it has that, else from its HTML; attachments are members, and so are mails
 * inside it. A mail that has nothing but a subject has that for its text.
 *
 * @throws ReadingError where it is encrypted
 */
export async function readMessage(bytes: Uint8Array, settings: FormatSettings): Promise<Message> {
  // the package's own reader of mails keeps each line apart, which takes gigabytes and minutes where there are millions
  const { addressParser, decodeWords } = await import('postal-mime');
  const ends = headerEnd(bytes);
  const header = parseHeader(bytes.subarray(0, ends.header));
  const whole = mailPart(header, bytes.subarray(ends.body));
  if (whole.type === 'multipart/encrypted' || whole.parameters.get('smime-type') === 'enveloped-data') {
    throw new ReadingError({ reason: 'encrypted', detail: 'the mail is encrypted' });
  }
  const decoded = (value: string) => (value.includes('=?') ? decodeWords(value.slice(0, LONGEST_FIELD)) : value);
  const subject = decoded(header.get('subject') ?? '');
  const { texts, attachments, note } = mailParts(whole);
  const isLost = texts.length === 0 && attachments.length === 0 && note === undefined;
  const found = isLost ? [plainText({ ...whole, type: 'text/plain' })] : await Promise.all(texts.map(chosenText));
  const body = found.map(({ text }) => text).join('\n\n');
  const problem = (isLost && body.trim() !== '' ? NO_PARTS : undefined) ?? note ?? found.find((one) => one.note !== undefined)?.note;
  const members = attachments.flatMap((part, a) => memberOf(part, a, decoded));
  const isOnlySubject = body.trim() === '' && members.length === 0 && note === undefined;
  return {
    text: isOnlySubject ? subject : bodyText(body, subject, settings),
    metadata: metadataOf([
      ['subject', subject],
      ['date', mailDate(header.get('date') ?? '')],
      ['sender', senderOf(header, addressParser)],
    ]),
    ...(problem === undefined ? {} : { note: problem }),
    members,
  };
}

function plainText(part: MailPart): Read {
  return partText(part) ?? { text: '' };
}

/** A text in the form that is preferred: plain, unless that only says that there is another. */
async function chosenText({ plain, html }: MailText): Promise<Read> {
  const plains = plain.map(plainText);
  if (html.length === 0) return joined(plains);
  const { htmlText } = await import('../html/html-text.js');
  const htmls = html.map(plainText).map(({ text, note }) => ({ text: htmlText(text, { markQuotes: true }), note }));
  const [ofPlain, ofHtml] = [joined(plains), joined(htmls)];
  return ofPlain.text.trim() === '' || ofHtml.text.length > 5 * ofPlain.text.length + 500 ? ofHtml : ofPlain;
}

function joined(texts: readonly Read[]): Read {
  return { text: texts.map(({ text }) => text).join('\n\n'), note: texts.find(({ note }) => note !== undefined)?.note };
}

function bodyText(text: string, subject: string, { keepQuotes }: FormatSettings): string {
  const lines = withoutBlobs(text.split(/\r*\n|\r/));
  const kept = keepQuotes ? lines : withoutQuotes(lines, subject);
  return kept
    .join('\n')
    .replace(/\n(?:[ \t]*\n){2,}/g, '\n\n')
    .trim();
}

/** The name and address of the sender, as far as they are given. */
function senderOf(header: MailHeader, addressParser: typeof import('postal-mime').addressParser): string {
  const written = header.get('from') || header.get('sender') || '';
  if (written.length > LONGEST_SENDER) return '';
  const [sender] = addressParser(written);
  if (sender?.name && sender.address) return `${sender.name} <${sender.address}>`;
  return sender?.name || sender?.address || written;
}

const LONGEST_SENDER = 2000;

/** Parts that are the machinery of a mail: signatures of the sender's key, and what servers tell one another. */
const MACHINERY: ReadonlySet<string> = new Set([
  'application/pgp-signature',
  'application/pgp-encrypted',
  'application/pgp-keys',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'message/delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  'text/rfc822-headers',
]);

/** Endings by which a part without a name is known, where its content does not tell. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/ics': '.ics',
  'application/json': '.json',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'text/html': '.html',
  'text/markdown': '.md',
  'text/vcard': '.vcf',
  'text/x-vcard': '.vcf',
};

function memberOf(part: MailPart, number: number, decoded: (value: string) => string): FoundMember[] {
  if (MACHINERY.has(part.type)) return [];
  const named = parameters(part.header.get('content-disposition') ?? '').get('filename') ?? part.parameters.get('name') ?? '';
  const name = cleanName(decoded(named)) || `attachment-${number + 1}${ENDINGS[part.type] ?? ''}`;
  return [{ kind: 'member', name, content: Content.of(partBytes(part)) }];
}

/** A file name without folders and control characters. */
function cleanName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, '')
    .slice(-LONGEST_NAME)
    .trim()
    .replace(/^\.+$/, '');
}

const LONGEST_NAME = 200;
