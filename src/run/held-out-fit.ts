import { InterruptedError } from '../errors/errors.js';
import { completionScores, cutInHalves, type HeldOutLikelihood, perplexity, perWord, splitDocuments } from '../evaluate/held-out.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { selectRows } from '../matrix/select-rows.js';
import { smoothedTopicTerms } from '../topics/term-scores.js';
import { expectedTopicTermCounts } from '../topics/topic-model.js';
import { fitModel, type ModelHooks, type ModelSettings } from './fit-model.js';

/** Documents below which too few would be held out to tell anything. */
const FEWEST_DOCUMENTS = 50;

/**
 * The held-out likelihood of a model: it is fitted once more, to nine tenths of the documents, and half of the words of each other one
 * foretell the other half. Undefined where there are fewer than 50 documents, or fewer to fit to than topics.
 *
 * @param X documents × terms
 * @param settings as the model was fitted with
 * @throws InterruptedError when the signal is aborted
 */
export async function heldOutLikelihood(X: CsrMatrix, settings: ModelSettings, hooks: ModelHooks): Promise<HeldOutLikelihood | undefined> {
  const { training, heldOut } = splitDocuments(X.rows, settings.seed);
  if (X.rows < FEWEST_DOCUMENTS || training.length < settings.topics) return undefined;
  const halves = cutInHalves(selectRows(X, heldOut), settings.seed);
  if (halves.words.length < 2) return undefined;
  const { factors, summary, X: fitted } = await fitModel(selectRows(X, training), settings, hooks);
  if (summary.status === 'interrupted')
    throw new InterruptedError('interrupted while the held-out likelihood was measured', { hint: 'Run the same command again.' });
  const topicTerms = smoothedTopicTerms(expectedTopicTermCounts(fitted, factors), factors.topics, X.columns);
  const { nats, error } = perWord(halves, await completionScores(halves, topicTerms, summary.documentPrior));
  const words = halves.words.reduce((sum, count) => sum + count, 0);
  return { nats, error, perplexity: perplexity(nats), documents: halves.words.length, words, trainingDocuments: training.length };
}
