/*
 * npm run bench:scale: beyond memory, beyond one machine.
 *
 *   npm run bench:scale -- [generate] [large] [online] [ranks] [hosts] [kills] [mpich] [costs]
 *                          [--documents 1000000,10000000] [--texts 100000] [--number 50] [--folder DIR] [--seed 1] [--quick]
 *
 * generate  collections drawn from planted topics: speed, and whether they are what was planted; --folder keeps one
 * large     from text to topics with bounded memory, collections of --documents, which are written and taken away; one with its texts kept
 * online    20 Newsgroups: --solver online against accelerated, objective and seconds
 * ranks     two ranks against one, time in communication, and what the model of the costs says of 8 and 64 hosts
 * hosts     two network namespaces as two hosts: the bits of one process
 * kills     50 kills of a random rank, each restarted with another number of ranks
 * mpich     the same bits under MPICH
 * costs     the table of docs/cluster.md
 *
 * --number is that of kills, and of rounds of online and ranks. What must be right is checked before what is fast, and ends the benchmark with 1 where it is wrong; goals are passed or missed.
 * Without names all parts are done, which takes hours; --quick makes all of them small. Parts that need MPI, network namespaces or
 * ../shared/data say so where they are missing. Disk: 3 GB for each million of documents.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { compareHosts, compareMpich } from './scale/bits.js';
import { printCosts } from './scale/costs.js';
import { measureGenerator } from './scale/generate.js';
import { measureKills } from './scale/kills.js';
import { measureLarge } from './scale/large.js';
import { compareOnline } from './scale/online.js';
import { compareRanks } from './scale/ranks.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string' },
    texts: { type: 'string' },
    number: { type: 'string' },
    folder: { type: 'string' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
  },
});
const { quick, folder } = options;
const seed = Number(options.seed);

const numbers = (given: string | undefined, all: number[], small: number[]) => given?.split(',').map(Number) ?? (quick ? small : all);
const number = (given: string | undefined, all: number, small: number) => numbers(given, [all], [small])[0] as number;

const PARTS: Record<string, () => void | Promise<void>> = {
  generate: () => measureGenerator(number(options.documents, 1_000_000, 20_000), seed, folder),
  large: () => measureLarge(numbers(options.documents, [1_000_000, 10_000_000], [10_000, 40_000]), number(options.texts, 100_000, 5_000), seed),
  online: () => compareOnline(number(options.number, 3, 1), quick),
  ranks: () => compareRanks(number(options.number, 3, 1), quick),
  hosts: () => compareHosts(quick),
  kills: () => measureKills(number(options.number, 50, 3), seed, quick),
  mpich: () => compareMpich(quick),
  costs: () => printCosts(),
};

const wrong = [
  ...positionals.filter((part) => !(part in PARTS)),
  ...[options.documents, options.texts, options.number, options.seed].filter((given) => given?.split(',').some((one) => !/^\d+$/.test(one))),
];
if (wrong.length > 0) {
  console.log(`wrong: ${wrong.join(', ')}; parts are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const load = os.loadavg()[0] as number;
const memory = `${(os.totalmem() / 1e9).toFixed(0)} GB`;
console.log(`${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, ${memory}, Node ${process.version}, load ${load.toFixed(1)}`);
for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) await PARTS[part]?.();
