import { CorpusError } from '../errors/errors.js';
import type { PieceStore } from '../tokenize/packed-rows.js';
import type { CountedText } from '../tokenize/text-counter.js';
import type { SourceFile } from './document.js';
import type { LedgerReason, LedgerSink, Problem } from './ledger.js';
import type { Prepared, PreparedDocument } from './prepare.js';
import { FirstTexts } from './repeats/first-texts.js';
import { NearDuplicates } from './repeats/near-duplicates.js';
import { type RepeatedLine, RepeatedLines } from './repeats/repeated-lines.js';
import type { SourceDocument } from './source-document.js';
import { UniqueNames } from './unique-names.js';

/** What is left out without being anyone's mistake; anything else stops a strict run. */
const HARMLESS: ReadonlySet<LedgerReason> = new Set(['duplicate', 'empty', 'hidden', 'near-duplicate', 'no-documents']);

export interface CopySettings {
  /** column that names the documents; absent where it is guessed */
  idColumn?: string | undefined;
  /** stop at the first file or row that cannot be read, instead of leaving it out */
  strict: boolean;
  /** which copies of earlier documents are left out */
  duplicates: 'exact' | 'near' | 'keep';
  /** from which estimated Jaccard similarity of their word sequences on two documents are near copies, 0.5 to 1 */
  similarity: number;
}

/** A document of the collection, and its words if they were counted. */
export interface CollectedDocument extends SourceDocument {
  counted: CountedText | undefined;
}

/** Notes that say that something is lost: they stop a strict run too. */
const LOSSES: ReadonlySet<LedgerReason> = new Set(['given-up', 'malformed', 'too-large']);

/** Where what is known of the documents is put when there are many of them; absent where all of it stays in memory. */
export type StoreMaker = (name: string) => PieceStore;

/**
 * Gives documents their ids, finds copies, and writes the ledger: all that depends on the documents before.
 *
 * With stores a document costs some 120 bytes of memory at the default similarity, 90 at one of 0.95: 10 to 16 for its id, as many for its text, and what
 * NearDuplicates says.
 */
export class Collection {
  private readonly settings: CopySettings;
  private readonly ledger: LedgerSink;
  /** of the documents; one's number is that of its id */
  private readonly ids: UniqueNames;
  private readonly firstTexts: FirstTexts;
  private readonly nearDuplicates: NearDuplicates;
  private readonly lines = new RepeatedLines();
  /** what the current file has given so far */
  private findings = 0;
  private documents = 0;

  constructor(settings: CopySettings, ledger: LedgerSink, makeStore?: StoreMaker) {
    this.settings = settings;
    this.ledger = ledger;
    this.ids = new UniqueNames(makeStore?.('ids'));
    this.firstTexts = new FirstTexts(makeStore?.('digests'));
    this.nearDuplicates = new NearDuplicates(settings.similarity, makeStore?.('signatures'));
  }

  /**
   * Takes the next finding of a file.
   *
   * @returns its documents, one but for passages; none where it goes to the ledger
   * @throws CorpusError in a strict run
   */
  take(finding: Prepared): CollectedDocument[] {
    if (finding.kind === 'note') {
      this.leaveOut('note', finding.path, finding.problem, finding.path);
      return [];
    }
    this.findings++;
    const wanted = finding.row === undefined ? finding.path : `${finding.path}#${finding.row}`;
    if (finding.kind === 'problem') {
      // of a file that gave documents before, what is left out is the rest
      const kind = finding.row !== undefined || this.documents > 0 ? 'document' : 'file';
      this.leaveOut(kind, wanted, finding.problem, finding.path);
      return [];
    }
    // an id of a column that was only guessed gives way: rows of several tables are often numbered alike
    const own = finding.id !== undefined && (this.settings.idColumn !== undefined || !this.ids.has(finding.id)) ? finding.id : wanted;
    return this.takeDocument(finding, this.uniqueId(own));
  }

  /** Says that there is no more of a file. */
  endFile(file: SourceFile): void {
    if (this.findings === 0) this.leaveOut('file', file.path, { reason: 'no-documents', detail: 'no document was found in it' }, file.path);
    this.findings = 0;
    this.documents = 0;
  }

  /** The lines that stand in many of the documents so far. */
  repeatedLines(): RepeatedLine[] {
    return this.lines.result();
  }

  private takeDocument(document: PreparedDocument, id: string): CollectedDocument[] {
    const { path, texts, counted, metadata, note, passages } = document;
    const problem = this.problemOf(document, id);
    if (problem !== undefined) {
      this.leaveOut('document', id, problem, path);
      return [];
    }
    if (note !== undefined) this.leaveOut('note', id, note, path);
    this.documents++;
    this.lines.add(document.lines, texts.length === 1 ? (texts[0] as string) : texts.join('\n'));
    return texts.map((text, t) => ({ id: passages ? `${id}#${t + 1}` : id, path, text, metadata, counted: counted[t] }));
  }

  /** Why a document is left out, if it is; a copy that is kept gets a note. */
  private problemOf({ path, texts, digest, signature }: PreparedDocument, id: string): Problem | undefined {
    if (digest === '') return { reason: 'empty', detail: 'it has no text' };
    const { duplicates } = this.settings;
    const original = this.firstTexts.add(this.ids.length - 1, digest);
    if (original !== undefined) {
      const copy: Problem = { reason: 'duplicate', detail: `the same text as ${this.ids.at(original)}` };
      if (duplicates !== 'keep') return copy;
      this.leaveOut('note', id, copy, path);
    } else {
      const copy = this.nearCopy(signature);
      if (copy !== undefined && duplicates === 'near') return copy;
      if (copy !== undefined) this.leaveOut('note', id, copy, path);
    }
    return texts.length === 0 ? { reason: 'empty', detail: 'all its lines stand in many documents' } : undefined;
  }

  private nearCopy(signature: Uint16Array | undefined): Problem | undefined {
    if (signature === undefined) return undefined;
    const near = this.nearDuplicates.add(this.ids.length - 1, signature);
    if (near === undefined) return undefined;
    const nearness = near.similarity === 1 ? 'the same words as' : `about ${Math.floor(100 * near.similarity)} % the same as`;
    return { reason: 'near-duplicate', detail: `${nearness} ${this.ids.at(near.of)}` };
  }

  private uniqueId(wanted: string): string {
    const id = this.ids.give(wanted);
    if (id !== wanted) this.ledger.push({ kind: 'note', id, reason: 'id-taken', detail: `an earlier document has the id ${wanted}` });
    return id;
  }

  /** Writes to the ledger, or in a strict run stops. A note is of something that is kept. */
  private leaveOut(kind: 'file' | 'document' | 'note', id: string, problem: Problem, file: string): void {
    const stops = kind === 'note' ? LOSSES.has(problem.reason) : !HARMLESS.has(problem.reason);
    if (this.settings.strict && stops) {
      throw new CorpusError(`${id}: ${problem.detail} (${problem.reason})`, {
        file,
        hint: `Without \`strict\` it is ${kind === 'note' ? 'read as far as it can be' : 'left out'} and listed in ledger.csv.`,
      });
    }
    this.ledger.push({ kind, id, ...problem });
  }
}
