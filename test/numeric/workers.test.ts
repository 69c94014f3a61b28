import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { fromPlain, toPlain } from '../../src/errors/error-transport.js';
import * as errors from '../../src/errors/errors.js';
import { type Factorization, type FitSettings, factorize } from '../../src/factorize/factorize.js';
import { compileKernels } from '../../src/factorize/kernels/kernels.js';
import type { LossName } from '../../src/factorize/losses.js';
import type { SolverName } from '../../src/factorize/solvers.js';
import { randomStart } from '../../src/factorize/start.js';
import { blockRunner, scratchArrayLength } from '../../src/factorize/workers/block-runner.js';
import { type Crew, SingleThread } from '../../src/factorize/workers/crew.js';
import { DONE, PHASE } from '../../src/factorize/workers/messages.js';
import { Pool } from '../../src/factorize/workers/pool.js';
import { decode, encode, KERNELS, REQUEST_LENGTH, REQUEST_NUMBERS, type Request } from '../../src/factorize/workers/request.js';
import { allocate, ReusableMemory } from '../../src/factorize/workers/store.js';
import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { sameBits } from '../support/close.js';
import { randomCounts } from '../support/random-counts.js';
import { temporaryFolder } from '../temporary-folder.js';

const K = 6;
/** Four blocks of rows and four of columns, and two mini-batches. */
const X = randomCounts(400, 300, 0.4, 11);

/** Solver, loss and pseudo-counts of both priors. */
const FITS: [SolverName, LossName, number][] = [
  ['multiplicative', 'kullback-leibler', 0],
  ['coordinate-descent', 'kullback-leibler', 0],
  ['accelerated', 'kullback-leibler', 0],
  ['online', 'kullback-leibler', 0],
  ['multiplicative', 'frobenius', 0],
  ['coordinate-descent', 'frobenius', 0],
  ['accelerated', 'frobenius', 0],
  ['coordinate-descent', 'kullback-leibler', 0.1],
  ['accelerated', 'kullback-leibler', 0.1],
  ['online', 'kullback-leibler', 0.1],
];

/** With priors annealing takes the first half, and the document prior is learned after five iterations. */
function settingsOf(solver: SolverName, loss: LossName, prior: number): FitSettings {
  return { solver, loss, seed: 3, maxIterations: prior > 0 ? 14 : 6, tolerance: 0, kktTolerance: 0, documentPrior: prior, termPrior: prior };
}

function fitted(
  solver: SolverName,
  loss: LossName,
  hooks: { crew?: Crew; memoryLimit?: number; memory?: ReusableMemory } = {},
  counts: CsrMatrix = X,
  prior = 0,
): Promise<Factorization> {
  return factorize(counts, [() => randomStart(counts, K, new Random(5))], settingsOf(solver, loss, prior), { traceEvery: 3, ...hooks });
}

const known = new Map<string, Promise<Factorization>>();
/** The fit of this thread. */
function expected(solver: SolverName, loss: LossName, prior = 0): Promise<Factorization> {
  const key = `${solver} ${loss} ${prior}`;
  if (!known.has(key)) known.set(key, fitted(solver, loss, {}, X, prior));
  return known.get(key) as Promise<Factorization>;
}

function expectSame(actual: Factorization, other: Factorization): void {
  expect(sameBits(actual.factors.W, other.factors.W)).toBe(true);
  expect(sameBits(actual.factors.Ht, other.factors.Ht)).toBe(true);
  const withoutTime = ({ trace }: Factorization) => trace.map(({ seconds: _, ...row }) => row);
  expect(withoutTime(actual)).toEqual(withoutTime(other));
}

const pools = new Map<number, Pool>();
function poolOf(threads: number): Pool {
  const pool = pools.get(threads) ?? new Pool(threads);
  pools.set(threads, pool);
  return pool;
}
afterAll(() => Promise.all([...pools.values()].map((pool) => pool.close())));

