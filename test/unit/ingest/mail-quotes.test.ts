import { describe, expect, test } from 'vitest';
import { withoutQuotes } from '../../../src/ingest/formats/mail/mail-quotes.js';

const left = (text: string, subject = '') =>
  withoutQuotes(text.split('\n'), subject)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

describe('what is quoted', () => {
  test('lines that begin with ">", also several times and after a space, and empty ones between them', () => {
    expect(left('> one\n>> two\n> > three\n >four\n\n> five\nanswer\n>six\nmore')).toBe('answer\nmore');
    expect(left('|> one\n|> > two\nanswer\n:> three')).toBe('answer');
    expect(left('a > b\n->c\n  -> d')).toBe('a > b\n->c\n  -> d');
  });

  test('what a program has broken off a quoted line', () => {
    const long = '> The crane on the wall is old, and when it lifts a crate it creaks';
    expect(left(`${long}\nlike a door\n> in the wind.\nYes.`)).toBe('Yes.');
    expect(left(`${long}.\nno\n> It is loud.`)).toBe('no');
    expect(left(`> Is it old?\nvery\n> And loud?\nno`)).toBe('very\nno');
  });

  test('initials before ">" if there are several lines of them', () => {
    expect(left('JB> one\nJB> two\n JB> three\nanswer')).toBe('answer');
    expect(left('In> a prompt\nanswer')).toBe('In> a prompt\nanswer');
    expect(left('C> dir\nC> copy\nC> del\n')).toBe('C> dir\nC> copy\nC> del');
  });

  test('":" and "|" where a line above says who wrote it, then throughout', () => {
    expect(left('A. Berg (berg@example.org) wrote:\n: one\n: two\nanswer\n: three\nmore')).toBe('answer\nmore');
    expect(left('A. Berg writes:\n\n| one\n|\n| two\n\nanswer')).toBe('answer');
    expect(left('In article <1@x.org> A. Berg writes:\n|one\n|>two\nanswer\n|three')).toBe('answer');
    expect(left('a@example.org (A) wrote:\n\n: [...]\n\n: one\n\nanswer')).toBe('answer');
    expect(left('a@example.org wrote:\n# one\n# two\nanswer')).toBe('answer');
    expect(left('a@example.org wrote:\n-> one\n-> two\nanswer\n-> three')).toBe('answer');
    expect(left('Steps:\n-> one\n-> two\n-> three\n#include <a>\n#include <b>')).toContain('-> two\n-> three\n#include <a>');
    expect(left('The list:\n: one\n: two')).toBe('The list:\n: one\n: two');
    expect(left('| tree | age |\n| pear | 80 |')).toBe('| tree | age |\n| pear | 80 |');
  });

  test('a margin below a line that says who wrote it, if something without margin follows', () => {
    expect(left('In article <1@x.org> a@x.org writes:\n\n   one\n   two\n\nanswer')).toBe('answer');
    expect(left('In article <1@x.org> a@x.org writes:\n\n   one\n\n\n\tanswer\n\nA.')).toBe('answer\n\nA.');
    expect(left('In article <1@x.org> a@x.org writes:\n\n   all\n   of it')).toBe('all\n   of it');
  });

  test('not what Python asks with', () => {
    expect(left('Try this:\n>>> 1 + 1\n2\n>>> import sys')).toBe('Try this:\n>>> 1 + 1\n2\n>>> import sys');
    expect(left('> once\n>>> thrice\nanswer')).toBe('answer');
    expect(left('A. Berg wrote:\n>>> thrice\nanswer')).toBe('answer');
  });
});

