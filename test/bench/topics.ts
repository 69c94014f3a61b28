/*
 * npm run bench:topics: the topics. Coherence, diversity and time of topikl's defaults and of scikit-learn's and gensim's models; whether
 * five topics find BBC's five folders again; how well topics, also scikit-learn's and gensim's LDA, foretell words of other documents; and the settings around the defaults.
 *
 *   npm run bench:topics -- [peers] [subjects] [held-out] [defaults] [--collections bbc,sotu] [--seeds 2] [--quick] [--fresh]
 *
 * Every program has the same counts, topikl's own, and every measure is the same code for all. The peers take about an hour; their results
 * are kept under output/bench/topics for the next run, and --fresh forgets them and the counts. --quick does all parts on small counts and
 * without peers. Needs ../shared/data, the peers' scripts (../shared/peers), Debian's python3-sklearn and python3-gensim; does what it can
 * without. topikl is always fitted anew; its seconds are those of the fit's stage, the peers' those that their scripts print.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { sizeOf } from './factorize/problem.js';
import { missingPeers } from './factorize/processes.js';
import { type CollectionName, countsOf, forget, isCollection, missingCollection, readMatrix } from './topics/collections.js';
import { compareDefaults } from './topics/defaults.js';
import { compareHeldOut } from './topics/held-out.js';
import { comparePeers } from './topics/peers.js';
import { peerVersions } from './topics/programs.js';
import { compareSubjects } from './topics/subjects.js';

const TOPICS = 50;
const QUICK_TOPICS = 10;

/** The parts, the collections of each, and its seeds. */
const PARTS = {
  peers: { collections: ['20newsgroups', 'bbc', 'sotu'], seeds: 3 },
  subjects: { collections: ['bbc'], seeds: 10 },
  'held-out': { collections: ['20newsgroups', 'bbc'], seeds: 3 },
  defaults: { collections: ['20newsgroups', 'bbc', 'sotu', 'arxiv', 'peps'], seeds: 2 },
} satisfies Record<string, { collections: CollectionName[]; seeds: number }>;
type Part = keyof typeof PARTS;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    collections: { type: 'string' },
    seeds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
});
const { quick } = options;
const wanted = options.collections?.split(',');
const wrong = [...positionals.filter((part) => !(part in PARTS)), ...(wanted ?? []).filter((name) => !isCollection(name))];
const mostSeeds = options.seeds === undefined ? Number.POSITIVE_INFINITY : Number(options.seeds);
if (wrong.length > 0 || !(mostSeeds >= 1)) {
  console.log(`wrong: ${wrong.join(', ') || `--seeds ${options.seeds}`}; parts are ${Object.keys(PARTS).join(', ')}, collections those of the parts`);
  process.exit(2);
}
if (options.fresh) forget();

/** A part's collections that can be counted here. */
function collectionsOf(part: Part): CollectionName[] {
  if (quick) return [part === 'subjects' ? 'subjects' : 'drawn'];
  return PARTS[part].collections.filter((name) => (wanted === undefined || wanted.includes(name)) && missingCollection(name) === undefined);
}

const parts = (positionals.length > 0 ? positionals : Object.keys(PARTS)) as Part[];
const load = os.loadavg()[0] as number;
const peers = quick || missingPeers() !== undefined ? 'no peers' : peerVersions();
console.log(`${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node ${process.version}, load ${load.toFixed(1)}; ${peers}`);
for (const name of new Set(parts.flatMap((part) => (quick ? [] : PARTS[part].collections)))) {
  const missing = missingCollection(name);
  if (missing !== undefined) console.log(`${name} is left out: ${missing}`);
}
for (const name of new Set(parts.flatMap(collectionsOf))) {
  const counts = countsOf(name);
  console.log(`${counts.name}: ${sizeOf(await readMatrix(counts))}`);
}
for (const part of parts) {
  const names = collectionsOf(part);
  const [first] = names;
  if (first === undefined) continue;
  const seeds = Math.min(mostSeeds, quick ? (part === 'subjects' ? 3 : 1) : PARTS[part].seeds);
  const effort = { topics: quick ? QUICK_TOPICS : TOPICS, seeds, quick };
  if (part === 'peers') await comparePeers(names, effort);
  else if (part === 'subjects') await compareSubjects(first, effort);
  else if (part === 'held-out') await compareHeldOut(names, effort);
  else await compareDefaults(names, effort);
}
