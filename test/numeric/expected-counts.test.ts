import { describe, expect, it } from 'vitest';
import { addInUnits, renewTopics, sumCounts, unitsOf } from '../../src/factorize/kernels/expected-counts.js';
import { scratchLength } from '../../src/factorize/kernels/kernels.js';
import { ratiosOfRow } from '../../src/factorize/kernels/kullback-leibler.js';
import { FIGURES, TASK_BYTES } from '../../src/factorize/kernels/task.js';
import { SingleThread, scratchName } from '../../src/factorize/workers/crew.js';
import type { Request } from '../../src/factorize/workers/request.js';
import { allocate } from '../../src/factorize/workers/store.js';
import { Random } from '../../src/math/random.js';
import { rowSums } from '../../src/matrix/csr-matrix.js';
import { relativeError, sameBits } from '../support/close.js';
import { randomCounts } from '../support/random-counts.js';

describe('sums in whole units', () => {
  const K = 3;
  const TOTALS = Float64Array.of(0, 1, 2, 3, 1000, 1e9, 4e15);
  const units = unitsOf(TOTALS);

  it('are powers of two that keep all sums below 2⁵³', () => {
    for (const [j, unit] of units.entries()) {
      expect(Number.isInteger(Math.log2(unit)) || unit < 1).toBe(true);
      expect(unit * (TOTALS[j] as number)).toBeLessThan(2 ** 51);
      expect(unit * ((TOTALS[j] as number) + 1)).toBeGreaterThan(2 ** 49);
    }
  });

  it('have the same bits for any split and order of the parts', () => {
    const random = new Random(3);
    // 40 documents' counts of each term, which add up to its total
    const parts = Array.from({ length: 40 }, () =>
      Float32Array.from({ length: K * TOTALS.length }, (_, a) => (random.uniform() * (TOTALS[Math.floor(a / K)] as number)) / 40),
    );
    const rows = [...TOTALS.keys()];
    const add = (order: readonly number[]) => {
      const sums = new Float64Array(K * TOTALS.length);
      for (const part of order) addInUnits(sums, parts[part] as Float32Array, units, rows, K);
      return sums;
    };
    const numbers = [...parts.keys()];
    const whole = add(numbers);
    expect(whole.every((sum) => Number.isInteger(sum))).toBe(true);
    for (const cut of [1, 7, 20, 39]) {
      const [first, second] = [add(numbers.slice(cut).reverse()), add(numbers.slice(0, cut))];
      expect(
        sameBits(
          first.map((sum, a) => sum + (second[a] as number)),
          whole,
        ),
      ).toBe(true);
    }
    // and they are the sums
    const totals = sumCounts(whole, units, K);
    for (let k = 0; k < K; k++) {
      const exact = parts.reduce((sum, part) => rows.reduce((all, j) => all + (part[j * K + k] as number), sum), 0);
      expect(Math.abs(totals[k] - exact)).toBeLessThan(1e-12 * exact);
    }
  });
});

