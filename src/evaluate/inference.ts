import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import { type FixedTopics, MixtureSolver } from '../topics/infer.js';
import { type MisfitScale, misfitScores, surpriseOf } from './misfit.js';

/** What is said of new documents, a number a document. */
export interface InferredDocuments {
  /** words that are terms of the model */
  tokens: Float64Array;
  /** words that are no terms; stop words, and words that were left out as too common, are not among them */
  unknown: Uint32Array;
  /** by how many standard deviations its words are more surprising than those of the documents that the topics were fitted to; NaN for one without words */
  misfit: Float64Array;
  /** θ, documents × topics, row by row; each row sums to 1, that of a document without a known word is flat */
  mixtures: Float32Array;
}

/** What is known of topics that mixtures and misfits are inferred from. */
export interface InferenceModel extends FixedTopics {
  /** what the misfit of documents is measured against */
  readonly misfit: MisfitScale;
}

/** Infers the mixtures of counted documents. */
export class Inference {
  private readonly model: InferenceModel;
  private readonly solver: MixtureSolver;

  private constructor(model: InferenceModel, solver: MixtureSolver) {
    this.model = model;
    this.solver = solver;
  }

  static async create(model: InferenceModel): Promise<Inference> {
    return new Inference(model, await MixtureSolver.create(model));
  }

  /** @param X documents × terms of the model */
  infer(X: CsrMatrix, unknown: Uint32Array): InferredDocuments {
    const { shares } = this.solver.infer(X);
    const misfit = misfitScores(surpriseOf(X, unknown, shares, this.solver.topics), this.model.misfit);
    return { tokens: rowSums(X), unknown, misfit, mixtures: Float32Array.from(shares) };
  }
}
