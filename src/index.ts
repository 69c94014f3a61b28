export {
  ArtifactError,
  ConfigError,
  CorpusError,
  DistributeError,
  EmptyVocabularyError,
  InterruptedError,
  NumericalError,
  ShapeError,
  TopiklError,
  WorkerError,
} from './errors/errors.js';
export type { TraceRow } from './factorize/factorize.js';
export type { FitStatus } from './factorize/fit-status.js';
export type { LedgerEntry, LedgerReason } from './ingest/ledger.js';
export type { CsrMatrix } from './matrix/csr-matrix.js';
export type { EvaluatedTopic, Evaluation } from './report/evaluation.js';
export type { TopicSummary } from './run/artifacts.js';
export { type RunConfig, resolveConfig } from './run/config.js';
export type { TopicDescription, TopicTerm } from './run/describe-topics.js';
export { type EvaluateOptions, evaluateRun } from './run/evaluate-run.js';
export type { FitSummary } from './run/fit-model.js';
export { type FitTopicsOptions, type FittedTopics, fitTopics } from './run/fit-topics.js';
export { type InferMixturesOptions, type InferredMixtures, inferMixtures } from './run/infer-mixtures.js';
export type { InputDocument } from './run/input-document.js';
export type { Manifest } from './run/manifest.js';
export { loadModel, type Model } from './run/model.js';
export type { Progress, RunHooks } from './run/progress.js';
export { type RunResult, run } from './run/run.js';
export { version } from './run/version.js';
export type { Remark } from './topics/remarks.js';
export type { Vocabulary } from './vocabulary/vocabulary.js';
