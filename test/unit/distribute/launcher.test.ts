import { describe, expect, test } from 'vitest';
import { underLauncher } from '../../../src/distribute/launcher.js';

test.each([
  ['mpirun of Open MPI', { OMPI_COMM_WORLD_RANK: '1', OMPI_COMM_WORLD_SIZE: '4', PMIX_RANK: '1' }, { name: 'Open MPI', rank: 1, size: 4 }],
  ['mpirun of MPICH', { PMI_RANK: '0', PMI_SIZE: '2' }, { name: 'PMI', rank: 0, size: 2 }],
  ['srun --mpi=pmi2', { PMI_RANK: '3', PMI_SIZE: '8', SLURM_STEP_NUM_TASKS: '8' }, { name: 'PMI', rank: 3, size: 8 }],
  ['srun --mpi=pmix', { PMIX_RANK: '7', SLURM_STEP_NUM_TASKS: '8', SLURM_NTASKS: '16' }, { name: 'PMIx', rank: 7, size: 8 }],
  ['PMIx that does not say how many', { PMIX_RANK: '2' }, { name: 'PMIx', rank: 2, size: undefined }],
])('%s', (_, env, launcher) => {
  expect(underLauncher(env)).toEqual(launcher);
});

describe('alone', () => {
  test.each([
    ['no launcher', {}],
    ['one rank', { OMPI_COMM_WORLD_RANK: '0', OMPI_COMM_WORLD_SIZE: '1' }],
    ['one rank under Slurm, in a job of more', { PMIX_RANK: '0', SLURM_STEP_NUM_TASKS: '1', SLURM_NTASKS: '8' }],
    ['the script of a batch job of Slurm', { SLURM_JOB_ID: '5', SLURM_NTASKS: '8', SLURM_PROCID: '0', SLURM_LOCALID: '0' }],
    ['the shell of salloc', { SLURM_NTASKS: '8', SLURM_PROCID: '0', SLURM_STEP_ID: '4294967290', SLURM_STEP_NUM_TASKS: '1' }],
    ['what is no number', { PMI_RANK: 'x', PMI_SIZE: '2' }],
    ['as it is told', { OMPI_COMM_WORLD_RANK: '1', OMPI_COMM_WORLD_SIZE: '4', TOPIKL_MPI: 'none' }],
    ['as it is told, in a step without MPI', { SLURM_STEP_NUM_TASKS: '8', TOPIKL_MPI: 'none' }],
  ])('%s', (_, env) => {
    expect(underLauncher(env)).toBeUndefined();
  });
});

test('tasks of Slurm without MPI would each take themselves for the whole run', () => {
  expect(() => underLauncher({ SLURM_STEP_NUM_TASKS: '8', SLURM_PROCID: '3' })).toThrow(
    expect.objectContaining({
      name: 'DistributeError',
      message: 'srun started 8 tasks, but offers them no MPI: expected one of the variables PMIX_RANK and PMI_RANK',
      hint: expect.stringContaining('srun --mpi=pmix'),
    }),
  );
});
