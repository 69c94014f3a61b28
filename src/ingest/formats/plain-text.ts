import { type DecodedText, readText } from '../decode-text.js';
import type { Finding, Format, FoundDocument, Source } from '../document.js';
import type { Problem } from '../ledger.js';

/** A text as it is, one document. */
export const plainText: Format = { name: 'plain text', extensions: ['.txt', '.text'], isText: true, read: readPlainText };

async function* readPlainText(source: Source): AsyncGenerator<Finding> {
  yield* textFindings(await readText(source));
}

/** What a text that is decoded already gives. */
export function textFindings({ text, note }: DecodedText): (FoundDocument | { kind: 'note'; problem: Problem })[] {
  const document: FoundDocument = { kind: 'document', text, metadata: {} };
  return note === undefined ? [document] : [{ kind: 'note', problem: note }, document];
}
