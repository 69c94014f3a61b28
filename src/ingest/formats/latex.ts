import { readText } from '../decode-text.js';
import type { Finding, Format, Head, Source } from '../document.js';
import { metadataOf } from '../metadata.js';
import { LatexReader } from './latex/latex-reader.js';

/** LaTeX: the text of the pages, without formulas, drawings and what is not expanded; title, author and date are metadata. */
export const latex: Format = { name: 'LaTeX', extensions: ['.tex', '.latex'], isText: true, recognizes, read: readLatex };

/** Whether the first line that is no comment begins a document; other commands may come before that. */
function recognizes({ text }: Head): boolean {
  if (text === undefined || !/^\s*[%\\]/.test(text)) return false;
  for (const line of text.split('\n')) {
    const said = line.trim();
    if (/^\\(?:documentclass|documentstyle|begin\{document\})/.test(said)) return true;
    if (said !== '' && said[0] !== '%' && said[0] !== '\\') return false;
  }
  return false;
}

async function* readLatex(source: Source): AsyncGenerator<Finding> {
  const { text: written, note } = await readText(source);
  if (note !== undefined) yield { kind: 'note', problem: note };
  const { text, fields, unbalanced } = new LatexReader(written.replaceAll(/\r\n?/g, '\n')).read();
  if (unbalanced) {
    yield { kind: 'note', problem: { reason: 'malformed', detail: 'a brace, formula or environment in it is not closed; what is in it is read as text' } };
  }
  const authors = fields.filter(([name]) => name === 'author').map(([, author]) => author);
  const others = fields.filter(([name]) => name !== 'author');
  yield { kind: 'document', text, metadata: metadataOf([...others, ['author', authors.join('; ')]]) };
}
