/** Where in a run something went wrong. */
export type Stage = 'config' | 'distribute' | 'ingest' | 'tokenize' | 'vocabulary' | 'matrix' | 'factorize' | 'topics' | 'report' | 'run';

interface ErrorDetails {
  /** What the reader can do about it, a sentence. */
  hint?: string;
  cause?: unknown;
}

/**
 * An error that is an answer: it says what was wrong, what was received, what was expected and what to do.
 * Anything that is thrown and is not a TopiklError is a bug of topikl.
 */
export abstract class TopiklError extends Error {
  abstract readonly code: string;
  abstract readonly stage: Stage;
  readonly hint: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
  }
}

/** A setting, a flag or a path on the command line cannot be used as given. */
export class ConfigError extends TopiklError {
  readonly code = 'config';
  readonly stage = 'config';
}

/** An input cannot be read as documents or counts. */
export class CorpusError extends TopiklError {
  readonly code = 'corpus';
  readonly stage = 'ingest';
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(message: string, details: ErrorDetails & { file?: string; line?: number } = {}) {
    super(message, details);
    this.file = details.file;
    this.line = details.line;
  }
}

/** After stop words and pruning no term is left to count. */
export class EmptyVocabularyError extends TopiklError {
  readonly code = 'empty-vocabulary';
  readonly stage = 'vocabulary';
}

/** Two things that must have the same shape don't. */
export class ShapeError extends TopiklError {
  readonly code = 'shape';
  readonly stage = 'matrix';
}

/** A number left the range in which the arithmetic means something. */
export class NumericalError extends TopiklError {
  readonly code = 'numerical';
  readonly stage = 'factorize';
  readonly iteration: number;

  constructor(message: string, details: ErrorDetails & { iteration: number }) {
    super(message, details);
    this.iteration = details.iteration;
  }
}

/** A thread of the fit ended or failed in a way that says nothing of the data. */
export class WorkerError extends TopiklError {
  readonly code = 'worker';
  readonly stage = 'factorize';
}

/** The processes (ranks) of a run on several of them cannot work together: no MPI library, the wrong one, or unlike installations. */
export class DistributeError extends TopiklError {
  readonly code = 'distribute';
  readonly stage = 'distribute';
}

/** A file that topikl wrote is missing, damaged, or cannot be written. */
export class ArtifactError extends TopiklError {
  readonly code = 'artifact';
  readonly stage = 'run';
  /** of a matrix in shards, the one that must be counted again */
  readonly shard: number | undefined;

  constructor(message: string, details: ErrorDetails & { shard?: number } = {}) {
    super(message, details);
    this.shard = details.shard;
  }
}

/** The run was stopped by the person (Ctrl-C) or by the caller's AbortSignal. */
export class InterruptedError extends TopiklError {
  readonly code = 'interrupted';
  readonly stage = 'run';
}
