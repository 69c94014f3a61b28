import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ConfigError, InterruptedError } from '../../errors/errors.js';
import { cutInHalves, splitDocuments } from '../../evaluate/held-out.js';
import { type Candidate, judgeCandidates, recommendTopics } from '../../evaluate/recommend-topics.js';
import { refineGrid, topicGrid } from '../../evaluate/topic-grid.js';
import { type CsrMatrix, nnz } from '../../matrix/csr-matrix.js';
import { selectRows } from '../../matrix/select-rows.js';
import { escapeMarkdown } from '../../report/escape-markdown.js';
import { type TopicSearch, topicSearchCsv, topicSearchJson, topicSearchMarkdown } from '../../report/topic-search.js';
import type { RunConfig } from '../config.js';
import { modelSettings } from '../model-settings.js';
import type { RunHooks } from '../progress.js';
import type { RunFolder } from '../run-folder.js';
import { isNamedStart } from '../settings.js';
import { StageWriter } from '../stage-writer.js';
import { FitThreads } from '../threads/fit-threads.js';
import { version } from '../version.js';
import { type CandidateTask, FITS } from './candidate.js';
import { readCandidates, writeCandidates } from './candidate-store.js';

/** Which numbers of topics to try. */
export interface SearchRange {
  /** ≥ 2; default: 5, or half of the largest where that is less */
  from?: number | undefined;
  /** default: 60, or a fifth of the documents where that is less */
  to?: number | undefined;
  /** numbers between them, the ends included, ≥ 2; a few more are tried around the best */
  steps: number;
}

const LEAST_TOPICS = 2;
const SEARCH_FROM = 5;
export const SEARCH_TO = 60;
export const SEARCH_STEPS = 8;
/** Documents for each topic, at least, where `to` is not given. */
const DOCUMENTS_OF_TOPIC = 5;

/** Fits of the search stop earlier than those of a run: the figures hardly move any more. */
const MOST_ITERATIONS = 150;
const LEAST_TOLERANCE = 1e-4;
/** Stored counts up to which the whole collection is used; of a larger one, a sample of documents. */
const MOST_ENTRIES = 4_000_000;
/** Times that the grid is refined around the best number. */
const MOST_REFINEMENTS = 4;

/** Files of a search, which go when the collection is counted anew. */
const FILES = { csv: 'choose-k.csv', json: 'choose-k.json', markdown: 'choose-k.md' };

/**
 * Searches for the number of topics, and writes choose-k.csv, .json and .md. What is measured of each number is kept in the folder, so that a
 * search goes on after an interruption, and one over other numbers uses those there are.
 *
 * @param folder whose counts are done
 * @param X the counts, documents × terms
 * @throws ConfigError where the range does not fit the collection
 * @throws InterruptedError when hooks.signal is aborted
 */
export async function searchTopics(folder: RunFolder, X: CsrMatrix, config: RunConfig, range: SearchRange, hooks: RunHooks): Promise<TopicSearch> {
  const { task, split } = prepare(X, config);
  const numbers = topicGrid(...limits(range, task.X), range.steps);
  const fingerprint = fingerprintOf(folder, task);
  const kept = readCandidates(folder.path, fingerprint);
  const reused = new Set(kept.keys());
  const threads = new FitThreads(
    { kind: 'candidate', task },
    {
      threads: config.threads ?? availableParallelism(),
      signal: hooks.signal,
      interrupted: new InterruptedError('interrupted while the number of topics was searched', {
        hint: 'Run the same command again: the numbers that were measured are kept.',
      }),
    },
  );
  const tried = new Set<number>();
  const showProgress = () => {
    const work = (of: Iterable<number>) => [...of].reduce((sum, topics) => sum + topics, 0);
    const done = [...tried].filter((topics) => kept.has(topics));
    const fresh = (of: readonly number[]) => work(of.filter((topics) => !reused.has(topics)));
    hooks.onProgress?.({ stage: 'choosing', done: done.length, total: tried.size, doneWork: fresh(done), totalWork: fresh([...tried]) });
  };
  const measure = async (wanted: readonly number[]) => {
    for (const topics of wanted) tried.add(topics);
    showProgress();
    // those that take longest first, so that no thread has one left while the others are done
    const missing = wanted.filter((topics) => !kept.has(topics)).sort((a, b) => b - a);
    await threads.do(missing, missing[0] ?? 0, (topics, candidate) => {
      kept.set(topics, candidate as Candidate);
      writeCandidates(folder.path, fingerprint, kept);
      showProgress();
    });
    return judgeCandidates(
      [...tried].map((topics) => kept.get(topics) as Candidate),
      task.halves,
    );
  };
  try {
    let candidates = await measure(numbers);
    for (let round = 0; round < MOST_REFINEMENTS; round++) {
      const best = candidates.find(({ behind }) => behind.nats === 0);
      const more =
        best === undefined
          ? []
          : refineGrid(
              [...tried].sort((a, b) => a - b),
              best.topics,
            );
      if (more.length === 0) break;
      candidates = await measure(more);
    }
    const search: TopicSearch = {
      recommendation: recommendTopics(candidates, task.halves.words.length),
      candidates,
      fits: FITS,
      seed: config.seed,
      documents: { all: X.rows, training: split.training.length, heldOut: task.halves.words.length },
      heldOutWords: task.halves.words.reduce((sum, words) => sum + words, 0),
    };
    write(folder, search);
    const isReused = [...tried].every((topics) => reused.has(topics));
    hooks.onProgress?.({ stage: 'chosen', reused: isReused, tried: tried.size, topics: search.recommendation.topics });
    return search;
  } finally {
    await threads.close();
  }
}

