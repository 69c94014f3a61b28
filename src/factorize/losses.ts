import { CompensatedSum } from '../math/compensated-sum.js';
import { ln } from '../math/log.js';
import { logFactorial } from '../math/log-factorial.js';
import { type CsrMatrix, columnTotals, rowSums, total } from '../matrix/csr-matrix.js';
import type { Engine, SideFigures } from './engine.js';
import type { KernelName } from './workers/request.js';

/** Sums over the counts that every evaluation needs. */
export interface CountSums {
  /** Σ x */
  total: number;
  /** Σ x² */
  squares: number;
  /** Σ x ln x − x − ln x!: the log-likelihood of a model that predicts each count exactly; log p(X | W H) is this − D */
  saturated: number;
  /** D of the model in which every document has the collection's word frequencies */
  independence: number;
  /** Σ ln of the documents' numbers of words, of those that have any */
  logLengths: number;
}

/** Where the factors are. */
export interface Evaluation {
  klDivergence: number;
  /** what the fit minimises: the divergence less the log prior (up to its constant, which depends on a), or ½ ‖X − W H‖² */
  objective: number;
  /** the larger one of the two factors' Σ entry · |gradient|, as a share of the data; 0 at a stationary point */
  kktResidual: number;
  /** the most negative gradient among the entries at the floor, as a share of its scale; 0 where none of them would grow */
  lowestGradient: number;
}

/** What a fit minimises: the kernels of its half-steps, and its value. */
export interface Loss {
  /** a half-step that never raises the objective */
  readonly multiplicative: KernelName;
  /** a half-step that goes coordinate by coordinate */
  readonly descent: KernelName;
  /** whether its kernels need Gram matrices */
  readonly gram: boolean;
  evaluate(engine: Engine, counts: CountSums): Promise<Evaluation>;
}

/** D(X | W H) = Σ x ln(x / λ) − Σ x + Σ λ, where Σ λ = Σ_k (Σ_i W_ik)(Σ_j H_kj). */
function divergence(engine: Engine, { dataTerm }: SideFigures, counts: CountSums): number {
  const sum = new CompensatedSum();
  sum.add(dataTerm);
  sum.add(-counts.total);
  for (let k = 0; k < engine.topics; k++) sum.add(engine.documents.sums[k] * engine.terms.sums[k]);
  return sum.value;
}

const kullbackLeibler: Loss = {
  multiplicative: 'halfStep',
  descent: 'descend',
  gram: false,
  async evaluate(engine, counts) {
    const documents = await engine.measure(engine.documents, 'halfStep');
    const klDivergence = divergence(engine, documents, counts);
    const { priors } = engine;
    if (priors === undefined) {
      const terms = await engine.measure(engine.terms, 'halfStep');
      return { klDivergence, objective: klDivergence, ...stationarity(documents, terms, counts.total) };
    }
    const words = documents.expected.map((expected) => expected + priors.terms * engine.terms.matrix.rows);
    const terms = await engine.measure(engine.terms, 'halfStep', words);
    // θ_ik = W_ik / N_i, φ_kj = H_kj
    const logPrior = documents.logPrior - engine.pseudoTotal(engine.documents) * counts.logLengths + terms.logPrior;
    return { klDivergence, objective: klDivergence - logPrior, ...stationarity(documents, terms, counts.total) };
  },
};

/** ½ ‖X − W H‖² = ½ (Σ x² − 2 Σ x λ + Σ (WᵀW) ∘ (H Hᵀ)). */
const frobenius: Loss = {
  multiplicative: 'frobenius',
  descent: 'hierarchical',
  gram: true,
  async evaluate(engine, counts) {
    const documents = await engine.measure(engine.documents, 'frobenius');
    const terms = await engine.measure(engine.terms, 'frobenius');
    const klDivergence = divergence(engine, await engine.measure(engine.documents, 'halfStep'), counts);
    const [W, H] = [await engine.gramMatrix(engine.documents), await engine.gramMatrix(engine.terms)];
    const sum = new CompensatedSum();
    sum.add(counts.squares);
    sum.add(-2 * documents.dataTerm);
    for (let kl = 0; kl < W.length; kl++) sum.add(W[kl] * H[kl]);
    return { klDivergence, objective: sum.value / 2, ...stationarity(documents, terms, counts.squares) };
  },
};

function stationarity(documents: SideFigures, terms: SideFigures, scale: number): Pick<Evaluation, 'kktResidual' | 'lowestGradient'> {
  return { kktResidual: Math.max(documents.residual, terms.residual) / scale, lowestGradient: Math.min(documents.lowest, terms.lowest) };
}

export function countSums(X: CsrMatrix): CountSums {
  // counts repeat: each is looked at once, however often it stands
  const occurrences = new Map<number, number>();
  const common = new Float64Array(1024);
  const { values } = X;
  for (let p = 0; p < values.length; p++) {
    const x = values[p];
    if (x < 1024) common[x]++;
    else occurrences.set(x, (occurrences.get(x) ?? 0) + 1);
  }
  for (let x = 1; x < common.length; x++) if (common[x] > 0) occurrences.set(x, common[x]);
  const saturated = new CompensatedSum();
  const squares = new CompensatedSum();
  const independence = new CompensatedSum();
  for (const [x, times] of [...occurrences].sort(([a], [b]) => a - b)) {
    saturated.add(times * (x * ln(x) - x - logFactorial(x)));
    squares.add(times * x * x);
    independence.add(times * x * ln(x));
  }
  const words = total(X);
  const logLengths = new CompensatedSum();
  for (const length of rowSums(X)) if (length > 0) logLengths.add(ln(length));
  for (const marginals of [rowSums(X), columnTotals(X)]) {
    for (let a = 0; a < marginals.length; a++) if (marginals[a] > 0) independence.add(-marginals[a] * ln(marginals[a]));
  }
  independence.add(words * ln(words));
  return { total: words, squares: squares.value, saturated: saturated.value, independence: independence.value, logLengths: logLengths.value };
}

/** The losses by the name that the setting `loss` takes. */
export const losses = { 'kullback-leibler': kullbackLeibler, frobenius } as const;
export type LossName = keyof typeof losses;