const threadsOf = (pool: Pool) => (pool as unknown as { workers: Worker[] }).workers;

describe.each(FITS)('%s, %s, pseudo-counts %d', (solver, loss, prior) => {
  it.each([1, 2, 3, 4])('gives the bits of one thread in a pool of %d, which serves one fit after the other', async (threads) => {
    expectSame(await fitted(solver, loss, { crew: poolOf(threads) }, X, prior), await expected(solver, loss, prior));
  });

  it('gives the same bits where blocks are copied in', async () => {
    expectSame(await fitted(solver, loss, { memoryLimit: 65536 }, X, prior), await expected(solver, loss, prior));
    expectSame(await fitted(solver, loss, { memoryLimit: 65536, crew: poolOf(2) }, X, prior), await expected(solver, loss, prior));
  });

  it('gives the same bits in memory that another fit was in', async () => {
    const small = randomCounts(20, 15, 0.3, 1);
    for (const crew of [new SingleThread(), poolOf(2)]) {
      const memory = new ReusableMemory();
      for (const counts of [small, X, small]) {
        expectSame(await fitted(solver, loss, { crew, memory }, counts, prior), await fitted(solver, loss, {}, counts, prior));
      }
    }
  });

  it('goes down, and gives other bits from another start', async () => {
    const { trace, factors } = await expected(solver, loss, prior);
    expect(trace.at(-1)?.objective).toBeLessThan((trace[0]?.objective ?? 0) * 0.99);
    const other = await factorize(X, [() => randomStart(X, K, new Random(6))], settingsOf(solver, loss, prior));
    expect(sameBits(other.factors.W, factors.W)).toBe(false);
  });
});

