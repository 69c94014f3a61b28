import { type DocumentSurprise, documentSurprise } from '../../evaluate/misfit.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { documentTopicsRows } from '../../report/tables.js';
import type { MixtureSolver } from '../../topics/infer.js';

/** Consecutive documents whose mixtures are to be inferred. */
export interface BlockToInfer {
  ids: string[];
  /** words of each document that are no terms */
  unknown: Uint32Array;
  /** documents × terms */
  X: CsrMatrix;
}

/** What is found of them. */
export interface InferredBlock extends DocumentSurprise {
  /** θ, documents × topics */
  shares: Float32Array;
  /** their rows of document-topics.csv: numbers take half as long to write as to find */
  rows: string;
}

/** The same bits as for all documents at once: each depends on its own counts and the topics alone. */
export function inferBlock(solver: MixtureSolver, { ids, unknown, X }: BlockToInfer): InferredBlock {
  const { shares } = solver.infer(X);
  const rounded = Float32Array.from(shares);
  const rows = [...documentTopicsRows(ids, solver.topics.topics, rounded)].join('');
  return { ...documentSurprise(X, unknown, shares, solver.topics), shares: rounded, rows };
}
