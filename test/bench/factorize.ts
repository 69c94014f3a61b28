/*
 * npm run bench:factorize: the fit. The default solver against scikit-learn's multiplicative update from one start, the solvers among
 * themselves, the half-step kernel against plain TypeScript and C++, two threads against one, and memory; with --quick on a small matrix.
 *
 * Each timed fit is a fresh process, and programs that are compared take turns; what is equal is checked before what is fast.
 * Needs 20 Newsgroups (../shared/data), the peers' scripts (../shared/peers), Debian's python3-sklearn and g++; does what it can without.
 */
import os from 'node:os';
import { type FitJob, fitInFreshProcess, runFit } from './factorize/fit.js';
import { compareHalfSteps, timeHalfSteps } from './factorize/half-step.js';
import { hasCollection, makeSynthetic, newsgroups, type Problem, synthetic } from './factorize/problem.js';
import { missingPeers } from './factorize/processes.js';
import { compareSolvers, compareWithPeer, type Effort } from './factorize/solvers.js';
import { compareThreads, measureMemory } from './factorize/threads.js';

function chooseProblem(quick: boolean, missing: string | undefined): Problem {
  if (quick) return synthetic(true);
  if (missing === undefined && hasCollection()) return newsgroups();
  console.log('20 Newsgroups cannot be counted here: drawn counts of that size stand in for it');
  return synthetic(false);
}

function bench(quick: boolean): void {
  const peers = quick ? 'this is a quick run' : missingPeers();
  const problem = chooseProblem(quick, peers);
  const missing = peers ?? (hasCollection() ? undefined : 'there is no start for it');
  const threads = Math.min(2, os.availableParallelism());
  if (threads < 2) console.log('there is one core only: two threads cannot be faster');
  const { size } = fitInFreshProcess({ problem, solver: 'multiplicative', threads: 1, maxIterations: 1 });
  const load = os.loadavg()[0] as number;
  console.log(`${problem.name}: ${size}; ${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node ${process.version}, load ${load.toFixed(1)}`);
  const effort: Effort = quick ? { threads, rounds: 1, repeats: 2, mostSeconds: 1 } : { threads, rounds: 2, repeats: 4, mostSeconds: 40 };
  compareWithPeer(problem, effort, missing);
  compareSolvers(problem, { ...effort, repeats: quick ? 1 : 3 });
  compareHalfSteps(problem, quick ? 2 : 5);
  compareThreads(problem, quick ? 12 : 30, quick ? 1 : 4);
  measureMemory(problem, threads);
}

const [, , part, job = '{}'] = process.argv;
if (part === 'data') console.log(JSON.stringify(makeSynthetic(JSON.parse(job) as Parameters<typeof makeSynthetic>[0])));
else if (part === 'fit') console.log(JSON.stringify(await runFit(JSON.parse(job) as FitJob)));
else if (part === 'half-step') console.log(JSON.stringify(await timeHalfSteps(JSON.parse(job) as Parameters<typeof timeHalfSteps>[0])));
else bench(part === '--quick');
