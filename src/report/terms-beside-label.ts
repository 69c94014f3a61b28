/** Between the words of a phrase: "Xbox 360", "follow-up", "soldiers' pay". */
const BETWEEN_WORDS = /['’]s?[ \u2010\u2011-]|[ \u2010\u2011-]/u;
/** Scripts whose words have nothing between them, so that a phrase is its words joined: Thai to Khmer, kana, ideographs. */
const UNSPACED = /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]+$/u;

/**
 * The terms of a topic that its label does not show already, in whatever spelling, alone or in a phrase: beside "hard drive, Mexico" neither
 * "drive" nor "mexico".
 *
 * @param label parts with commas between them
 */
export function termsBesideLabel(label: string, terms: readonly string[]): string[] {
  const parts = label.split(', ').map(inLowerCase);
  const shown = new Set(parts.flatMap((part) => [part, part.split(BETWEEN_WORDS).join(' '), ...part.split(BETWEEN_WORDS)]));
  return terms.filter((term) => {
    const own = inLowerCase(term);
    return !shown.has(own) && !(UNSPACED.test(own) && parts.some((part) => part.includes(own)));
  });
}

/** Without marks that terms do not have: Hebrew and Arabic ones, and the dot that is left over an i that was a Turkish capital. */
function inLowerCase(text: string): string {
  return text.toLowerCase().replace(/[\u0307\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0655\u0670]/g, '');
}
