import { expect, test } from 'vitest';
import type { FormatSettings } from '../../../../src/ingest/document.js';
import { mail } from '../../../../src/ingest/formats/mail.js';
import { foundIn } from '../../../support/found-in.js';

const HEADER = 'From: "A. Berg" <a@example.org>\nSubject: The crane\nDate: Mon, 8 Apr 2019 23:40:00 -0500\n';
const read = (content: string | Uint8Array, settings: FormatSettings = {}) => foundIn(mail, content, { settings });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A mail of parts: [header lines, body]. */
function multipart(kind: string, ...parts: [header: string, body: string][]): string {
  const written = parts.map(([header, body]) => `--b\n${header}\n\n${body}\n`).join('');
  return `${HEADER}MIME-Version: 1.0\nContent-Type: multipart/${kind}; boundary="b"\n\nfor old programs\n${written}--b--\n`;
}

test('the text is the body, subject, day and sender are metadata', async () => {
  expect(await read(`${HEADER}\nIt creaks.\n\n\n\nIt is old.\n`)).toEqual([
    { kind: 'document', text: 'It creaks.\n\nIt is old.', metadata: { subject: 'The crane', date: '2019-04-08', sender: 'A. Berg <a@example.org>' } },
  ]);
  const encoded = 'From: =?iso-8859-1?q?J=F6rg?= <j@example.org>\nSubject: =?utf-8?b?w4Ru?=\n =?utf-8?q?derung?=\nTo: b@example.org\n\ntext';
  expect(await read(encoded)).toMatchObject([{ metadata: { subject: 'Änderung', sender: 'Jörg <j@example.org>' } }]);
  expect(await read('From: a@example.org\nSubject:\nDate: soon\n\ntext')).toMatchObject([{ metadata: { date: 'soon', sender: 'a@example.org' } }]);
  expect(await read('From: brad@example.com (Brad Sherman)\nPath: x\n\ntext')).toMatchObject([{ metadata: { sender: 'Brad Sherman <brad@example.com>' } }]);
});

test('quotes and signatures are left out unless they are to be kept', async () => {
  const body = 'Yes.\n\nOn 1 Apr 2019, B wrote:\n> Is it old?\n\n-- \nA. Berg\n';
  expect(await read(`${HEADER}\n${body}`)).toMatchObject([{ text: 'Yes.' }]);
  expect(await read(`${HEADER}\n${body}`, { keepQuotes: true })).toMatchObject([{ text: body.trim() }]);
  expect(await read(`${HEADER}\n> only\n> quoted\n`)).toMatchObject([{ text: '' }]);
});

test('a mail that is only a subject has that for its text', async () => {
  expect(await read(`${HEADER}\n\n`)).toMatchObject([{ text: 'The crane' }]);
  expect(await read(HEADER)).toMatchObject([{ text: 'The crane' }]);
  const attached = multipart('mixed', ['Content-Disposition: attachment; filename=a.txt', 'text']);
  expect(await read(attached)).toMatchObject([{ text: '' }, { kind: 'member', name: 'a.txt' }]);
});

test('what it is encoded in, it says or not', async () => {
  const types = {
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable': 'Gr=C3=BC=\n=C3=9Fe',
    'Content-Type: text/plain; charset="ISO-8859-1"\nContent-Transfer-Encoding: quoted-printable': 'Gr=FC=DFe',
    'content-type: TEXT/PLAIN\nContent-Transfer-Encoding: BASE64': 'R3LDvMOfZQ==',
    'Content-Type: text/plain; charset=iso-2022-jp': '\x1b$B9A\x1b(B',
  };
  for (const [header, body] of Object.entries(types)) {
    const expected = header.includes('2022') ? '港' : 'Grüße';
    expect(await read(`${HEADER}${header}\n\n${body}`), header).toEqual([{ kind: 'document', text: expected, metadata: expect.anything() }]);
  }
  const silent = await read(latin1(`${HEADER}\nViele Grüße aus dem schönen Städtchen, bis nächste Woche. Müller`));
  expect(silent).toMatchObject([{ text: 'Viele Grüße aus dem schönen Städtchen, bis nächste Woche. Müller', note: { reason: 'encoding' } }]);
  const parts = multipart('mixed', ['Content-Type: text/plain', 'Viele Grüße aus dem schönen Städtchen, bis nächste Woche. Müller']);
  expect(await read(latin1(parts))).toMatchObject([{ text: 'Viele Grüße aus dem schönen Städtchen, bis nächste Woche. Müller', note: { reason: 'encoding' } }]);
});

