/* Two ranks against one: seconds an iteration, the share of communication, and what that says of more hosts. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { differentFiles } from '../../support/same-results.js';
import { checked, summarize } from '../factorize/processes.js';
import { allReduceSeconds, iterationSeconds, MEASURED, type Rates, TEN_GIGABITS, time } from './costs.js';
import { writeCounts } from './planted-collection.js';
import { cached, type Manifest, readManifest, stageSeconds } from './program.js';
import { findMpi, runAnew } from './ranked-run.js';

const LEAST_RATIO = 1.7;
const TOPICS = 100;
const TERMS = 50_000;
const ENTRIES = 10_500_000;
const QUICK = { terms: 5_000, entries: 2_200_000, topics: 20 };
const ITERATIONS = 40;
const QUICK_ITERATIONS = 20;

interface Timed {
  /** between the first and the last row of the trace */
  perIteration: number;
  /** in calls of MPI, as a share of the fit's stage; waiting for the other rank included */
  communication: number;
  /** of rank 0, of all iterations and what comes before them */
  fit: number;
}

export async function compareRanks(rounds: number, quick: boolean): Promise<void> {
  const { terms, entries, topics } = quick ? QUICK : { terms: TERMS, entries: ENTRIES, topics: TOPICS };
  const iterations = quick ? QUICK_ITERATIONS : ITERATIONS;
  console.log(`\nTwo ranks against one, a thread each, K = ${topics}, ${iterations} iterations, ${rounds} runs each in turn`);
  const mpi = findMpi('Open MPI');
  if (mpi === undefined) return;
  const { input, vocabulary, documents } = writeCounts(cached('matrix'), { entries, topics, terms, seed: 1 });
  const fixed = ['--max-iterations', String(iterations), '--tolerance', '0', '--kkt-tolerance', '0', '--restarts', '1'];
  const words = [input, '--vocabulary', vocabulary, '--topics', String(topics), '--threads', '1', '--keep-texts', 'no', ...fixed];
  const outs = [cached('one'), cached('two')] as const;
  const timed: [Timed[], Timed[]] = [[], []];
  let counts: Manifest['counts'] | undefined;
  for (let round = 0; round < rounds; round++) {
    // which goes first changes
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      await runAnew(words, outs[which], which + 1, mpi);
      timed[which].push(timeOf(outs[which]));
      counts = readManifest(outs[which]).counts;
    }
    if (round === 0) {
      const different = differentFiles(outs[0], outs[1]);
      checked(different.length === 0, `the bits of one process${different.length === 0 ? '' : `, but for ${different.join(', ')}`}`);
    }
  }
  console.log(`  ${documents} × ${terms}, ${counts?.entries} entries`);
  const [one, two] = timed.map((runs) => summarize(runs.map(({ perIteration }) => perIteration))) as [
    ReturnType<typeof summarize>,
    ReturnType<typeof summarize>,
  ];
  const communication = summarize(timed[1].map((run) => run.communication)).median;
  console.log('  |  | best | median | each |');
  console.log('  | --- | --- | --- | --- |');
  for (const [name, summary, runs] of [['one process', one, timed[0]] as const, ['two ranks', two, timed[1]] as const]) {
    const each = runs.map(({ perIteration }) => perIteration.toFixed(3)).join(', ');
    console.log(`  | ${name}, s an iteration | ${summary.best.toFixed(3)} | ${summary.median.toFixed(3)} | ${each} |`);
  }
  const ratio = one.best / two.best;
  console.log(
    `  ${ratio.toFixed(2)} × of the best, ${(one.median / two.median).toFixed(2)} × of the medians; ${ratio >= LEAST_RATIO ? 'pass' : 'MISSED'}: ≥ ${LEAST_RATIO}`,
  );
  const share = Number.isNaN(communication) ? 'not in the manifest' : `${(100 * communication).toFixed(1)} % of the fit, waiting for the other rank included`;
  console.log(`  communication: ${share}`);
  predict({ documents, terms, topics, entries: counts?.entries ?? entries }, one.best, two.best, Number.isNaN(communication) ? 0 : communication * two.best);
  for (const folder of [...outs, cached('matrix')]) rmSync(folder, { recursive: true, force: true });
}

function timeOf(out: string): Timed {
  const rows = parseCsv(readFileSync(path.join(out, 'trace.csv'), 'utf8'), 'trace.csv').map(
    ({ iteration, seconds }) => [Number(iteration), Number(seconds)] as const,
  );
  const [first, last] = [rows[0], rows.at(-1)] as [readonly [number, number], readonly [number, number]];
  if (!(last[0] > first[0])) throw new Error(`${out}/trace.csv has one row only`);
  const manifest = readManifest(out);
  const fit = stageSeconds(manifest, 'fit');
  return { perIteration: (last[1] - first[1]) / (last[0] - first[0]), communication: (manifest.ranks?.communicationSeconds ?? Number.NaN) / fit, fit };
}

/**
 * The model: T(P) = A / (P · cores) + S + 2 (P − 1) / P · 8 K m / bandwidth + 2 ⌈log₂ P⌉ · latency, where A is the work on the entries and S what
 * every rank does by itself. From T(1) = A + S and T(2) = A / 2 + S + C with the measured C.
 */
function predict(size: { documents: number; terms: number; topics: number; entries: number }, one: number, two: number, communication: number): void {
  const shared = Math.min(one, Math.max(0, 2 * (one - two + communication)));
  const serial = Math.max(0, one - shared);
  const { documents, terms, topics, entries } = size;
  const rates: Rates = { ...MEASURED, updateEntry: shared / (entries * topics), updateTerm: serial / (terms * topics) };
  console.log(`  shared out ${shared.toFixed(3)} s, by each rank itself ${serial.toFixed(3)} s, communication ${communication.toFixed(3)} s an iteration`);
  console.log(
    `  so updateEntry = ${rates.updateEntry.toExponential(2)} s, updateTerm = ${rates.updateTerm.toExponential(2)} s (costs.ts has ${MEASURED.updateEntry} and ${MEASURED.updateTerm})`,
  );
  console.log('\n  T(P) = updateEntry · entries · K / (P · cores) + updateTerm · m · K + 2 (P − 1) / P · 8 · K · m / bandwidth + 2 ⌈log₂ P⌉ · latency');
  console.log(
    `  at 10 Gbit/s (${TEN_GIGABITS.bandwidth} B/s, ${TEN_GIGABITS.latency} s); ${(8 * topics * terms) / 1e6} MB are summed, ${time(allReduceSeconds(8 * topics * terms, 8, TEN_GIGABITS))} on 8 hosts`,
  );
  console.log('\n  | entries | cores a host | 1 host | 8 hosts | × | 64 hosts | × | of it the network |');
  console.log('  | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const factor of [1, 100, 10_000]) {
    for (const cores of [1, 16]) {
      const task = { documents: documents * factor, words: 100, entries: entries / documents, terms, topics, iterations: 1 };
      const [first, eight, many] = [1, 8, 64].map((hosts) => iterationSeconds(task, { hosts, cores, network: TEN_GIGABITS }, rates)) as [
        Iteration,
        Iteration,
        Iteration,
      ];
      const times = (more: Iteration) => (first.all / more.all).toFixed(1);
      const network = `${((100 * many.communication) / many.all).toFixed(0)} %`;
      const cells = [(entries * factor).toExponential(1), cores, time(first.all), time(eight.all), times(eight), time(many.all), times(many), network];
      console.log(`  | ${cells.join(' | ')} |`);
    }
  }
}

type Iteration = ReturnType<typeof iterationSeconds>;
