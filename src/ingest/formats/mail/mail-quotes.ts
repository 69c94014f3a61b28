/** Ways in which mail programs say who wrote what follows, at the end of the line: English, German, French, Spanish and so on. */
const WROTE =
  /(?:^|[\s>)\]"'’])(?:writes?|wrote|written|says|said|schrieb(?:en)?|schreibt|geschrieben|(?:a |à )?écrit|ecrit|escribi[óo]|escribe|escreveu|ha scritto|scrisse|scrive|schreef|schrijft|napisał\(a\)|napisała?|pisze|napsala?\(?a?\)?|píše|napísala?|skrev|skriver|kirjoitti|írta|a scris|пишет|писала?|написала?|yazdı|wrote in message <[^>]{0,80}>|said this)\s*(?:\([^)]{0,80}\)|<[^>]{0,80}>)?\s*[:;.…]*\s*$/i;
/** How the first of such lines begins, where it is not with a name. */
const ATTRIBUTION_START =
  /^\s*(?:\[?in (?:article|message|news|reply|<|a previous)|(?:in|on|at|from|am|le|el|il|em|op|den|dne|w dniu|dnia|p\S{1,4},|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d),? )/i;
const HAS_DATE = /\d{1,2}[:./-]\d\d|\d{4}/;
const HAS_ADDRESS = /[\w.%+-]@[\w-]|<[^>\s]{3,}/;

const ORIGINAL =
  /^\s{0,4}[-_*]{2,}\s*(?:original message|original appointment|reply message|ursprüngliche nachricht|originalnachricht|original-nachricht|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|исходное сообщение|пересылаемое сообщение|orijinal mesaj)\s*[-_*]{2,}\s*$/i;
const FORWARDED =
  /^\s{0,4}(?:[-_*]{2,}\s*(?:forwarded (?:message|by).{0,80}|weitergeleitete nachricht|message (?:transféré|transmis)|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:meddelelse|melding)|przekazana wiadomość|přeposlaná zpráva|пересылаемое сообщение)\s*[-_*]{0,}|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-mail):|début du message (?:réexpédié|transféré)\s?:|inizio messaggio inoltrato:|inicio del mensaje reenviado:)\s*$/i;
/** Subjects of mails that pass another one on. */
const FORWARDING = /^\s*\[?(?:fwd?|wg|tr|rv|rif|enc|doorst|vl|vb|pd|i|továbbítva)\s*:/i;

/** The four lines of the header that Outlook puts above what is answered to; a star where it was bold. */
const HEADER_FROM = /^\s{0,4}\*?(?:from|von|de|da|van|från|fra|lähettäjä|od|от|feladó|kimden)\s?:\*?\s+\S/i;
const HEADER_SENT =
  /^\s{0,4}\*?(?:sent|gesendet|date|datum|envoyé|enviado(?: el)?|enviada(?: em)?|fecha|inviato|data|verzonden|skickat|sendt|lähetetty|wysłano|odesláno|отправлено|дата|elküldve|dátum|tarih)\s?:\*?\s+\S/i;
const HEADER_TO = /^\s{0,4}\*?(?:to|an|à|a|para|aan|till|til|do|komu|vastaanottaja|кому|címzett|kime)\s?:\*?(?:\s+\S|\s*$)/i;
const HEADER_OTHER =
  /^\s{0,4}\*?(?:cc|kopie|bcc|importance|priority|attachments|reply-to|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|tárgy|konu)\s?:/i;

const SIGN_OFF =
  /^(?:sent (?:from|via|with|using) \S|get outlook for |von meinem .{2,40} gesendet|gesendet (?:von|mit) \S|diese nachricht wurde von meinem |envoyé (?:de(?:puis)?|à partir de) \S|enviado (?:desde|do meu|de mi|a partir) |inviato d(?:a|al) \S|verstuurd vanaf |verzonden (?:vanaf|met) |skickat från |sendt fra |lähetetty |wysłan[eo] z |odesláno z |отправлено (?:с|из) )/i;

/** Most lines of a signature, and of what stands below a ruled line at the end with an address in it. */
const MOST_SIGNATURE_LINES = 20;
const MOST_CONTACT_LINES = 8;
const CONTACT = /@|\bhttps?:|\bwww\.|\b(?:tel|fax|phone|telefon|téléphone)\b|!\w+!|\(?\d{3}\)?[ -]\d{3}/i;

/**
 * The text of a mail without what its writer has not written: lines quoted with ">" or in another way that the mail uses throughout, the
 * lines that say whom they are from, the whole mail below the answer to it, and the signature. A mail that is passed on is kept.
 *
 * @param subject by which it is known that a mail is passed on
 */
export function withoutQuotes(lines: readonly string[], subject = ''): string[] {
  const forwarded = lines.findIndex((line) => line.length < 200 && FORWARDED.test(line));
  const own = forwarded < 0 ? lines : lines.slice(0, forwarded);
  const end = FORWARDING.test(subject) ? own.length : answeredStart(own);
  // what was passed on earlier, in the mail that is answered to, goes with that
  const rest = forwarded < 0 || end < own.length ? [] : unquoted(lines.slice(forwarded + 1));
  const part = own.slice(0, end);
  const left = findQuoted(part);
  leaveOutAttributions(part, left);
  leaveOutSignature(part, left);
  const kept = part.filter((_, l) => left[l] === 0);
  leaveOutSignOff(kept);
  if (rest.length > 0) return [...kept, '', ...rest];
  const nothing = kept.every((line) => line.trim() === '');
  return nothing && FORWARDING.test(subject) ? [...unquoted(lines)] : kept;
}

/** Where the mail begins that is answered to, with all below it; the end if there is none. */
function answeredStart(lines: readonly string[]): number {
  let begun = false;
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as string;
    if (line.length < 200) {
      // with nothing above, it is passed on
      if (begun && ORIGINAL.test(line)) return l;
      if (begun && HEADER_FROM.test(line) && isHeaderBlock(lines, l)) return /^\s*[-_]{5,}\s*$/.test(lines[l - 1] ?? '') ? l - 1 : l;
    }
    begun ||= line.trim() !== '';
  }
  return lines.length;
}

