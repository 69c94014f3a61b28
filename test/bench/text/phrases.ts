/* What finding phrases costs: texts in memory → counts, without and with them. */
import { writeFileSync } from 'node:fs';
import { summarize } from '../factorize/processes.js';
import { newsgroupsFolder, stateOfTheUnion, textsIn } from './collections.js';
import { type Effort, megabytesOf } from './comparison.js';
import { cached, countWithTopikl } from './programs.js';

export function comparePhrases(effort: Effort, quick: boolean): void {
  costsOf('State of the Union', stateOfTheUnion(), effort);
  const folder = quick ? undefined : newsgroupsFolder();
  if (folder !== undefined) costsOf('20 Newsgroups', textsIn(folder), effort);
}

function costsOf(name: string, texts: readonly string[], { rounds, repeats }: Effort): void {
  const file = cached('phrases.json');
  writeFileSync(file, JSON.stringify(texts));
  const megabytes = megabytesOf(texts);
  console.log(`\nPhrases, ${name} in memory: ${texts.length} texts, ${megabytes.toFixed(0)} MB`);
  for (const threads of [1, 2]) {
    const seconds = { without: [] as number[], with: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const job = { count: 'texts' as const, file, times: 1, threads, repeats };
      seconds.without.push(...countWithTopikl(job).seconds);
      seconds.with.push(...countWithTopikl({ ...job, phrases: true }).seconds);
    }
    const [without, withPhrases] = [summarize(seconds.without), summarize(seconds.with)];
    const shown = ({ best, median }: typeof without) => `${best.toFixed(2)} s (median ${median.toFixed(2)})`;
    const times = `${(withPhrases.best / without.best).toFixed(2)} × the time, ${(withPhrases.median / without.median).toFixed(2)} × by the medians`;
    console.log(`  ${threads === 1 ? 'one thread' : 'two threads'}: without ${shown(without)}, with ${shown(withPhrases)}: ${times}`);
  }
}
