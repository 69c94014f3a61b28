/** Of how many documents with words each topic is the largest (a tie: the lower one), of documents that come in pieces. */
export class LargestTopics {
  readonly documents: Float64Array;

  constructor(topics: number) {
    this.documents = new Float64Array(topics);
  }

  /**
   * @param shares θ, documents × topics
   * @param words of each document
   */
  add(shares: Float32Array, words: ArrayLike<number>): void {
    const topics = this.documents.length;
    for (let i = 0; i < words.length; i++) {
      if (words[i] === 0) continue;
      let largest = 0;
      for (let k = 1; k < topics; k++) if (shares[i * topics + k] > shares[i * topics + largest]) largest = k;
      this.documents[largest]++;
    }
  }
}
