/** Classes of characters, as in ../../characters.ts; 0 is a separator. */
export const LETTER: u32 = 1;
export const NUMBER: u32 = 2;
export const MARK: u32 = 3;
export const APOSTROPHE: u32 = 4;
export const HYPHEN: u32 = 5;

/** The table that ../character-table.ts makes. */
let table: usize = 0;
const UNIT_FORMS: usize = 1024;
const PAGES: usize = UNIT_FORMS + 65536;

/** Room for the table. */
export function characterTable(bytes: usize): usize {
  table = heap.alloc(bytes);
  return table;
}

/** How many bytes the character at a position has. */
@inline
export function sizeAt(at: usize): usize {
  const byte = load<u8>(at);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** The code point at a position. */
export function codeAt(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  if (byte < 0x80) return byte;
  if (byte < 0xe0) return twoByteCode(at, byte);
  if (byte < 0xf0) return threeByteCode(at, byte);
  return ((byte & 7) << 18) | ((<u32>load<u8>(at, 1) & 0x3f) << 12) | ((<u32>load<u8>(at, 2) & 0x3f) << 6) | (<u32>load<u8>(at, 3) & 0x3f);
}

@inline
export function twoByteCode(at: usize, byte: u32): u32 {
  return ((byte & 0x1f) << 6) | (<u32>load<u8>(at, 1) & 0x3f);
}

@inline
export function threeByteCode(at: usize, byte: u32): u32 {
  return ((byte & 0xf) << 12) | ((<u32>load<u8>(at, 1) & 0x3f) << 6) | (<u32>load<u8>(at, 2) & 0x3f);
}

/** The form of a code point up to U+FFFF: its class in the upper 16 bits, what is to be added for its lower case in the lower. */
@inline
export function unitForm(code: u32): u32 {
  return load<u32>(table + (<usize>load<u8>(table + code, UNIT_FORMS) << 2));
}

/** The form of one above U+FFFF. */
export function astralForm(code: u32): u32 {
  const page = <usize>load<u8>(table + ((code - 0x10000) >> 8), PAGES);
  return load<u32>(table + (<usize>load<u8>(table + (page << 8) + (code & 0xff), PAGES + 4096) << 2));
}

/** The class of the character at a position. */
export function classAt(at: usize): u32 {
  const code = codeAt(at);
  return (code < 0x10000 ? unitForm(code) : astralForm(code)) >> 16;
}

/** Writes a character of up to U+FFFF, and perhaps a byte beyond; returns the end. */
@inline
export function writeUnit(to: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(to, code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u16>(to, 0x80c0 | (code >> 6) | ((code & 0x3f) << 8));
    return to + 2;
  }
  store<u32>(to, 0x8080e0 | (code >> 12) | ((code << 2) & 0x3f00) | ((code & 0x3f) << 16));
  return to + 3;
}

export function writeAstral(to: usize, code: u32): usize {
  store<u32>(to, 0x808080f0 | (code >> 18) | ((code >> 4) & 0x3f00) | ((code << 10) & 0x3f0000) | ((code & 0x3f) << 24));
  return to + 4;
}
