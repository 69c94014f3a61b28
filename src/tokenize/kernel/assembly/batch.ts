/*
 * Words that were found, but not yet looked up. The dictionary does not fit into the caches: where many words are looked up one after the
 * other, without other work between them, the processor waits for the memory of several at once.
 */
import { home, homeOf, isEqual, keyOf, keys, numberOf, slots } from './dictionary';
import { addToList, addToRow, keepsOrder } from './row';

/** The batch is looked up when it has so many words, at the end of the block of text that is in hand, which may add as many as it has bytes. */
const WORDS: i32 = 512;
const ROOM: i32 = WORDS + 64;
const LONG_BYTES: i32 = 8192;

/** of each word its key, its slot and then its number, whether it stands after a break */
const KEYS = memory.data(16 * ROOM, 16);
const NUMBERS = memory.data(4 * ROOM, 16);
const BREAKS = memory.data(ROOM, 16);
/** the words of more than 16 bytes */
const LONG = memory.data(LONG_BYTES, 16);

let size: usize = 0;
let longEnd: usize = LONG;

/** Adds a word of up to 16 bytes. */
@inline
export function push(key: v128, isAfterBreak: bool): void {
  add(key, home(key), isAfterBreak);
}

@inline
function add(key: v128, slot: usize, isAfterBreak: bool): void {
  v128.store(KEYS + (size << 4), key);
  store<u32>(NUMBERS + (size << 2), slot);
  if (keepsOrder) store<u8>(BREAKS + size, isAfterBreak);
  size++;
}

/** Adds a word of any length, which is copied. */
export function pushBytes(start: usize, length: usize, isAfterBreak: bool): void {
  let from = start;
  if (length > 16) {
    if (longEnd + length + 16 > LONG + <usize>LONG_BYTES) flush();
    memory.copy(longEnd, start, length);
    from = longEnd;
    longEnd += length;
  }
  const key = keyOf(from, length);
  add(key, homeOf(key), isAfterBreak);
}

@inline
export function flushIfFull(): void {
  if (size >= <usize>WORDS) flush();
}

/** Looks up all words and counts them. */
export function flush(): void {
  for (let word: usize = 0; word < size; word++) {
    const place = NUMBERS + (word << 2);
    store<u32>(place, load<u32>(slots + load<u32>(place)));
  }
  for (let word: usize = 0; word < size; word++) {
    const number = load<u32>(NUMBERS + (word << 2));
    const key = v128.load(KEYS + (word << 4));
    if (!isEqual(v128.load(keys + (<usize>number << 4)), key)) store<u32>(NUMBERS + (word << 2), numberOf(key));
  }
  if (keepsOrder) addToRow(NUMBERS, BREAKS, size);
  else addToList(NUMBERS, size);
  size = 0;
  longEnd = LONG;
}

/** Counts a term of any length as it is, without copying it. */
export function countWhole(start: usize, length: usize): void {
  const key = keyOf(start, length);
  add(key, homeOf(key), true);
  flush();
}
