/* A fit with frequent checkpoints, for a test that kills it: prints the hash of its factors and trace. Argument: the folder of the checkpoint. */
import { createHash } from 'node:crypto';
import { factorize } from '../../src/factorize/factorize.js';
import type { SolverName } from '../../src/factorize/solvers.js';
import { randomStart } from '../../src/factorize/start.js';
import { Pool } from '../../src/factorize/workers/pool.js';
import { Random } from '../../src/math/random.js';
import { readCheckpoint, writeCheckpoint } from '../../src/run/checkpoint-file.js';
import { randomCounts } from '../support/random-counts.js';

const [folder, solver] = process.argv.slice(2) as [string, SolverName];
const X = randomCounts(1500, 900, 0.04, 1);
const pool = new Pool(2);
const resume = readCheckpoint(folder, solver);
process.stdout.write(`from ${resume?.iteration ?? 0}\n`);
const fit = await factorize(
  X,
  [() => randomStart(X, 12, new Random(2))],
  { loss: 'kullback-leibler', solver, seed: 2, maxIterations: 150, tolerance: 0, kktTolerance: 0, documentPrior: 0.05, termPrior: 0.1 },
  { crew: pool, resume, checkpoint: { seconds: 0.03, write: (state) => writeCheckpoint(folder, solver, state) } },
);
const trace = fit.trace.map(({ seconds: _, ...row }) => row);
const hash = createHash('sha256').update(fit.factors.W).update(fit.factors.Ht).update(JSON.stringify(trace));
process.stdout.write(`${fit.status} ${fit.iterations} ${hash.digest('hex')}\n`);
await pool.close();
