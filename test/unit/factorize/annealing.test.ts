import { describe, expect, it } from 'vitest';
import { Annealing } from '../../../src/factorize/annealing.js';
import type { Engine } from '../../../src/factorize/engine.js';
import type { Priors } from '../../../src/factorize/priors.js';

/** An engine that notes the steps it is asked for. */
function engineOf(priors: Priors | undefined): { engine: Engine; steps: string[] } {
  const steps: string[] = [];
  const step = async (side: string, kernel: string, { power }: { power: number }) => void steps.push(`${side} ${kernel} ${power.toFixed(4)}`);
  return { engine: { priors, documents: 'W', terms: 'H', step } as unknown as Engine, steps };
}

/** Without a document prior there is nothing to learn. */
const terms = (): Priors => ({ documents: Float64Array.of(0, 0), terms: 0.1 });

describe('annealing', () => {
  it.each([
    [1, 0],
    [2, 1],
    [13, 6],
    [119, 59],
    [120, 60],
    [300, 60],
  ])('of %d iterations takes %d', (maxIterations, iterations) => {
    expect(new Annealing(engineOf(terms()).engine, maxIterations).iterations).toBe(iterations);
  });

  it('is nothing without priors', () => {
    const annealing = new Annealing(engineOf(undefined).engine, 300);
    expect([annealing.iterations, annealing.finished, annealing.state()]).toEqual([0, true, [0]]);
    annealing.reset();
    annealing.resume([0]);
    expect([annealing.finished, annealing.state()]).toEqual([true, [0]]);
  });

  it('raises the power evenly from 0.7 to 1, documents first', async () => {
    const { engine, steps } = engineOf(terms());
    const annealing = new Annealing(engine, 6);
    while (!annealing.finished) await annealing.iterate();
    const powers = ['0.7000', '0.8000', '0.9000'];
    expect(steps).toEqual(powers.flatMap((power) => [`W halfStep ${power}`, `H halfStep ${power}`]));
  });

  it('leaves a start that is a fit at power 1', async () => {
    const { engine, steps } = engineOf(terms());
    const annealing = new Annealing(engine, 4, 1);
    while (!annealing.finished) await annealing.iterate();
    expect(steps).toEqual(['W halfStep 1.0000', 'H halfStep 1.0000', 'W halfStep 1.0000', 'H halfStep 1.0000']);
  });

  it('goes on from its state, and begins anew with the pseudo-counts that were set', async () => {
    const priors = { documents: Float64Array.of(0.1, 0.1), terms: 0.25 };
    const { engine, steps } = engineOf(priors);
    const annealing = new Annealing(engine, 20);
    await annealing.iterate();
    expect(annealing.state()).toEqual([1, 0.1, 0.1]);

    annealing.resume([9, 0.15, 0.05]);
    expect(engine.priors).toEqual({ documents: Float64Array.of(0.15, 0.05), terms: 0.25 });
    expect(annealing.state()).toEqual([9, 0.15, 0.05]);
    expect(annealing.finished).toBe(false);

    annealing.resume([10, 0.15, 0.05]);
    expect(annealing.finished).toBe(true);

    annealing.reset();
    expect([annealing.state(), annealing.finished, engine.priors]).toEqual([[0, 0.1, 0.1], false, priors]);
    await annealing.iterate();
    expect(steps).toEqual(['W halfStep 0.7000', 'H halfStep 0.7000', 'W halfStep 0.7000', 'H halfStep 0.7000']);
  });
});
