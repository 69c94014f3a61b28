import { ln } from '../math/log.js';
import { normalizedRows, type Topics } from './topic-model.js';

/** The document that holds most of a topic's words. */
export interface MainDocument {
  /** row */
  document: number;
  /** of the topic's words that it holds */
  share: number;
  /** of all words that it holds */
  fairShare: number;
}

/** How topics are spread over documents, which may come in pieces, in their order. */
export class TopicSpread {
  /** documents so far */
  documents = 0;
  private readonly model: Topics;
  /** of each topic: the document with most of its words, how many these are, and the topic's share in it */
  private readonly main: Int32Array;
  private readonly most: Float64Array;
  private readonly shareInMain: Float64Array;
  private readonly divergence: Float64Array;

  /** @param model its figures are of all documents */
  constructor(model: Topics) {
    this.model = model;
    this.main = new Int32Array(model.topics);
    this.most = new Float64Array(model.topics).fill(-1);
    this.shareInMain = new Float64Array(model.topics);
    this.divergence = new Float64Array(model.topics);
  }

  /** @param W documents × topics, expected counts of words */
  add(W: Float32Array): void {
    const { model, main, most, shareInMain, divergence } = this;
    const { topics, tokens, prevalence } = model;
    const shares = normalizedRows(W, topics);
    for (let i = 0, a = 0; a < W.length; i++) {
      for (let k = 0; k < topics; k++, a++) {
        if (W[a] > most[k]) {
          most[k] = W[a];
          main[k] = this.documents + i;
          shareInMain[k] = shares[a];
        }
        if (shares[a] > 0) divergence[k] += (W[a] / tokens[k]) * ln(shares[a] / prevalence[k]);
      }
    }
    this.documents += W.length / topics;
  }

  /** A tie: the first document. */
  mainDocument(k: number): MainDocument {
    const share = this.most[k] / this.model.tokens[k];
    return { document: this.main[k], share, fairShare: (share * this.model.prevalence[k]) / this.shareInMain[k] };
  }

  /**
   * How far a topic keeps to documents of its own: the Kullback-Leibler divergence of its distribution over the documents from that of
   * all words, as a share of the most it can be, which is −ln of its prevalence and means documents of nothing else. NaN for a topic
   * that holds all words.
   *
   * The divergence of its terms from the collection's would not do: "think, people, good" in newsgroups has a larger one than most themes.
   */
  concentration(k: number): number {
    const { topics, prevalence } = this.model;
    return topics === 1 || prevalence[k] >= 1 ? Number.NaN : this.divergence[k] / -ln(prevalence[k]);
  }
}

/** @param W documents × topics, expected counts of words */
export function topicSpread(model: Topics, W: Float32Array): TopicSpread {
  const spread = new TopicSpread(model);
  spread.add(W);
  return spread;
}