/** Whether the lines from one on, which names a sender, go on with a date and a receiver. */
function isHeaderBlock(lines: readonly string[], from: number): boolean {
  // what is told to a reader may begin alike, but not with a line above that is not empty
  const above = lines[from - 1] ?? '';
  if (above.trim() !== '' && !/^\s*[-_]{5,}\s*$/.test(above)) return false;
  let sent = 0;
  let to = 0;
  for (let l = from + 1; l < from + 7 && l < lines.length; l++) {
    const line = (lines[l] as string).slice(0, 200);
    if (line.trim() === '') break;
    if (HEADER_SENT.test(line)) sent++;
    else if (HEADER_TO.test(line)) to++;
    // a post that is given in full has more in its header, and is content
    else if (/^>?[A-Za-z-]+:/.test(line) && !HEADER_OTHER.test(line)) return false;
  }
  return sent >= 1 && to >= 1;
}

/** The lines of a mail that is passed on, without the marks if all of them have one. */
function unquoted(lines: readonly string[]): readonly string[] {
  const allMarked = lines.every((line) => line.startsWith('>') || line.trim() === '') && lines.some((line) => line.startsWith('>'));
  return allMarked ? lines.map((line) => line.replace(/^> ?/, '')) : lines;
}

/** Of each line whether it is quoted: 1 if it is. */
function findQuoted(lines: readonly string[]): Uint8Array {
  const left = new Uint8Array(lines.length);
  const marks = marksOf(lines);
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as string;
    if (isQuotedByArrow(line, marks.arrows) || marks.isOther?.(line)) left[l] = 1;
  }
  // an empty line inside a quote goes with it, and so does what a program has broken off a long line
  for (let l = 1; l + 1 < lines.length; l++) {
    const line = lines[l] as string;
    if (left[l] === 0 && left[l - 1] === 1 && left[l + 1] === 1 && (line.trim() === '' || isBrokenOff(line, lines[l - 1] as string))) left[l] = 1;
  }
  return left;
}

function isBrokenOff(line: string, above: string): boolean {
  return line.length <= 30 && above.length >= 60 && /^[a-z]/.test(line) && /[^.?!:;\s]\s*$/.test(above.slice(-20));
}

type Arrows = 'all' | 'not three';

/** Whether a line begins with ">", or "|>" and the like, after at most three spaces. */
function isQuotedByArrow(line: string, arrows: Arrows): boolean {
  if (!/^[ \t]{0,3}[|:}\]]?>/.test(line)) return false;
  return arrows === 'all' || !/^>>>(?: |$)/.test(line);
}

/** Which marks a mail uses for quotes. */
function marksOf(lines: readonly string[]): { arrows: Arrows; isOther?: (line: string) => boolean } {
  let once = false;
  const counts = new Map<string, number>();
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as string;
    once ||= /^[ \t]{0,3}>(?!>> )/.test(line);
    const initials = /^ ?([A-Za-z]{2,12})>/.exec(line)?.[1];
    if (initials !== undefined) counts.set(`${initials}>`, (counts.get(`${initials}>`) ?? 0) + 1);
    // other marks are such only directly below a line that says who wrote it
    const sign = SIGN.exec(line)?.[1];
    if (sign !== undefined && isSign(nextLine(lines, l), sign) && follows(lines, l)) counts.set(sign, 3);
  }
  const used = [...counts].filter(([, count]) => count >= 3).map(([mark]) => mark);
  // ">>> " is what Python asks with, where it is no quote of a quote of a quote
  const arrows = once || lines.some((line, l) => line.startsWith('>>> ') && follows(lines, l)) ? 'all' : 'not three';
  if (used.length === 0) return { arrows };
  const signs = used.filter((mark) => SIGN.test(mark));
  const initials = new Set(used);
  return {
    arrows,
    isOther: (line) => initials.has(/^ ?([A-Za-z]{2,12}>)/.exec(line)?.[1] ?? '') || signs.some((sign) => isSign(line, sign)),
  };
}

