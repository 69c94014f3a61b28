import { ConfigError } from '../errors/errors.js';
import { sortByCodePoint } from '../math/code-point-order.js';
import { metadataColumns } from './metadata-columns.js';

/** A document as far as labels of it can be told. */
export interface LabelledDocument {
  id: string;
  path: string;
  /** ISO 639-1 code, or none */
  language: string;
  metadata: Readonly<Record<string, string>>;
}

/** Labels of documents. */
export interface DocumentLabels {
  column: string;
  /** the different ones, by code point */
  labels: string[];
  /** of each document the index of its label, −1 for none */
  labelOf: Int32Array;
}

/** Names that are labels by themselves, if no column of the metadata has them: the first folder of the path. */
const FOLDER_NAMES = ['folder', 'path'];

/**
 * The labels in a column of documents.csv.
 *
 * @param column of the metadata; language; folder or path: the first folder of the document's path, none for one that lies in no folder
 * @param setting that names the column, for messages
 * @throws ConfigError where no document has such a column, or fewer than two different labels are in it
 */
export function labelsOf(documents: readonly LabelledDocument[], column: string, setting: string): DocumentLabels {
  const known = metadataColumns(documents);
  const name = known.find((one) => one.column === column)?.name;
  if (name === undefined && column !== 'language' && !FOLDER_NAMES.includes(column)) {
    throw new ConfigError(`\`${setting}\` names "${column}", which documents.csv does not have`, {
      hint: `It has: ${['folder', 'language', ...known.map((one) => one.column)].join(', ')}; folder is the first folder of each path.`,
    });
  }
  const labels =
    name !== undefined ? metadataLabels(documents, name, column) : column === 'language' ? languageLabels(documents) : folderLabels(documents, column);
  const count = labels.labels.length;
  if (count < 2)
    throw new ConfigError(
      `\`${setting}\` names "${column}", in which there ${count === 1 ? 'is one label' : `are ${count} different labels`}, expected at least 2`,
      {
        hint: 'Name a column in which documents differ, or leave the setting out.',
      },
    );
  return labels;
}

/** @param name in the metadata */
export function metadataLabels(documents: readonly LabelledDocument[], name: string, column: string): DocumentLabels {
  return labelled(column, documents, ({ metadata }) => (Object.hasOwn(metadata, name) ? (metadata[name] as string).trim() : ''));
}

/** The first folder of each path. */
export function folderLabels(documents: readonly LabelledDocument[], column = 'folder'): DocumentLabels {
  return labelled(column, documents, ({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : ''));
}

export function languageLabels(documents: readonly LabelledDocument[]): DocumentLabels {
  return labelled('language', documents, ({ language }) => language);
}

function labelled(column: string, documents: readonly LabelledDocument[], labelIn: (document: LabelledDocument) => string): DocumentLabels {
  const written = documents.map(labelIn);
  const labels = sortByCodePoint([...new Set(written)].filter((label) => label !== ''));
  const indices = new Map(labels.map((label, index) => [label, index]));
  return { column, labels, labelOf: Int32Array.from(written, (label) => indices.get(label) ?? -1) };
}
