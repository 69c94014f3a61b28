/*
 * What a run costs: the model behind the tables of docs/cluster.md. Times of an iteration are those of the default solver; a host's cores
 * share its part, the hosts share the collection, and what is left are sums over all hosts and what each has to do by itself.
 */

/** Numbers of the machine on which they were measured; a column of `npm run bench:scale -- large ranks` gives each. */
export interface Rates {
  /** seconds of a core, to read and count a word of a JSON line */
  countWord: number;
  /** seconds of rank 0 for each document, which nobody can take off it: ids, copies, documents.csv */
  sequenceDocument: number;
  /** seconds of a core for a stored entry and a topic in both half-steps of an iteration */
  updateEntry: number;
  /** seconds for a term and a topic in an iteration, which every rank spends: sums → topics */
  updateTerm: number;
  /** seconds of a core of rank 0 for a stored entry and a topic, to infer a document's mixture at the end */
  inferEntry: number;
}

/** Intel Xeon, two cores of a shared machine, Node 20. */
export const MEASURED: Rates = {
  countWord: 2.1e-6,
  sequenceDocument: 66e-6,
  updateEntry: 1.15e-9,
  updateTerm: 5e-9,
  inferEntry: 130e-9,
};

export interface Network {
  /** bytes a second between two hosts */
  bandwidth: number;
  /** seconds for a short message */
  latency: number;
}

/** 10 Gbit/s Ethernet and TCP. */
export const TEN_GIGABITS: Network = { bandwidth: 1.25e9, latency: 50e-6 };

export interface Task {
  documents: number;
  /** of a document */
  words: number;
  /** stored entries of a document: its different terms */
  entries: number;
  terms: number;
  topics: number;
  iterations: number;
}

export interface Cluster {
  hosts: number;
  /** of a host, all of which work */
  cores: number;
  network: Network;
}

/** Bytes of a sum in the all-reduce: 64-bit fixed point. */
const SUM = 8;
/** Bytes of an entry in memory: column and count, by document and by term. */
const ENTRY_IN_MEMORY = 16;
/** Copies of the factors that a fit has at once, float32: this step's, the last one's, the extrapolated. */
const FACTORS = 3 * 4;
/** Of the terms' also the sums, of a shard and of all. */
const SUMS = 4 + SUM;
/** What rank 0 remembers of each document: its id, and the hashes by which copies are found. */
const DOCUMENT_AT_RANK_0 = 530;
/** All counts and all mixtures are at rank 0: column and count of an entry, float32. */
const ENTRY_AT_RANK_0 = 8;
const MIXTURE_AT_RANK_0 = 4;
/** What a process has before it has read anything. */
const PROGRAM = 150e6;

/** Seconds of an iteration: the entries' work shared out, what every rank does by itself, a ring all-reduce of the sums. */
export function iterationSeconds({ documents, entries, terms, topics }: Task, { hosts, cores, network }: Cluster, rates = MEASURED) {
  const update = (documents * entries * topics * rates.updateEntry) / (hosts * cores);
  const serial = terms * topics * rates.updateTerm;
  const communication = allReduceSeconds(SUM * terms * topics, hosts, network);
  return { update, serial, communication, all: update + serial + communication };
}

/** A ring: each host sends and receives 2 (P − 1) / P of the bytes; a tree's number of short messages for what goes ahead of them. */
export function allReduceSeconds(bytes: number, hosts: number, { bandwidth, latency }: Network): number {
  if (hosts === 1) return 0;
  return (2 * (hosts - 1) * bytes) / hosts / bandwidth + 2 * Math.ceil(Math.log2(hosts)) * latency;
}

/** Seconds of the stages, and bytes of memory on a host; rank 0's has `atRank0` more. */
export function runCosts(task: Task, cluster: Cluster, rates = MEASURED) {
  const { documents, words, entries, terms, topics, iterations } = task;
  const workers = cluster.hosts * cluster.cores;
  const count = documents * Math.max((words * rates.countWord) / workers, rates.sequenceDocument);
  const fit = iterations * iterationSeconds(task, cluster, rates).all;
  // by rank 0 alone
  const describe = (documents * entries * topics * rates.inferEntry) / cluster.cores;
  const share = (documents * (entries * ENTRY_IN_MEMORY + topics * FACTORS)) / cluster.hosts;
  const host = PROGRAM + share + terms * topics * (FACTORS + SUMS);
  const atRank0 = documents * (DOCUMENT_AT_RANK_0 + entries * ENTRY_AT_RANK_0 + topics * MIXTURE_AT_RANK_0);
  return { count, fit, describe, all: count + fit + describe, host, atRank0 };
}

/** A collection as the generator makes them. */
const TASK: Omit<Task, 'documents'> = { words: 100, entries: 94, terms: 100_000, topics: 50, iterations: 150 };
const CORES = 16;

/** What the tables of docs/cluster.md are of. */
export function printCosts(): void {
  const { words, entries, terms, topics, iterations } = TASK;
  console.log(
    `\nPredicted costs, for docs/cluster.md: documents of ${words} words (${entries} different), ${terms} terms, ${topics} topics, ${iterations} iterations, `,
  );
  console.log(`hosts of ${CORES} cores, ${TEN_GIGABITS.bandwidth} bytes/s, ${TEN_GIGABITS.latency} s\n\n${rateTable()}\n\n${costTable()}`);
}

/** The measured numbers, as Markdown. */
export function rateTable(): string {
  const shown = (seconds: number) => {
    const [digits, exponent] = seconds.toExponential(1).split('e') as [string, string];
    return `${digits}·10${superscript(Number(exponent))}`;
  };
  const rows = Object.entries(MEASURED).map(([name, seconds]) => `| \`${name}\` | ${shown(seconds)} |`);
  return ['| | seconds |', '| --- | --- |', ...rows].join('\n');
}

/** The predictions, as Markdown. */
export function costTable(): string {
  const rows = [1e6, 1e7, 1e8, 1e9].flatMap((documents) => [1, 8, 64].map((hosts) => costRow(documents, hosts)));
  const head = ['documents', 'hosts', 'counting', 'an iteration', 'of it the network', 'all', 'memory of a host', 'more at rank 0'];
  return [head, head.map(() => '---:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function costRow(documents: number, hosts: number): string[] {
  const task = { ...TASK, documents };
  const cluster = { hosts, cores: CORES, network: TEN_GIGABITS };
  const { count, all, host, atRank0 } = runCosts(task, cluster);
  const iteration = iterationSeconds(task, cluster);
  const share = `${((100 * iteration.communication) / iteration.all).toFixed(0)} %`;
  const size = `10${superscript(Math.log10(documents))}`;
  return [size, String(hosts), time(count), time(iteration.all), share, time(all), gigabytes(host), gigabytes(atRank0)];
}

function superscript(number: number): string {
  const digits = String(Math.round(number)).replace('-', '⁻');
  return digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] as string);
}

export function time(seconds: number): string {
  if (seconds < 1) return `${(1000 * seconds).toFixed(0)} ms`;
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3600).toFixed(0)} h`;
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
}
