import { Inference } from '../../evaluate/inference.js';
import type { CountingApi } from './counting-api.js';
import { createCounting } from './text-counting.js';

/*
 * The script that counts words and infers mixtures, by the code that the program runs.
 */

const api: CountingApi = {
  createCounting,
  async createInference(topicTerms, topics, terms, { documentPrior, loss, misfit }) {
    const inference = await Inference.create({ topics, terms, topicTerms, documentPrior, loss, misfit });
    return {
      mixture({ X, unknown }) {
        const inferred = inference.infer(X, Uint32Array.of(unknown));
        return { shares: inferred.mixtures, misfit: inferred.misfit[0] };
      },
    };
  },
};
Object.assign(globalThis, { topiklCounting: api });
