import type { TopicTree } from '../evaluate/topic-tree.js';
import type { MeasureDefinition } from './measures.js';
import type { CitedSentence } from './story.js';

/*
 * What report.html holds, as the program writes it and the page reads it. Each part is a section of the file: compressed, in base64,
 * decoded when it is first looked at. Texts of the documents come into the page as values only, never as markup.
 */

/** The sections of a page, each a `<script>` of another type; `page/data/` says how each is read. */
export type SectionName =
  /** PageSummary as JSON: all that the first view needs */
  | 'summary'
  /** DocumentTable as JSON; absent, with mixtures and texts, where there are millions of documents */
  | 'documents'
  /** mixtures and figures of the documents: see `packMixtures` */
  | 'mixtures'
  /** PageVocabulary as JSON */
  | 'vocabulary'
  /** φ, topics × terms, as `packFloats` writes them: the bits that mixtures are inferred from; absent where it has more than 2²⁶ entries */
  | 'topic-terms'
  /** TopicsOverTime as JSON; absent where the documents have no dates */
  | 'time'
  /** GroupComparison[] as JSON; absent where the documents have no groups */
  | 'groups'
  /** PageCounting as JSON (page-counting.ts); absent where the counts were made elsewhere */
  | 'counting'
  /** the script that counts words and infers mixtures */
  | 'counting-script'
  /** the script that tells languages; only where each text has its own (`PageCounting.settings.language` is auto) */
  | 'languages-script'
  /** texts of consecutive documents, NUL between them: `texts-0`, `texts-1`, … */
  | `texts-${number}`;

/** A topic on the page. */
export interface PageTopic {
  /** from 1, the same in every file */
  topic: number;
  /** found by the program; what people call it instead is in `labels` */
  label: string;
  /** share of the collection's words, 0 to 1 */
  prevalence: number;
  /** expected number of the collection's words */
  tokens: number;
  /** documents of which no other topic has a larger share */
  documents: number;
  /** null for a topic of fewer than two terms */
  npmi: number | null;
  exclusivity: number | null;
  /** why it is worth a second look, in sentences; mostly none */
  remarks: string[];
  /** whether to trust it, in sentences: coherence and its rank, exclusivity, stability where it was measured */
  trust: ExplainedSentence[];
  /** the first fifty terms in falling order of term score, with columns of the vocabulary */
  terms: { column: number; term: string; probability: number; score: number; frex: number }[];
  /** where it lies on the map of topics: x and y between −1 and 1, about as far from the others as it is in truth */
  place: [x: number, y: number];
  /** up to five topics at the smallest Jensen-Shannon distance, the nearest first */
  nearest: { topic: number; distance: number }[];
  /** what its documents say, in sentences of theirs */
  summary: PageSentence[];
  /** how its share changed, in a sentence; empty where there are no dates */
  overTime: string;
  passages: PagePassage[];
}

/** A sentence of a document. */
export interface PageSentence extends CitedSentence {
  /** of the document: ISO 639-1 code or none */
  language: string;
}

/** A sentence with the measure behind it, by a name of `PageSummary.measures`. */
export interface ExplainedSentence {
  sentence: string;
  measure?: string;
}

/** A representative passage of a topic. */
export interface PagePassage {
  /** row of the document */
  document: number;
  id: string;
  /** of the document: ISO 639-1 code or none */
  language: string;
  /** of the topic in the document */
  share: number;
  /** empty where texts were not kept */
  text: string;
  cutBefore: boolean;
  cutAfter: boolean;
  /** [begin, end) pairs in `text` of words that are among the topic's own */
  marks: number[];
}

/** A line of the ledger for people. */
export interface PageLedgerRow {
  kind: string;
  id: string;
  /** in words */
  reason: string;
  detail: string;
}

