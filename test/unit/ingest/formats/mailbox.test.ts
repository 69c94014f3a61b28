import { expect, test } from 'vitest';
import type { Head } from '../../../../src/ingest/document.js';
import { mailbox } from '../../../../src/ingest/formats/mailbox.js';
import { foundIn } from '../../../support/found-in.js';

const FROM = 'From a@example.org Mon Apr  8 11:40:00 2019\n';
const one = (n: number, body = `Text ${n}.`) => `${FROM}From: a@example.org\nSubject: Mail ${n}\n\n${body}\n\n`;
const texts = (found: Awaited<ReturnType<typeof foundIn>>) =>
  found.map((finding) => (finding.kind === 'document' ? [finding.row, finding.text] : finding.kind));

test('each mail is a row, however the file is cut into pieces', async () => {
  const content = [1, 2, 3].map((n) => one(n)).join('');
  for (const pieceLength of [1, 2, 7, 50, 1000]) {
    for (const written of [content, content.replaceAll('\n', '\r\n')]) {
      const found = await foundIn(mailbox, written, { pieceLength });
      expect(found).toMatchObject(
        [1, 2, 3].map((n) => ({ kind: 'document', row: n, text: `Text ${n}.`, metadata: { subject: `Mail ${n}`, sender: 'a@example.org' } })),
      );
    }
  }
});

test('"From " in a text does not begin a mail, and is unescaped', async () => {
  const body = '>From the pier it is seen.\n\n>>From twice.\n\nFrom now on\nNote: this is text.\n\nFrom the page\nhttp://example.org';
  const found = await foundIn(mailbox, `${one(1, body)}${one(2)}`, { settings: { keepQuotes: true } });
  expect(texts(found)).toEqual([
    [1, 'From the pier it is seen.\n\n>From twice.\n\nFrom now on\nNote: this is text.\n\nFrom the page\nhttp://example.org'],
    [2, 'Text 2.'],
  ]);
});

test('mails follow without an empty line, or with another kind of line between', async () => {
  const content = `${one(1).trimEnd()}\n${one(2)}From - Mon\nFrom: a@example.org\nSubject: 3\n\nText 3.\n\nFrom MAILER-DAEMON\nX: y\n\nText 4.`;
  expect(texts(await foundIn(mailbox, content))).toEqual([
    [1, 'Text 1.'],
    [2, 'Text 2.'],
    [3, 'Text 3.'],
    [4, 'Text 4.'],
  ]);
});

test('each mail has its own encoding', async () => {
  const typed = (charset: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`${FROM}From: a@b.org\nContent-Type: text/plain; charset=${charset}\n\n`), body, Buffer.from('\n\n')]);
  const content = Buffer.concat([
    typed('iso-8859-1', Buffer.from('Grüße aus dem Hafen', 'latin1')),
    typed('utf-8', Buffer.from('Grüße')),
    typed('koi8-r', Buffer.from([0xf0, 0xd2, 0xc9])),
  ]);
  expect(texts(await foundIn(mailbox, content, { pieceLength: 13 }))).toEqual([
    [1, 'Grüße aus dem Hafen'],
    [2, 'Grüße'],
    [3, 'При'],
  ]);
});

test('a mail that is too large, encrypted or damaged costs only itself', async () => {
  const encrypted = `${FROM}From: a@b.org\nContent-Type: multipart/encrypted; boundary=b\n\n--b--\n\n`;
  const content = `${one(1)}${one(2, 'long '.repeat(1000))}${encrypted}${one(4)}`;
  for (const pieceLength of [100, 100_000]) {
    expect(await foundIn(mailbox, content, { pieceLength, limits: { maxDocumentBytes: 1000 } })).toMatchObject([
      { row: 1, text: 'Text 1.' },
      { kind: 'problem', row: 2, problem: { reason: 'too-large', detail: 'mail 2 has more than 1000 bytes' } },
      { kind: 'problem', row: 3, problem: { reason: 'encrypted' } },
      { row: 4, text: 'Text 4.' },
    ]);
  }
});

test('attachments are members with the number of their mail', async () => {
  const parts = '--b\n\ntext\n--b\nContent-Disposition: attachment; filename=a.txt\n\nfile\n--b--';
  const content = `${one(1)}${FROM}From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n${parts}\n`;
  expect(await foundIn(mailbox, content)).toMatchObject([{ row: 1 }, { row: 2, text: 'text' }, { kind: 'member', name: '2/a.txt' }]);
});

test('a mailbox is known by its first lines', () => {
  const known = (text: string | undefined) => mailbox.recognizes?.({ text, bytes: new Uint8Array(), extension: '' } satisfies Head);
  expect(known(one(1))).toBe(true);
  expect(known(`\n${one(1).replaceAll('\n', '\r\n')}`)).toBe(true);
  expect(known(`From a\n>From b\nFrom: a@b.org\nSubject: x\n\n`)).toBe(true);
  for (const text of ['From here\nDear all: hello', 'From the website (at\nhttp://example.org)\n', 'From: a@b.org\nTo: b\n\n', 'From ', '', undefined])
    expect(known(text), text).toBe(false);
});

test('what has no mails in it is a problem; an empty file is none', async () => {
  const detail = 'no line in it begins "From " and is followed by the header of a mail';
  expect(await foundIn(mailbox, 'Just a text.\nFrom here on too.')).toEqual([{ kind: 'problem', problem: { reason: 'malformed', detail } }]);
  expect(await foundIn(mailbox, ' \n\n')).toEqual([]);
});

test('the time is linear in the length', async () => {
  for (const content of [
    FROM.repeat(50_000),
    '\nFrom '.repeat(300_000),
    `${one(1)}${'\nFrom x 10:00\n'.repeat(100_000)}`,
    one(1, '>'.repeat(2_000_000)),
    one(1).repeat(20_000),
  ]) {
    const start = performance.now();
    await foundIn(mailbox, content);
    expect(performance.now() - start, content.slice(0, 40)).toBeLessThan(5000);
  }
});
