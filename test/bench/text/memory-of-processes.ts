import { readdirSync, readFileSync } from 'node:fs';

/**
 * Megabytes of memory that a process group has in use, all its processes together: the proportional set size, which shares out what
 * several of them have in common. 0 where the system does not tell.
 */
export function memoryOfGroup(group: number): number {
  let kilobytes = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // behind the name in brackets, which may hold anything: state, parent, group
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${name}/smaps_rollup`, 'latin1'))?.[1] ?? 0);
    } catch {
      // it has ended
    }
  }
  return (1024 * kilobytes) / 1e6;
}
