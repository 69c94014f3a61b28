/* Two threads against one, and memory. */
import type { SolverName } from '../../../src/factorize/solvers.js';
import { type FitResult, fitInFreshProcess } from './fit.js';
import type { Problem } from './problem.js';
import { checked, summarize, verdict } from './processes.js';

/** No row of the trace but the first and the last. */
const NEVER = 1e9;
const ALLOWANCE = 150e6;

/** Seconds an iteration, without the first two (one is the mini-batches', both are of code not yet compiled in full) and the last, which has a row of the trace. */
function perIteration({ iterationSeconds }: FitResult): number {
  const counted = iterationSeconds.slice(2, -1);
  return counted.reduce((sum, seconds) => sum + seconds, 0) / counted.length;
}

export function compareThreads(problem: Problem, iterations: number, rounds: number): void {
  console.log(`\n3. Two threads against one: milliseconds an iteration, ${iterations} iterations, ${rounds} fresh processes each in turn`);
  for (const solver of ['multiplicative', 'accelerated'] satisfies SolverName[]) {
    const runs = new Map([1, 2].map((threads) => [threads, [] as FitResult[]]));
    for (let round = 0; round < rounds; round++) {
      for (const [threads, results] of runs) results.push(fitInFreshProcess({ problem, solver, threads, maxIterations: iterations, traceEvery: NEVER }));
    }
    const results = [...runs.values()];
    checked(new Set(results.flat().map(({ checksum }) => checksum)).size === 1, `${solver}: the same bits on one thread and on two`);
    const [one, two] = results.map((list) => summarize(list.map(perIteration))) as [ReturnType<typeof summarize>, ReturnType<typeof summarize>];
    const what = solver === 'accelerated' ? 'accelerated, its coordinate descent' : solver;
    const milliseconds = (seconds: number) => (1000 * seconds).toFixed(1);
    const ratio = one.best / two.best;
    console.log(
      `  ${what}: best ${milliseconds(one.best)} and ${milliseconds(two.best)}, ratio ${ratio.toFixed(2)} of the best, ${(one.median / two.median).toFixed(2)} of the medians; ${verdict(Number(ratio.toFixed(2)), 1.8)}`,
    );
    if (solver !== 'accelerated') continue;
    const [passOne, passTwo] = results.map((list) => summarize(list.map((result) => result.iterationSeconds[0] as number)).best) as [number, number];
    console.log(
      `  accelerated, all that comes before and its pass of mini-batches: best ${milliseconds(passOne)} and ${milliseconds(passTwo)}, ratio ${(passOne / passTwo).toFixed(2)}`,
    );
  }
}

export function measureMemory(problem: Problem, threads: number): void {
  const runs = Array.from({ length: 3 }, () => fitInFreshProcess({ problem, solver: 'accelerated', threads, maxIterations: 20, ownStart: true }));
  const result = runs.toSorted((x, y) => y.peak - x.peak)[0] as FitResult;
  const [rows, columns, entries] = (result.size.match(/\d+/g) ?? []).map(Number) as [number, number, number];
  const counts = 2 * 8 * entries + 4 * (rows + 1 + columns + 1);
  const factors = 3 * 4 * (rows + columns) * problem.topics;
  const allowed = counts + factors + ALLOWANCE;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(`\n   Memory of a process that reads the counts and fits them on ${threads} threads from its own random start`);
  console.log(
    `  peaks ${runs.map(({ peak }) => megabytes(peak)).join(', ')} MB, of the highest ${megabytes(result.peakAfterReading)} MB by the end of reading; allowed ${megabytes(allowed)} MB: counts ${megabytes(counts)}, factors three times ${megabytes(factors)}, and ${megabytes(ALLOWANCE)}; ${result.peak <= allowed ? 'meets' : 'MISSES'} it`,
  );
}
