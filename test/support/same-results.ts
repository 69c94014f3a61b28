import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files of a run that have the same bytes for any number of threads and ranks, and after any number of interruptions. */
export function promisedFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv') || name === 'counts.mtx' || name === 'W.npy' || name === 'H.npy')
    .sort();
}

/** Names of promised files that are in one folder only, or differ; the seconds in trace.csv may. */
export function differentFiles(folder: string, other: string): string[] {
  const names = [...new Set([...promisedFiles(folder), ...promisedFiles(other)])].sort();
  return names.filter((name) => {
    const files = [folder, other].map((one) => path.join(one, name)) as [string, string];
    if (!files.every((file) => existsSync(file))) return true;
    if (name === 'trace.csv') return traceWithoutSeconds(files[0]) !== traceWithoutSeconds(files[1]);
    return !readFileSync(files[0]).equals(readFileSync(files[1]));
  });
}

function traceWithoutSeconds(file: string): string {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(','));
  const seconds = rows[0]?.indexOf('seconds') ?? -1;
  if (seconds < 0) throw new Error(`${file} has no column of seconds`);
  return rows.map((cells) => cells.filter((_, column) => column !== seconds).join(',')).join('\n');
}
