import { counts } from './dictionary';

/** Whether the order of the words is kept: see ../../packed-rows.ts for both kinds of rows. */
export let keepsOrder: bool = false;
/** words of the current document */
let tokens: u32 = 0;
/** runs of letters of the current document that were too long for words */
let tooLong: u32 = 0;

/** where the distinct words of the current document are listed, where the order is not kept */
let list: usize = 0;
let listCapacity: usize = 4096;
let listEnd: usize = 0;

/** the packed row */
let row: usize = 0;
let rowCapacity: usize = 4096;
let rowEnd: usize = 0;

export function startRows(order: bool): void {
  keepsOrder = order;
  list = heap.alloc(listCapacity);
  row = heap.alloc(rowCapacity);
}

export function startRow(): void {
  tokens = 0;
  tooLong = 0;
  listEnd = list;
  rowEnd = row;
}

/** Makes room for words to be added. */
export function reserveWords(words: usize): void {
  if (keepsOrder) reserveRow(5 * words);
  else {
    const used = listEnd - list;
    if (used + 4 * words + 4 <= listCapacity) return;
    while (used + 4 * words + 4 > listCapacity) listCapacity *= 2;
    list = heap.realloc(list, listCapacity);
    listEnd = list + used;
  }
}

function reserveRow(bytes: usize): void {
  const used = rowEnd - row;
  if (used + bytes + 8 <= rowCapacity) return;
  while (used + bytes + 8 > rowCapacity) rowCapacity *= 2;
  row = heap.realloc(row, rowCapacity);
  rowEnd = row + used;
}

/** Counts words, given by the numbers of their terms. */
export function addToList(numbers: usize, size: usize): void {
  let end = listEnd;
  for (let word: usize = 0; word < size; word++) {
    const number = load<u32>(numbers + (word << 2));
    const count = counts + (<usize>number << 2);
    const before = load<u32>(count);
    store<u32>(count, before + 1);
    // written in any case, since whether it is a new one cannot be foreseen
    store<u32>(end, number);
    end += before == 0 ? 4 : 0;
  }
  listEnd = end;
  tokens += size;
}

/** Adds words to the row, each with a byte that says whether it stands after a break. */
export function addToRow(numbers: usize, breaks: usize, size: usize): void {
  let end = rowEnd;
  for (let word: usize = 0; word < size; word++) {
    end = writeNumber(end, (load<u32>(numbers + (word << 2)) - 1) * 2 + load<u8>(breaks + word));
  }
  rowEnd = end;
  tokens += size;
}

export function addTooLong(): void {
  tooLong++;
}

/** Writes a number in 1 to 5 bytes, and others up to the eighth; returns its end. */
@inline
function writeNumber(to: usize, value: u32): usize {
  // seven bits a byte: (bits + 6) / 7
  const size = ((38 - clz(value | 1)) * 37) >> 8;
  const wide = <u64>value;
  const spread = (wide & 0x7f) | ((wide & 0x3f80) << 1) | ((wide & 0x1fc000) << 2) | ((wide & 0xfe00000) << 3) | ((wide & 0xf0000000) << 4);
  store<u64>(to, spread | (0x80808080 & ((<u64>1 << ((size - 1) << 3)) - 1)));
  return to + size;
}

/** Ends the row; returns how many bytes it has. */
export function finishRow(): usize {
  if (!keepsOrder) packList();
  return rowEnd - row;
}

function packList(): void {
  reserveRow(((listEnd - list) >> 2) * 10);
  let to = rowEnd;
  for (let at = list; at < listEnd; at += 4) {
    const number = load<u32>(at);
    const entry = counts + (<usize>number << 2);
    const count = load<u32>(entry);
    store<u32>(entry, 0);
    const repeats = <u32>(count > 1);
    to = writeNumber(to, (number - 1) * 2 + repeats);
    const after = writeNumber(to, count - 1 - repeats);
    if (repeats) to = after;
  }
  rowEnd = to;
}

export function rowStart(): usize {
  return row;
}

export function tokenCount(): u32 {
  return tokens;
}

export function tooLongCount(): u32 {
  return tooLong;
}
