import { readText } from '../decode-text.js';
import type { Finding, Format, Source } from '../document.js';

/** A text as it is, one document. */
export const plainText: Format = { name: 'plain text', extensions: ['.txt', '.text'], isText: true, read: readPlainText };

async function* readPlainText(source: Source): AsyncGenerator<Finding> {
  const { text, note } = await readText(source);
  if (note !== undefined) yield { kind: 'note', problem: note };
  yield { kind: 'document', text, metadata: {} };
}
