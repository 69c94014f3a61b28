import type { TraceRow } from '../../factorize/factorize.js';
import type { FitStatus } from '../../factorize/fit-status.js';
import { npyHeader, writeNpy } from '../../matrix/npy.js';
import { traceCsv } from '../../report/tables.js';
import { orderColumns, orderOf, orderRows } from '../../topics/topic-model.js';
import { type FitSummary, topicsWithoutWords } from '../fit-model.js';
import type { StageWriter } from '../stage-writer.js';
import { asLittleEndian, type WeightFile } from './weight-file.js';

/** A finished fit whose weights of documents are in a file; its topics have no order yet. */
export interface LargeFit {
  /** terms × topics: probabilities of terms in each topic */
  Ht: Float32Array;
  /** the expected counts of each document's words in each topic */
  weights: WeightFile;
  /** pseudo-counts of the topics in each document, as they were learned; 0 without priors */
  documentPrior: Float64Array;
  status: FitStatus;
  iterations: number;
  trace: readonly TraceRow[];
}

/**
 * Writes W.npy as a stream, H.npy and trace.csv, the topics numbered by falling number of words.
 *
 * @returns how the fit ended
 */
export function writeFactors(writer: StageWriter, { Ht, weights, documentPrior, status, iterations, trace }: LargeFit): FitSummary {
  const { rows, topics } = weights;
  const tokens = weights.columnSums();
  const order = orderOf(tokens);
  const file = writer.begin('W.npy');
  file.writeBytes(npyHeader(rows, topics));
  for (const block of weights.blocks()) {
    const ordered = asLittleEndian(orderColumns(block, order));
    file.writeBytes(new Uint8Array(ordered.buffer));
  }
  writer.finish(file);
  writer.writeBytes('H.npy', writeNpy({ rows: topics, columns: Ht.length / topics, values: orderRows(Ht, order) }));
  writer.write('trace.csv', traceCsv(trace));
  const { iteration: _, seconds: __, ...figures } = trace.at(-1) as TraceRow;
  const prior = order.map((k) => documentPrior[k]);
  const tokensInOrder = Float64Array.from(order, (k) => tokens[k]);
  return { status, iterations, ...figures, emptyTopics: topicsWithoutWords(tokensInOrder, wordsOf(weights), prior), documentPrior: prior };
}

/** Of each document: the sum of its weights, which is a whole number but for rounding. */
function* wordsOf(weights: WeightFile): Generator<number> {
  const { topics } = weights;
  for (const block of weights.blocks()) {
    for (let a = 0; a < block.length; a += topics) {
      let sum = 0;
      for (let k = 0; k < topics; k++) sum += block[a + k];
      yield Math.round(sum);
    }
  }
}