describe('who is quoted', () => {
  test.each([
    'On Mon, 8 Apr 2019 at 11:40, Harbour Office <harbour@example.org> wrote:',
    'On Mon, 8 Apr 2019 at 11:40, Harbour Office\n<harbour@example.org> wrote:',
    'On Mon, 8 Apr 2019 at 11:40,\nHarbour Office\n<harbour@example.org> wrote:',
    'In article <1993Apr5.020504@example.com>, brad@example.com (Brad) writes:',
    'In article <2944159064.5@psilink.com>\n"Robert" <p00261@psilink.com> writes:',
    'brad@example.com (Brad) writes:',
    'Harbour Office writes',
    'Am Montag, 8. April 2019 um 11:40 schrieb Hafenbüro <hafen@example.org>:',
    'Am 08.04.19 um 11:40 schrieb Hafenbüro:',
    'Hafenbüro schrieb am 8.4.2019:',
    'Le lun. 8 avr. 2019 à 11:40, Bureau du port <port@example.org> a écrit :',
    'Le 08/04/2019 11:40, Bureau du port a écrit\u00a0:',
    'El lun, 8 abr 2019 a las 11:40, Oficina (<puerto@example.org>) escribió:',
    'Il giorno lun 8 apr 2019 alle ore 11:40 Ufficio <porto@example.org> ha scritto:',
    'Op ma 8 apr. 2019 om 11:40 schreef Havenkantoor <haven@example.org>:',
    'Em seg., 8 de abr. de 2019 às 11:40, Escritório <porto@example.org> escreveu:',
    'W dniu 08.04.2019 o 11:40, Biuro portu pisze:',
    'pon., 8 kwi 2019 o 11:40 Biuro <port@example.org> napisał(a):',
    'Dne 8.4.2019 v 11:40 Kancelář napsal(a):',
    'Den 8 april 2019 skrev Hamnkontoret:',
    'пн, 8 апр. 2019 г. в 11:40, Контора <port@example.org>:',
    'Контора порта писал(а):',
    '8.4.2019 11:40, Satamatoimisto kirjoitti:',
    'Harbour Office:',
  ])('%s', (line) => {
    expect(left(`${line}\n> one\n> two\n\nanswer`)).toBe('answer');
    expect(left(`Thanks.\n\n${line}\n\n> one\n> two`)).toBe('Thanks.');
  });

  test('a sentence before a quote stays, though it ends in a colon', () => {
    const text = 'I have read it twice, and I cannot agree with what stands\nin the second part, of which this is the worst:\n> one\nIt is wrong.';
    expect(left(text)).toBe(text.replace('> one\n', ''));
    expect(left('The report says 5 things in 1993.\nHe writes well.\n\nAs he says')).toBe('The report says 5 things in 1993.\nHe writes well.\n\nAs he says');
  });

  test('a line of a fixed form goes without a quote too', () => {
    expect(left('In article <1@x.org> a@x.org writes:\n(deleted)\nanswer')).toBe('(deleted)\nanswer');
    expect(left('On page 5 the mayor wrote:\nthe bridge is old')).toBe('On page 5 the mayor wrote:\nthe bridge is old');
  });
});

describe('the mail below the answer', () => {
  test.each([
    '-----Original Message-----',
    '-------- Original Message --------',
    '-----Ursprüngliche Nachricht-----',
    "-----Message d'origine-----",
    '-----Mensaje original-----',
    '-----Messaggio originale-----',
    '-----Oorspronkelijk bericht-----',
    '-----Mensagem original-----',
    '-----Původní zpráva-----',
    '-----Исходное сообщение-----',
  ])('%s', (line) => {
    expect(left(`answer\n\n${line}\nFrom: A\nold text`)).toBe('answer');
  });

  test.each([
    'From: A. Berg <a@example.org>\nSent: Monday, June 3, 2019 17:20\nTo: B\nSubject: Berth',
    'Von: A. Berg\nGesendet: Montag, 3. Juni 2019 17:20\nAn: B\nCc: C\nBetreff: Liegeplatz',
    'De : A. Berg\nEnvoyé : lundi 3 juin 2019 17:20\nÀ : B\nObjet : Quai',
    'De: A. Berg\nEnviado el: lunes, 3 de junio de 2019\nPara: B\nAsunto: Muelle',
    'Da: A. Berg\nInviato: lunedì 3 giugno 2019\nA: B\nOggetto: Molo',
    'Van: A. Berg\nVerzonden: maandag 3 juni 2019\nAan: B\nOnderwerp: Kade',
    'Od: A. Berg\nOdesláno: pondělí 3. června 2019\nKomu: B\nPředmět: Molo',
    'От: А. Берг\nОтправлено: 3 июня 2019 г.\nКому: Б\nТема: Причал',
    '*From:* A. Berg\n*Date:* Monday\n*To:* B\n*Subject:* Berth',
  ])('%s', (header) => {
    expect(left(`answer\n\n${header}\n\nold text\n\nmore`)).toBe('answer');
    expect(left(`answer\n________________________________\n${header}\n\nold text`)).toBe('answer');
    // passed on, or nothing above it
    expect(left(`See below.\n\n${header}\n\nold text`, 'Fwd: Berth')).toContain('old text');
    expect(left(`${header}\n\nold text`)).toContain('old text');
  });

  test('not what only looks like it', () => {
    const letter = 'Dear all,\n\nFrom: the harbour master\nTo: the mayor\n\nI write because of the crane.';
    expect(left(letter)).toBe(letter);
    const passed = '-----Original message-----\nThe walk begins at seven.';
    expect(left(passed)).toBe(passed);
    const talk = 'Z. writes...\n\nFrom: z@example.org (Z.)\n>Newsgroups: x.y\nSubject: Crisis\nDate: Wed May 12 1993\n\nAnd my reply.';
    expect(left(talk)).toContain('And my reply.');
    const post = 'Here it is again.\n\nFrom: a@example.org\nNewsgroups: x.y\nSubject: Guide\nDate: 3 Jun 1993\n\nThe guide.';
    expect(left(post)).toBe(post);
  });
});

