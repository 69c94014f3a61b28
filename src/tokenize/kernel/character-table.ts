import { ASTRAL, MARK, UNITS } from '../characters.js';

const FORMS = 256;
const PLACES = 4096;

let made: Uint8Array | undefined;

/**
 * The characters as the kernel has them, a byte each: 256 forms of four bytes, each a class in the upper 16 bits and what is to be added for
 * the lower case in the lower; the form of each UTF-16 code unit; above U+FFFF the page of each 256 code points; the pages, forms too.
 */
export function characterTable(): Uint8Array {
  made ??= makeTable();
  return made;
}

function makeTable(): Uint8Array {
  const pages = ASTRAL.length - PLACES;
  const table = new Uint8Array(4 * FORMS + UNITS.length + PLACES + pages);
  const units = table.subarray(4 * FORMS);
  const places = units.subarray(UNITS.length);
  const forms = new Map<number, number>();
  let lastForm = -1;
  let lastNumber = 0;
  const numberOf = (form: number): number => {
    // neighbours mostly have the same
    if (form === lastForm) return lastNumber;
    lastForm = form;
    lastNumber = forms.get(form) ?? forms.size;
    forms.set(form, lastNumber);
    return lastNumber;
  };
  for (let unit = 0; unit < UNITS.length; unit++) {
    const hasCase = UNITS[unit] !== 0 && UNITS[unit] >>> 16 <= MARK;
    units[unit] = numberOf((UNITS[unit] & ~0xffff) | (hasCase ? (UNITS[unit] - unit) & 0xffff : 0));
  }
  for (let place = 0; place < PLACES; place++) places[place] = (ASTRAL[place] - PLACES) >> 8;
  for (let at = PLACES; at < ASTRAL.length; at++) places[at] = numberOf(ASTRAL[at]);
  if (forms.size > FORMS || pages > 65536)
    throw new Error(`the table of characters has ${forms.size} forms and ${pages >> 8} pages, of which a byte can tell 256`);
  const view = new DataView(table.buffer);
  for (const [form, number] of forms) view.setInt32(4 * number, form, true);
  return table;
}
