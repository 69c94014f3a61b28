/** Characters that would break a line, or turn the direction of what follows. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text in one line, whose direction stays its own: a blank for each character that would change that. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, ' ');
}
