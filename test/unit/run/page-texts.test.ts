import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import { cutText, planTexts, textSections } from '../../../src/run/page-texts.js';
import { temporaryFolder } from '../../temporary-folder.js';

describe('planTexts', () => {
  const plan = (lengths: number[], budget: number, block = 10) => planTexts(Int32Array.from(lengths), budget, block);

  it('keeps texts whole that fit', () => {
    expect(plan([5, 0, 7], 12)).toEqual({ texts: 'whole', characters: 0, blocks: [0] });
  });

  it('begins a block when the last one is full', () => {
    expect(plan([5, 5, 1, 30, 1], 100).blocks).toEqual([0, 2, 4]);
    expect(plan([], 100)).toEqual({ texts: 'whole', characters: 0, blocks: [] });
  });

  it.each([
    [[5, 5, 5], 14, 4],
    [[1, 100, 100], 21, 10],
    [[1, 100, 100], 22, 10],
    [[1, 100, 100], 23, 11],
    [[3, 4, 100], 8, 2],
    [[9, 9], 1, 0],
  ])('cuts %j for a budget of %d at %d', (lengths, budget, characters) => {
    expect(plan(lengths, budget)).toMatchObject({ texts: 'cut', characters });
    const used = (cut: number) => lengths.reduce((sum, length) => sum + Math.min(length, cut), 0);
    expect(used(characters)).toBeLessThanOrEqual(budget);
    expect(used(characters + 1)).toBeGreaterThan(budget);
  });

  it('measures blocks by what is left of the texts', () => {
    expect(plan([50, 50, 50, 50], 20).blocks).toEqual([0, 2]);
  });
});

describe('cutText', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['abc', 0, ''],
    ['a😀b', 3, 'a😀'],
    ['a😀b', 2, 'a'],
    ['😀', 1, ''],
  ])('%j to %d is %j', (text, characters, cut) => {
    expect(cutText(text, characters)).toBe(cut);
  });
});

describe('textSections', () => {
  const folder = (texts: [string, string][]) =>
    temporaryFolder({ 'texts.jsonl.gz': gzipSync(texts.map(([id, text]) => `${JSON.stringify({ id, text })}\n`).join('')) });
  const documents = ['a', 'b', 'c'].map((id) => ({ id }));
  async function sections(path: string, blocks: number[], characters = 0) {
    const all: unknown[] = [];
    const plan = { texts: characters === 0 ? ('whole' as const) : ('cut' as const), characters, blocks };
    for await (const section of textSections(path, documents, plan)) all.push(section);
    return all;
  }

  it('has the texts in blocks, without those of documents that were left out', async () => {
    const path = folder([
      ['x', 'left out'],
      ['a', 'one'],
      ['b', ''],
      ['y', 'left out'],
      ['c', 'three'],
      ['z', 'left out'],
    ]);
    expect(await sections(path, [0])).toEqual([{ name: 'texts-0', content: 'one\0\0three' }]);
    expect(await sections(path, [0, 1, 2])).toEqual(['one', '', 'three'].map((content, n) => ({ name: `texts-${n}`, content })));
    expect(await sections(path, [0, 2], 2)).toEqual([
      { name: 'texts-0', content: 'on\0' },
      { name: 'texts-1', content: 'th' },
    ]);
  });

  it('refuses texts that are not those of the documents', async () => {
    const path = folder([
      ['b', 'two'],
      ['a', 'one'],
      ['c', 'three'],
    ]);
    await expect(sections(path, [0])).rejects.toThrow(ArtifactError);
    await expect(sections(path, [0])).rejects.toThrow(/do not belong together: texts\.jsonl\.gz has no text of "b" in its place$/);
  });
});
