import { checked, summarize, verdict } from '../factorize/processes.js';
import { type Counted, countWithPeer, countWithTopikl, missingPeer, type PeerJob, type TopiklJob } from './programs.js';

/** Programs take turns so many times, and count as often in each process. */
export interface Effort {
  rounds: number;
  repeats: number;
}

/** A way in which topikl counts, and how many times as fast as CountVectorizer it is to be; absent where nothing is required. */
export interface Variant {
  name: string;
  job: TopiklJob;
  least?: number;
}

/** Counts in turn, says whether all count the same, and prints a line for each program. */
export function compare(megabytes: number, variants: readonly Variant[], peer: PeerJob, { rounds, equal = true }: Effort & { equal?: boolean }): void {
  const missing = missingPeer();
  if (missing !== undefined) console.log(`  CountVectorizer is left out: ${missing}`);
  const counted = new Map<string, Counted[]>();
  const add = (name: string, one: Counted) => counted.set(name, [...(counted.get(name) ?? []), one]);
  for (let round = 0; round < rounds; round++) {
    for (const { name, job } of variants) add(name, countWithTopikl(job));
    if (missing === undefined) add('CountVectorizer', countWithPeer(peer));
  }
  const runs = [...counted.values()].flat();
  const [first] = runs as [Counted];
  const { documents, terms, entries, tokens } = first;
  const isEqual = (one: Counted) => one.checksum === first.checksum && one.documents === documents && one.entries === entries;
  const size = `${documents} × ${terms}, ${entries} entries, ${tokens} words`;
  if (equal) checked(runs.every(isEqual), `the same terms with the same counts: ${size}`);
  else console.log(`  ${size}`);
  const theirs = speedsOf(counted.get('CountVectorizer') ?? [], megabytes);
  for (const [name, own] of counted) {
    const speed = speedsOf(own, megabytes);
    const least = variants.find((variant) => variant.name === name)?.least;
    const isPeer = name === 'CountVectorizer' || theirs.best === 0;
    const ratio = isPeer ? '' : `${(speed.best / theirs.best).toFixed(2)} × of the best, ${(speed.median / theirs.median).toFixed(2)} × of the medians`;
    const goal = isPeer || least === undefined ? '' : `, ${verdict(speed.best / theirs.best, least)}`;
    console.log(`  ${name.padEnd(24)} best ${shown(speed.best)} median ${shown(speed.median)} MB/s   ${ratio}${goal}`);
  }
}

function shown(speed: number): string {
  return speed.toFixed(1).padStart(6);
}

/** MB/s of the fastest and of the median time; 0 where there is none. */
function speedsOf(counted: readonly Counted[], megabytes: number): { best: number; median: number } {
  const seconds = counted.flatMap((one) => one.seconds);
  if (seconds.length === 0) return { best: 0, median: 0 };
  const { best, median } = summarize(seconds);
  return { best: megabytes / best, median: megabytes / median };
}

export function megabytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
}
