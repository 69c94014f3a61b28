import { learnDocumentPrior } from './document-prior.js';
import type { Engine } from './engine.js';
import type { Priors } from './priors.js';

/** Iterations of annealing, or half of all where that is less. */
const ITERATIONS = 60;
/** β of the first iteration. */
const FIRST_POWER = 0.7;
/** Iterations between two steps of learning the document prior. */
const LEARN_EVERY = 5;

/**
 * The first iterations of a fit with priors, whatever its solver: expectation maximisation with responsibilities ∝ (W_ik H_kj)^β, β rising
 * evenly from 0.7 to 1 (Hofmann 1999; Ueda and Nakano 1998), so that no word is settled before the topics are. Meanwhile the document
 * prior is learned (see document-prior.ts); afterwards it stays. The objective may rise until all are done; from then on it never does, but with
 * the solver `online`.
 */
export class Annealing {
  readonly iterations: number;
  private readonly engine: Engine;
  private readonly firstPriors: Priors | undefined;
  private readonly firstPower: number;
  private done = 0;

  /** @param firstPower β to begin with; 1 from a start whose topics are good already, to which annealing would do harm */
  constructor(engine: Engine, maxIterations: number, firstPower = FIRST_POWER) {
    this.engine = engine;
    this.firstPriors = engine.priors;
    this.iterations = engine.priors === undefined ? 0 : Math.min(ITERATIONS, Math.floor(maxIterations / 2));
    this.firstPower = firstPower;
  }

  get finished(): boolean {
    return this.done >= this.iterations;
  }

  async iterate(): Promise<void> {
    const { engine } = this;
    const power = this.firstPower + ((1 - this.firstPower) * this.done) / this.iterations;
    await engine.step(engine.documents, 'halfStep', { power });
    this.done++;
    if (this.done % LEARN_EVERY === 0 && engine.priors !== undefined && engine.priors.documents[0] > 0) {
      engine.priors = { ...engine.priors, documents: learnDocumentPrior(engine) };
    }
    await engine.step(engine.terms, 'halfStep', { power });
  }

  /** Begins anew, from another start. */
  reset(): void {
    this.engine.priors = this.firstPriors;
    this.done = 0;
  }

  /** what, with the factors, decides all that follows */
  state(): number[] {
    return [this.done, ...(this.engine.priors?.documents ?? [])];
  }

  resume([done, ...documents]: readonly number[]): void {
    const { priors } = this.engine;
    this.done = done as number;
    if (priors !== undefined) this.engine.priors = { ...priors, documents: Float64Array.from(documents) };
  }
}