describe('a pool', () => {
  it('serves fits of other counts in between', async () => {
    const crew = poolOf(2);
    const small = randomCounts(20, 15, 0.3, 1);
    for (let turn = 0; turn < 3; turn++) {
      expectSame(await fitted('accelerated', 'kullback-leibler', { crew }, small), await fitted('accelerated', 'kullback-leibler', {}, small));
      expectSame(await fitted('accelerated', 'kullback-leibler', { crew }), await expected('accelerated', 'kullback-leibler'));
    }
  });

  it('takes no late notification for a request, nor for the end of one', async () => {
    // a thread that has done its share may be woken by the notification of the request that it has just done; so may the pool
    const pool = poolOf(3);
    const { control } = pool as unknown as { control: Int32Array };
    let notifying = true;
    const notify = () => {
      Atomics.notify(control, PHASE);
      Atomics.notify(control, DONE);
      if (notifying) setImmediate(notify);
    };
    notify();
    for (let turn = 0; turn < 20; turn++) {
      expectSame(await fitted('accelerated', 'kullback-leibler', { crew: pool }, X, 0.1), await expected('accelerated', 'kullback-leibler', 0.1));
    }
    notifying = false;
  });

  it('hands on an error of a thread with its class, in a request and before it; then it is of no more use', async () => {
    const pool = new Pool(2);
    const layout = { bounds: ['i32', 2], scratch0: ['f32', scratchArrayLength(4, 0)], scratch1: ['f32', scratchArrayLength(4, 0)] } as const;
    const request: Request = { kernel: 'scaleRows', arrays: {}, bounds: 'bounds', blocks: 4, stride: 4, momentum: 0, keep: 0, repeats: 1 };
    try {
      await pool.attach(allocate(layout, true));
      await pool.run(request);
      const failed = pool.run({ ...request, bounds: 'nowhere' });
      await expect(failed).rejects.toThrow(TypeError);
      await expect(failed).rejects.toThrow('undefined');
      await expect(pool.run(request)).rejects.toThrow(TypeError);
      await expect(pool.attach(allocate(layout, true))).rejects.toThrow(TypeError);
    } finally {
      await pool.close();
    }
    const other = new Pool(1);
    await expect(other.attach(allocate({ bounds: ['i32', 2] }, true))).rejects.toThrow(TypeError);
    await other.close();
  });

  it('fails the fit at hand when a thread ends, and all that follow, and nothing hangs', async () => {
    const pool = new Pool(2);
    let iterations = 0;
    const settings = { solver: 'multiplicative', loss: 'kullback-leibler', seed: 1, maxIterations: 1_000_000, tolerance: 0, kktTolerance: 0 } as const;
    const running = factorize(X, [() => randomStart(X, K, new Random(1))], settings, {
      crew: pool,
      onIteration: (iteration) => {
        iterations = iteration;
        if (iteration === 20) void threadsOf(pool)[1]?.terminate();
      },
    });
    await expect(running).rejects.toThrow(errors.WorkerError);
    await expect(running).rejects.toThrow(/^a thread of the fit ended with code 1$/);
    expect(iterations).toBeGreaterThanOrEqual(20);
    await expect(fitted('multiplicative', 'kullback-leibler', { crew: pool })).rejects.toThrow(errors.WorkerError);
    await pool.close();
  });

  it('fails the fit at hand when it is closed; twice is no more than once', async () => {
    const pool = new Pool(2);
    const closed: Promise<void>[] = [];
    const settings = { solver: 'multiplicative', loss: 'kullback-leibler', seed: 1, maxIterations: 1_000_000, tolerance: 0, kktTolerance: 0 } as const;
    const running = factorize(X, [() => randomStart(X, K, new Random(1))], settings, {
      crew: pool,
      onIteration: (iteration) => {
        if (iteration === 5) closed.push(pool.close(), pool.close());
      },
    });
    await expect(running).rejects.toThrow(errors.WorkerError);
    await Promise.all(closed);
    await pool.close();
    await expect(fitted('multiplicative', 'kullback-leibler', { crew: pool })).rejects.toThrow('the threads of the fit were ended');
  });

  it('that is idle does not keep the process alive', async () => {
    const script = path.join(temporaryFolder(), 'idle.mts');
    const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
    writeFileSync(
      script,
      `import { factorize } from ${url('../../src/factorize/factorize.ts')};
       import { randomStart } from ${url('../../src/factorize/start.ts')};
       import { Pool } from ${url('../../src/factorize/workers/pool.ts')};
       import { Random } from ${url('../../src/math/random.ts')};
       const X = { rows: 2, columns: 2, rowPointers: Int32Array.of(0, 1, 2), columnIndices: Int32Array.of(0, 1), values: Uint32Array.of(3, 4) };
       const settings = { loss: 'kullback-leibler', solver: 'accelerated', seed: 1, maxIterations: 3, tolerance: 0, kktTolerance: 0 };
       const { iterations } = await factorize(X, [() => randomStart(X, 2, new Random(1))], settings, { crew: new Pool(2) });
       process.stdout.write('iterations ' + iterations);`,
    );
    const { NODE_OPTIONS: _, ...environment } = process.env;
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    expect(output).toBe('iterations 3');
    expect(code).toBe(0);
  });
});

