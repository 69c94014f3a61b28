import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ArtifactError } from '../errors/errors.js';
import type { LedgerReason } from '../ingest/ledger.js';

const stage = z.object({
  name: z.string(),
  /** hash of all that the stage's result depends on */
  fingerprint: z.string(),
  seconds: z.number(),
  reused: z.boolean(),
  /** sha256 of each file the stage wrote */
  files: z.record(z.string(), z.string()),
});

const fit = z.object({
  status: z.enum(['converged', 'stationary', 'max-iterations', 'interrupted']),
  iterations: z.number(),
  klDivergence: z.number(),
  objective: z.number(),
  logLikelihood: z.number(),
  kktResidual: z.number(),
  lowestGradient: z.number(),
  relativeChange: z.number().nullable(),
  /** numbers of the topics that hold less than one word */
  emptyTopics: z.array(z.number()),
  /** pseudo-counts of the topics in each document, as they were learned; none before there were priors */
  documentPrior: z.array(z.number()).default([]),
});

const manifest = z.object({
  /** of topikl */
  version: z.string(),
  node: z.string(),
  /** of the letter tables, by which words are cut */
  unicode: z.string(),
  /** of the dictionaries by which scripts without spaces are cut; empty where Node has none */
  icu: z.string().default(''),
  seed: z.number(),
  /** every setting, by its name with hyphens */
  config: z.record(z.string(), z.unknown()),
  /** each input relative to this folder, and the hash of its files' paths and contents */
  inputs: z.array(z.object({ path: z.string(), files: z.number(), bytes: z.number(), sha256: z.string() })),
  /** of the collection, once counted */
  counts: z
    .object({
      documents: z.number(),
      terms: z.number(),
      entries: z.number(),
      tokens: z.number(),
      filesLeftOut: z.number(),
      documentsLeftOut: z.number(),
      notes: z.number(),
      /** lines of the ledger but for words, by kind and reason */
      ledger: z
        .array(z.object({ kind: z.enum(['file', 'document', 'note', 'term']), reason: z.string() as z.ZodType<LedgerReason>, entries: z.number() }))
        .default([]),
      /** of the documents, the commonest first; none for a count matrix */
      languages: z.array(z.object({ language: z.string(), documents: z.number() })).default([]),
      /** as they were detected, a question mark behind one that is not sure; by these new documents are settled */
      detectedLanguages: z.array(z.object({ language: z.string(), documents: z.number() })).optional(),
      /** terms of two or three words, where phrases were looked for */
      phrases: z.number().optional(),
      /** lines that stand in many documents */
      repeatedLines: z.number().default(0),
      /** files whose reading hung or failed: only then may another run read more of them */
      givenUp: z.number().default(0),
      /** the setting min-df, which depends on how many documents there are where it is not given */
      minDf: z.number().optional(),
    })
    .optional(),
  fit: fit.optional(),
  /** what the misfit of documents is measured against; see misfitScale */
  misfit: z.object({ centre: z.number(), spread: z.number(), within: z.number() }).optional(),
  /** of the refits, where `topikl stability` has been run on this fit */
  stability: z.object({ refits: z.number(), seed: z.number() }).optional(),
  /** where the number of topics was searched for: what was found, and why */
  chosenTopics: z.object({ topics: z.number(), reason: z.string() }).optional(),
  /** of a run on several ranks: how many, how many took part in the fit, and the seconds that rank 0 has spent in MPI, waiting included */
  ranks: z.object({ size: z.number(), fit: z.number(), communicationSeconds: z.number() }).optional(),
  /** where the counts did not fit into memory: bytes that they and the fit would have taken there, and bytes that they may take */
  largeRun: z.object({ bytesNeeded: z.number(), memory: z.number() }).optional(),
  /** where the report holds some documents only: how many, and that each so-manieth is among them */
  sample: z.object({ documents: z.number(), every: z.number() }).optional(),
  stages: z.array(stage),
});

/** manifest.json: what was run on what, with which result. */
export type Manifest = z.output<typeof manifest>;

/** @throws ArtifactError when the folder has no readable manifest */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'manifest.json');
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ArtifactError(`"${folder}" holds no results of topikl: ${file} cannot be read`, { cause, hint: 'Name the folder that `topikl run` wrote.' });
  }
  try {
    return manifest.parse(JSON.parse(content));
  } catch (cause) {
    throw new ArtifactError(`${file} is damaged`, { cause, hint: 'Run topikl again with --force.' });
  }
}

/**
 * What the topics of a run are known by: evaluations and labels belong to one.
 *
 * @returns empty where the topics are not yet made
 */
export function topicsFingerprint(manifest: Pick<Manifest, 'stages'>): string {
  return stageFingerprint(manifest, 'topics');
}

/** What the result of a stage depends on, hashed; empty where it is not yet made. */
export function stageFingerprint({ stages }: Pick<Manifest, 'stages'>, stage: string): string {
  return stages.find(({ name }) => name === stage)?.fingerprint ?? '';
}

/** @throws ArtifactError where the fit was interrupted: its topics are not yet what they will be */
export function checkFitEnded({ fit }: Manifest, folder: string): void {
  if (fit?.status !== 'interrupted') return;
  throw new ArtifactError(`the fit in "${folder}" was interrupted before it had converged`, { hint: 'Run `topikl run` again: it goes on from there.' });
}
