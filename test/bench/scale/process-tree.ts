import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const PAUSE = 500;

interface ProcessMemory {
  pid: number;
  /** resident set, proportional set (what several have in common is shared out), and highest resident set so far; bytes */
  rss: number;
  pss: number;
  highest: number;
}

export interface TreeMemory {
  /** highest sums over the processes at one time, in bytes */
  rss: number;
  pss: number;
  /** of each process that was seen, the highest resident set; of the largest first */
  highest: number[];
}

/** Looks at the memory of a process and all that it started, and they in turn, until it is told to stop. */
export class TreeWatch {
  private readonly root: number;
  private readonly timer: NodeJS.Timeout;
  private readonly highest = new Map<number, number>();
  private rss = 0;
  private pss = 0;

  /** @param also what else is to be done at each look */
  constructor(root: number, also: () => void = () => {}) {
    this.root = root;
    this.timer = setInterval(() => {
      this.look();
      also();
    }, PAUSE);
  }

  private look(): void {
    let rss = 0;
    let pss = 0;
    for (const one of treeOf(this.root).flatMap(memoryOf)) {
      rss += one.rss;
      pss += one.pss;
      this.highest.set(one.pid, one.highest);
    }
    this.rss = Math.max(this.rss, rss);
    this.pss = Math.max(this.pss, pss);
  }

  stop(): TreeMemory {
    clearInterval(this.timer);
    return { rss: this.rss, pss: this.pss, highest: [...this.highest.values()].sort((a, b) => b - a) };
  }
}

/** Numbers of a process and of all below it. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // behind the name in brackets, which may hold anything: state, parent
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // it has ended
    }
  }
  const tree = [root];
  for (let at = 0; at < tree.length; at++) tree.push(...(children.get(tree[at] as number) ?? []));
  return tree;
}

function memoryOf(pid: number): ProcessMemory[] {
  try {
    const bytes = (file: string, name: string) =>
      1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'latin1'))?.[1] ?? 0);
    return [{ pid, rss: bytes('smaps_rollup', 'Rss'), pss: bytes('smaps_rollup', 'Pss'), highest: bytes('status', 'VmHWM') }];
  } catch {
    return [];
  }
}
