import { BLOCK, TermList } from './term-list.js';

/** Terms as UTF-8, one behind the other, a line feed after each; and where each starts, by its id. */
export interface TermBytes {
  bytes: Uint8Array;
  starts: Uint32Array;
}

const LINE_FEED = 0x0a;
/** So many are sorted by comparing them, the next six bytes of each first: as many as a double can tell. */
const FEW = 64;
const BYTES = 6;
/** By so many bits of their first bytes all terms are sorted at a time. */
const DIGIT = 12;

/**
 * The distinct terms of some ids by code point, which is the order of their bytes.
 *
 * @param ids of the terms, in any order; they are sorted
 * @param indexOf of all terms, −1 each; receives the index of each of the ids
 */
export function sortedTerms(all: TermBytes, ids: Uint32Array<ArrayBuffer>, indexOf: Int32Array): TermList {
  const { high, low } = sortByFirstBytes(all, ids);
  const isAlike = (i: number) => i > 0 && high[i] === high[i - 1] && low[i] === low[i - 1];
  for (let begin = 0; begin < ids.length; ) {
    let end = begin + 1;
    while (end < ids.length && isAlike(end)) end++;
    if (end - begin > 1 && !hasEnded(low[begin])) sort(all, ids, begin, end, BYTES);
    begin = end;
  }
  const sorted = new Uint8Array(all.bytes.length);
  const blocks = new Uint32Array(Math.ceil(ids.length / BLOCK));
  let count = 0;
  let end = 0;
  for (let i = 0; i < ids.length; i++) {
    const isSame = isAlike(i) && (hasEnded(low[i]) || compare(all, ids[i - 1], ids[i], BYTES) === 0);
    if (!isSame) {
      if (count % BLOCK === 0) blocks[count / BLOCK] = end;
      count++;
      end = copyTerm(all, ids[i], sorted, end);
    }
    indexOf[ids[i]] = count - 1;
  }
  return new TermList(sorted.subarray(0, end), blocks.subarray(0, Math.ceil(count / BLOCK)), count);
}

/** Copies a term and the line feed after it; returns where they end. */
function copyTerm({ bytes, starts }: TermBytes, id: number, to: Uint8Array, start: number): number {
  let from = starts[id];
  let end = start;
  do to[end++] = bytes[from];
  while (bytes[from++] !== LINE_FEED);
  return end;
}

/** Sorts ids by the first six bytes of their terms; returns those bytes, each plus one and 0 behind the end, as two numbers of three. */
function sortByFirstBytes({ bytes, starts }: TermBytes, ids: Uint32Array<ArrayBuffer>): { high: Uint32Array; low: Uint32Array } {
  let from = { ids, high: new Uint32Array(ids.length), low: new Uint32Array(ids.length) };
  let to = { ids: new Uint32Array(ids.length), high: new Uint32Array(ids.length), low: new Uint32Array(ids.length) };
  for (let i = 0; i < ids.length; i++) {
    let at = starts[ids[i]];
    let [high, low] = [0, 0];
    for (let shift = 16; shift >= 0 && bytes[at] !== LINE_FEED; shift -= 8) high |= (bytes[at++] + 1) << shift;
    for (let shift = 16; shift >= 0 && bytes[at] !== LINE_FEED; shift -= 8) low |= (bytes[at++] + 1) << shift;
    from.high[i] = high;
    from.low[i] = low;
  }
  const heads = new Uint32Array(2 ** DIGIT);
  const mask = heads.length - 1;
  // four times: so they end in the arrays in which they began
  for (const key of ['low', 'high'] as const) {
    for (const shift of [0, DIGIT]) {
      heads.fill(0);
      for (let i = 0; i < ids.length; i++) heads[(from[key][i] >>> shift) & mask]++;
      let place = 0;
      for (let head = 0; head < heads.length; head++) {
        const size = heads[head];
        heads[head] = place;
        place += size;
      }
      for (let i = 0; i < ids.length; i++) {
        const place = heads[(from[key][i] >>> shift) & mask]++;
        to.ids[place] = from.ids[i];
        to.high[place] = from.high[i];
        to.low[place] = from.low[i];
      }
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Whether a term has ended before the last of its first bytes, by the latter three. */
function hasEnded(low: number): boolean {
  return (low & 0xff) === 0;
}

/** Sorts a range of ids by their terms, which are alike in so many bytes: byte by byte into buckets, each of which is sorted by the bytes after. */
function sort(all: TermBytes, ids: Uint32Array, first: number, last: number, alike: number): void {
  if (last - first <= FEW) {
    sortFew(all, ids, first, last, alike);
    return;
  }
  const { bytes, starts } = all;
  const other = new Uint32Array(last - first);
  const heads = new Uint16Array(last - first);
  const ends = new Uint32Array(257);
  // ranges of ids that are alike in so many bytes
  const ranges = [first, last, alike];
  while (ranges.length > 0) {
    const depth = ranges.pop() as number;
    const end = ranges.pop() as number;
    const begin = ranges.pop() as number;
    if (end - begin <= FEW) {
      sortFew(all, ids, begin, end, depth);
      continue;
    }
    ends.fill(0);
    for (let i = begin; i < end; i++) {
      const byte = bytes[starts[ids[i]] + depth];
      // the end of a term comes before any byte
      const head = byte === LINE_FEED ? 0 : byte + 1;
      heads[i - begin] = head;
      ends[head]++;
    }
    let place = 0;
    for (let head = 0; head <= 256; head++) {
      const size = ends[head];
      if (size > 1 && head > 0) ranges.push(begin + place, begin + place + size, depth + 1);
      ends[head] = place;
      place += size;
    }
    for (let i = begin; i < end; i++) other[ends[heads[i - begin]]++] = ids[i];
    ids.set(other.subarray(0, end - begin), begin);
  }
}

const keys = new Float64Array(FEW);

/** Sorts a few ids by insertion. */
function sortFew(all: TermBytes, ids: Uint32Array, begin: number, end: number, depth: number): void {
  for (let i = begin; i < end; i++) {
    const id = ids[i];
    const key = keyAt(all, id, depth);
    let at = i;
    while (at > begin) {
      const before = keys[at - 1 - begin];
      if (before < key || (before === key && compare(all, ids[at - 1], id, depth) <= 0)) break;
      ids[at] = ids[at - 1];
      keys[at - begin] = before;
      at--;
    }
    ids[at] = id;
    keys[at - begin] = key;
  }
}

/** The next bytes of a term as a number; 0 for what is beyond its end. */
function keyAt({ bytes, starts }: TermBytes, id: number, depth: number): number {
  let at = starts[id] + depth;
  let key = 0;
  for (let unit = 257 ** (BYTES - 1); unit >= 1; unit /= 257) {
    const byte = bytes[at++];
    if (byte === LINE_FEED) break;
    key += unit * (byte + 1);
  }
  return key;
}

/** Compares two terms that are alike in so many bytes. */
function compare({ bytes, starts }: TermBytes, a: number, b: number, depth: number): number {
  let x = starts[a] + depth;
  let y = starts[b] + depth;
  while (bytes[x] === bytes[y] && bytes[x] !== LINE_FEED) {
    x++;
    y++;
  }
  if (bytes[x] === bytes[y]) return 0;
  if (bytes[x] === LINE_FEED) return -1;
  return bytes[y] === LINE_FEED ? 1 : bytes[x] - bytes[y];
}
