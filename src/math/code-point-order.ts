/** Order of two strings by code point, for sort(): JavaScript's own order is by UTF-16 unit, which puts U+FFxx after U+1xxxx. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const surrogateX = x >= 0xd800 && x <= 0xdfff;
      const surrogateY = y >= 0xd800 && y <= 0xdfff;
      return surrogateX === surrogateY ? x - y : surrogateX ? 1 : -1;
    }
  }
  return a.length - b.length;
}

/** Sorts strings by code point, in place. Where none has a surrogate the engine's own order is the same, and much faster. */
export function sortByCodePoint(strings: string[]): string[] {
  return /[\ud800-\udfff]/.test(strings.join('\n')) ? strings.sort(byCodePoint) : strings.sort();
}
