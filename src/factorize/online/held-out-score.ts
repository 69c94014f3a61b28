import { ln } from '../../math/log.js';
import { type CsrMatrix, rowSums } from '../../matrix/csr-matrix.js';
import { alternateHalves } from './document-sample.js';
import type { ShardEngine } from './shard-engine.js';
import { flatRows } from './shard-slot.js';

/** Half-steps that a mixture is fitted by. */
const STEPS = 20;

/**
 * How well topics foretell documents that they are not fitted to, by document completion (Wallach, Murray, Salakhutdinov and Mimno 2009): the mixture
 * is fitted to half of a document's words, and the others are scored.
 */
export class HeldOutScore {
  private readonly engine: ShardEngine;
  private readonly first: CsrMatrix;
  /** words scored, and the part of the score that does not depend on the topics */
  private words = 0;
  private constant = 0;

  /** @param documents those held out; `engine.halves` must have room for them */
  constructor(engine: ShardEngine, documents: CsrMatrix, marks: Int32Array) {
    this.engine = engine;
    const { first, second } = alternateHalves(documents);
    this.first = first;
    engine.halves[0].fill(0, first, marks);
    engine.halves[1].fill(0, second, marks);
    for (const x of second.values) this.constant += x * ln(x);
    const lengths = rowSums(first);
    for (const [i, words] of rowSums(second).entries()) {
      this.words += words;
      if (words > 0) this.constant -= words * ln(lengths[i]);
    }
  }

  /** Nats a word, NaN where there are no words. */
  async evaluate(): Promise<number> {
    const { engine } = this;
    const [first, second] = engine.halves;
    first.W.set(flatRows(this.first, engine.topics, engine.stride));
    await engine.documentsStep(first, STEPS);
    second.W.set(first.W);
    const { dataTerm } = await engine.measureDocuments(second);
    return (this.constant - dataTerm) / this.words;
  }
}
