/* `topikl run` as one process or as several ranks. */
import { rmSync } from 'node:fs';
import { installedMpis, type Mpi, startRanks } from '../../distribute/mpirun.js';
import { run } from '../factorize/processes.js';
import { writeCollection } from './planted-collection.js';
import { cached, TOPIKL } from './program.js';

/** Documents of a collection whose fit is in several shards of 2²⁰ entries, and of one for a quick run, which is in none. */
const DOCUMENTS = 30_000;
const QUICK_DOCUMENTS = 2_000;

/** The words behind `topikl run`, without --out. */
export type RunWords = readonly string[];

/** Runs it to its end, into a new folder or going on with what is there. @throws Error when it fails */
export async function runOnRanks(words: RunWords, out: string, ranks: number, mpi: Mpi | undefined, main = TOPIKL): Promise<void> {
  const program = [main, 'run', ...words, '--out', out, '--quiet'];
  if (ranks === 1 || mpi === undefined) {
    run(process.execPath, program);
    return;
  }
  const { code, stderr } = await startRanks(mpi, ranks, program).ended;
  if (code !== 0) throw new Error(`${mpi.mpirun} -n ${ranks} topikl run ended with ${code}: ${stderr.slice(-1500)}`);
}

export async function runAnew(words: RunWords, out: string, ranks: number, mpi: Mpi | undefined): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await runOnRanks(words, out, ranks, mpi);
}

/** An MPI of this machine, if there is one; says so where there is none. */
export function findMpi(name: Mpi['name']): Mpi | undefined {
  const found = installedMpis().find((mpi) => mpi.name === name);
  if (found === undefined) console.log(`  left out: ${name} is not installed`);
  return found;
}

/** Writes the small collection; its fit goes on for so many iterations. */
export function smallCollection(quick: boolean, iterations = quick ? 20 : 60): RunWords {
  const documents = quick ? QUICK_DOCUMENTS : DOCUMENTS;
  const { input } = writeCollection(cached('small'), { documents, topics: 10, terms: 20_000, seed: 1 });
  return [input, '--language', 'none', '--topics', '10', '--threads', '1', '--max-iterations', String(iterations), '--tolerance', '0', '--kkt-tolerance', '0'];
}