test('lines that were broken for transport are joined', async () => {
  const flowed = (body: string, more = '') => read(`${HEADER}Content-Type: text/plain; format=flowed${more}\n\n${body}`, { keepQuotes: true });
  expect(await flowed('one \ntwo\n three\n> a \n> b\nfour \n> c\n-- \nA')).toMatchObject([{ text: 'one two\nthree\n> a b\nfour \n> c\n-- \nA' }]);
  expect(await flowed('hal \nf', '; delsp=yes')).toMatchObject([{ text: 'half' }]);
});

test('plain text is preferred to HTML, unless it is only a hint', async () => {
  const html = '<html><body><p>The <b>crane</b> is old.</p><blockquote><p>Is it?</p></blockquote><div style="display:none">hidden</div></body></html>';
  const alternative = (plain: string) =>
    multipart('alternative', ['Content-Type: text/plain', plain], ['Content-Type: text/html', html.replace('old', 'old '.repeat(200))]);
  expect(await read(alternative('The crane is plain.'.repeat(20)))).toMatchObject([{ text: 'The crane is plain.'.repeat(20) }]);
  expect(await read(alternative('See the HTML.'))).toMatchObject([{ text: expect.stringContaining('The crane is old old') }]);
  expect(await read(`${HEADER}Content-Type: text/html\n\n${html}`)).toMatchObject([{ text: 'The crane is old.' }]);
  expect(await read(`${HEADER}Content-Type: text/html\n\n${html}`, { keepQuotes: true })).toMatchObject([{ text: 'The crane is old.\n\n> Is it?' }]);
  expect(await read(multipart('related', ['Content-Type: text/html', html]))).toMatchObject([{ text: 'The crane is old.' }]);
});

test('an answer in HTML is without what it answers to, whatever program wrote it', async () => {
  const read1 = async (html: string) => (await read(`${HEADER}Content-Type: text/html\n\n${html}`))[0];
  const gmail =
    '<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, 8 Apr 2019 B &lt;<a href="mailto:b@example.org">b@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Old?</div></blockquote></div>';
  expect(await read1(gmail)).toMatchObject({ text: 'Yes.' });
  const outlook = '<p>Yes.</p><hr><div id="divRplyFwdMsg"><b>From:</b> B<br><b>Sent:</b> Monday<br><b>To:</b> A<br><b>Subject:</b> Crane</div><div>Old?</div>';
  expect(await read1(outlook)).toMatchObject({ text: 'Yes.' });
  const forwarded =
    '<div>See below.<br><br><div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: B<br>Date: Mon, 8 Apr 2019<br>Subject: Crane<br></div><br><div>It is old.</div></div></div>';
  expect(await read1(forwarded)).toMatchObject({ text: expect.stringMatching(/^See below\.[\s\S]*It is old\.$/) });
});

test('attachments, pictures, calendars and mails inside are members; keys and what servers say are not', async () => {
  const inner = 'From: c@example.org\nSubject: Inner\nDate: 1 Apr 2019 10:00:00 +0000\n\nInner text.';
  const content = multipart(
    'mixed',
    ['Content-Type: text/plain', 'Outer text.'],
    ['Content-Type: application/pdf; name="..\\..\\a/b\u0001\u0002.pdf"\nContent-Transfer-Encoding: base64', 'JVBERi0='],
    ['Content-Type: image/png\nContent-ID: <x>\nContent-Disposition: inline', 'picture'],
    ['Content-Type: text/calendar', 'BEGIN:VCALENDAR'],
    ['Content-Type: message/rfc822', inner],
    ['Content-Type: application/pgp-signature; name=signature.asc', 'key'],
    ["Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%C3%84%2F%C3%96.txt", 'text'],
  );
  const [document, ...members] = await read(content);
  expect(document).toMatchObject({ text: 'Outer text.' });
  expect(
    members.map(
      (member) =>
        member.kind === 'member' && [
          member.name,
          Buffer.from((member as { bytes?: Uint8Array }).bytes ?? [])
            .toString()
            .trim(),
        ],
    ),
  ).toEqual([
    ['b.pdf', '%PDF-'],
    ['attachment-2', 'picture'],
    ['attachment-3.ics', 'BEGIN:VCALENDAR'],
    ['attachment-4', inner],
    ['Ö.txt', 'text'],
  ]);
});

