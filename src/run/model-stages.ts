import type { FitSummary } from './fit-model.js';
import type { StageWriter } from './stage-writer.js';
import type { ReportTopics } from './write-report.js';

/** How the stages after the counts are done: in memory, or through counts on disk. */
export interface ModelStages {
  /** what the results of the stages depend on, beside the stages before and what all runs have in common */
  readonly settings: { fit: object; topics: object };
  /** Fits the model, and writes W.npy, H.npy and trace.csv. */
  fit(writer: StageWriter): Promise<FitSummary>;
  /** Describes the topics of the fit, and writes their tables and those of the documents' mixtures. */
  describe(writer: StageWriter): Promise<ReportTopics>;
  /** What `describe` of an earlier run gave back. */
  load(): Promise<ReportTopics>;
}
