import { expect, test } from 'vitest';
import { beginsWithHeader, headerEnd, mailDate, parameters, parseHeader } from '../../../src/ingest/formats/mail/mail-header.js';

test('mails and posts are known by their header', () => {
  for (const text of [
    'From: a@example.org\nSubject: Crane\n\ntext',
    'From: "A. Berg"\n <a@example.org>\r\nDate: Mon, 8 Apr 2019\r\n\r\ntext',
    'Path: a!b\nFrom: A\nLines: 3\n\ntext',
    'From:  ()\nSubject: Crane\nOrganization: x\nLines: 3\n\ntext',
    'Received: by a\n\twith b\nFrom: =?utf-8?q?A?=\nX-1: y\n\n',
    ` tail.of.path!a\nFrom: a@example.org (A)\nSubject: Crane\nOrganization: x\n\ntext`,
    // the header goes on beyond what is looked at
    `From: a@example.org\nTo: b@example.org\nReferences: ${'<x@y> '.repeat(9)}\nX-Lon`,
  ]) {
    expect(beginsWithHeader(text), text).toBe(true);
  }
});

test('texts that begin alike are not', () => {
  for (const text of [
    'From: the harbour master\n\nDear all,',
    'From: the harbour master\nTo: the mayor\nSubject: the crane\n\nDear mayor,',
    'PEP: 8\nTitle: Style Guide\nAuthor: A. Berg <a@example.org>\nStatus: Active\nCreated: 05-Jul-2001\n\nIntroduction',
    'From: a@example.org\n\ntext',
    'From: a@example.org\nSubject: Crane\nand this is no field\n\ntext',
    'From a@example.org Mon Apr  8 11:40:00 2019\nFrom: a@example.org\nSubject: x\n\n',
    'Subject: Crane\nTo: a@example.org\n\ntext',
    '\nFrom: a@example.org\nSubject: Crane\n\n',
    'https://example.org\n',
    '',
  ]) {
    expect(beginsWithHeader(text), text).toBe(false);
  }
});

test('fields are unfolded, of equal ones the first counts, and Latin-1 is read', () => {
  const header = parseHeader(Buffer.from('Subject: one\r\n two\r\nX-Empty:\r\nsubject: other\r\nno field\r\n\tgoes on\r\nFrom : J\xf6rg\r\n', 'latin1'));
  expect([...header]).toEqual([
    ['subject', 'one two'],
    ['x-empty', ''],
    ['from', 'Jörg'],
  ]);
});

test('the header ends at the first empty line', () => {
  const parts = (text: string) => {
    const { header, body } = headerEnd(Buffer.from(text));
    return [text.slice(0, header), text.slice(body)];
  };
  expect(parts('a: b\n\nbody\n\nmore')).toEqual(['a: b\n', 'body\n\nmore']);
  expect(parts('a: b\r\nc: d\r\n\r\nbody')).toEqual(['a: b\r\nc: d\r\n', 'body']);
  expect(parts('a: b\n')).toEqual(['a: b\n', '']);
  expect(parts('\nbody')).toEqual(['', 'body']);
  expect(parts('')).toEqual(['', '']);
});

test('parameters of a field', () => {
  const known = (field: string) => Object.fromEntries(parameters(field));
  expect(known('text/plain; charset=utf-8;Format = "flowed"; charset=x')).toEqual({ charset: 'utf-8', format: 'flowed' });
  expect(known('a; name="a \\"b\\"; c=d"; e=f (a comment)')).toEqual({ name: 'a "b"; c=d', e: 'f' });
  expect(known("a; filename*=iso-8859-1'de'%C4%20a.txt")).toEqual({ filename: 'Ä a.txt' });
  expect(known('a; filename*0*=utf-8\'\'%C3%84; filename*1="b%20"; filename*2*=c%20')).toEqual({ filename: 'Äb%20c ' });
  expect(known('a; name="never closed; b=c\\')).toEqual({ name: 'never closed; b=c' });
  expect(known('a; b; =c; ;; ')).toEqual({});
  for (const field of ['; a="', '; a=', ';', '; a*1*="', ' ', '\\']) {
    const start = performance.now();
    for (let n = 0; n < 100; n++) parameters(field.repeat(20_000));
    expect(performance.now() - start, field).toBeLessThan(2000);
  }
});

test.each([
  ['Tue, 04 Jun 2019 08:15:00 +0200', '2019-06-04'],
  ['4 Jun 2019 23:59:59 -1200', '2019-06-04'],
  ['20 Apr 93 00:09:31 GMT', '1993-04-20'],
  ['1 Jan 07 00:00:00', '2007-01-01'],
  ['Fri, 1 Jan 101 10:00:00 GMT', '2001-01-01'],
  ['Wed May 12 14:43:19 1993', '1993-05-12'],
  ['Wed May  2 14:43:19 MET 1993', '1993-05-02'],
  ['Wednesday, 21 Apr 1993 14:17:47 EDT', '1993-04-21'],
  ['Tuesday, 6-April-93 10:00:00', '1993-04-06'],
  ['2019-06-04T08:15:00Z', '2019-06-04'],
  ['Thursday April 15, 1993', '1993-04-15'],
  ['04/06/2019', '04/06/2019'],
  ['32 Jun 2019', '32 Jun 2019'],
  ['yesterday\n at noon', 'yesterday at noon'],
  ['', ''],
])('the day of %s', (written, day) => {
  expect(mailDate(written)).toBe(day);
});
