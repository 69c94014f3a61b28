import { type Halves, type PerWord, perWord } from './held-out.js';

/** What was measured with a number of topics, over several fits from different starts. */
export interface Candidate {
  topics: number;
  /** held-out log-likelihood of each fit, nats a word */
  fits: number[];
  /** ln p of each held-out document, the mean of the fits */
  scores: number[];
  /** coherence of the topics' first terms, the mean of all topics and fits, −1 to 1 */
  npmi: number;
  /** share of different terms among the topics' first ones, the mean of the fits, 0 to 1 */
  diversity: number;
  /** share of the topics that come back in another fit, the mean of all pairs of fits, 0 to 1 */
  stability: number;
}

/** A candidate as it stands among the others. */
export interface JudgedCandidate extends Omit<Candidate, 'scores'> {
  /** with the standard error over documents */
  heldOut: PerWord;
  /** nats a word below the best candidate on the same documents, ≥ 0, with its standard error over documents and fits */
  behind: PerWord;
  /** coherence × diversity (Dieng, Ruiz and Blei 2020); coherence / diversity where that is below 0 */
  quality: number;
}

/**
 * What the held-out likelihoods say: one number is best (peak), several are as good (flat), it rises to the largest that was tried (rising),
 * or there are too few documents to tell (unmeasured); only: one number was tried.
 */
export type CurveShape = 'peak' | 'flat' | 'rising' | 'unmeasured' | 'only';

export interface Recommendation {
  topics: number;
  shape: CurveShape;
  /** numbers whose likelihood is within one standard error of the best, rising */
  asGood: number[];
  /** the next best, best first */
  runnersUp: number[];
}

const MOST_RUNNERS_UP = 3;
/** Held-out documents below which their differences tell nothing. */
const FEWEST_HELD_OUT = 20;

/**
 * Compares candidates with the one of the greatest held-out likelihood (a tie: the fewest topics). Differences are taken on the same
 * documents, so that what makes documents easy or hard drops out.
 *
 * @param candidates of one set of held-out documents, with as many fits each
 * @returns them by rising number of topics
 */
export function judgeCandidates(candidates: readonly Candidate[], halves: Pick<Halves, 'words'>): JudgedCandidate[] {
  const rising = candidates.toSorted((a, b) => a.topics - b.topics);
  const heldOut = rising.map(({ scores }) => perWord(halves, scores));
  const best = heldOut.reduce((most, { nats }, c) => (nats > (heldOut[most] as PerWord).nats ? c : most), 0);
  const bestOne = rising[best] as Candidate;
  return rising.map(({ scores, ...candidate }, c) => {
    const { nats, error } = perWord(
      halves,
      scores.map((score, d) => bestOne.scores[d] - score),
    );
    const ofFits = squaredErrorOfMean(candidate.fits) + squaredErrorOfMean(bestOne.fits);
    const isBest = c === best && !Number.isNaN(heldOut[best]?.nats);
    const behind = isBest ? { nats: 0, error: 0 } : { nats, error: Math.sqrt(error * error + ofFits) };
    return { ...candidate, heldOut: heldOut[c] as PerWord, behind, quality: quality(candidate) };
  });
}

/** Coherence × diversity; where the words of topics meet less often than by chance, diversity lessens that. */
function quality({ npmi, diversity }: Pick<Candidate, 'npmi' | 'diversity'>): number {
  return npmi < 0 ? npmi / diversity : npmi * diversity;
}

/** 0 for one value, of which it is not known. */
function squaredErrorOfMean(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length;
}

/**
 * The number of topics to take: the smallest whose held-out likelihood is within one standard error of the best (the one-standard-error rule:
 * Breiman, Friedman, Olshen and Stone 1984). Where that is the largest that was tried, the likelihood sets no number; then the one of the
 * greatest coherence × diversity.
 *
 * @param candidates by rising number of topics, at least one
 * @param heldOut documents that were held out: with fewer than twenty the likelihood is not asked
 */
export function recommendTopics(candidates: readonly JudgedCandidate[], heldOut: number): Recommendation {
  const [first] = candidates as [JudgedCandidate, ...JudgedCandidate[]];
  if (candidates.length === 1) return { topics: first.topics, shape: 'only', asGood: [first.topics], runnersUp: [] };
  const byQuality = sorted(candidates, ({ quality }) => (Number.isNaN(quality) ? Number.POSITIVE_INFINITY : -quality));
  if (heldOut < FEWEST_HELD_OUT || candidates.some(({ behind }) => Number.isNaN(behind.nats) || Number.isNaN(behind.error))) {
    return { topics: byQuality[0] as number, shape: 'unmeasured', asGood: [], runnersUp: byQuality.slice(1, 1 + MOST_RUNNERS_UP) };
  }
  const asGood = candidates.filter(({ behind }) => behind.nats <= behind.error).map(({ topics }) => topics);
  const [fewest] = asGood as [number, ...number[]];
  if (fewest === candidates.at(-1)?.topics) {
    const runnersUp = [fewest, ...byQuality].filter((topics) => topics !== byQuality[0]);
    return { topics: byQuality[0] as number, shape: 'rising', asGood, runnersUp: [...new Set(runnersUp)].slice(0, MOST_RUNNERS_UP) };
  }
  const byLikelihood = sorted(candidates, ({ behind }) => behind.nats);
  const runnersUp = byLikelihood.filter((topics) => topics !== fewest).slice(0, MOST_RUNNERS_UP);
  return { topics: fewest, shape: asGood.length === 1 ? 'peak' : 'flat', asGood, runnersUp };
}

/** Numbers of topics by a rising figure (a tie: the fewest topics). */
function sorted(candidates: readonly JudgedCandidate[], figure: (candidate: JudgedCandidate) => number): number[] {
  return candidates.toSorted((a, b) => figure(a) - figure(b) || a.topics - b.topics).map(({ topics }) => topics);
}