/** What the first view needs, and everything else that is small. */
export interface PageSummary {
  title: string;
  /** of topikl */
  version: string;
  /** of the stage of topics: labels belong to one */
  fingerprint: string;
  figures: {
    documents: number;
    /** counted words */
    tokens: number;
    terms: number;
    filesLeftOut: number;
    documentsLeftOut: number;
    notes: number;
    languages: { language: string; name: string; documents: number }[];
  };
  sentences: {
    /** languages, phrases, what was left out */
    collection: string[];
    convergence: string[];
    secondLook: string;
    /** none where it was not measured */
    stability: string[];
    /** why there are so many topics, where that was searched for */
    chosenTopics: string;
    misfit: string;
    /** words that tell no theme; empty where there are none */
    noise: string;
    /** repeated lines, files given up */
    warnings: string[];
    /** what the model is */
    model: string[];
    /** of `topikl evaluate`, where it was run on these topics */
    evaluation: ExplainedSentence[];
    /** which topics rise and fall, then which periods there are and where the dates are from; none without dates */
    time: string[];
    /** why there are none */
    noTime: string;
    /** by what documents are compared, then what sets groups apart; none without groups */
    groups: string[];
    /** why there are none */
    noGroups: string;
  };
  /** what the collection says, in sentences of its documents */
  summary: PageSentence[];
  topics: PageTopic[];
  /** which topics are alike; null for one topic, and where it was not looked at */
  tree: TopicTree | null;
  documents: {
    /** names of the columns of metadata, those left out that are too long for a page */
    columns: string[];
    /** whether texts are here: all, the first `characters` of each, or none */
    texts: 'whole' | 'cut' | 'none';
    /** 0 unless cut */
    characters: number;
    /** row of the first document of each block of texts */
    blocks: number[];
  };
  /** the numbers of topics that were tried, where one was searched for */
  topicSearch: PageTopicSearch | null;
  /** documents that no topic explains, the worst first */
  misfits: { document: number; id: string; score: number }[];
  noiseTerms: string[];
  ledger: {
    counts: { kind: string; reason: string; entries: number }[];
    /** files, documents and notes: at most a few thousand */
    rows: PageLedgerRow[];
    /** that are in ledger.csv only, words that are no terms not counted */
    omitted: number;
  };
  /** the settings that the results depend on, by their names with hyphens */
  config: Record<string, unknown>;
  inputs: { path: string; files: number; bytes: number; sha256: string }[];
  seed: number;
  node: string;
  unicode: string;
  icu: string;
  trace: {
    iteration: number[];
    objective: number[];
    /** null in the first row */
    relativeChange: (number | null)[];
    kktResidual: number[];
  };
  /** what every figure on the page is */
  measures: Record<string, MeasureDefinition>;
  /** what people call the topics, from a file that was given to `topikl report` */
  labels: TopicLabels | null;
}

/** A search for the number of topics; null where there is no figure. */
export interface PageTopicSearch {
  recommended: number;
  /** what was done */
  method: string[];
  candidates: {
    topics: number;
    /** likelihood of held-out words, nats a word: how far below the best, with its standard error */
    behind: number | null;
    behindError: number | null;
    npmi: number | null;
    /** share of different terms among the first 25 of all topics */
    diversity: number | null;
    /** share of the topics that another fit has too */
    stability: number | null;
  }[];
}

/** Documents by column. */
export interface DocumentTable {
  ids: string[];
  /** ISO 639-1 code or none, of each document */
  languages: string[];
  /** in the order of `PageSummary.documents.columns`, of each the values of all documents */
  columns: string[][];
}

/** Terms, by column of the matrix. */
export interface PageVocabulary {
  terms: string[];
  counts: number[];
  documentFrequency: number[];
}

/** What people say of topics: the content of a file of labels. */
export interface TopicLabels {
  /** says what the file is */
  topikl: 'labels';
  /** `PageSummary.fingerprint` of the topics that are meant */
  fingerprint: string;
  topics: TopicLabel[];
}

/** What people say of a topic; a part that is absent is as the program has it. */
export interface TopicLabel {
  topic: number;
  label?: string;
  note?: string;
  /** terms that are not to be shown */
  hidden?: string[];
}
