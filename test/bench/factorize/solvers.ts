/* Time to a divergence: the default solver against scikit-learn, and the solvers among themselves. */
import { type SolverName, solvers } from '../../../src/factorize/solvers.js';
import { type FitResult, fitInFreshProcess } from './fit.js';
import { cached, type Problem } from './problem.js';
import { checked, runPeer, summarize, verdict } from './processes.js';

/** Iterations of scikit-learn's multiplicative update, whose divergence is the one to reach. */
const PEER_ITERATIONS = 100;
const MOST_ITERATIONS = 100_000;
/** By how much a count's share of the divergence may be less for its mean being clipped. */
const CLIPPED_NATS = 50;
/** How near to the lowest divergence found the solvers are timed to: a share of it. */
const NEAR = 0.001;

export interface Effort {
  threads: number;
  /** runs of the peer, each followed by the timed fits */
  rounds: number;
  /** timed fits a round, and of each solver */
  repeats: number;
  /** how long a solver may take to show how low it gets */
  mostSeconds: number;
}

interface PeerRun {
  seconds: number;
  cpuSeconds: number;
  divergence: number;
}

/** scikit-learn's own update functions in the loop of its NMF(solver='mu'); its objective is not evaluated in between. */
function runScikitLearn({ matrix, topics, start }: Problem, threads: number): PeerRun {
  const save = cached('scikit-learn');
  const options = ['--init', start, '--dtype', 'float32', '--every', PEER_ITERATIONS, '--save', save];
  const output = runPeer('run_sklearn.py', matrix, topics, 1, 'mu', PEER_ITERATIONS, threads, ...options);
  const row = output.split('\n').find((line) => line.startsWith(`${PEER_ITERATIONS}\t`));
  if (row === undefined) throw new Error(`no row of iteration ${PEER_ITERATIONS} in scikit-learn's output: ${output}`);
  const [, seconds, cpuSeconds, divergence] = row.split('\t').map(Number) as [number, number, number, number];
  return { seconds, cpuSeconds, divergence };
}

/**
 * A fit as it is timed that has come as low, in about as few iterations as it takes.
 *
 * @param guess iterations that it took with a row of the trace after each one; a fit without them all may go on from a risen objective for a while
 */
function iterationsTo(problem: Problem, solver: SolverName, threads: number, target: number, guess: number, save?: string): FitResult {
  for (let attempt = 0; ; attempt++) {
    const maxIterations = guess + attempt * Math.ceil(guess / 50);
    const result = fitInFreshProcess({ problem, solver, threads, maxIterations, ...(save === undefined ? {} : { save }) });
    if (result.divergence <= target || attempt === 5) return result;
  }
}

/** The divergence to reach and who reached it: scikit-learn, or without it the multiplicative updates of topikl. */
function reference(problem: Problem, threads: number, peer: boolean): PeerRun {
  if (peer) return runScikitLearn(problem, threads);
  return fitInFreshProcess({ problem, solver: 'multiplicative', threads, maxIterations: PEER_ITERATIONS });
}

