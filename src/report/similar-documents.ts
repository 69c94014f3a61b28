import { type PageMixtures, shareOf } from './page-packing.js';

/** A document whose mixture is near that of another. */
export interface SimilarDocument {
  row: number;
  /** Hellinger, 0 for the same mixture to 1 for none of the topics in common */
  distance: number;
  /** that both have, from 0, the one they have most of in common first */
  topics: number[];
}

/** A topic that two documents have this much of is one that they share. */
const SHARED = 0.1;

/**
 * The documents at the smallest Hellinger distance of the mixtures, √(1 − Σ_k √(θ_ik θ_jk)), the nearest first, equals by row. The small
 * shares, which the page does not know, are taken as none; documents without words are not among them.
 */
export function similarDocuments(mixtures: PageMixtures, row: number, most: number): SimilarDocument[] {
  const { begins, topics, tokens } = mixtures;
  const own = new Float64Array(topics.reduce((a, b) => Math.max(a, b), 0) + 1);
  let sum = 0;
  for (let e = begins[row] as number; e < (begins[row + 1] as number); e++) {
    own[topics[e] as number] = shareOf(mixtures, e);
    sum += shareOf(mixtures, e);
  }
  if (sum === 0 || tokens[row] === 0) return [];
  const nearest: { row: number; likeness: number }[] = [];
  for (let other = 0; other + 1 < begins.length; other++) {
    if (other === row || tokens[other] === 0) continue;
    let likeness = 0;
    let others = 0;
    for (let e = begins[other] as number; e < (begins[other + 1] as number); e++) {
      const share = shareOf(mixtures, e);
      likeness += Math.sqrt(share * (own[topics[e] as number] as number));
      others += share;
    }
    if (likeness === 0) continue;
    likeness /= Math.sqrt(sum * others);
    if (nearest.length === most && likeness <= (nearest[most - 1] as { likeness: number }).likeness) continue;
    const at = nearest.findIndex((one) => one.likeness < likeness);
    nearest.splice(at < 0 ? nearest.length : at, 0, { row: other, likeness });
    if (nearest.length > most) nearest.pop();
  }
  return nearest.map(({ row: other, likeness }) => ({
    row: other,
    distance: Math.sqrt(Math.max(0, 1 - likeness)),
    topics: sharedTopics(mixtures, other, own),
  }));
}

function sharedTopics(mixtures: PageMixtures, row: number, own: Float64Array): number[] {
  const shared: { topic: number; share: number }[] = [];
  for (let e = mixtures.begins[row] as number; e < (mixtures.begins[row + 1] as number); e++) {
    const topic = mixtures.topics[e] as number;
    const share = Math.min(shareOf(mixtures, e), own[topic] as number);
    if (share >= SHARED) shared.push({ topic, share });
  }
  return shared.sort((a, b) => b.share - a.share || a.topic - b.topic).map(({ topic }) => topic);
}