test('encrypted and damaged mails', async () => {
  const encrypted = multipart('encrypted', ['Content-Type: application/pgp-encrypted', 'Version: 1']);
  expect(await read(encrypted)).toEqual([{ kind: 'problem', problem: { reason: 'encrypted', detail: 'the mail is encrypted' } }]);
  const deep = Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join('');
  expect(await read(`${HEADER}${deep}`)).toMatchObject([{ text: '', note: { reason: 'malformed' } }]);
  const many = multipart('mixed', ...Array.from({ length: 10_001 }, (_, n): [string, string] => ['X: y', `part ${n}`]));
  const [found] = await read(many);
  expect(found).toMatchObject({ note: { reason: 'too-large', detail: 'it has more than 10000 parts; those that follow are not read' } });
  expect(found?.kind === 'document' && found.text.endsWith('part 9999')).toBe(true);
  expect(await read(multipart('mixed', ['no field', 'no header']))).toMatchObject([{ text: 'no field\n\nno header' }]);
  // cut in the middle, and without the end of its parts
  expect(await read(multipart('mixed', ['Content-Type: text/plain', 'Outer text.']).slice(0, -7))).toMatchObject([{ text: 'Outer text.' }]);
  const note = { reason: 'malformed', detail: 'no part of it was found; read as one text' };
  expect(await read(`${HEADER}Content-Type: multipart/mixed\n\ntext`)).toMatchObject([{ text: 'text', note }]);
  expect(await read(`${HEADER}Content-Type: multipart/mixed; boundary=c\n\n--b\ntext`)).toMatchObject([{ text: '--b\ntext', note }]);
});

test('the same on every machine: no date is written in its language or time zone', async () => {
  const inner = 'From: c@example.org\nTo: d@example.org\nSubject: Inner\nDate: 1 Apr 2019 23:00:00 +0000\n\nInner text.';
  const found = await read(
    multipart('mixed', ['Content-Type: text/plain', 'Outer text.'], ['Content-Type: message/rfc822\nContent-Disposition: inline', inner]),
  );
  expect(found).toMatchObject([{ text: 'Outer text.' }, { kind: 'member' }]);
});

test('hostile mails take no more time than others of their size', async () => {
  const hostile: Record<string, string> = {
    'a long header': `${HEADER}${'X: y\n'.repeat(200_000)}\n\ntext`,
    folds: `${HEADER}X: y\n${' z\n'.repeat(300_000)}\n\ntext`,
    receivers: `${HEADER}To: ${'a <a@b>, '.repeat(100_000)}\n\ntext`,
    'a sender': `From: ${'(a'.repeat(300_000)}\nPath: x\n\ntext`,
    'encoded words': `Subject: ${'=?utf-8?q?=41?= '.repeat(50_000)}\nFrom: a@b.org\n\ntext`,
    parts: multipart('mixed', ...Array.from({ length: 20_000 }, (): [string, string] => ['Content-Type: text/plain', 'x'])),
    boundaries: `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n'.repeat(200_000)}`,
    'quoted-printable': `${HEADER}Content-Transfer-Encoding: quoted-printable\n\n${'='.repeat(1_000_000)}`,
    base64: `${HEADER}Content-Transfer-Encoding: base64\n\n${'A=\n'.repeat(300_000)}`,
    'a parameter': `${HEADER}Content-Type: text/plain; ${'x="'.repeat(200_000)}\n\ntext`,
    flowed: `${HEADER}Content-Type: text/plain; format=flowed\n\n${'> a \n'.repeat(200_000)}`,
  };
  for (const [name, content] of Object.entries(hostile)) {
    const start = performance.now();
    await read(content);
    expect(performance.now() - start, name).toBeLessThan(5000);
  }
});
