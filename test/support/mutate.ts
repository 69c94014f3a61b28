import type { Random } from '../../src/math/random.js';

/** Bytes that parsers trip over. */
const TROUBLE = [
  '\0',
  '\xff\xff\xff\xff',
  '\x7f\xff\xff\xff',
  '\x80\0\0\0',
  '<',
  '>',
  '"',
  "'",
  '\n',
  '\r\n\r\n',
  '(',
  '[',
  '{',
  '\\',
  '%',
  '&#x110000;',
  '=',
  '--',
  ']]>',
  'PK\x01\x02',
];

/** A file changed at random: bytes flipped, cut out, doubled, replaced by trouble or by a part of another file, or its end cut off. */
export function mutate(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(file);
  const below = (n: number) => Math.floor(n * random.uniform());
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(bytes.length + 1);
    const length = below(random.uniform() < 0.5 ? 16 : bytes.length - at + 1);
    const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    switch (below(7)) {
      case 0: {
        for (let flips = 1 + below(8); flips > 0 && bytes.length > 0; flips--) bytes[below(bytes.length)] ^= 1 << below(8);
        break;
      }
      case 1:
        bytes = Buffer.concat([before, after]);
        break;
      case 2:
        bytes = Buffer.concat([before, middle, middle, after]);
        break;
      case 3: {
        const trouble = Buffer.from((TROUBLE[below(TROUBLE.length)] as string).repeat(random.uniform() < 0.1 ? 5000 : 1 + below(3)), 'latin1');
        bytes = Buffer.concat([before, trouble, bytes.subarray(at + (random.uniform() < 0.5 ? trouble.length : 0))]);
        break;
      }
      case 4: {
        const from = below(other.length);
        bytes = Buffer.concat([before, other.subarray(from, from + below(4096)), after]);
        break;
      }
      case 5:
        bytes = Buffer.from(before);
        break;
      default: {
        // a number in the text becomes a huge one
        const text = bytes.toString('latin1');
        const number = /\d+/g;
        number.lastIndex = at;
        const found = number.exec(text);
        if (found !== null)
          bytes = Buffer.from(`${text.slice(0, found.index)}${['0', '-1', '4294967296', '99999999999999'][below(4)]}${text.slice(number.lastIndex)}`, 'latin1');
      }
    }
  }
  return bytes;
}
