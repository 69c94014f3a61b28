import { type PageMixtures, shareOf } from '../../../page-packing.js';
import type { CountedWord } from '../../counting-api.js';
import type { Stretch } from '../../data/search-places.js';

/*
 * Which topic a word of a document is most probably of: p(topic k | word j, document i) ∝ θ_ik φ_kj.
 */

/** Topics of a document that get a mark of their own: so many, of at least such a share. */
const MOST_MARKED = 4;
const LEAST_SHARE = 0.1;

/** The topics of a document that are marked in its text, from 0, the largest first. */
export function markedTopics(mixtures: PageMixtures, row: number): number[] {
  const marked: number[] = [];
  for (let e = mixtures.begins[row] as number; e < (mixtures.begins[row + 1] as number) && marked.length < MOST_MARKED; e++)
    if (shareOf(mixtures, e) >= LEAST_SHARE) marked.push(mixtures.topics[e] as number);
  return marked;
}

/** Probability that a word is of its topic, and times that the topic has it as often as others: below, the word is plain. */
const LEAST_PROBABILITY = 0.5;
const LEAST_LIFT = 3;

/** A word with the place of its most probable topic among those that are marked. */
export interface TintedWord extends Stretch {
  mark: number;
}

/**
 * The words of a document that speak for one of the topics that are marked, in order: that are more probably of it than of all others
 * together, and at least three times as frequent in it as in the others on average. In a document of one topic the first holds for every word.
 *
 * @param topicTerms φ, topics × terms
 * @param terms how many there are
 * @param marked topics from 0
 */
export function tintedWords(
  words: readonly CountedWord[],
  { mixtures, row, marked }: { mixtures: PageMixtures; row: number; marked: readonly number[] },
  topicTerms: Float32Array,
  terms: number,
): TintedWord[] {
  const marks = new Map<number, number>();
  const markOf = (column: number): number => {
    let [all, most, topic] = [0, 0, -1];
    for (let e = mixtures.begins[row] as number; e < (mixtures.begins[row + 1] as number); e++) {
      const k = mixtures.topics[e] as number;
      const weight = shareOf(mixtures, e) * (topicTerms[k * terms + column] as number);
      all += weight;
      if (weight > most) {
        most = weight;
        topic = k;
      }
    }
    if (topic < 0 || most < LEAST_PROBABILITY * all) return -1;
    let elsewhere = 0;
    for (let at = column; at < topicTerms.length; at += terms) elsewhere += topicTerms[at] as number;
    const own = topicTerms[topic * terms + column] as number;
    const others = topicTerms.length / terms - 1;
    return others * own >= LEAST_LIFT * (elsewhere - own) ? marked.indexOf(topic) : -1;
  };
  const tinted: TintedWord[] = [];
  let end = 0;
  for (const word of words) {
    if (word.column === undefined || word.begin < end) continue;
    let mark = marks.get(word.column);
    if (mark === undefined) {
      mark = markOf(word.column);
      marks.set(word.column, mark);
    }
    if (mark < 0) continue;
    tinted.push({ begin: word.begin, end: word.end, mark });
    end = word.end;
  }
  return tinted;
}

/** A piece of a text that looks the same throughout. */
export interface Piece {
  text: string;
  /** undefined where it is of no marked topic */
  mark: number | undefined;
  isFound: boolean;
}

/** Cuts a text where a tinted word or a found stretch begins or ends; both are in order, and none of a kind overlap. */
export function piecesOf(text: string, tinted: readonly TintedWord[], found: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let [t, f, at] = [0, 0, 0];
  while (at < text.length) {
    while (t < tinted.length && (tinted[t] as TintedWord).end <= at) t++;
    while (f < found.length && (found[f] as Stretch).end <= at) f++;
    const word = tinted[t];
    const stretch = found[f];
    const inWord = word !== undefined && word.begin <= at;
    const inStretch = stretch !== undefined && stretch.begin <= at;
    const end = Math.min(text.length, nextEdge(word, inWord), nextEdge(stretch, inStretch));
    pieces.push({ text: text.slice(at, end), mark: inWord ? word.mark : undefined, isFound: inStretch });
    at = end;
  }
  return pieces;
}

function nextEdge(stretch: Stretch | undefined, isInside: boolean): number {
  if (stretch === undefined) return Number.POSITIVE_INFINITY;
  return isInside ? stretch.end : stretch.begin;
}
