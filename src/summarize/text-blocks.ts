import { isLowerCase, isUnspaced } from './letter-kinds.js';

/** Lines that run on: a paragraph, a heading, an item of a list. */
export interface Block {
  /** [begin, end), without white space around it */
  begin: number;
  end: number;
  /** whether an empty line or nothing stands before it */
  isParagraph: boolean;
}

interface Line {
  begin: number;
  end: number;
}

const LINES = /[^\n\r\f\u2028\u2029]+/g;
/** What items, quoted mail, rows of tables and headings in Markdown begin with. */
const ITEM = /(?:[-*+\u2022\u2023\u25e6\u25aa\u00b7\u2013\u2014]\s|[>|#]|\(?[0-9a-z]{1,3}\)\s)/iy;
/** Name: value, as in the head of a letter. */
const FIELD = /[A-Z][A-Za-z]*(?:[- ][A-Z][A-Za-z]*)?:(?:\s|$)/y;

/** Room at the end of a line, in characters and as a share of the longest line, beyond which the line was ended on purpose. */
const ROOM = 30;
const SHARE = 0.25;

/**
 * The blocks of a text, in order: all but white space is in one of them. An empty line ends a block; so does the end of a line that the
 * first word of the next one had fitted into, unless that begins in lower case: it was not broken for want of room.
 */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const paragraph of paragraphs(text)) {
    const width = paragraph.reduce((widest, { begin, end }) => Math.max(widest, end - begin), 0);
    paragraph.forEach((line, l) => {
      const before = paragraph[l - 1];
      const last = blocks.at(-1);
      if (before !== undefined && last !== undefined && runsOn(text, before, line, width)) last.end = line.end;
      else blocks.push({ ...line, isParagraph: l === 0 });
    });
  }
  return blocks;
}

/** Lines between empty ones. */
function paragraphs(text: string): Line[][] {
  const found: Line[][] = [];
  let last = 0;
  for (const { index, 0: whole } of text.matchAll(LINES)) {
    const line = whole.trim();
    if (line === '') continue;
    const begin = index + whole.indexOf(line);
    const gap = text.slice(last, begin);
    if (found.length === 0 || /\f|\u2029|\n[^\S\n]*\n|\r[^\S\n\r]*\r/.test(gap)) found.push([]);
    (found.at(-1) as Line[]).push({ begin, end: begin + line.length });
    last = begin + line.length;
  }
  return found;
}

function runsOn(text: string, before: Line, line: Line, width: number): boolean {
  ITEM.lastIndex = line.begin;
  FIELD.lastIndex = line.begin;
  if (ITEM.test(text) || FIELD.test(text)) return false;
  if (isLowerCase(text.charCodeAt(line.begin))) return true;
  const room = width - (before.end - before.begin);
  const needed = isUnspaced(text.charCodeAt(line.begin)) ? 0 : text.slice(line.begin, line.end).search(/\s|$/) + 1;
  return room - needed <= Math.min(ROOM, SHARE * width);
}
