/* ROUGE, by which summaries are compared with texts that people wrote. */

/** Runs of n words, each with how often it occurs. */
function grams(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let w = 0; w + n <= words.length; w++) {
    const gram = words.slice(w, w + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/**
 * ROUGE-N recall (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries"), the mean over the references of
 * Σ_g min(count of g in the reference, count of g in the summary) / Σ_g count of g in the reference, over the n-grams g of each.
 */
export function rougeRecall(summary: readonly string[], references: readonly (readonly string[])[], n: number): number {
  const own = grams(summary, n);
  let sum = 0;
  for (const reference of references) {
    let matches = 0;
    let all = 0;
    for (const [gram, count] of grams(reference, n)) {
      matches += Math.min(count, own.get(gram) ?? 0);
      all += count;
    }
    sum += all === 0 ? 0 : matches / all;
  }
  return sum / references.length;
}
