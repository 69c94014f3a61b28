import { readText } from './decode-text.js';
import type { Finding, SourceFile } from './document.js';

/** A file that is one document. */
export async function* readPlainText(file: SourceFile): AsyncGenerator<Finding> {
  const decoded = await readText(file);
  if ('problem' in decoded) {
    yield { kind: 'problem', problem: decoded.problem };
    return;
  }
  if (decoded.note !== undefined) yield { kind: 'note', problem: decoded.note };
  yield { kind: 'document', text: decoded.text, metadata: {} };
}
