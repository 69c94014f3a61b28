/** Columns of documents.csv that are not of the metadata. */
export const OWN_COLUMNS = ['id', 'path', 'tokens', 'terms', 'language', 'unknown'];

/** The names of metadata in the order in which they are first met, and their columns of documents.csv: one named as one of ours gets "metadata_" in front. */
export function metadataColumns(documents: Iterable<{ metadata: Readonly<Record<string, string>> }>): { name: string; column: string }[] {
  const names = new Set<string>();
  for (const { metadata } of documents) for (const name in metadata) names.add(name);
  const taken = new Set(OWN_COLUMNS);
  return Array.from(names, (name) => {
    let column = name;
    while (taken.has(column) || (column !== name && names.has(column))) column = `metadata_${column}`;
    taken.add(column);
    return { name, column };
  });
}
