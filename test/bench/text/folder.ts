/* A folder of many small files → counts, reading included. */
import { statSync } from 'node:fs';
import { filesIn, newsgroupsFolder, plainFolder } from './collections.js';
import { compare, type Effort } from './comparison.js';

/** How many times as fast as CountVectorizer on one thread. */
const LEAST = 5;

/**
 * 20 Newsgroups. Equal counts are checked on a copy of the folder whose files hold nothing but ASCII letters, digits and white space, and
 * with copies kept; then the files are counted as they are, each program with its own words.
 */
export function compareFolder(effort: Effort): void {
  const folder = newsgroupsFolder();
  if (folder === undefined) {
    console.log('\nA folder of files: left out, there is no archive of 20 Newsgroups');
    return;
  }
  for (const [name, place, isPlain] of [
    ['plain copies of its files', plainFolder(folder), true],
    ['its files as they are', folder, false],
  ] as const) {
    const files = filesIn(place);
    const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
    console.log(`\nThe folder of 20 Newsgroups, ${name}: ${files.length} files, ${megabytes.toFixed(0)} MB`);
    const repeats = 1;
    const job = (processes: number) => ({ count: 'folder' as const, folder: place, processes, repeats, keepsCopies: isPlain });
    const variants = [
      { name: 'topikl, two processes', job: job(2), ...(isPlain ? {} : { least: LEAST }) },
      { name: 'topikl, one process', job: job(1) },
    ];
    compare(megabytes, variants, { folder: place, repeats }, { rounds: isPlain ? 1 : effort.rounds, repeats, equal: isPlain });
  }
}
