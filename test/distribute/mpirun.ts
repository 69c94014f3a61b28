import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Mpi {
  name: 'Open MPI' | 'MPICH';
  mpirun: string;
  /** more ranks than cores, which give way to each other */
  options: readonly string[];
  library: string;
}

/** Those that topikl is tested with. */
export const MPIS: readonly Mpi[] = [
  {
    name: 'Open MPI',
    mpirun: 'mpirun.openmpi',
    options: ['--bind-to', 'none', '--oversubscribe', '--mca', 'mpi_yield_when_idle', '1', '--mca', 'btl', 'self,vader,tcp'],
    library: 'libmpi.so.40',
  },
  { name: 'MPICH', mpirun: 'mpirun.mpich', options: ['--bind-to', 'none'], library: 'libmpich.so.12' },
];

/** Those of them that are not installed under the names that Debian gives them. */
export const MISSING = MPIS.filter(({ mpirun }) => spawnSync(mpirun, ['--version'], { stdio: 'ignore' }).status !== 0);

/** Those that are installed; what is missing is said, so that nobody overlooks it. */
export function installedMpis(): Mpi[] {
  for (const { name, mpirun } of MISSING)
    sayLeftOut(
      `${name} is not on this system (no ${mpirun})`,
      'THE TESTS OF RUNS ON SEVERAL MACHINES WITH IT',
      'Install it: apt-get install openmpi-bin mpich',
    );
  return MPIS.filter((mpi) => !MISSING.includes(mpi));
}

/** Says on standard error, so that nobody overlooks it, that tests are left out. */
export function sayLeftOut(why: string, what: string, remedy: string): void {
  const line = '!'.repeat(72);
  process.stderr.write(`\n${line}\n${why}: ${what} ARE LEFT OUT.\n${remedy}\n${line}\n`);
}

export interface Job {
  child: ChildProcess;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  stdout: () => string;
  /** numbers of all its processes that are there now, the launcher's and those that ranks have started included */
  processes: () => number[];
}

const started: Job[] = [];

/** Kills what is left of all jobs, as a test that has failed may leave it. */
export function endRanks(): void {
  for (const pid of started.splice(0).flatMap(({ processes }) => processes())) process.kill(pid, 'SIGKILL');
}

/** Starts ranks of a program. */
export function startRanks({ mpirun, options }: Mpi, ranks: number, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Job {
  const mark = `TOPIKL_TEST_JOB=${randomUUID()}`;
  const { NODE_OPTIONS: _options, VITEST: _vitest, ...plain } = process.env;
  const env = { ...plain, OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1', NO_COLOR: '1', ...environment };
  const child = spawn('env', [mark, mpirun, ...options, '-n', String(ranks), process.execPath, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const job = { child, ended, stdout: () => stdout, processes: () => markedProcesses(mark) };
  started.push(job);
  return job;
}

function markedProcesses(mark: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
      } catch {
        // it has just ended, or is not ours
        return false;
      }
    });
}

/** The lines of topikl itself, among those of the launcher. */
export function messages(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line.startsWith('topikl: '));
}

/** Resolves when a condition holds; rejects with what was waited for, and what `seen` says, when it does not in time. */
export async function until(what: string, holds: () => boolean, seconds: number, seen: () => unknown = () => ''): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what}: not in ${seconds} seconds. ${String(seen())}`);
    await sleep(20);
  }
}
