/* One fit in a fresh process. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { factorize } from '../../../src/factorize/factorize.js';
import type { Factors } from '../../../src/factorize/factors.js';
import type { SolverName } from '../../../src/factorize/solvers.js';
import { randomStart } from '../../../src/factorize/start.js';
import { scratchArrayLength } from '../../../src/factorize/workers/block-runner.js';
import { scratchName } from '../../../src/factorize/workers/crew.js';
import { Pool } from '../../../src/factorize/workers/pool.js';
import { allocate, type Layout } from '../../../src/factorize/workers/store.js';
import { Random } from '../../../src/math/random.js';
import { type Problem, readCounts, readStart, sizeOf } from './problem.js';
import { runPart } from './processes.js';

export interface FitJob {
  problem: Problem;
  solver: SolverName;
  threads: number;
  maxIterations: number;
  /** default: the program's own */
  traceEvery?: number;
  /** ends the fit once its divergence is as low */
  target?: number;
  /** ends the fit after so long */
  mostSeconds?: number;
  /** writes the factors as PREFIX.W.f64 and PREFIX.H.f64 */
  save?: string;
  /** starts from the program's own random start instead of the problem's */
  ownStart?: boolean;
}

export interface FitResult {
  size: string;
  /** from nothing to threads that wait for work */
  poolSeconds: number;
  /** all of `factorize` */
  seconds: number;
  /** the processors' time in it, of all threads: other programs disturb it less */
  cpuSeconds: number;
  /** from one iteration's end to the next one's, each with the rows of the trace that it has */
  iterationSeconds: number[];
  iterations: number;
  divergence: number;
  /** iteration and divergence of each row of the trace */
  trace: [number, number][];
  /** of the factors' bits */
  checksum: string;
  /** peak memory of the process, bytes: once it has read the counts, and at its end */
  peakAfterReading: number;
  peak: number;
}

export function fitInFreshProcess(job: FitJob): FitResult {
  return runPart<FitResult>('fit', job);
}

export async function runFit({
  problem,
  solver,
  threads,
  maxIterations,
  traceEvery,
  target = 0,
  mostSeconds = 1e9,
  save,
  ownStart,
}: FitJob): Promise<FitResult> {
  const X = await readCounts(problem.matrix);
  const start = ownStart ? () => randomStart(X, problem.topics, new Random(1)) : readStart(problem, X);
  const peakAfterReading = peakMemory();
  const { pool, seconds: poolSeconds } = await startPool(threads);
  const controller = new AbortController();
  const iterationSeconds: number[] = [];
  const cpu = process.cpuUsage();
  const started = performance.now();
  let before = started;
  const result = await factorize(
    X,
    [start],
    { loss: 'kullback-leibler', solver, seed: 1, maxIterations, tolerance: 0, kktTolerance: 0 },
    {
      crew: pool,
      traceEvery,
      signal: controller.signal,
      onIteration: (_, { klDivergence }) => {
        const now = performance.now();
        iterationSeconds.push((now - before) / 1000);
        before = now;
        if (klDivergence <= target || now - started > 1000 * mostSeconds) controller.abort();
      },
    },
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  const peak = peakMemory();
  if (save !== undefined) saveFactors(result.factors, save);
  const { W, Ht } = result.factors;
  return {
    size: sizeOf(X),
    poolSeconds,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    iterationSeconds,
    iterations: result.iterations,
    divergence: result.trace.at(-1)?.klDivergence ?? Number.NaN,
    trace: result.trace.map(({ iteration, klDivergence }) => [iteration, klDivergence]),
    checksum: createHash('sha256').update(W).update(Ht).digest('hex'),
    peakAfterReading,
    peak,
  };
}

/** Starts the threads and waits until they have loaded all they need, by giving them an empty store. */
async function startPool(threads: number): Promise<{ pool: Pool; seconds: number }> {
  const started = performance.now();
  const pool = new Pool(threads);
  const layout: Layout<string> = {};
  for (let thread = 0; thread < threads; thread++) layout[scratchName(thread)] = ['f32', scratchArrayLength(4, 1)];
  await pool.attach(allocate(layout, true));
  return { pool, seconds: (performance.now() - started) / 1000 };
}

function peakMemory(): number {
  return 1024 * process.resourceUsage().maxRSS;
}

/** Raw float64, W documents × K and H K × terms. */
function saveFactors({ topics, W, Ht }: Factors, prefix: string): void {
  const terms = Ht.length / topics;
  const H = new Float64Array(Ht.length);
  for (let j = 0; j < terms; j++) for (let k = 0; k < topics; k++) H[k * terms + j] = Ht[j * topics + k];
  writeFileSync(`${prefix}.W.f64`, Float64Array.from(W));
  writeFileSync(`${prefix}.H.f64`, H);
}
