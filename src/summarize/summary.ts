/** A sentence as it stands in a document, white space as single blanks, with the place that it is quoted from. */
export interface QuotedSentence {
  /** row of the document */
  document: number;
  text: string;
}

/** Sentences that say what topics and the collection are about. */
export interface Summaries {
  /** of the whole collection, in the order of the documents */
  collection: QuotedSentence[];
  /** of each topic, the most telling first; none where no sentence of its documents can stand by itself */
  topics: QuotedSentence[][];
}