/** Marks other than ">" that some programs of Usenet put before what is quoted. */
const SIGN = /^ ?([-+=#*}<]>|[|:}\]#%])/;

function isSign(line: string, sign: string): boolean {
  if (SIGN.exec(line)?.[1] !== sign) return false;
  // a row of a table ends as it begins
  return sign !== '|' || !line.trimEnd().endsWith('|') || line.trim() === '|';
}

/** The next line that is not empty, with at most one between. */
function nextLine(lines: readonly string[], l: number): string {
  const next = lines[l + 1] ?? '';
  return next.trim() === '' ? (lines[l + 2] ?? '') : next;
}

/** Whether a line stands below one that says who wrote it, with at most one empty line between. */
function follows(lines: readonly string[], l: number): boolean {
  const above = lines[l - 1] ?? '';
  const line = above.trim() === '' ? (lines[l - 2] ?? '') : above;
  return isWrote(line);
}

function isWrote(line: string): boolean {
  return line.length < 300 && WROTE.test(line.slice(-120));
}

/** Leaves out the lines that say whom a quote is from, and those of a fixed form without one. */
function leaveOutAttributions(lines: readonly string[], left: Uint8Array): void {
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l] as string;
    if (left[l] === 1) {
      if (l === 0 || left[l - 1] === 1) continue;
      let last = l - 1;
      while (last >= 0 && last > l - 3 && (lines[last] as string).trim() === '') last--;
      if (last >= 0 && left[last] === 0) leaveOutAttribution(lines, left, last);
    } else if (endsWithColon(line) && isWrote(line) && (hasAddress(line) || (startsAttribution(lines[l - 1] ?? '') && hasAddress(lines[l - 1] ?? '')))) {
      leaveOutAttribution(lines, left, l);
      leaveOutIndented(lines, left, l + 1);
    }
  }
}

function endsWithColon(line: string): boolean {
  const end = line.trimEnd();
  return end.endsWith(':') || end.endsWith('：');
}

function hasAddress(line: string): boolean {
  return line.length < 300 && HAS_ADDRESS.test(line);
}

function startsAttribution(line: string): boolean {
  return line.length < 300 && ATTRIBUTION_START.test(line) && (hasAddress(line) || HAS_DATE.test(line));
}

/** Leaves out a line above a quote, and those before it that belong to it, if it says whom the quote is from. */
function leaveOutAttribution(lines: readonly string[], left: Uint8Array, last: number): void {
  const line = (lines[last] as string).slice(0, 300).trimEnd();
  const before = (lines[last - 1] ?? '').trim();
  const isAlone = before === '' || left[last - 1] === 1;
  const colon = endsWithColon(line);
  const named = isWrote(line) || (colon && (hasAddress(line) || startsAttribution(line)));
  if (!named) {
    if (colon && isAlone && line.length <= 80) left[last] = 1;
    return;
  }
  left[last] = 1;
  // its first line is up to two further above, in the same paragraph
  if (ATTRIBUTION_START.test(line)) return;
  for (let l = last - 1; l >= 0 && l >= last - 2; l--) {
    const above = lines[l] as string;
    if (above.trim() === '' || left[l] === 1) return;
    if (startsAttribution(above)) {
      left.fill(1, l, last);
      return;
    }
  }
}

/** Leaves out what is quoted by a margin: all lines up to the first one without, or to two empty ones, if something follows. */
function leaveOutIndented(lines: readonly string[], left: Uint8Array, from: number): void {
  let begin = from;
  while (begin < lines.length && (lines[begin] as string).trim() === '') begin++;
  let end = begin;
  const isEmpty = (l: number) => (lines[l] ?? '').trim() === '';
  while (end < lines.length && left[end] === 0 && /^(?: {2}|\t| ?$)/.test(lines[end] as string) && !(isEmpty(end) && isEmpty(end + 1))) end++;
  let next = end;
  while (next < lines.length && isEmpty(next)) next++;
  if (next < lines.length && left[next] === 0) left.fill(1, begin, end);
}

/** Leaves out what stands below a line of two hyphens, or below a ruled line with an address, at the end. */
function leaveOutSignature(lines: readonly string[], left: Uint8Array): void {
  const first = lines.findIndex((line) => line.trim() !== '');
  let below = 0;
  let start = lines.length;
  let contact = false;
  // what stands below nothing is no signature
  for (let l = lines.length - 1; l > first && below <= MOST_SIGNATURE_LINES; l--) {
    if (left[l] === 1) continue;
    const line = (lines[l] as string).slice(0, 200).trimEnd();
    if (line === '--' || line === '—') start = l;
    else if (/^ ?([-_=*~#+])\1{9,}$/.test(line)) {
      if (contact && below > 0 && below <= MOST_CONTACT_LINES) start = l;
    } else if (line.trim() !== '') {
      below++;
      contact ||= CONTACT.test(line);
    }
  }
  left.fill(1, start);
}

/** Takes off the line that a telephone puts at the end. */
function leaveOutSignOff(lines: string[]): void {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const line = lines[last]?.trim() ?? '';
  if (line.length <= 100 && SIGN_OFF.test(line)) lines.length = last;
}
