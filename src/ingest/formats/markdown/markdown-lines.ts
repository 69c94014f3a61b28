// What single lines of Markdown are.

export const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/s;
export const HEADING = /^(#{1,6})(?: +(.*))?$/s;
export const RULE = /^(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$/;
export const BULLET = /^(?:[-+*]|\d{1,9}[.)])(?= |$)/;
export const FOOTNOTE_LABEL = /^\[\^([^\]\s]{1,100})\]:/;
export const UNDERLINE = /^(?:=+|-+)$/;
export const TASK_BOX = /^\[[ xX]\] +(?=\S)/;
export const DELIMITERS = /^\|? *:?-+:? *(?:\| *:?-+:? *)*\|?$/;
export const LINK_LABEL = /^\[((?:\\.|[^[\]\\]){1,999})\]:/;
export const LINK_TITLE = /^(?:"[^"]*"|'[^']*'|\([^()]*\))$/;

/** Starts of blocks of HTML that end in a line with a mark of their own. */
export const RAW_HTML: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];
/** Starts of blocks of HTML that end at an empty line. */
export const BLOCK_TAG =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ >]|\/>|$)/i;
/** A line that is a single tag. */
export const LONE_TAG = /^<(?:\/[a-z][a-z0-9-]*|[a-z][a-z0-9-]*(?: [^<>`]*)?)\/?>$/i;

/** As marked compares the labels of links. */
export function linkLabel(label: string): string {
  return label.trim().replaceAll(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}

/** Whether a line without indentation ends the paragraph before it. */
export function startsBlock(rest: string): boolean {
  switch (rest[0]) {
    case '#':
      return HEADING.test(rest);
    case '`':
    case '~':
      return FENCE.test(rest);
    case '-':
    case '_':
    case '*':
      return RULE.test(rest);
    case '<':
      return BLOCK_TAG.test(rest) || RAW_HTML.some(([start]) => start.test(rest));
    default:
      return false;
  }
}

export function withoutHashes(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === '#') end--;
  return end === 0 || heading[end - 1] === ' ' ? heading.slice(0, end).trim() : heading.trim();
}

export function cellsOf(row: string): string[] {
  const line = row.trim();
  const cells: string[] = [];
  let start = line[0] === '|' ? 1 : 0;
  for (let i = start; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '|') {
      cells.push(line.slice(start, i).trim().replaceAll('\\|', '|'));
      start = i + 1;
    }
  }
  if (start < line.length) cells.push(line.slice(start).trim().replaceAll('\\|', '|'));
  return cells;
}

/** Spaces from a place on, counted up to `most`. */
export function indentOf(line: string, at: number, most = Number.POSITIVE_INFINITY): number {
  let spaces = 0;
  while (spaces < most && line[at + spaces] === ' ') spaces++;
  return spaces;
}

export function expandTabs(line: string): string {
  let expanded = '';
  for (const part of line.split('\t')) expanded += part + ' '.repeat(4 - ((expanded.length + part.length) % 4));
  return expanded.trimEnd();
}
