import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Counterpart } from '../../evaluate/stability.js';
import { ArtifactFile } from '../artifact-file.js';

/** Its name in the run's folder; hidden, since it is no result. */
const REFITS = '.topikl-refits.json';

const stored = z.object({
  /** of what all refits have in common */
  fingerprint: z.string(),
  refits: z.array(
    z.object({
      refit: z.number(),
      counterparts: z.array(z.object({ found: z.boolean(), distance: z.number(), prevalence: z.number(), topTerms: z.array(z.number()) })),
    }),
  ),
});

/** The refits that are made, by their numbers: only what is asked of each, some kilobytes, not its factors. */
export type Refits = Map<number, Counterpart[]>;

/** The refits of the fit with this fingerprint that an earlier command made; none where the file is another fit's, or damaged. */
export function readRefits(folder: string, fingerprint: string): Refits {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path.join(folder, REFITS), 'utf8'));
  } catch {
    return new Map();
  }
  const parsed = stored.safeParse(content);
  if (!parsed.success || parsed.data.fingerprint !== fingerprint) return new Map();
  return new Map(parsed.data.refits.map(({ refit, counterparts }) => [refit, counterparts]));
}

/** @throws ArtifactError where the file cannot be written; the one before stays */
export function writeRefits(folder: string, fingerprint: string, refits: Refits): void {
  const file = new ArtifactFile(folder, REFITS);
  try {
    const all = Array.from(refits, ([refit, counterparts]) => ({ refit, counterparts }));
    file.write(JSON.stringify({ fingerprint, refits: all } satisfies z.infer<typeof stored>));
    file.finish();
    file.publish();
  } catch (error) {
    file.discard();
    throw error;
  }
}

export function removeRefits(folder: string): void {
  rmSync(path.join(folder, REFITS), { force: true });
}
