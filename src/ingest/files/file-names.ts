import { isUtf8 } from 'node:buffer';
import path from 'node:path';

/** Where a file is on this machine: the bytes of its path where they are not UTF-8. */
export type Location = string | Buffer;

const SEPARATOR = Buffer.from(path.sep);
const BACKSLASH = 0x5c;

/** A location as text where its bytes are UTF-8. */
export function asLocation(bytes: Buffer): Location {
  return isUtf8(bytes) ? bytes.toString() : bytes;
}

/** The location of what has this name in a folder. */
export function locationIn(folder: Location, name: Buffer): Location {
  if (typeof folder === 'string') {
    const start = folder.endsWith(path.sep) ? folder : folder + path.sep;
    return isUtf8(name) ? start + name : Buffer.concat([Buffer.from(start), name]);
  }
  return Buffer.concat([folder, SEPARATOR, name]);
}

/**
 * A file's name as text: the name itself where it is UTF-8, else with \xE9 for a byte that is not, and \x5C for a backslash. A UTF-8
 * name that looks like that has \x5C too, so two names are never shown as the same.
 */
export function shownName(name: Buffer): string {
  const text = name.toString();
  if (isUtf8(name) && !/\\x[0-9A-F]{2}/.test(text)) return text;
  let shown = '';
  for (let i = 0; i < name.length; ) {
    const length = characterLength(name, i);
    const asItIs = length > 0 && name[i] !== BACKSLASH;
    shown += asItIs ? name.toString('utf8', i, i + length) : `\\x${name.toString('hex', i, i + 1).toUpperCase()}`;
    i += asItIs ? length : 1;
  }
  return shown;
}

/** How many bytes the UTF-8 character at `start` has, 0 where there is none. */
function characterLength(bytes: Buffer, start: number): number {
  const first = bytes[start] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return start + length <= bytes.length && isUtf8(bytes.subarray(start, start + length)) ? length : 0;
}

/** The path of a location below a folder, with /, '' for the folder itself; undefined where it lies elsewhere. Both are absolute. */
export function shownPathBelow(folder: Buffer, location: Buffer): string | undefined {
  if (location.equals(folder)) return '';
  const start = folder.subarray(-SEPARATOR.length).equals(SEPARATOR) ? folder : Buffer.concat([folder, SEPARATOR]);
  if (!location.subarray(0, start.length).equals(start)) return undefined;
  const names = location.toString('latin1', start.length).split(path.sep);
  return names.map((name) => shownName(Buffer.from(name, 'latin1'))).join('/');
}
