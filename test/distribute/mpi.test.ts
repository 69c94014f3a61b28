import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { installedMpis, type Job, MISSING, MPIS, messages, startRanks, until } from './mpirun.js';
import { bundleRanks, removeRanks } from './ranks-bundle.js';

/** Within which no process of a job may be left. */
const SECONDS_TO_END = 30;

installedMpis();

let program: string;
beforeAll(async () => {
  program = await bundleRanks();
});
afterAll(() => removeRanks(program));

async function allWait(job: Job, ranks: number): Promise<number[]> {
  const pids = () => [...job.stdout().matchAll(/^waits (\d+) (\d+)$/gm)].sort((a, b) => Number(a[1]) - Number(b[1])).map((match) => Number(match[2]));
  await until('all ranks wait', () => pids().length === ranks, 20, job.stdout);
  return pids();
}

async function nothingLeft(job: Job): Promise<void> {
  await until('no process is left', () => job.processes().length === 0, SECONDS_TO_END, job.processes);
}

for (const mpi of MPIS)
  describe.skipIf(MISSING.includes(mpi))(mpi.name, () => {
    const other = mpi.name === 'MPICH' ? 'libmpi.so.40' : 'libmpich.so.12';

    test.each([2, 4])('all calls, with awkward lengths, in all kinds of memory, on %i ranks', async (ranks) => {
      const { code, stdout, stderr } = await startRanks(mpi, ranks, [program, 'calls']).ended;
      expect(stderr).toBe('');
      expect(stdout.trim()).toBe(`${ranks} ranks agree`);
      expect(code).toBe(0);
    });

    test('one rank is a run of one process, and loads no MPI', async () => {
      const { code, stderr } = await startRanks(mpi, 1, [program, 'alone'], { TOPIKL_MPI: '/nowhere/libmpi.so' }).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    });

    test('ranks with unlike versions are refused, and which they are is said once', async () => {
      const { code, stderr } = await startRanks(mpi, 3, [program, 'unlike']).ended;
      expect(messages(stderr)).toEqual([
        expect.stringMatching(/^topikl: the ranks of a run must be alike, but ranks 0, 2 have topikl 1\.0, Node .*; rank 1 has topikl 1\.1, Node /),
      ]);
      expect(stderr).toContain('hint: Install the same topikl and the same Node on each host');
      expect(code).toBe(1);
    });

    test.each([
      [
        other,
        /started this process as rank 0 of 2, but the MPI library \S+ \(\S.*\) says that it is rank 0 of 1/,
        'set TOPIKL_MPI to the path of the library that fits',
      ],
      ['/nowhere/libmpi.so', /no MPI library could be loaded; tried \/nowhere\/libmpi\.so: .*No such file/, 'Install the MPI of the launcher on each host'],
      ['libc.so.6', /libc\.so\.6 is no MPI library that topikl can use: .*MPI_Init_thread/, 'Install the MPI of the launcher on each host'],
    ])('the library %s is refused', async (library, message, hint) => {
      const job = startRanks(mpi, 2, [program, 'calls'], { TOPIKL_MPI: library });
      const { code, stdout, stderr } = await job.ended;
      expect(messages(stderr)).toEqual([expect.stringMatching(message)]);
      expect(stderr).toContain(hint);
      expect(stdout).toBe('');
      expect(code).not.toBe(0);
      await nothingLeft(job);
    });

    test('without the package koffi that is said', async () => {
      const folder = temporaryFolder({ 'package.json': '{"type": "module"}' });
      const { code, stderr } = await startRanks(mpi, 2, [await bundleRanks(folder), 'calls']).ended;
      expect(messages(stderr)).toEqual([
        expect.stringMatching(/^topikl: the package koffi, which calls MPI, could not be loaded: Cannot find package 'koffi'/),
      ]);
      expect(code).not.toBe(0);
    });

    test.each(['throw', 'reject'])('a rank that fails (%s) ends all, with one message', async (scene) => {
      const job = startRanks(mpi, 2, [program, scene]);
      const { code, stderr } = await job.ended;
      expect(messages(stderr)).toEqual([expect.stringMatching(/^topikl: this is a bug, please report it with these lines \(rank 1 of 2, on /)]);
      expect(stderr).toContain('Error: planted');
      expect(code).not.toBe(0);
      await nothingLeft(job);
    });

    test.each([
      ['abort', 7],
      ['exit', 3],
    ])('%s: the exit code of one rank is that of the job', async (scene, expected) => {
      const job = startRanks(mpi, 2, [program, scene]);
      const { code, stderr } = await job.ended;
      expect(messages(stderr)).toEqual([]);
      expect(code).toBe(expected);
      await nothingLeft(job);
    });

    test.each([
      ['the first rank', 'SIGKILL', (_: Job, pids: number[]) => pids[0]],
      ['the last rank', 'SIGKILL', (_: Job, pids: number[]) => pids[1]],
      ['the launcher', 'SIGTERM', (job: Job) => job.child.pid],
      ['the launcher', 'SIGINT', (job: Job) => job.child.pid],
    ] as const)('%s gets %s: nothing is left, of what ranks have started neither', async (who, signal, target) => {
      const job = startRanks(mpi, 2, [program, 'readers']);
      const pids = await allWait(job, 2);
      // a process that hangs and one that waits, of each rank, beside the launcher
      expect(job.processes().length).toBeGreaterThanOrEqual(7);
      process.kill(target(job, pids) as number, signal);
      const { code } = await job.ended;
      // the launcher of MPICH, when it is told to end, does not always wait for the codes of its ranks
      if (mpi.name !== 'MPICH' || who !== 'the launcher') expect(code).not.toBe(0);
      await nothingLeft(job);
    });

    test('nothing is left of a job whose launcher is killed', async () => {
      const job = startRanks(mpi, 2, [program, 'readers']);
      await allWait(job, 2);
      process.kill(job.child.pid as number, 'SIGKILL');
      await nothingLeft(job);
    });
  });
