import { expect, test } from 'vitest';
import { withoutBlobs } from '../../../src/ingest/formats/mail/mail-blobs.js';

const left = (text: string) => withoutBlobs(text.split('\n')).join('\n');
const UU = `M${'-!5#'.repeat(15)}`;
const BASE64 = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7R0lGODlhAQABAIAAAAAA';

test('uuencoded files, and pieces of them', () => {
  expect(left(`text\nbegin 644 tree.gif\n${UU}\n${UU}\n&,3(S!#4V\n\`\nend\nmore`)).toBe('text\nmore');
  expect(left(`part 2\n${`${UU}\n`.repeat(5)}more`)).toBe('part 2\nmore');
  expect(left(`${`${UU}\n`.repeat(5)}&,3(S!#4V\n\`\nPS more`)).toBe('PS more');
  expect(left('begin 644 times\nand end there')).toBe('begin 644 times\nand end there');
});

test('base64 and the like, if it is several lines', () => {
  expect(left(`text\n${`${BASE64}\n`.repeat(5)}R0lGODlh==\nmore`)).toBe('text\nmore');
  expect(left(`${BASE64}\n${BASE64}`)).toBe(`${BASE64}\n${BASE64}`);
  const addresses = Array.from({ length: 5 }, (_, n) => `https://example.org/minutes/of/the/harbour/board/number/${n}/page.html`).join('\n');
  expect(left(addresses)).toBe(addresses);
  const chinese = `${'港口的旧起重机吱吱作响'.repeat(6)}\n`.repeat(5);
  expect(left(chinese)).toBe(chinese);
  expect(left('text\n=ybegin line=128 size=9 name=a\n\x80\x81x\n=yend size=9\nmore')).toBe('text\nmore');
});

test('armour of PGP; what is signed is kept', () => {
  const signed =
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ntext\n- -- \nA.\n-----BEGIN PGP SIGNATURE-----\nVersion: 2\n\niQCVAwUB\n-----END PGP SIGNATURE-----\nmore';
  expect(left(signed)).toBe('\ntext\n-- \nA.\nmore');
  expect(left('a\n-----BEGIN PGP MESSAGE-----\nhQEMA\n-----END PGP MESSAGE-----\nb')).toBe('a\nb');
  expect(left('a\n-----BEGIN CERTIFICATE-----\nb')).toBe('a\nb');
  expect(left('-----BEGIN-----\nb\n----- BEGIN x -----')).toBe('-----BEGIN-----\nb\n----- BEGIN x -----');
});

test('the time is linear in the length', () => {
  for (const line of ['-----BEGIN PGP MESSAGE-----\n', '-----END PGP MESSAGE-----\n', '=ybegin \n', 'begin 644 a\n', `${UU}\nx\n`, `${BASE64}\n`, 'M']) {
    const start = performance.now();
    left(line.repeat(100_000));
    expect(performance.now() - start, line).toBeLessThan(2000);
  }
});
