import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect } from 'vitest';
import { headerEnd, parseHeader } from '../../src/ingest/formats/mail/mail-header.js';
import { mailPart, partText } from '../../src/ingest/formats/mail/mail-part.js';
import { withoutQuotes } from '../../src/ingest/formats/mail/mail-quotes.js';
import { mailbox } from '../../src/ingest/formats/mailbox.js';
import { foundIn } from '../support/found-in.js';
import { forAll } from './arbitraries.js';

const word = fc.constantFrom('crane', 'Grüße', 'ß', '=', '=3D', 'a=b', '>', '--', '.', ' ', '\t', 'From ', 'On', 'wrote:', ':', '|', '-- ', '');
const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const lines = fc.array(line, { maxLength: 12 });

const quotedPrintable = (bytes: Buffer) =>
  [...bytes]
    .map((byte) =>
      byte === 0x0a ? '\r\n' : byte === 0x3d || byte > 0x7e || byte < 0x20 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
    )
    .join('');
const wrapped = (text: string) => text.replace(/.{1,76}/g, '$&\r\n');

describe('a mail of one text is read as the package for mails of several parts reads it', () => {
  forAll([lines, fc.constantFrom('utf-8', 'iso-8859-1', 'WINDOWS-1252'), fc.constantFrom('8bit', 'quoted-printable', 'base64'), fc.boolean()])(
    '%s',
    async (body, charset, encoding, isQuoted) => {
      const text = body.join('\n');
      const bytes = Buffer.from(text, charset === 'utf-8' ? 'utf8' : 'latin1');
      const written = encoding === '8bit' ? bytes : Buffer.from(encoding === 'base64' ? wrapped(bytes.toString('base64')) : quotedPrintable(bytes));
      const type = `Content-Type: text/plain;\r\n charset=${isQuoted ? `"${charset}"` : charset}; x=y`;
      const mail = Buffer.concat([Buffer.from(`From: a@b.org\r\n${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`), written]);
      const ends = headerEnd(mail);
      const direct = partText(mailPart(parseHeader(mail.subarray(0, ends.header)), mail.subarray(ends.body)));
      const whole = await PostalMime.parse(mail);
      expect(direct?.text.replaceAll('\r\n', '\n').trimEnd()).toBe((whole.text ?? '').trimEnd());
      expect(direct?.text.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
    },
  );
});

forAll([fc.array(lines, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 200 })])(
  'what is put into a mailbox comes out of it',
  async (bodies, pieceLength) => {
    const escaped = (text: string) => text.replace(/^(>*From )/gm, '>$1');
    const content = bodies.map((body) => `From a@b.org Mon Apr  8 11:40:00 2019\nFrom: a@b.org\n\n${escaped(body.join('\n'))}\n\n`).join('');
    const found = await foundIn(mailbox, content, { pieceLength, settings: { keepQuotes: true } });
    const collapsed = (text: string) => text.replace(/\n(?:[ \t]*\n){2,}/g, '\n\n').trim();
    expect(found.map((finding) => finding.kind === 'document' && [finding.row, finding.text])).toEqual(
      bodies.map((body, b) => [b + 1, collapsed(body.join('\n'))]),
    );
  },
);

describe('quotes', () => {
  forAll([lines])('nothing is added, and the order is kept', (body) => {
    let at = 0;
    for (const kept of withoutQuotes(body)) {
      at = body.indexOf(kept, at) + 1;
      expect(at).toBeGreaterThan(0);
    }
  });

  forAll([lines, lines])('a text that is quoted below an answer leaves the answer', (answer, quoted) => {
    const own = answer.map((one) => `I say ${one.replace(/[>|:\]}]/g, '')}.`);
    const all = [...own, '', 'On 1 Apr 2019, B <b@example.org> wrote:', ...quoted.map((one) => `> ${one}`)];
    expect(withoutQuotes(quoted.length === 0 ? own : all).filter((one) => one !== '')).toEqual(own);
  });
});
