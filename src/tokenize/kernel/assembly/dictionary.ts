/*
 * The terms by number, from 1. A term of up to 16 bytes is its own key, zeros after it. The key of a longer one, or of one with a zero in
 * it, starts with four bytes that no UTF-8 has; then come its hash, its length, and where it starts in the text of the dictionary.
 */

const LONG: i32 = -1;
const LONGEST_KEY: usize = 16;

const FACTOR_1: u64 = 0x9e3779b97f4a7c15;
const FACTOR_2: u64 = 0xc2b2ae3d27d4eb4f;
const FACTOR_3: u64 = 0xd6e8feb86659fd93;

/** 16 ones, 16 zeros: where they are read from decides how many bytes are kept. */
const WINDOW = memory.data<u8>(
  [
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ],
  16,
);

/** open addressing: numbers of terms, 0 where none is; a power of two of them, at most half in use */
export let slots: usize = 0;
let slotBits: u64 = 10;
/** of each number, 16 bytes; of 0, what is no key */
export let keys: usize = 0;
/** of each number, how often the term stands in the current document */
export let counts: usize = 0;
let terms: u32 = 0;

/** the terms in the order of their numbers, a line feed after each */
let text: usize = 0;
let textEnd: usize = 0;
let textCapacity: usize = 8192;

export function startDictionary(): void {
  const capacity: usize = 1 << <usize>slotBits;
  slots = heap.alloc(capacity << 2);
  keys = heap.alloc(capacity << 3);
  counts = heap.alloc(capacity << 1);
  memory.fill(slots, 0, capacity << 2);
  memory.fill(counts, 0, capacity << 1);
  v128.store(keys, i32x4.splat(-1));
  text = heap.alloc(textCapacity);
  textEnd = text;
}

export function dictionaryStart(): usize {
  return text;
}

export function dictionaryEnd(): usize {
  return textEnd;
}

/** The first bytes of a vector; zeros for the others. */
@inline
export function firstBytes(bytes: v128, length: usize): v128 {
  return v128.and(bytes, v128.load(WINDOW + 16 - length));
}

@inline
function hashOf(bytes: v128): u64 {
  const hash = i64x2.extract_lane(bytes, 0) * FACTOR_1 + rotl<u64>(i64x2.extract_lane(bytes, 1) * FACTOR_2, 32);
  return (hash ^ (hash >> 32)) * FACTOR_3;
}

/** Where in the slots a key belongs: an offset in bytes. */
@inline
export function home(key: v128): usize {
  return <usize>(hashOf(key) >> (64 - slotBits)) << 2;
}

@inline
function after(slot: usize): usize {
  return (slot + 4) & ((4 << <usize>slotBits) - 4);
}

@inline
function isLong(key: v128): bool {
  return i32x4.extract_lane(key, 0) == LONG;
}

/** A long key without the place of its bytes. */
@inline
function headOf(key: v128): v128 {
  return i32x4.replace_lane(key, 3, 0);
}

@inline
export function isEqual(a: v128, b: v128): bool {
  return !v128.any_true(v128.xor(a, b));
}

/** The key of any bytes, after which 16 more must be there to be read; that of a long term has their address where the dictionary's has a place in its text. */
export function keyOf(start: usize, length: usize): v128 {
  if (length <= LONGEST_KEY) {
    const bytes = v128.load(start);
    const zeros = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0)));
    if ((zeros & ((1 << <i32>length) - 1)) == 0) return firstBytes(bytes, length);
  }
  let hash = <u64>length;
  for (let at: usize = 0; at < length; at += 16) {
    const part = firstBytes(v128.load(start + at), min<usize>(length - at, 16));
    hash = hashOf(v128.xor(part, i64x2.splat(hash)));
  }
  return i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(LONG), 1, <i32>(hash >> 32)), 2, <i32>length), 3, <i32>start);
}

/** Where a key of `keyOf` belongs. */
export function homeOf(key: v128): usize {
  return isLong(key) ? home(headOf(key)) : home(key);
}

/** The number of the term of a key of `keyOf`, which gets one if it has none. */
export function numberOf(key: v128): u32 {
  return isLong(key) ? numberOfLong(key) : numberOfShort(key);
}

function numberOfShort(key: v128): u32 {
  let slot = home(key);
  for (let number = load<u32>(slots + slot); number != 0; number = load<u32>(slots + slot)) {
    if (isEqual(v128.load(keys + (<usize>number << 4)), key)) return number;
    slot = after(slot);
  }
  const length = <usize>ctz(i8x16.bitmask(i8x16.eq(key, i8x16.splat(0))) | 0x10000);
  reserveText(length);
  v128.store(textEnd, key);
  return insert(key, length);
}

function numberOfLong(key: v128): u32 {
  const start = <usize>i32x4.extract_lane(key, 3);
  const length = <usize>i32x4.extract_lane(key, 2);
  let slot = home(headOf(key));
  for (let number = load<u32>(slots + slot); number != 0; number = load<u32>(slots + slot)) {
    const place = keys + (<usize>number << 4);
    if (isEqual(headOf(v128.load(place)), headOf(key)) && memory.compare(text + load<u32>(place, 12), start, length) == 0) return number;
    slot = after(slot);
  }
  reserveText(length);
  memory.copy(textEnd, start, length);
  return insert(i32x4.replace_lane(key, 3, <i32>(textEnd - text)), length);
}

/** Makes room for a term, its line feed, and what is written beyond a short one. */
function reserveText(length: usize): void {
  const used = textEnd - text;
  if (used + length + 17 <= textCapacity) return;
  while (used + length + 17 > textCapacity) textCapacity *= 2;
  text = heap.realloc(text, textCapacity);
  textEnd = text + used;
}

/** Gives a number to a new term, whose bytes have been written after the text. */
function insert(key: v128, length: usize): u32 {
  store<u8>(textEnd + length, 0x0a);
  textEnd += length + 1;
  if (<u64>terms + 2 > <u64>1 << (slotBits - 1)) grow();
  terms++;
  v128.store(keys + (<usize>terms << 4), key);
  settle(terms);
  return terms;
}

/** Puts a number that is in no slot yet into the first free one from where its key belongs. */
function settle(number: u32): void {
  let slot = homeOf(v128.load(keys + (<usize>number << 4)));
  while (load<u32>(slots + slot) != 0) slot = after(slot);
  store<u32>(slots + slot, number);
}

/** Twice as many slots, filled in the order of the numbers: so common terms, which come early, are where they belong. */
function grow(): void {
  const half: usize = 1 << <usize>slotBits;
  slotBits++;
  heap.free(slots);
  slots = heap.alloc(half << 3);
  memory.fill(slots, 0, half << 3);
  keys = heap.realloc(keys, half << 4);
  counts = heap.realloc(counts, half << 2);
  memory.fill(counts + (half << 1), 0, half << 1);
  for (let number: u32 = 1; number <= terms; number++) settle(number);
}
