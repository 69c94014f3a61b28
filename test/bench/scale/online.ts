/* 20 Newsgroups: mini-batches from disk against the default solver. */
import { rmSync } from 'node:fs';
import { checked, summarize } from '../factorize/processes.js';
import { countsOf, missingCollection } from '../topics/collections.js';
import { cached, runWatched, stageSeconds, type Watched } from './program.js';

const TOPICS = 50;
const QUICK_TOPICS = 10;
const MOST_EXCESS = 0.002;
const SOLVERS = ['accelerated', 'online'] as const;

/** Fits from seeds 1 to this; a fit's objective depends on its seed, its time on the moment. */
export async function compareOnline(seeds: number, quick: boolean): Promise<void> {
  const name = quick ? 'drawn' : '20newsgroups';
  const topics = quick ? QUICK_TOPICS : TOPICS;
  console.log(`\n--solver online against accelerated, K = ${topics}, seeds 1 to ${seeds}, in turn`);
  const missing = missingCollection(name);
  if (missing !== undefined) {
    console.log(`  left out: ${missing}`);
    return;
  }
  const counts = countsOf(name);
  const out = cached('online');
  const runs = { accelerated: [] as Watched[], online: [] as Watched[] };
  for (let seed = 1; seed <= seeds; seed++) {
    for (const solver of seed % 2 === 1 ? SOLVERS : SOLVERS.toReversed()) {
      const words = [counts.matrix, '--vocabulary', counts.terms, '--topics', String(topics), '--seed', String(seed), '--keep-texts', 'no', '--solver', solver];
      runs[solver].push(await runWatched(words, out));
    }
  }
  rmSync(out, { recursive: true, force: true });
  const sizes = new Set(
    Object.values(runs).flatMap((list) =>
      list.map(({ manifest }) => `${manifest.counts.documents} × ${manifest.counts.terms}, ${manifest.counts.entries} entries`),
    ),
  );
  checked(sizes.size === 1, `${counts.name}, the same counts: ${[...sizes].join('; ')}`);
  console.log('  | seed | solver | objective | excess | seconds of the fit | iterations | memory |');
  console.log('  | ---: | --- | ---: | ---: | ---: | ---: | ---: |');
  const excess = runs.online.map(({ manifest }, n) => manifest.fit.objective / (runs.accelerated[n] as Watched).manifest.fit.objective - 1);
  for (let n = 0; n < seeds; n++) {
    for (const solver of SOLVERS) {
      const { manifest, memory } = runs[solver][n] as Watched;
      const more = solver === 'online' ? `${(100 * (excess[n] as number)).toFixed(3)} %` : '';
      const cells = [
        n + 1,
        solver,
        manifest.fit.objective.toFixed(0),
        more,
        stageSeconds(manifest, 'fit').toFixed(2),
        manifest.fit.iterations,
        `${(memory.pss / 1e6).toFixed(0)} MB`,
      ];
      console.log(`  | ${cells.join(' | ')} |`);
    }
  }
  const mean = excess.reduce((sum, one) => sum + one, 0) / seeds;
  console.log(`  mean excess of the objective ${(100 * mean).toFixed(3)} %; ${mean <= MOST_EXCESS ? 'pass' : 'MISSED'}: ≤ ${100 * MOST_EXCESS} %`);
  const seconds = SOLVERS.map((solver) => summarize(runs[solver].map(({ manifest }) => stageSeconds(manifest, 'fit')))) as [
    ReturnType<typeof summarize>,
    ReturnType<typeof summarize>,
  ];
  const ratio = seconds[1].median / seconds[0].median;
  console.log(
    `  seconds of online, as a share of accelerated's: ${ratio.toFixed(2)} of the medians, ${(seconds[1].best / seconds[0].best).toFixed(2)} of the best; ${ratio <= 1 ? 'pass' : 'MISSED'}: ≤ 1`,
  );
}
