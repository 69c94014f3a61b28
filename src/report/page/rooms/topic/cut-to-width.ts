/** The text, or as much of its beginning as a width has room for, and an ellipsis. @param widthOf as `textWidth` gives it */
export function cutToWidth(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  let [low, high] = [0, characters.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (widthOf(`${characters.slice(0, middle).join('').trimEnd()}…`) <= width) low = middle;
    else high = middle;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}
