/*
 * Documents drawn from planted topics, some hundred thousand a second: of each only the numbers of its words are there, in typed arrays.
 *
 * Topics: random multiples (gamma, so a Dirichlet distribution once they are normalised) of one Zipf-like background. A document's mixture is
 * Dirichlet(0.1, …, 0.1), drawn word by word as Pólya's urn (Blackwell and MacQueen 1973): the topic of an earlier word or, at times, a new one.
 */
import { exp } from '../../../src/math/exp.js';
import { ln } from '../../../src/math/log.js';
import { Random } from '../../../src/math/random.js';
import { gamma, normal } from '../../support/planted-topics.js';

const TOPIC_SHAPE = 0.05;
/** So that each topic has each term, if hardly ever. */
const LEAST_WEIGHT = 1e-3;
/** The commonest terms of a language are alike in frequency; of a document, none is to stand in half of all. */
const ZIPF_OFFSET = 50;
const MIXTURE_SHAPE = 0.1;
const MEAN_LENGTH = 100;
const LENGTH_DEVIATION = 0.5;
const SHORTEST = 10;
const LONGEST = 1000;
const TWO_TO_31 = 2147483648;
const TWO_TO_32 = 4294967296;

export interface PlantedTopics {
  topics: number;
  terms: number;
  /** topics × terms, the rows sum to 1 */
  probabilities: Float32Array;
}

export function drawTopics(topics: number, terms: number, seed: number): PlantedTopics {
  const random = new Random(seed);
  const probabilities = new Float32Array(topics * terms);
  const weights = new Float64Array(terms);
  for (let k = 0; k < topics; k++) {
    let sum = 0;
    for (let j = 0; j < terms; j++) {
      weights[j] = (gamma(random, TOPIC_SHAPE) + LEAST_WEIGHT) / (j + ZIPF_OFFSET);
      sum += weights[j];
    }
    for (let j = 0; j < terms; j++) probabilities[k * terms + j] = weights[j] / sum;
  }
  return { topics, terms, probabilities };
}

/** Draws the words of one document after the other. */
export class PlantedDocuments {
  /** the document's terms, by number, in the order in which they stand; only the first `next()` of them */
  readonly words = new Int32Array(LONGEST);
  private readonly topics: number;
  private readonly terms: number;
  private readonly aliases: Int32Array;
  private readonly topicOfWord = new Uint8Array(LONGEST);
  private readonly place = new Float64Array(LONGEST);
  private random = new Random(0);

  constructor(planted: PlantedTopics) {
    if (planted.topics > 256) throw new RangeError('at most 256 topics');
    this.topics = planted.topics;
    this.terms = planted.terms;
    this.aliases = aliasTables(planted);
  }

  /** Goes to the beginning of a part of the collection: parts can be drawn in any order. */
  seek(part: number, seed: number): void {
    // its own place in the upper half of the seed, where no seed of topics is
    this.random = new Random(TWO_TO_32 * (part + 1) + seed);
  }

  /** Draws a document into `words`. @returns its length */
  next(): number {
    const { random, topics, terms, aliases, topicOfWord, place, words } = this;
    const drawn = Math.round(exp(ln(MEAN_LENGTH) - LENGTH_DEVIATION ** 2 / 2 + LENGTH_DEVIATION * normal(random)));
    const length = Math.max(SHORTEST, Math.min(LONGEST, drawn));
    const fresh = MIXTURE_SHAPE * topics;
    for (let w = 0; w < length; w++) {
      const ball = random.uniform() * (fresh + w);
      const topic = ball < fresh ? Math.floor(ball / MIXTURE_SHAPE) : topicOfWord[Math.floor(ball - fresh)];
      topicOfWord[w] = topic;
      place[w] = random.uniform() * terms;
    }
    // in a loop of its own and without branches: the tables are larger than the caches, and so the processor waits for several at once
    for (let w = 0; w < length; w++) {
      const j = place[w] | 0;
      const at = 2 * (topicOfWord[w] * terms + j);
      // all bits set where the rest is below the threshold
      const isBelow = ((((place[w] - j) * TWO_TO_31) | 0) - aliases[at]) >> 31;
      words[w] = j ^ ((j ^ aliases[at + 1]) & ~isBelow);
    }
    return length;
  }
}

/** For each topic and term a threshold, as a share of 2³¹, and the term to take above it (Walker 1977; Vose 1991). */
function aliasTables({ topics, terms, probabilities }: PlantedTopics): Int32Array {
  const tables = new Int32Array(2 * topics * terms);
  const share = new Float64Array(terms);
  const small = new Int32Array(terms);
  const large = new Int32Array(terms);
  for (let k = 0; k < topics; k++) {
    let smalls = 0;
    let larges = 0;
    for (let j = 0; j < terms; j++) {
      share[j] = probabilities[k * terms + j] * terms;
      if (share[j] < 1) small[smalls++] = j;
      else large[larges++] = j;
    }
    const set = (j: number, threshold: number, alias: number) => {
      tables[2 * (k * terms + j)] = Math.min(TWO_TO_31 - 1, Math.round(threshold * TWO_TO_31));
      tables[2 * (k * terms + j) + 1] = alias;
    };
    while (smalls > 0 && larges > 0) {
      const poor = small[--smalls];
      const rich = large[larges - 1];
      set(poor, share[poor], rich);
      share[rich] -= 1 - share[poor];
      if (share[rich] < 1) {
        larges--;
        small[smalls++] = rich;
      }
    }
    // what is left has share 1 but for rounding
    while (larges > 0) set(large[--larges], 1, large[larges]);
    while (smalls > 0) set(small[--smalls], 1, small[smalls]);
  }
  return tables;
}
