/** Words in a label. */
const LENGTH = 3;

/**
 * A short name for each topic: its first three terms. A topic whose label another one has takes further terms until they differ.
 *
 * @param topTerms the terms of each topic, best first
 */
export function labelTopics(topTerms: readonly (readonly string[])[]): string[] {
  const taken = new Set<string>();
  return topTerms.map((terms, k) => {
    let length = LENGTH;
    let label = terms.slice(0, length).join(', ');
    while (taken.has(label) && length < terms.length) label = terms.slice(0, ++length).join(', ');
    if (label === '' || taken.has(label)) label = `topic ${k + 1}`;
    taken.add(label);
    return label;
  });
}
