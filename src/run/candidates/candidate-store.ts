import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Candidate } from '../../evaluate/recommend-topics.js';
import { ArtifactFile } from '../artifact-file.js';

/** Its name in the run's folder; hidden, since it is no result. */
export const CANDIDATES = '.topikl-candidates.json';

/** JSON has no NaN. */
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const stored = z.object({
  /** of what all candidates have in common */
  fingerprint: z.string(),
  candidates: z.array(z.object({ topics: z.number(), fits: z.array(number), scores: z.array(z.number()), npmi: number, diversity: number, stability: number })),
});

/** The candidates that an earlier command measured under this fingerprint, by their numbers of topics; none where the file is damaged. */
export function readCandidates(folder: string, fingerprint: string): Map<number, Candidate> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path.join(folder, CANDIDATES), 'utf8'));
  } catch {
    return new Map();
  }
  const parsed = stored.safeParse(content);
  if (!parsed.success || parsed.data.fingerprint !== fingerprint) return new Map();
  return new Map(parsed.data.candidates.map((candidate) => [candidate.topics, candidate]));
}

/** @throws ArtifactError where the file cannot be written; the one before stays */
export function writeCandidates(folder: string, fingerprint: string, candidates: ReadonlyMap<number, Candidate>): void {
  const file = new ArtifactFile(folder, CANDIDATES);
  try {
    file.write(JSON.stringify({ fingerprint, candidates: [...candidates.values()] }));
    file.finish();
    file.publish();
  } catch (error) {
    file.discard();
    throw error;
  }
}
