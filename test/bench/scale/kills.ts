/* Ranks killed at random moments: the job ends, nothing of it is left, and what comes after has the bits of a run that was left alone. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../../src/math/random.js';
import { type Mpi, startRanks } from '../../distribute/mpirun.js';
import { rankProcesses } from '../../support/rank-processes.js';
import { differentFiles } from '../../support/same-results.js';
import { checked, summarize } from '../factorize/processes.js';
import { cached, readManifest, TOPIKL } from './program.js';
import { findMpi, runAnew, runOnRanks, smallCollection } from './ranked-run.js';

const MOST_SECONDS = 30;
const ITERATIONS = 150;
const RANKS_AFTERWARDS = [1, 2, 4];
const CHECKPOINT = '.topikl-fit.checkpoint';

interface Kill {
  /** seconds into the run */
  after: number;
  rank: number;
  code: number | null;
  /** until the launcher had ended, and until no process was left */
  seconds: number;
  left: number;
  checkpoint: boolean;
  /** what the launcher and the ranks said */
  said: string;
}

/** A copy of the program that writes a checkpoint every second instead of every thirty, so that a fit of seconds goes on from one. */
function impatientProgram(): string {
  const copy = path.resolve(cached('dist'));
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.dirname(path.dirname(TOPIKL)), copy, { recursive: true });
  const chunks = readdirSync(copy).filter((name) => name.endsWith('.js'));
  const changed = chunks.filter((name) => {
    const file = path.join(copy, name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace('CHECKPOINT_SECONDS = 30;', 'CHECKPOINT_SECONDS = 1;');
    if (after !== before) writeFileSync(file, after);
    return after !== before;
  });
  checked(changed.length === 1, 'a copy of the program writes checkpoints every second');
  return path.join(copy, 'cli/main.js');
}

/** @param seed of the moments and ranks */
export async function measureKills(kills: number, seed: number, quick: boolean): Promise<void> {
  console.log(`\n${kills} kills of a random rank of two, each restarted with ${RANKS_AFTERWARDS.join(', ')} ranks in turn`);
  const mpi = findMpi('Open MPI');
  if (mpi === undefined) return;
  // most of the time is to be the fit's
  const words = [...smallCollection(quick, ITERATIONS), '--keep-texts', 'no'];
  const main = impatientProgram();
  const alone = cached('alone');
  const out = cached('killed');
  await runAnew(words, alone, 1, undefined);
  const started = performance.now();
  await runAnew(words, out, 2, mpi);
  const whole = (performance.now() - started) / 1000;
  checked(differentFiles(alone, out).length === 0, `two ranks left alone have the bits of one process, in ${whole.toFixed(1)} s`);
  const { stages, ranks } = readManifest(out);
  console.log(`  ${stages.map((stage) => `${stage.name} ${stage.seconds.toFixed(1)} s`).join(', ')}; ${ranks?.fit} ranks in the fit`);
  const random = new Random(seed);
  const done: Kill[] = [];
  const wrong: string[] = [];
  for (let number = 0; number < kills; number++) {
    rmSync(out, { recursive: true, force: true });
    const kill = await killOne(mpi, [main, 'run', ...words, '--out', out, '--quiet'], out, whole * random.uniform(), Math.floor(2 * random.uniform()));
    const ranks = RANKS_AFTERWARDS[number % RANKS_AFTERWARDS.length] as number;
    await runOnRanks(words, out, ranks, mpi, main);
    const different = differentFiles(alone, out);
    const problems = problemsOf(kill, different);
    const how = kill.checkpoint ? 'from a checkpoint' : 'anew or from what was done';
    console.log(
      `  ${String(number + 1).padStart(3)}: rank ${kill.rank} after ${kill.after.toFixed(1)} s, over in ${kill.seconds.toFixed(1)} s with ${kill.code}; ${ranks} ranks went on ${how}; ${problems.join('; ') || 'right'}`,
    );
    wrong.push(...problems);
    done.push(kill);
  }
  console.log(`  what the first one said:\n${indented(done.find(({ code }) => code !== 0)?.said ?? '')}`);
  const seconds = done.map((kill) => kill.seconds);
  const checkpoints = done.filter(({ checkpoint }) => checkpoint).length;
  console.log(
    `  until nothing was left: median ${summarize(seconds).median.toFixed(1)} s, at most ${Math.max(...seconds).toFixed(1)} s; ${checkpoints} went on from a checkpoint`,
  );
  checked(wrong.length === 0, 'every job ended by itself, with a message, nothing left behind, and the next run had the bits of one left alone');
  console.log(`  ${wrong.length === 0 ? 'pass' : 'MISSED'}: no orphan, no hang over ${MOST_SECONDS} s, the same bits`);
  for (const folder of [alone, out, cached('small'), cached('dist')]) rmSync(folder, { recursive: true, force: true });
}

async function killOne(mpi: Mpi, program: readonly string[], out: string, after: number, rank: number): Promise<Kill> {
  const job = startRanks(mpi, 2, program);
  const begun = performance.now();
  await Promise.race([job.ended, wait(1000 * after)]);
  // there are no ranks before the launcher has started them
  let victim = rankProcesses(job.processes()).find((one) => one.rank === rank);
  while (victim === undefined && job.child.exitCode === null && performance.now() - begun < 1000 * MOST_SECONDS) {
    await wait(10);
    victim = rankProcesses(job.processes()).find((one) => one.rank === rank);
  }
  const killed = performance.now();
  if (victim !== undefined) kill(victim.pid);
  while ((job.child.exitCode === null || job.processes().length > 0) && performance.now() - killed < 1000 * MOST_SECONDS) await wait(50);
  const seconds = (performance.now() - killed) / 1000;
  const left = job.processes();
  for (const pid of left) kill(pid);
  const { code, stdout, stderr } = await job.ended;
  return { after: (killed - begun) / 1000, rank, code, seconds, left: left.length, checkpoint: existsSync(path.join(out, CHECKPOINT)), said: stdout + stderr };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended
  }
}

function problemsOf({ code, left, said }: Kill, different: readonly string[]): string[] {
  return [
    // a run that was over before it could be killed is none
    ...(code === 0 && left > 0 ? ['WRONG: ended well, but left processes'] : []),
    ...(code !== 0 && left > 0 ? [`WRONG: ${left} processes left after ${MOST_SECONDS} s`] : []),
    ...(code !== 0 && !/signal 9|KILLED BY SIGNAL: 9/.test(said) ? ['WRONG: nobody said that a rank was killed'] : []),
    ...(/^ {4}at /m.test(said) ? ['WRONG: a stack'] : []),
    ...(different.length > 0 ? [`WRONG: other bits in ${different.join(', ')}`] : []),
  ];
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '      ');
}
