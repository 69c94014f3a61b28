/** Names and what they stand for, two by two. */
const pairs = (list: string): Map<string, string> => new Map([...list.matchAll(/(\S+) (\S+)/g)].map(([, name = '', meaning = '']) => [name, meaning]));

/** Commands that are characters. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ...pairs(
    `ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ S § P ¶ pounds £ euro € texteuro € EUR €
    copyright © textcopyright © textregistered ® texttrademark ™ textdegree ° degree ° textmu µ dag † ddag ‡ textbullet • ldots … dots … textellipsis …
    textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq ›
    quotedblbase „ guillemotleft « guillemotright » guillemetleft « guillemetright » textexclamdown ¡ textquestiondown ¿ textasciitilde ~
    textasciicircum ^ textbackslash \\ textbar | textless < textgreater > textunderscore _ textdollar $ textordfeminine ª textordmasculine º slash /
    LaTeX LaTeX LaTeXe LaTeX2e TeX TeX BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX & & % % $ $ # # _ _ { { } }`,
  ),
  ...'quad qquad space enspace enskip thinspace nobreakspace hfill hfil hss xspace textvisiblespace , ; : >'.split(' ').map((name) => [name, ' '] as const),
  ...[' ', '\n', '\t'].map((name) => [name, ' '] as const),
  ...'newline linebreak tabularnewline cr'.split(' ').map((name) => [name, '\n'] as const),
  ...'and And AND'.split(' ').map((name) => [name, '; '] as const),
]);

/** Combining marks of the commands that set an accent. */
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ...pairs('` \u0300 \' \u0301 ^ \u0302 ~ \u0303 = \u0304 u \u0306 . \u0307 " \u0308 r \u030a H \u030b v \u030c d \u0323 c \u0327 k \u0328 b \u0331'),
  ['t', ''],
]);

/** Marks that are shown as another. */
const LIGATURES = pairs('-- – `` “ ` ‘ ?` ¿ !` ¡').set("''", '”').set("'", '’').set('~', ' ').set('&', '\t');

/** What a quotation mark makes of the next character where a text is German (babel's shorthands). */
const GERMAN_SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ...pairs("a ä o ö u ü A Ä O Ö U Ü s ß z ß e ë i ï ` „ ' “ = - ~ - < « > »"),
  ...['-', '"', '|'].map((name) => [name, ''] as const),
]);

/** What an accent stands on: a letter, in braces or not, or i or j without its dot. */
const ACCENTED = /[ \t]*(?:\{[ \t]{0,9}(?:\\([ij])|([^\s\\{}]))[ \t]{0,9}\}|\\([ij])(?![A-Za-z])[ \t]*|([^\s\\{}$%&~#]))/uy;

/** Characters as a page shows them, and where they end in the source. */
export interface Characters {
  shown: string;
  next: number;
}

export const isAccent = (command: string): boolean => ACCENTS.has(command);

/** The letter behind a command that sets an accent; of several in braces the accent is left out. */
export function accented(command: string, text: string, at: number): Characters {
  ACCENTED.lastIndex = at;
  const found = ACCENTED.exec(text);
  // without a letter it is a character of its own
  if (found === null) return { shown: command === '~' || command === '^' ? command : '', next: at };
  const letter = found[1] ?? found[2] ?? found[3] ?? found[4];
  return { shown: (letter + (ACCENTS.get(command) as string)).normalize('NFC'), next: ACCENTED.lastIndex };
}

/** What a punctuation mark is with those behind it: dashes, quotation marks, German shorthands. */
export function punctuation(text: string, at: number, isGerman: boolean): Characters {
  const first = text[at] as string;
  const second = text[at + 1] ?? '';
  const shorthand = first === '"' && isGerman ? GERMAN_SHORTHANDS.get(second) : undefined;
  if (shorthand !== undefined) return { shown: shorthand, next: at + 2 };
  const pair = LIGATURES.get(first + second);
  if (pair !== undefined) return pair === '–' && text[at + 2] === '-' ? { shown: '—', next: at + 3 } : { shown: pair, next: at + 2 };
  return { shown: LIGATURES.get(first) ?? first, next: at + 1 };
}

/** Whether babel, or what loads it, is told to write German. */
export function saysGerman(text: string): boolean {
  const said = text.split('\n', 1)[0] as string;
  return said.includes('german') && (!said.includes('english') || /german\] ?\{/.test(said));
}
