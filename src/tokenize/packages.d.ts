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
