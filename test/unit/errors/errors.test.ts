import { describe, expect, it } from 'vitest';
import {
  ArtifactError,
  ConfigError,
  CorpusError,
  EmptyVocabularyError,
  InterruptedError,
  NumericalError,
  ShapeError,
  TopiklError,
} from '../../../src/errors/errors.js';

describe('errors', () => {
  it.each([
    [new ConfigError('m'), 'ConfigError', 'config', 'config'],
    [new CorpusError('m'), 'CorpusError', 'corpus', 'ingest'],
    [new EmptyVocabularyError('m'), 'EmptyVocabularyError', 'empty-vocabulary', 'vocabulary'],
    [new ShapeError('m'), 'ShapeError', 'shape', 'matrix'],
    [new NumericalError('m', { iteration: 3 }), 'NumericalError', 'numerical', 'factorize'],
    [new ArtifactError('m'), 'ArtifactError', 'artifact', 'run'],
    [new InterruptedError('m'), 'InterruptedError', 'interrupted', 'run'],
  ])('%s says who it is', (error, name, code, stage) => {
    expect(error).toBeInstanceOf(TopiklError);
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.stage, error.message]).toEqual([name, code, stage, 'm']);
    expect(String(error)).toBe(`${name}: m`);
  });

  it('keeps hint and cause', () => {
    const cause = new Error('disk full');
    const error = new ArtifactError('m', { hint: 'Free some space.', cause });
    expect(error.hint).toBe('Free some space.');
    expect(error.cause).toBe(cause);
  });

  it('has neither hint nor cause when none is given', () => {
    const error = new ConfigError('m');
    expect(error.hint).toBeUndefined();
    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });

  it('keeps file and line of a CorpusError and the iteration of a NumericalError', () => {
    const corpus = new CorpusError('m', { file: 'a.csv', line: 7 });
    expect([corpus.file, corpus.line]).toEqual(['a.csv', 7]);
    expect(new NumericalError('m', { iteration: 12 }).iteration).toBe(12);
  });
});
