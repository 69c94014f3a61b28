import type { Characters } from './latex-characters.js';

/** Longest code inside a line, in characters. */
const MOST_IN_LINE = 1000;

/** Finds text in which nothing is a command. */
export class LatexVerbatim {
  private readonly text: string;
  /** what would end such text, and does not come any more */
  private readonly missing = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  /** Code inside a line, between two equal marks; nothing where there is none. */
  word(at: number): Characters {
    const { text } = this;
    const start = text[at] === '*' ? at + 1 : at;
    const mark = text[start] ?? ' ';
    const end = /[\sA-Za-z{]/.test(mark) || mark > '~' ? undefined : this.find(mark, start + 1);
    if (end === undefined || end - start > MOST_IN_LINE) return { shown: '', next: at };
    const shown = text.slice(start + 1, end);
    return shown.includes('\n') ? { shown: '', next: at } : { shown, next: end + 1 };
  }

  /** What is in an environment that has just begun; its options, and what language it is in, stand on the first line and are left out. */
  environment(name: string, at: number): Characters | undefined {
    const { text } = this;
    const mark = `\\end{${name}}`;
    const end = this.find(mark, at);
    if (end === undefined) return undefined;
    const lineEnd = '[{'.includes(text[at] as string) ? text.indexOf('\n', at) : -1;
    return { shown: text.slice(lineEnd >= 0 && lineEnd < end ? lineEnd : at, end), next: end + mark.length };
  }

  private find(mark: string, from: number): number | undefined {
    if (this.missing.has(mark)) return undefined;
    const end = this.text.indexOf(mark, from);
    if (end >= 0) return end;
    this.missing.add(mark);
    return undefined;
  }
}
