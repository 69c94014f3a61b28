import { describe, expect, test } from 'vitest';
import { isHidden, memberName } from '../../../src/ingest/formats/archive/member-name.js';

describe('memberName', () => {
  test.each([
    ['letters/bell.txt', 'letters/bell.txt'],
    ['./letters//bell.txt', 'letters/bell.txt'],
    ['/etc/passwd', 'etc/passwd'],
    ['..', '(up)'],
    ['../../a/../b.txt', '(up)/(up)/a/(up)/b.txt'],
    ['C:\\letters\\bell.txt', 'C/letters/bell.txt'],
    ['c:bell.txt', 'c/bell.txt'],
    ['12:30.txt', '12:30.txt'],
    ['\\\\server\\share\\bell.txt', 'server/share/bell.txt'],
    ['bell.txt/', 'bell.txt'],
    ['a\0b\nc\x7fd\u0085.txt', 'a�b�c�d�.txt'],
    ['bell\u202etxt.exe', 'bell�txt.exe'],
    ['half \ud83d.txt', 'half �.txt'],
    ['whole 😀.txt', 'whole 😀.txt'],
    ['...', '...'],
    ['', 'unnamed'],
    ['./', 'unnamed'],
  ])('%j is shown as %j', (written, shown) => {
    expect(memberName(written)).toBe(shown);
  });

  test('a very long one keeps its start and its ending', () => {
    expect(memberName(`start${'x'.repeat(65_526)}.txt`)).toBe(`start${'x'.repeat(495)}…${'x'.repeat(496)}.txt`);
    expect(memberName('x'.repeat(1000))).toBe('x'.repeat(1000));
    const emoji = memberName(`a${'😀'.repeat(20_000)}b`);
    expect(emoji).toBe(`a${'😀'.repeat(249)}…${'😀'.repeat(249)}b`);
  });

  test('takes a time in proportion to its length', () => {
    const start = performance.now();
    for (const part of ['/', '\\', '../', '\u202e', ':', ' ']) memberName(part.repeat(2_000_000 / part.length));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

test('isHidden', () => {
  for (const name of ['.DS_Store', 'a/.git/config', '__MACOSX/._x.txt', '...']) expect(isHidden(name)).toBe(true);
  for (const name of ['a.txt', 'a/b.c/d', '(up)/a', 'MACOSX/x']) expect(isHidden(name)).toBe(false);
});
