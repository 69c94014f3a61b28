import { APOSTROPHE, classAt, HYPHEN, sizeAt } from './characters';

/** Where the word before ends; where none has come yet in this piece of the text, where the piece starts. */
let gapStart: usize = 0;
/** Whether the gap started in the piece before, or with the text. */
let goesOn: bool = false;
/** what was met in the gap: line feeds, and something that is no white space, hyphen or apostrophe */
let lines: i32 = 0;
let isBroken: bool = false;

/** The first word of a text stands after a break. */
export function startGaps(): void {
  goesOn = true;
  isBroken = true;
}

/** The next piece of a text. */
export function startPiece(start: usize): void {
  gapStart = start;
}

/** The end of a piece of the text. */
export function endPiece(end: usize): void {
  passGap(end);
  goesOn = true;
}

export function startGap(end: usize): void {
  gapStart = end;
}

/** Whether two words are apart: something stands between them that is no white space, hyphen or apostrophe, or an empty line; an 's is neither. */
@inline
export function isBreak(begin: usize): bool {
  if (begin - gapStart == 1 && !goesOn && load<u8>(gapStart) == 0x20) return false;
  passGap(begin);
  goesOn = false;
  return isBroken || lines > 1;
}

function passGap(to: usize): void {
  let at = gapStart;
  if (!goesOn) {
    lines = 0;
    isBroken = false;
    if (classAt(at) == APOSTROPHE) {
      const next = at + sizeAt(at);
      if (next < to && (load<u8>(next) | 0x20) == 0x73) at = next + 1;
    }
  }
  for (; at < to && !isBroken; at += sizeAt(at)) {
    const byte = load<u8>(at);
    if (byte == 0x0a) lines++;
    else if (byte != 0x20 && byte != 0x09 && !isJoiner(at)) isBroken = true;
  }
}

function isJoiner(at: usize): bool {
  const kind = classAt(at);
  return kind == APOSTROPHE || kind == HYPHEN || load<u16>(at) == 0xa0c2;
}
