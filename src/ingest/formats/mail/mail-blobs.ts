/** Lines of encoded data that make a block: a few may be text. */
const LEAST_LINES = 4;

const UU_BEGIN = /^begin(?:-base64)? [0-7]{3,4} \S/;
/** A full line of uuencoded data: its length as a letter, then 45 bytes as 60 characters. */
const UU_LINE = /^M[ -`]{60}$/;
/** A line without white space that is too long for a word: base64, BinHex, xxencoding; not the address of a page. */
const ENCODED_LINE = /^(?!.*:\/\/)[!-~]{50,1000}$/;
/** The last, shorter line of such data, if it does not look like a word. */
const ENCODED_END = /^(?=.*[A-Z].*\d|.*\d.*[A-Z]|.*=$)[A-Za-z0-9+/=:!-]{4,}$/;

const ARMOUR = /^-----(?:BEGIN|END) ([A-Z0-9 -]{3,60})-----\s*$/;

/**
 * The lines of a mail without what is no text: uuencoded, base64 and yEnc data that stands in the body, and the armour of PGP and the like; what
 * is signed with PGP is kept.
 */
export function withoutBlobs(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const armourEnds = findArmourEnds(lines);
  let signed = false;
  for (let l = 0; l < lines.length; ) {
    const line = lines[l] as string;
    const armour = armourOf(line, 'BEGIN');
    if (armour === 'PGP SIGNED MESSAGE') {
      signed = true;
      // its own header goes on to an empty line
      while (l < lines.length && (lines[l] as string).trim() !== '') l++;
    } else if (armour !== undefined) {
      signed &&= armour !== 'PGP SIGNATURE';
      l = (armourEnds.get(l) ?? l) + 1;
    } else {
      const end = blockEnd(lines, l);
      if (end === l) kept.push(signed && line.startsWith('- -') ? line.slice(2) : line);
      l = Math.max(end, l + 1);
    }
  }
  return kept;
}

/** What kind of armour a line begins or ends: PGP SIGNATURE, yEnc. */
function armourOf(line: string, side: 'BEGIN' | 'END'): string | undefined {
  if (line.startsWith('=y')) return line.startsWith(side === 'BEGIN' ? '=ybegin ' : '=yend ') ? 'yEnc' : undefined;
  return line.startsWith(`-----${side} `) ? ARMOUR.exec(line)?.[1] : undefined;
}

/** The lines that end armour, by those that begin it. */
function findArmourEnds(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  const nextByKind = new Map<string, number>();
  for (let l = lines.length - 1; l >= 0; l--) {
    const line = lines[l] as string;
    const ended = armourOf(line, 'END');
    if (ended !== undefined) nextByKind.set(ended, l);
    const next = nextByKind.get(armourOf(line, 'BEGIN') ?? '');
    if (next !== undefined) ends.set(l, next);
  }
  return ends;
}

/** Where the block of data ends that begins at a line; that line itself if there is none. */
function blockEnd(lines: readonly string[], begin: number): number {
  const line = lines[begin] as string;
  if (UU_BEGIN.test(line)) {
    const end = uuEnd(lines, begin + 1);
    if (end > begin + 1) return end;
  }
  const full = UU_LINE.test(line) ? UU_LINE : ENCODED_LINE.test(line) ? ENCODED_LINE : undefined;
  if (full === undefined) return begin;
  let l = begin + 1;
  while (l < lines.length && full.test(lines[l] as string)) l++;
  if (l - begin < LEAST_LINES) return begin;
  if (full === UU_LINE) return uuEnd(lines, l);
  const last = lines[l] ?? '';
  return last.length <= 80 && ENCODED_END.test(last) ? l + 1 : l;
}

/** Where uuencoded data ends that goes on at a line: after its full lines, the last ones and "end". */
function uuEnd(lines: readonly string[], from: number): number {
  let full = from;
  while (full < lines.length && UU_LINE.test(lines[full] as string)) full++;
  let l = full;
  while (l < lines.length && l < full + 3 && isUuLine(lines[l] as string)) l++;
  return /^(?:end|====)\s*$/.test(lines[l] ?? '') ? l + 1 : l;
}

/** Whether a line is as long as its first character says. */
function isUuLine(line: string): boolean {
  const trimmed = line.slice(0, 100).trimEnd();
  const length = 1 + Math.ceil(((trimmed.charCodeAt(0) - 32) & 63) / 3) * 4;
  // trailing spaces, which stand for zeros, are often lost; some add a check sum
  return /^[ -`]+$/.test(trimmed) && trimmed.length >= length - 3 && trimmed.length <= length + 2;
}
