/* Types of the parts used of packages that bring none. */

declare module 'stopword' {
  const lists: Readonly<Record<string, readonly string[]>>;
  export default lists;
}

declare module 'natural/lib/natural/stemmers/*' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}

declare module '@orama/stemmers/*' {
  export function stemmer(word: string): string;
}

declare module '@orama/stemmers/bulgarian' {
  /** Changes what it is given. */
  export function stemmer(word: { [place: number]: string; readonly length: number; substring(begin: number, end: number): string }): string;
}