/** Three topics of rows of four numbers, 30 terms, 20 documents, in two blocks. */
describe('the compiled kernels', () => {
  const K = 3;
  const STRIDE = 4;
  const FLOOR = Math.fround(1e-14);
  const Xt = randomCounts(30, 20, 0.3, 8);
  const random = new Random(9);
  const factor = (rows: number) => Float32Array.from({ length: rows * K }, () => random.uniform());
  const [H, W, previous] = [factor(30), factor(20), factor(30)];
  H[4] = FLOOR;
  const units = unitsOf(rowSums(Xt));
  const vectors = { kept: [0.5, 0.25, 0], pseudoCounts: [0.1, 0.1, 0.2], gains: [0.01, 0.02, 0.03], scales: [50, 60, 70] };

  const ratios = new Float64Array(K);
  const [wideH, wideW] = [Float64Array.from(H), Float64Array.from(W)];
  const counts = Float64Array.from({ length: 30 * K }, (_, a) => {
    if (a % K === 0) ratiosOfRow(Xt, a / K, wideH, wideW, K, ratios);
    return (wideH[a] as number) * (ratios[a % K] as number);
  });
  const sums = new Float64Array(counts.length);
  addInUnits(sums, counts, units, [...units.keys()], K);

  const padded = <T extends Float32Array | Float64Array>(from: T, to: T) => {
    for (let row = 0; row < from.length / K; row++) for (let k = 0; k < K; k++) to[row * STRIDE + k] = from[row * K + k] as number;
  };
  const unpadded = (from: Float32Array | Float64Array) => Array.from(from).filter((_, a) => a % STRIDE < K);

  /** @param memoryLimit of a page: all is copied in and out */
  async function prepare(memoryLimit?: number) {
    const f32 = (length: number) => ['f32', length] as const;
    const { arrays, memory } = allocate(
      {
        H: f32(30 * STRIDE),
        W: f32(20 * STRIDE),
        previous: f32(30 * STRIDE),
        sums: ['f64', 30 * STRIDE],
        units: ['f64', 30],
        ids: ['i32', 30],
        begins: ['i32', 30],
        ends: ['i32', 30],
        columnIndices: ['i32', Xt.columnIndices.length],
        values: ['u32', Xt.values.length],
        bounds: ['i32', 3],
        ...Object.fromEntries(['kept', 'pseudoCounts', 'gains', 'scales', 'floors'].map((name) => [name, f32(STRIDE)])),
        blockSums: ['f64', 2 * STRIDE],
        figures: ['f64', 2 * FIGURES],
        [scratchName(0)]: f32(scratchLength(STRIDE, 0) + TASK_BYTES),
      },
      false,
      memoryLimit,
    );
    const array = (name: string) => arrays[name as keyof typeof arrays] as Float32Array;
    for (const [name, from] of [
      ['H', H],
      ['W', W],
      ['previous', previous],
    ] as const)
      padded(from, array(name));
    padded(sums, arrays.sums as Float64Array);
    arrays.units.set(units);
    // the last row first
    const order = [...units.keys()].reverse();
    arrays.ids.set(order);
    arrays.begins.set(order.map((j) => Xt.rowPointers[j] as number));
    arrays.ends.set(order.map((j) => Xt.rowPointers[j + 1] as number));
    arrays.columnIndices.set(Xt.columnIndices);
    arrays.values.set(Xt.values);
    arrays.bounds.set([0, 13, 30]);
    for (const [name, vector] of Object.entries(vectors)) array(name).set(vector);
    array('scales')[K] = 1;
    array('floors').fill(FLOOR, 0, K);
    const crew = new SingleThread();
    await crew.attach({ arrays, memory });
    const run = (request: Pick<Request, 'kernel' | 'arrays' | 'momentum'>) => crew.run({ ...request, bounds: 'bounds', blocks: 2, stride: STRIDE });
    return { arrays, run };
  }

  it.each([
    ['where the arrays are', undefined],
    ['on copies', 1],
  ])('add expected counts up, %s', async (_, memoryLimit) => {
    const { arrays, run } = await prepare(memoryLimit);
    const { ids, begins, ends, columnIndices, values } = { ids: 'ids', begins: 'begins', ends: 'ends', columnIndices: 'columnIndices', values: 'values' };
    const request = {
      kernel: 'halfStep',
      arrays: {
        ids,
        begins,
        ends,
        columnIndices,
        values,
        current: 'H',
        other: 'W',
        scales: 'scales',
        gains: 'gains',
        floors: 'floors',
        sums: 'sums',
        units: 'units',
      },
    } as const;
    await run(request);
    const found = unpadded(arrays.sums as Float64Array);
    expect(found.every((sum) => Number.isInteger(sum))).toBe(true);
    // they had been there once already
    const close = found.map((sum, a) => sum / (units[Math.floor(a / K)] as number));
    for (const [a, count] of close.entries()) expect(Math.abs(count - 2 * (counts[a] as number))).toBeLessThan(1e-5 * (1 + (counts[a] as number)));
    await run({ kernel: 'sumCounts', arrays: { sums: 'sums', units: 'units', blockSums: 'blockSums' } });
    const totals = Array.from(
      { length: K },
      (_, k) => ((arrays.blockSums as Float64Array)[k] as number) + ((arrays.blockSums as Float64Array)[STRIDE + k] as number),
    );
    expect(relativeError(totals, sumCounts(Float64Array.from(found), units, K))).toBeLessThan(1e-14);
  });

  it.each([
    ['where the arrays are, extrapolated', undefined, 0.5],
    ['on copies, extrapolated', 1, 0.5],
    ['where the arrays are', undefined, undefined],
  ])('make topics of them, %s', async (_, memoryLimit, momentum) => {
    const { arrays, run } = await prepare(memoryLimit);
    const names = { sums: 'sums', units: 'units', kept: 'kept', gains: 'gains', scales: 'scales', floors: 'floors', pseudoCounts: 'pseudoCounts' };
    const before = momentum === undefined ? {} : { previous: 'previous' };
    await run({
      kernel: 'renewTopics',
      arrays: { current: 'H', into: 'H', ...before, ...names, blockSums: 'blockSums', figures: 'figures' },
      momentum: momentum ?? 0,
    });
    const expected = Float64Array.from(H);
    const kept = momentum === undefined ? undefined : Float64Array.from(previous);
    const { residual, lowest, totals } = renewTopics(sums, units, expected, kept, K, { ...vectors, momentum: momentum ?? 0, floor: FLOOR });
    expect(relativeError(unpadded(arrays.H as Float32Array), expected)).toBeLessThan(1e-5);
    expect(relativeError(unpadded(arrays.previous as Float32Array), kept ?? Float64Array.from(previous))).toBeLessThan(1e-5);
    const [figures, blockSums] = [arrays.figures, arrays.blockSums] as [Float64Array, Float64Array];
    expect((figures[1] as number) + (figures[FIGURES + 1] as number)).toBeCloseTo(residual, 3);
    expect(Math.min(figures[2] as number, figures[FIGURES + 2] as number) / lowest).toBeCloseTo(1, 5);
    expect(lowest).toBeLessThan(-1);
    const columns = Array.from({ length: K }, (_, k) => (blockSums[k] as number) + (blockSums[STRIDE + k] as number));
    expect(relativeError(columns, totals)).toBeLessThan(1e-6);
  });
});
