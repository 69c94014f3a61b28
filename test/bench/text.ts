/*
 * npm run bench:text: text → counts. Texts in memory and a folder of 18,846 files against scikit-learn's CountVectorizer, the memory and
 * time of large collections, and what finding phrases costs.
 *
 *   npm run bench:text -- [memory] [folder] [large] [phrases] [--quick]
 *
 * Programs run in fresh processes, in turn; the best time of each is compared, and the median one, and equal counts are checked first. The two
 * cut words alike once apostrophes, hyphens and underscores are blanks: then both take runs of letters and digits of two or more, those of
 * addresses and hashtags too. Needs Debian's python3-sklearn and, for 20 Newsgroups, ../shared/data; does what it can without.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Effort } from './text/comparison.js';
import { timeCounting } from './text/counting.js';
import { compareFolder } from './text/folder.js';
import { measureLarge } from './text/large.js';
import { compareInMemory } from './text/memory.js';
import { comparePhrases } from './text/phrases.js';
import type { TopiklJob } from './text/programs.js';

const PARTS = ['memory', 'folder', 'large', 'phrases'] as const;

async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } });
  const { quick } = values;
  const wrong = positionals.filter((part) => !PARTS.some((one) => one === part));
  if (wrong.length > 0) {
    console.log(`wrong: ${wrong.join(', ')}; parts are ${PARTS.join(', ')}`);
    process.exit(2);
  }
  const isWanted = (part: (typeof PARTS)[number]) => positionals.length === 0 || positionals.includes(part);
  const load = os.loadavg()[0] as number;
  console.log(`${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node ${process.version}, load ${load.toFixed(1)}`);
  const effort: Effort = quick ? { rounds: 1, repeats: 2 } : { rounds: 3, repeats: 4 };
  if (isWanted('memory')) compareInMemory(effort, quick);
  if (isWanted('folder')) compareFolder(quick ? effort : { ...effort, rounds: 5 });
  if (isWanted('large')) await measureLarge(quick);
  if (isWanted('phrases')) comparePhrases(effort, quick);
}

const [, , part, job = '{}'] = process.argv;
if (part === 'count') process.stdout.write(JSON.stringify(await timeCounting(JSON.parse(job) as TopiklJob)));
else await bench();
