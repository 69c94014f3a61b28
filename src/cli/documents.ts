import { documentTable } from '../report/document-table.js';
import { whole } from '../report/sentences.js';
import { type DocumentList, type DocumentQuery, listDocuments } from '../run/list-documents.js';
import { print, terminalWidth } from './output.js';

/** `topikl documents DIR`: documents of a finished run, with their largest topics. */
export async function documentsCommand(folder: string, query: DocumentQuery, output: { json: boolean }): Promise<void> {
  const list = await listDocuments(folder, query);
  if (output.json) {
    const { count: _count, ...shown } = list;
    process.stdout.write(`${JSON.stringify(shown)}\n`);
    return;
  }
  if (list.documents.length > 0) {
    for (const line of documentTable(list.documents, terminalWidth())) print(line);
    print('');
  }
  print(whichDocuments(list));
}

function whichDocuments({ topic, near, count, documents }: DocumentList): string {
  if (topic !== undefined) {
    if (documents.length === 0) return `No document has words of topic ${topic}.`;
    return `The documents that show topic ${topic} best: by its share, times words / (words + 20), so that a short one does not come first.`;
  }
  if (near !== undefined) {
    if (documents.length === 0) return `No other document has a topic in common with ${near}.`;
    return `The documents whose mixtures are nearest to that of ${near}: Hellinger distance, 0 for the same mixture, 1 for no topic in common.`;
  }
  return documents.length < count ? `The first ${whole(documents.length)} of ${whole(count)} documents; more with --number.` : `All ${whole(count)} documents.`;
}
