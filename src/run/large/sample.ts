import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { selectRows } from '../../matrix/select-rows.js';
import type { DocumentRecord, DocumentRecords } from '../document-records.js';
import type { RowBlock } from './large-collection.js';

/** Most documents of a sample. */
export const SAMPLE_DOCUMENTS = 20_000;
/** Most documents of it that are there for a topic that they show. */
const MOST_OF_TOPIC = 40;
/** Share of it that these may be. */
const CHOSEN_SHARE = 0.5;

/** Which documents of a collection the report holds. */
export interface Sample {
  /** rising */
  rows: number[];
  /** each so-manieth document of the collection, from the first, is in it */
  every: number;
}

/** How many documents of each topic a sample has room for. */
export function documentsOfTopic(topics: number, most = SAMPLE_DOCUMENTS): number {
  return Math.max(1, Math.min(MOST_OF_TOPIC, Math.floor((CHOSEN_SHARE * most) / topics)));
}

/**
 * Chosen documents and others at even distances, the first among them: all where there are no more than that.
 *
 * @param documents of the collection
 * @param chosen rows
 */
export function chooseSample(documents: number, chosen: Iterable<number>, most = SAMPLE_DOCUMENTS): Sample {
  const rows = new Set(chosen);
  const every = documents <= most ? 1 : Math.ceil(documents / Math.max(1, most - rows.size));
  for (let row = 0; row < documents; row += every) rows.add(row);
  return { rows: [...rows].sort((a, b) => a - b), every };
}

/** Documents at even distances, as many as a sample has at most. */
export function evenDocuments(documents: DocumentRecords): DocumentRecord[] {
  return chooseSample(documents.length, []).rows.map((row) => documents.at(row) as DocumentRecord);
}

/** Takes the rows of a sample from blocks that pass by in their order. */
export class SampleCounts {
  private readonly rows: readonly number[];
  private readonly parts: CsrMatrix[] = [];
  private next = 0;

  /** @param rows rising */
  constructor(rows: readonly number[]) {
    this.rows = rows;
  }

  add({ firstRow, X }: RowBlock): void {
    const wanted: number[] = [];
    for (; this.next < this.rows.length && this.rows[this.next] < firstRow + X.rows; this.next++) wanted.push(this.rows[this.next] - firstRow);
    if (wanted.length > 0) this.parts.push(selectRows(X, wanted));
  }

  /** documents of the sample × terms */
  matrix(columns: number): CsrMatrix {
    const rowPointers = new Int32Array(this.rows.length + 1);
    const entries = this.parts.reduce((sum, { values }) => sum + values.length, 0);
    const [columnIndices, values] = [new Int32Array(entries), new Uint32Array(entries)];
    let row = 0;
    let entry = 0;
    for (const part of this.parts) {
      columnIndices.set(part.columnIndices, entry);
      values.set(part.values, entry);
      for (let r = 1; r <= part.rows; r++) rowPointers[row + r] = entry + part.rowPointers[r];
      row += part.rows;
      entry += part.values.length;
    }
    return { rows: this.rows.length, columns, rowPointers, columnIndices, values };
  }
}