export function compareWithPeer(problem: Problem, { threads, rounds, repeats }: Effort, missing: string | undefined): void {
  const who = missing === undefined ? 'scikit-learn' : 'topikl, multiplicative';
  console.log(`\n1. Time to the divergence of ${PEER_ITERATIONS} multiplicative iterations, the same start, K = ${problem.topics}`);
  if (missing !== undefined) console.log(`  scikit-learn is not run: ${missing}; topikl's multiplicative updates stand in for it`);
  const peers = [reference(problem, threads, missing === undefined)];
  const target = (peers[0] as PeerRun).divergence;
  const found = fitInFreshProcess({ problem, solver: 'accelerated', threads, maxIterations: MOST_ITERATIONS, traceEvery: 1, target, mostSeconds: 120 });
  const saved = cached('topikl');
  const { iterations, divergence, checksum } = iterationsTo(problem, 'accelerated', threads, target, found.iterations, saved);
  if (missing === undefined) {
    const [own, theirs] = [saved, cached('scikit-learn')].map((prefix) => divergenceByPeer(problem, prefix)) as [PeerFigure, PeerFigure];
    checked(own.divergence <= theirs.divergence, `divergence by kl.py in float64: topikl ${show(own)}, scikit-learn ${show(theirs)}`);
    const allowed = CLIPPED_NATS * own.clipped + 1e-6 * own.divergence;
    checked(Math.abs(own.divergence - divergence) < allowed, `topikl's own figure, without such clipping, is ${divergence.toFixed(1)}`);
  } else checked(divergence <= target, `divergence ${divergence.toFixed(1)}, to be at most ${target.toFixed(1)}`);

  const own = [threads, 1].map((count) => ({ threads: count, results: [] as FitResult[] }));
  for (let round = 0; round < rounds; round++) {
    if (round > 0) peers.push(reference(problem, threads, missing === undefined));
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const { threads: count, results } of own) {
        results.push(fitInFreshProcess({ problem, solver: 'accelerated', threads: count, maxIterations: iterations }));
      }
    }
  }
  const theirs = summarize(peers.map(({ seconds }) => seconds));
  const theirCpu = summarize(peers.map(({ cpuSeconds }) => cpuSeconds)).best;
  console.log(
    `  ${who}, ${threads} threads: ${PEER_ITERATIONS} iterations, best ${theirs.best.toFixed(2)} s, median ${theirs.median.toFixed(2)} s of ${peers.length}`,
  );
  checked(
    own.every(({ results }) => results.every((result) => result.checksum === checksum)),
    `the same bits in every run, on ${threads} threads and on one`,
  );
  for (const { threads: count, results } of own) {
    const mine = summarize(results.map(({ seconds }) => seconds));
    const pool = summarize(results.map(({ poolSeconds }) => poolSeconds)).median;
    console.log(
      `  topikl, accelerated, ${count} ${count === 1 ? 'thread' : 'threads'}: ${iterations} iterations, best ${mine.best.toFixed(3)} s, median ${mine.median.toFixed(3)} s of ${results.length}; starting the threads, not counted, takes ${pool.toFixed(3)} s`,
    );
    const cpu = summarize(results.map(({ cpuSeconds }) => cpuSeconds)).best;
    const ratio = theirs.median / mine.median;
    const goal = missing === undefined && count > 1 ? `; ${verdict(ratio, 40)}, aim 100` : '';
    console.log(
      `    ratio ${(theirs.best / mine.best).toFixed(1)} of the best, ${ratio.toFixed(1)} of the medians, ${(theirs.median / (mine.median + pool)).toFixed(1)} with the threads' start; of processor time ${(theirCpu / cpu).toFixed(1)} (${theirCpu.toFixed(2)} s / ${cpu.toFixed(2)} s)${goal}`,
    );
  }
}

/** What kl.py finds. */
interface PeerFigure {
  divergence: number;
  /** counts whose mean is less than 1e-10, which it then takes for 1e-10 */
  clipped: number;
}

function divergenceByPeer({ matrix, topics }: Problem, prefix: string): PeerFigure {
  const output = runPeer('kl.py', matrix, topics, prefix);
  return { divergence: Number(/^kl\t(.*)$/m.exec(output)?.[1]), clipped: Number(/^# kl: (\d+)/m.exec(output)?.[1] ?? 0) };
}

function show({ divergence, clipped }: PeerFigure): string {
  return `${divergence.toFixed(1)} (${clipped} means below 1e-10 clipped)`;
}

export function compareSolvers(problem: Problem, { threads, repeats, mostSeconds }: Effort): void {
  const names = Object.keys(solvers) as SolverName[];
  const runs = names.map((solver) => fitInFreshProcess({ problem, solver, threads, maxIterations: MOST_ITERATIONS, traceEvery: 1, mostSeconds }));
  const lowest = runs.map(({ trace }) => Math.min(...trace.map(([, divergence]) => divergence)));
  const best = Math.min(...lowest);
  const target = (1 + NEAR) * best;
  console.log(`\n   Time to within ${100 * NEAR} % of the lowest divergence that any solver finds in ${mostSeconds} s, traces included: ${best.toFixed(0)}`);
  console.log(`   ${threads} threads, median of ${repeats} fits in fresh processes with the program's own trace; all of the fit counts`);
  console.log('   solver              iterations   seconds   lowest found');
  for (const [s, solver] of names.entries()) {
    const reached = runs[s]?.trace.find(([, divergence]) => divergence <= target);
    const end = `   ${(lowest[s] as number).toFixed(0)} after ${runs[s]?.iterations}`;
    if (reached === undefined) {
      console.log(`   ${solver.padEnd(18)} not reached in ${mostSeconds} s${end}`);
      continue;
    }
    const first = iterationsTo(problem, solver, threads, target, reached[0]);
    const seconds = [first.seconds];
    for (let repeat = 1; repeat < repeats; repeat++) seconds.push(fitInFreshProcess({ problem, solver, threads, maxIterations: first.iterations }).seconds);
    const note = first.divergence <= target ? '' : '   (not as low with the trace of a fit)';
    console.log(`   ${solver.padEnd(18)} ${String(first.iterations).padStart(11)}   ${summarize(seconds).median.toFixed(3).padStart(7)}${end}${note}`);
  }
}
