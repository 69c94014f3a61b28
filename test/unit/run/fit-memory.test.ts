import { describe, expect, it } from 'vitest';
import { bytesOfFit, checkCountsFit, diskFitSentence, fitOnDisk } from '../../../src/run/fit-memory.js';

const IN_MEMORY = { memory: undefined, solver: 'accelerated', loss: 'kullback-leibler', init: 'random', restarts: undefined, given: [] } as const;

describe('the memory of a fit', () => {
  // peak memory of the whole process: 20 Newsgroups with K = 50; planted counts with K = 20
  it.each([
    ['20 Newsgroups', { documents: 18_711, terms: 21_590, entries: 943_451, topics: 50 }, 371e6],
    ['400,000 planted documents', { documents: 400_000, terms: 50_000, entries: 30_000_000, topics: 20 }, 1483e6],
  ])('is foretold to a quarter: %s', (_, size, measured) => {
    expect(bytesOfFit(size)).toBeGreaterThan(0.75 * measured);
    expect(bytesOfFit(size)).toBeLessThan(1.25 * measured);
  });

  it('decides whether the counts stay on disk, and says why', () => {
    const size = { documents: 400_000, terms: 50_000, entries: 30_000_000, topics: 20 };
    expect(fitOnDisk(size, { ...IN_MEMORY, memory: 2e9 })).toBeUndefined();
    const disk = fitOnDisk(size, { ...IN_MEMORY, memory: 1e9 });
    expect(disk).toEqual({ memory: 1e9, bytesNeeded: bytesOfFit(size) });
    expect(disk && diskFitSentence(disk, { ...IN_MEMORY, memory: 1e9 })).toBe(
      'The counts and their fit would take 1.4 GB in memory, more than the 1 GB of --memory: they stay on disk, and the fit goes through them in blocks (--solver online).',
    );
  });

  it('leaves on disk what is asked for there, and more counts than memory has places for', () => {
    const small = { documents: 100, terms: 50, entries: 1000, topics: 2 };
    const asked = { ...IN_MEMORY, solver: 'online', memory: 1e9 } as const;
    const disk = fitOnDisk(small, asked);
    expect(disk && diskFitSentence(disk, asked)).toMatch(/^As --solver online asks for it, the counts stay on disk/);
    expect(fitOnDisk(small, { ...asked, restarts: 2 })).toBeUndefined();
    const huge = { documents: 2e7, terms: 1e5, entries: 2 ** 31, topics: 20 };
    const roomy = { ...IN_MEMORY, memory: 1e13 };
    const tooMany = fitOnDisk(huge, roomy);
    expect(tooMany && diskFitSentence(tooMany, roomy)).toMatch(/^As more than two thousand million of them cannot be in memory, the counts/);
    expect(fitOnDisk({ ...huge, entries: 2 ** 31 - 1 }, roomy)).toBeUndefined();
    expect(() => fitOnDisk(huge, { ...roomy, init: 'svd' })).toThrow('which can hold 2147483647 of them, got 2147483648');
  });

  it('refuses what can be done in memory only where it does not fit', () => {
    const size = { documents: 1e9, terms: 1e5, entries: 2e9, topics: 20 };
    expect(() => fitOnDisk(size, { ...IN_MEMORY, init: 'svd' })).toThrow('`init` svd needs the counts in memory');
    expect(() => fitOnDisk(size, { ...IN_MEMORY, restarts: 3 })).toThrow('`restarts` 3 needs the counts in memory');
    expect(() => checkCountsFit('topikl evaluate', size)).toThrow(
      /^topikl evaluate needs the counts in memory, about \d+ GB with what is made of them: more than half of what this machine has/,
    );
  });
});
