import type { Coverage } from '../evaluate/coverage.js';
import type { HeldOutLikelihood } from '../evaluate/held-out.js';
import type { LabelMeasure, MeasureDefinition, ModelMeasure, TopicMeasure } from './measures.js';

/** A topic with its figures; NaN where there is none. */
export interface EvaluatedTopic extends Record<TopicMeasure, number> {
  topic: number;
  label: string;
  prevalence: number;
  /** the terms that coherence, exclusivity and FREX are taken over, best first */
  terms: string[];
  /** what the NPMI has seen of them */
  coverage: Coverage;
}

/** Where coherence was counted. */
export interface CoherenceBasis {
  texts: 'collection' | 'reference';
  /** the reference as it was named */
  reference: string | null;
  /** texts that were counted */
  documents: number;
  /** files and documents of the reference that could not be read */
  leftOut: number;
  /** words of a window, or whole documents */
  windows: { npmi: number | 'documents'; cV: number | 'documents'; umass: 'documents' };
  /** of the first terms of all topics, in each kind of window */
  coverage: { npmi: Coverage; cV: Coverage; umass: Coverage };
  /** why it is not what was to be expected; empty where nothing is to be said */
  note: string;
}

/** How the topics agree with labels of the documents. */
export interface LabelAgreement extends Record<LabelMeasure, number> {
  column: string;
  /** documents that have a label and words, and others */
  documents: number;
  withoutLabel: number;
  labels: number;
  /** of the accuracy: its standard error, what the commonest label alone would give, and on how many documents and labels it stands */
  accuracyStandardError: number;
  accuracyBaseline: number;
  accuracyDocuments: number;
  accuracyLabels: number;
}

/** All that evaluation.json says. */
export interface Evaluation {
  /** of topikl */
  version: string;
  /** of the stage of the run that made the topics, as manifest.json has it: of other topics it is another */
  fingerprint: string;
  coherence: CoherenceBasis;
  /** of all topics together; of the figures of each topic their means over the topics that have one */
  model: Record<ModelMeasure | TopicMeasure, number>;
  topics: EvaluatedTopic[];
  /** null where no column of labels was named */
  labels: LabelAgreement | null;
  /** likelihood of documents that the topics were not fitted to; null where it was not measured */
  heldOut: HeldOutLikelihood | null;
  /** what each figure is, by its name above */
  measures: Readonly<Record<string, MeasureDefinition>>;
}