/** What is fitted and what is held out; a sample of a large collection. */
function prepare(X: CsrMatrix, config: RunConfig): { task: CandidateTask; split: ReturnType<typeof splitDocuments> } {
  const share = Math.min(1, MOST_ENTRIES / nnz(X));
  const split = splitDocuments(X.rows, config.seed, Math.ceil(share * X.rows));
  const { init } = config;
  if (!isNamedStart(init)) {
    throw new ConfigError('`init` must not be a folder where the number of topics is searched: its factors have a number of their own', {
      hint: 'Leave it out.',
    });
  }
  const settings = modelSettings(config);
  return {
    split,
    task: {
      X: selectRows(X, split.training),
      halves: cutInHalves(selectRows(X, split.heldOut), config.seed),
      settings: {
        ...settings,
        init,
        restarts: settings.restarts ?? 1,
        maxIterations: Math.min(MOST_ITERATIONS, settings.maxIterations),
        tolerance: Math.max(LEAST_TOLERANCE, settings.tolerance),
      },
    },
  };
}

/** The least and the largest number to try. */
function limits({ from, to }: SearchRange, { rows, columns }: CsrMatrix): [number, number] {
  const possible = Math.min(rows, columns);
  if (possible < LEAST_TOPICS || Math.max(from ?? 0, to ?? 0) > possible) {
    throw new ConfigError(
      `the number of topics can be searched up to ${possible} here: nine tenths of the documents are fitted, that is ${rows}, with ${columns} different terms`,
      { hint: possible < LEAST_TOPICS ? 'It takes more documents; `chunk` cuts long texts into passages.' : 'Ask for a smaller range with --from and --to.' },
    );
  }
  const most = to ?? Math.max(from ?? LEAST_TOPICS, Math.min(SEARCH_TO, Math.floor(rows / DOCUMENTS_OF_TOPIC), columns));
  return [from ?? Math.min(SEARCH_FROM, Math.max(LEAST_TOPICS, Math.floor(most / 2))), most];
}

function fingerprintOf({ manifest }: RunFolder, { settings }: CandidateTask): string {
  const counts = manifest.stages.find(({ name }) => name === 'count')?.fingerprint;
  return createHash('sha256')
    .update(JSON.stringify([version, 'choose-k', counts, settings, FITS, MOST_ENTRIES]))
    .digest('hex');
}

/** All files appear, or none. */
function write(folder: RunFolder, search: TopicSearch): void {
  const writer = new StageWriter(folder.path, '');
  try {
    writer.write(FILES.csv, topicSearchCsv(search));
    writer.write(FILES.markdown, topicSearchMarkdown(search, escapeMarkdown(path.basename(path.resolve(folder.path)))));
    writer.write(FILES.json, [topicSearchJson(search)]);
    writer.publish();
  } catch (error) {
    writer.discard();
    throw error;
  }
}
