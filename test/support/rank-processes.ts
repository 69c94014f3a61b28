/* Which processes of a job are its ranks. Linux only. */
import { readFileSync } from 'node:fs';

interface RankProcess {
  pid: number;
  rank: number;
}

/** The ranks among the processes of a job, in their order, without those that they started, which have a rank's environment too. */
export function rankProcesses(pids: readonly number[]): RankProcess[] {
  const found = pids.flatMap((pid) => {
    try {
      const rank = /\0(?:OMPI_COMM_WORLD_RANK|PMI_RANK)=(\d+)\0/.exec(`\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`)?.[1];
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // behind the name in brackets, which may hold anything: state, parent
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return rank === undefined ? [] : [{ pid, parent, rank: Number(rank) }];
    } catch {
      // it has ended
      return [];
    }
  });
  const known = new Set(found.map(({ pid }) => pid));
  return found
    .filter(({ parent }) => !known.has(parent))
    .map(({ pid, rank }) => ({ pid, rank }))
    .sort((a, b) => a.rank - b.rank);
}
