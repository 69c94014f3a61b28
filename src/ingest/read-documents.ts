import { createHash } from 'node:crypto';
import { CorpusError } from '../errors/errors.js';
import { normalizeText } from './decode-text.js';
import type { ColumnSettings, Finding, LedgerEntry, LedgerReason, Problem, SourceDocument, SourceFile } from './document.js';
import { MAGIC, readerFor } from './formats.js';
import { type Chunk, cutPassages } from './passages.js';

export interface ReadSettings extends ColumnSettings {
  chunk: Chunk;
  /** stop at the first file or row that cannot be read, instead of leaving it out */
  strict: boolean;
}

/** What is left out without being anyone's mistake; anything else stops a strict run. */
const HARMLESS: ReadonlySet<LedgerReason> = new Set(['duplicate', 'empty', 'no-documents']);

/**
 * Reads all documents in order. What cannot be read, is empty or is the exact copy of an earlier document goes to the ledger.
 *
 * @param ledger receives the entries
 * @param onFile called when a file has been read
 * @throws CorpusError in a strict run
 */
export async function* readDocuments(
  files: readonly SourceFile[],
  settings: ReadSettings,
  ledger: LedgerEntry[],
  onFile: (file: SourceFile) => void = () => {},
): AsyncGenerator<SourceDocument> {
  const collection = new Collection(settings, ledger);
  for (const file of files) {
    for await (const finding of findings(file, settings)) yield* collection.take(file, finding);
    collection.endFile(file);
    onFile(file);
  }
}

async function* findings(file: SourceFile, settings: ReadSettings): AsyncGenerator<Finding> {
  const reader = readerFor(file);
  if (reader === undefined) {
    yield { kind: 'problem', problem: { reason: 'unsupported-format', detail: 'this format is not read yet' } };
    return;
  }
  try {
    for await (const finding of reader(file, settings)) {
      const magic = finding.kind === 'document' && finding.row === undefined && MAGIC.some((bytes) => finding.text.startsWith(bytes));
      yield magic ? { kind: 'problem', problem: { reason: 'unsupported-format', detail: 'its first bytes are those of a PDF, RTF or ZIP file' } } : finding;
    }
  } catch (error) {
    yield { kind: 'problem', problem: readingProblem(error) };
  }
}

function readingProblem(error: unknown): Problem {
  if (error instanceof CorpusError) return { reason: 'malformed', detail: error.message };
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { reason: 'unreadable', detail: `the system says ${code}` };
}

/** Gives documents their ids, finds copies, and writes the ledger. */
class Collection {
  private readonly settings: ReadSettings;
  private readonly ledger: LedgerEntry[];
  private readonly ids = new Set<string>();
  private readonly idByContent = new Map<string, string>();
  /** what the current file has given so far */
  private findings = 0;
  private documents = 0;

  constructor(settings: ReadSettings, ledger: LedgerEntry[]) {
    this.settings = settings;
    this.ledger = ledger;
  }

  *take(file: SourceFile, finding: Finding): Generator<SourceDocument> {
    if (finding.kind === 'note') {
      this.ledger.push({ kind: 'note', id: file.path, ...finding.problem });
      return;
    }
    this.findings++;
    const rowId = finding.row === undefined ? file.path : `${file.path}#${finding.row}`;
    if (finding.kind === 'problem') {
      // of a file that gave documents before, what is left out is the rest
      const kind = finding.row !== undefined || this.documents > 0 ? 'document' : 'file';
      this.leaveOut(kind, rowId, finding.problem, file);
      return;
    }
    const text = normalizeText(finding.text);
    const id = this.uniqueId(finding.id ?? rowId);
    if (text.trim() === '') {
      this.leaveOut('document', id, { reason: 'empty', detail: text === '' ? 'it has no text' : 'it has white space only' }, file);
      return;
    }
    const content = createHash('sha256').update(text.trim()).digest('base64');
    const original = this.idByContent.get(content);
    if (original !== undefined) {
      this.leaveOut('document', id, { reason: 'duplicate', detail: `the same text as ${original}` }, file);
      return;
    }
    this.idByContent.set(content, id);
    if (finding.note !== undefined) this.leaveOut('note', id, finding.note, file);
    this.documents++;
    yield* this.passages(id, file.path, text, finding.metadata);
  }

  endFile(file: SourceFile): void {
    if (this.findings === 0) this.leaveOut('file', file.path, { reason: 'no-documents', detail: 'no document was found in it' }, file);
    this.findings = 0;
    this.documents = 0;
  }

  private *passages(id: string, path: string, text: string, metadata: Record<string, string>): Generator<SourceDocument> {
    if (this.settings.chunk === 'document') {
      yield { id, path, text, metadata };
      return;
    }
    let number = 0;
    for (const passage of cutPassages(text, this.settings.chunk)) yield { id: `${id}#${++number}`, path, text: passage, metadata };
  }

  private uniqueId(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.ids.has(id); n++) id = `${wanted}~${n}`;
    this.ids.add(id);
    if (id !== wanted) this.ledger.push({ kind: 'note', id, reason: 'id-taken', detail: `an earlier document has the id ${wanted}` });
    return id;
  }

  /** Writes to the ledger, or in a strict run stops. A note is of something that is kept. */
  private leaveOut(kind: 'file' | 'document' | 'note', id: string, problem: Problem, file: SourceFile): void {
    if (this.settings.strict && !HARMLESS.has(problem.reason)) {
      throw new CorpusError(`${id}: ${problem.detail} (${problem.reason})`, {
        file: file.path,
        hint: 'Without `strict` it is left out and listed in ledger.csv.',
      });
    }
    this.ledger.push({ kind, id, ...problem });
  }
}
