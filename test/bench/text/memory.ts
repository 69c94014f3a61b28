/* Texts in memory → counts. */
import { writeFileSync } from 'node:fs';
import { newsgroupsFolder, plain, stateOfTheUnion, textsIn } from './collections.js';
import { compare, type Effort, megabytesOf, type Variant } from './comparison.js';
import { cached } from './programs.js';

const MEGABYTES = 200;
const QUICK_MEGABYTES = 20;
/** How many times as fast as CountVectorizer. */
const LEAST_ON_ONE = 6;
const LEAST_ON_TWO = 11;

function variantsOf(file: string, times: number, repeats: number): Variant[] {
  const job = (threads: number) => ({ count: 'texts' as const, file, times, threads, repeats });
  return [
    { name: 'topikl, one thread', job: job(1), least: LEAST_ON_ONE },
    { name: 'topikl, two threads', job: job(2), least: LEAST_ON_TWO },
  ];
}

export function compareInMemory(effort: Effort, quick: boolean): void {
  const addresses = stateOfTheUnion().map(plain);
  const times = Math.round((quick ? QUICK_MEGABYTES : MEGABYTES) / megabytesOf(addresses));
  compareTexts('State of the Union', addresses, times, effort);
  const folder = quick ? undefined : newsgroupsFolder();
  if (folder !== undefined) compareTexts('20 Newsgroups', textsIn(folder).map(plain), 1, effort);
  else if (!quick) console.log('\n20 Newsgroups in memory: left out, there is no archive of it');
}

function compareTexts(name: string, texts: readonly string[], times: number, effort: Effort): void {
  const megabytes = times * megabytesOf(texts);
  const file = cached('texts.json');
  writeFileSync(file, JSON.stringify(texts));
  console.log(`\n${name} in memory: ${times * texts.length} texts, ${megabytes.toFixed(0)} MB${times > 1 ? `, each ${times} times` : ''}`);
  compare(megabytes, variantsOf(file, times, effort.repeats), { file, times, repeats: effort.repeats }, effort);
}
