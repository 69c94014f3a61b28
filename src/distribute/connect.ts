import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributeError } from '../errors/errors.js';
import type { Communicator } from './communicator.js';
import { endTogether } from './end-together.js';
import { type Launcher, underLauncher } from './launcher.js';
import { MpiCommunicator } from './mpi-communicator.js';
import { loadMpiLibrary } from './mpi-library.js';
import { ONE_PROCESS } from './one-process.js';

export interface ConnectOptions {
  /** of topikl: all ranks must have the same */
  version: string;
  /** most bytes of one call of MPI, a multiple of 8 below 2³¹ */
  pieceBytes?: number;
}

/** Milliseconds that other ranks wait before they fail: where all fail alike, rank 0 has then said so and ended the job. */
const AFTER_RANK_0 = 2000;

/**
 * The ranks of this run: those of the MPI job that this process belongs to, or this process alone where no launcher started it. To be
 * called before anything that may fail: a rank that ends before it would leave the others waiting.
 *
 * From then on no rank is left behind: what is thrown and not caught in one of them ends all, and so does a rank that ends without `close`.
 *
 * @throws DistributeError where MPI cannot be used, or the ranks have unlike versions
 */
export async function connect({ version, pieceBytes }: ConnectOptions): Promise<Communicator> {
  const launcher = underLauncher();
  if (launcher === undefined) return ONE_PROCESS;
  const ending = endTogether(launcher);
  try {
    const library = await loadMpiLibrary(launcher);
    const ranks = new MpiCommunicator(library, pieceBytes);
    checkWorld(launcher, ranks, `${library.file} (${library.implementation})`);
    ending.ranks = ranks;
    checkAlike(ranks, `topikl ${version}, ${platform()}`);
    return ranks;
  } catch (error) {
    if (launcher.rank > 0) await sleep(AFTER_RANK_0);
    throw error;
  }
}

/** What the bits of a result depend on: the engine, the dictionaries that cut scripts without spaces, the order of bytes. */
function platform(): string {
  return `Node ${process.version.slice(1).split('.', 1)[0]}, ICU ${process.versions.icu}, ${os.endianness()}`;
}

/** The library of another MPI than the launcher's takes each rank for a job of its own. */
function checkWorld({ name, rank, size }: Launcher, world: Communicator, library: string): void {
  if (world.rank === rank && (size === undefined || world.size === size)) return;
  const ofSize = size === undefined ? '' : ` of ${size}`;
  const by = name === 'Open MPI' ? 'the mpirun of Open MPI' : `a launcher that speaks ${name}`;
  throw new DistributeError(
    `${by} started this process as rank ${rank}${ofSize}, but the MPI library ${library} says that it is rank ${world.rank} of ${world.size}`,
    {
      hint: 'The library and the launcher must be of the same MPI: use the other mpirun (under Slurm: srun --mpi=pmix or pmi2), or set TOPIKL_MPI to the path of the library that fits.',
    },
  );
}

function checkAlike(ranks: Communicator, own: string): void {
  const all = ranks.gather(new TextEncoder().encode(own))?.map((bytes) => new TextDecoder().decode(bytes));
  const verdict = new TextEncoder().encode(all === undefined ? '' : unlike(all));
  const length = new Float64Array([verdict.length]);
  ranks.broadcast(new Uint8Array(length.buffer));
  const said = ranks.rank === 0 ? verdict : new Uint8Array(length[0] as number);
  ranks.broadcast(said);
  if (said.length === 0) return;
  throw new DistributeError(`the ranks of a run must be alike, but ${new TextDecoder().decode(said)}`, {
    hint: 'Install the same topikl and the same Node on each host, or one of each in a folder that all hosts share.',
  });
}

/** Which ranks have what, or nothing where all have the same. */
function unlike(all: readonly string[]): string {
  const having = new Map<string, number[]>();
  for (const [rank, what] of all.entries()) having.set(what, [...(having.get(what) ?? []), rank]);
  if (having.size === 1) return '';
  return [...having].map(([what, ranks]) => `${numbered(ranks)} ${ranks.length === 1 ? 'has' : 'have'} ${what}`).join('; ');
}

function numbered(ranks: readonly number[]): string {
  const first = ranks.slice(0, 4).join(', ');
  return `${ranks.length === 1 ? 'rank' : 'ranks'} ${first}${ranks.length > 4 ? `, … (${ranks.length})` : ''}`;
}
