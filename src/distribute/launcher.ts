import { DistributeError } from '../errors/errors.js';

/** What an MPI launcher has told this process about its job. */
export interface Launcher {
  name: 'Open MPI' | 'PMI' | 'PMIx';
  /** number of this process among those of the job */
  rank: number;
  /** how many there are, where the launcher says so */
  size: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Who started this process as one of several, from the environment alone; undefined for a process that is alone.
 * Slurm's own variables do not count as a launcher: the script of a batch job has them too, and a run in it is alone.
 *
 * @throws DistributeError in a step of Slurm with several tasks that offers no MPI: each of them would take itself for the whole run
 */
export function underLauncher(env: Environment = process.env): Launcher | undefined {
  if (env.TOPIKL_MPI === 'none') return undefined;
  const launcher =
    launched('Open MPI', env.OMPI_COMM_WORLD_RANK, env.OMPI_COMM_WORLD_SIZE) ??
    launched('PMI', env.PMI_RANK, env.PMI_SIZE) ??
    launched('PMIx', env.PMIX_RANK, env.SLURM_STEP_NUM_TASKS);
  if (launcher !== undefined) return launcher.size === 1 ? undefined : launcher;
  const tasks = wholeNumber(env.SLURM_STEP_NUM_TASKS);
  if (tasks !== undefined && tasks > 1)
    throw new DistributeError(`srun started ${tasks} tasks, but offers them no MPI: expected one of the variables PMIX_RANK and PMI_RANK`, {
      hint: 'Start them with srun --mpi=pmix (srun --mpi=list says what there is), or with mpirun; TOPIKL_MPI=none makes each a run of its own.',
    });
  return undefined;
}

function launched(name: Launcher['name'], rank: string | undefined, size: string | undefined): Launcher | undefined {
  const number = wholeNumber(rank);
  return number === undefined ? undefined : { name, rank: number, size: wholeNumber(size) };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