describe('an error between threads', () => {
  it.each([
    new errors.ConfigError('m', { hint: 'h' }),
    new errors.CorpusError('m', { file: 'a.csv', line: 7, hint: 'h' }),
    new errors.EmptyVocabularyError('m'),
    new errors.ShapeError('m'),
    new errors.NumericalError('m', { iteration: 12, hint: 'h' }),
    new errors.WorkerError('m'),
    new errors.ArtifactError('m'),
    new errors.InterruptedError('m'),
    new errors.DistributeError('m', { hint: 'h' }),
    new RangeError('m'),
    new TypeError('m'),
    new Error('m'),
  ])('keeps its class, message, fields and stack: %s', (error) => {
    const copy = fromPlain(structuredClone(toPlain(error)));
    expect(Object.getPrototypeOf(copy)).toBe(Object.getPrototypeOf(error));
    expect(copy.message).toBe('m');
    expect(copy.name).toBe(error.name);
    expect(copy.stack).toBe(error.stack);
    expect({ ...copy }).toEqual({ ...error });
  });

  it('is tested for every class', () => {
    expect(Object.keys(errors).sort()).toEqual(
      [
        'TopiklError',
        'ConfigError',
        'CorpusError',
        'EmptyVocabularyError',
        'ShapeError',
        'NumericalError',
        'WorkerError',
        'ArtifactError',
        'InterruptedError',
        'DistributeError',
      ].sort(),
    );
  });

  it('of an unknown class is an Error, and what is no error says what it is', () => {
    expect(fromPlain(toPlain(new SyntaxError('m')))).toMatchObject({ message: 'm' });
    expect(fromPlain(toPlain('broken'))).toMatchObject({ name: 'Error', message: 'broken' });
    expect(fromPlain(toPlain(undefined)).message).toBe('undefined');
  });
});

describe('a request between threads', () => {
  it('is the same on the other side, whatever it names', () => {
    const names = ['a', 'b', 'c'];
    for (const kernel of KERNELS) {
      const arrays = { ids: 'c', gram: 'a', pseudoCounts: 'b' };
      const numbers = { momentum: 0.1, keep: 1 / 3, pseudoTotal: 1 / 7, power: 0.85 };
      const request: Request = { kernel, arrays, bounds: 'b', blocks: 7, stride: 12, repeats: 2, ...numbers };
      const [whole, fractions] = [new Int32Array(REQUEST_LENGTH).fill(99), new Float64Array(REQUEST_NUMBERS).fill(99)];
      encode(request, names, whole, fractions);
      expect(decode(names, whole, fractions)).toEqual(request);
      const { pseudoTotal: _, power: __, ...without } = request;
      encode(without, names, whole, fractions);
      expect(decode(names, whole, fractions)).toEqual({ ...without, pseudoTotal: 0, power: 1 });
    }
  });
});

describe('the store', () => {
  it('is one memory where it fits and buffers where it does not', async () => {
    const layout = { a: ['f32', 1000], b: ['i32', 3], c: ['f64', 5], d: ['u32', 0] } as const;
    for (const shared of [false, true]) {
      const one = allocate(layout, shared);
      const many = allocate(layout, shared, 1000);
      expect(one.memory).toBeDefined();
      expect(many.memory).toBeUndefined();
      for (const { arrays } of [one, many]) {
        expect(Object.values(arrays).map((array) => [array.constructor.name, array.length])).toEqual([
          ['Float32Array', 1000],
          ['Int32Array', 3],
          ['Float64Array', 5],
          ['Uint32Array', 0],
        ]);
        for (const array of Object.values(arrays)) expect(array.buffer instanceof SharedArrayBuffer).toBe(shared);
        arrays.a.fill(1);
        arrays.b.fill(2);
        arrays.c.fill(3);
        expect(arrays.a.every((x) => x === 1) && arrays.b.every((x) => x === 2)).toBe(true);
      }
      for (const array of Object.values(one.arrays)) expect(array.byteOffset).toBeGreaterThan(0);
    }
    const reusable = new ReusableMemory();
    const [first, second] = [100_000, 50_000].map((length) => allocate({ a: ['i32', length] }, true, undefined, reusable));
    expect(second?.memory).toBe(first?.memory);
    expect(allocate({ a: ['i32', 1] }, false, undefined, reusable).memory).not.toBe(first?.memory);
    await expect(blockRunner(allocate({ a: ['i32', 1] }, false), await compileKernels(), 'scratch0')).rejects.toThrow(TypeError);
  });

  it('serves one thread without a pool', async () => {
    const crew = new SingleThread();
    expectSame(await fitted('online', 'kullback-leibler', { crew }), await expected('online', 'kullback-leibler'));
  });
});
