import { oneLine } from './one-line.js';

/** Text for the middle of a line, in which nothing is markup, HTML, a link or a table cell's end. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|~&$@]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');
}

/** Escaped text for the start of a line, where it must not begin a heading, a list, a rule or a block of code. */
export function atLineStart(escaped: string): string {
  return escaped
    .trimStart()
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
