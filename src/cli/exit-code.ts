import {
  ArtifactError,
  ConfigError,
  CorpusError,
  DistributeError,
  EmptyVocabularyError,
  InterruptedError,
  NumericalError,
  ShapeError,
} from '../errors/errors.js';

/** Exit code of an error: 2 wrong use, 3 bad data, 130 interrupted, 1 a bug. */
export function exitCode(error: unknown): number {
  if (error instanceof ConfigError || error instanceof DistributeError) return 2;
  if (error instanceof InterruptedError) return 130;
  const badData = [CorpusError, EmptyVocabularyError, ShapeError, NumericalError, ArtifactError];
  return badData.some((kind) => error instanceof kind) ? 3 : 1;
}
