/*
 * n documents, m terms, K topics. W n × K and Ht m × K (the transpose of H), both row-major: a row of either is K numbers side by
 * side, so one half-step serves both.
 */

/** The two factors of a fit; X ≈ W H. */
export interface Factors {
  readonly topics: number;
  /** n × K: W_ik is the expected count of words of topic k in document i, once H's rows sum to 1 */
  readonly W: Float64Array;
  /** m × K: H_kj stands at Ht[j K + k] */
  readonly Ht: Float64Array;
}

/**
 * Smallest value of an entry of a factor: an update by factors could never leave 0. Not reported as mass: see `withoutFloor`.
 * Low enough that twenty iterations give the divergence of an implementation without a floor to 1e-8.
 */
export const FLOOR = 1e-14;

/** Rows a block: sums are taken block by block, so that they have the same bits however the blocks are shared out. */
const BLOCK_ROWS = 4096;

/** Sums of the K columns of a rows × K factor. */
export function columnSums(factor: Float64Array, K: number): Float64Array {
  const sums = new Float64Array(K);
  const block = new Float64Array(K);
  const size = BLOCK_ROWS * K;
  for (let start = 0; start < factor.length; start += size) {
    const end = Math.min(start + size, factor.length);
    block.fill(0);
    for (let a = start; a < end; a += K) {
      for (let k = 0; k < K; k++) block[k] += factor[a + k];
    }
    for (let k = 0; k < K; k++) sums[k] += block[k];
  }
  return sums;
}

/** AᵀA, K × K, of a rows × K factor. */
export function gramMatrix(factor: Float64Array, K: number): Float64Array {
  const gram = new Float64Array(K * K);
  const block = new Float64Array(K * K);
  const size = BLOCK_ROWS * K;
  for (let start = 0; start < factor.length; start += size) {
    const end = Math.min(start + size, factor.length);
    block.fill(0);
    for (let a = start; a < end; a += K) {
      for (let l = 0; l < K; l++) {
        const weight = factor[a + l];
        for (let k = 0; k < K; k++) block[l * K + k] += weight * factor[a + k];
      }
    }
    for (let kl = 0; kl < gram.length; kl++) gram[kl] += block[kl];
  }
  return gram;
}

/** Moves each topic's scale from H to W, so that H's rows sum to 1; W H stays the same. Entries at the floor stay at it: they are no mass. */
export function normalizeTopics({ W, Ht, topics: K }: Factors): void {
  const sums = columnSums(Ht, K);
  for (let b = 0; b < Ht.length; b += K) {
    for (let k = 0; k < K; k++) Ht[b + k] = Ht[b + k] <= FLOOR ? FLOOR : Math.max(FLOOR, Ht[b + k] / sums[k]);
  }
  for (let a = 0; a < W.length; a += K) {
    for (let k = 0; k < K; k++) W[a + k] = W[a + k] <= FLOOR ? FLOOR : Math.max(FLOOR, W[a + k] * sums[k]);
  }
}

/** The factors as numbers to report: entries at the floor are 0. */
export function withoutFloor({ topics, W, Ht }: Factors): Factors {
  const zeroed = (factor: Float64Array) => factor.map((value) => (value <= FLOOR ? 0 : value));
  return { topics, W: zeroed(W), Ht: zeroed(Ht) };
}
