/**
 * Dirichlet priors as pseudo-counts, which is what they amount to: θ_i ~ Dirichlet(1 + a), φ_k ~ Dirichlet(1 + b), so with expected counts N and M
 * the most probable θ_ik ∝ N_ik + a_k and φ_kj ∝ M_kj + b. They are numbers of words, and mean the same in a collection of any size.
 */
export interface Priors {
  /** a, ≥ 0: words that each document is taken to have had in each topic already */
  documents: Float64Array;
  /** b, ≥ 0: times that each topic is taken to have had each term already */
  terms: number;
}
