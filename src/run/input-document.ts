import { ConfigError } from '../errors/errors.js';
import type { SourceDocument } from '../ingest/source-document.js';

/** A document given to the library: a text, or a text with a name and what is known of it. */
export type InputDocument = string | { id?: string; text: string; metadata?: Readonly<Record<string, string>> };

/**
 * The documents with their names, which default to their position from 1.
 *
 * @throws ConfigError for one that is no text
 */
export async function* namedDocuments(documents: Iterable<InputDocument> | AsyncIterable<InputDocument>): AsyncGenerator<SourceDocument> {
  let number = 0;
  for await (const document of documents) {
    number++;
    const { id = String(number), text, metadata = {} } = typeof document === 'string' ? { text: document } : document;
    if (typeof text !== 'string')
      throw new ConfigError(`document ${number} must be a text, or an object with a \`text\`, got ${text === null ? 'null' : typeof text}`);
    yield { id, path: id, text, metadata };
  }
}