describe('a mail that is passed on', () => {
  test.each([
    '---------- Forwarded message ----------',
    '---------- Forwarded message ---------',
    '-------- Weitergeleitete Nachricht --------',
    'Begin forwarded message:',
  ])('%s', (line) => {
    expect(left(`See below.\n\n${line}\nFrom: A <a@example.org>\nSent: Monday\nSubject: Berth\n\nThe berth is free.\n> not mine`)).toBe(
      'See below.\n\nFrom: A <a@example.org>\nSent: Monday\nSubject: Berth\n\nThe berth is free.\n> not mine',
    );
  });

  test('its marks are taken off if every line has one', () => {
    expect(left('See below.\n\nBegin forwarded message:\n\n> From: A\n>\n> The berth is free.')).toBe('See below.\n\nFrom: A\n\nThe berth is free.');
    expect(left('> The berth is free.', 'Fwd: Berth')).toBe('The berth is free.');
    expect(left('> The berth is free.', 'Re: Berth')).toBe('');
  });

  test('in a quote it is quoted', () => {
    expect(left('no\n> ---------- Forwarded message ----------\n> old')).toBe('no');
    expect(left('no\n\n-----Original Message-----\nSee below.\n---------- Forwarded message ----------\nold')).toBe('no');
  });
});

describe('signatures', () => {
  test('below two hyphens, also with what follows it', () => {
    expect(left('text\n\n-- \nA. Berg\nHarbour')).toBe('text');
    expect(left('text\n--\nA. Berg\n\nOn Monday B wrote:\n> old\n> older')).toBe('text');
    expect(left('> old\n-- \nA. Berg')).toBe('');
  });

  test('not if there is nothing above, or much below', () => {
    expect(left('--\n\nMy wife is looking for pictures.')).toBe('--\n\nMy wife is looking for pictures.');
    const long = `text\n--\n${'more text\n'.repeat(21)}`.trim();
    expect(left(long)).toBe(long);
  });

  test('below a ruled line if there is an address and little else', () => {
    expect(left('text\n\n======================\nA. Berg   a@example.org')).toBe('text');
    expect(left('text\n______________________\nThe last row of a table')).toBe('text\n______________________\nThe last row of a table');
    expect(left('**********************\nFor sale: a boat\nCall 555 0114 or write to a@example.org')).toContain('a boat');
  });

  test.each([
    'Sent from my iPhone',
    'Von meinem iPhone gesendet',
    'Envoyé de mon iPhone',
    'Enviado desde mi iPhone',
    'Get Outlook for Android',
    'Verstuurd vanaf mijn iPad',
  ])('%s', (line) => {
    expect(left(`text\n\n${line}\n`)).toBe('text');
    expect(left(`text\n\n${line}\n\nOn 1 Jan 2020, A wrote:\n> old`)).toBe('text');
  });
});

test('a mail of quotes only is empty', () => {
  expect(left('On 1 Jan 2020, A wrote:\n> one\n\n> two\n')).toBe('');
  expect(left('')).toBe('');
});

test('the time is linear in the length, whatever the mail is', () => {
  const hostile = [
    '> x\n'.repeat(100_000),
    'x\n> x\n'.repeat(100_000),
    'A wrote:\n'.repeat(100_000),
    'From: A\nSent: B\n'.repeat(100_000),
    '-- \n'.repeat(200_000),
    '\n'.repeat(500_000),
    '>'.repeat(1_000_000),
    ' '.repeat(1_000_000),
    '='.repeat(1_000_000),
    `${'a '.repeat(500_000)}wrote:`,
    'On 1.1.2000 '.repeat(80_000),
    '<a@b '.repeat(200_000),
    'In article <1@x> a@x writes:\n  x\n'.repeat(50_000),
    'ab> x\ncd> x\n'.repeat(50_000),
    Array.from({ length: 50_000 }, (_, n) => `x${'abcdefghij'[n % 10]}${'abcdefghij'[Math.floor(n / 10) % 10]}> x`).join('\n'),
    '-----BEGIN X\n'.repeat(100_000),
  ];
  for (const text of hostile) {
    const start = performance.now();
    left(text);
    expect(performance.now() - start, text.slice(0, 20)).toBeLessThan(2000);
  }
});
