import type { Random } from '../math/random.js';
import { type CsrMatrix, transpose } from '../matrix/csr-matrix.js';

/** Factors of the diagonal matrices R and C in A = R X C; all 1 where left out. */
export interface Scaling {
  /** n numbers > 0 */
  readonly rows?: Float64Array;
  /** m numbers > 0 */
  readonly columns?: Float64Array;
}

/**
 * Scaling of counts by R = (r + mean r)^(−½) and C = (c + mean c)^(−½), r and c the sums of rows and columns: about unit variance
 * in each cell of Poisson counts (the scaling of correspondence analysis), and the means added keep a few short
 * documents of rare terms from filling the leading singular vectors (Amini et al. 2013, of spectral clustering).
 *
 * @param rowSums n numbers ≥ 0, not all 0
 * @param columnSums m numbers ≥ 0, not all 0
 */
export function regularizedScaling(rowSums: Float64Array, columnSums: Float64Array): Required<Scaling> {
  return { rows: inverseRoots(rowSums), columns: inverseRoots(columnSums) };
}

function inverseRoots(sums: Float64Array): Float64Array {
  const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
  return sums.map((sum) => 1 / Math.sqrt(sum + mean));
}

/** The leading singular triplets of an n × m matrix A ≈ U diag(values) Vᵀ. */
export interface TruncatedSvd {
  readonly rank: number;
  /** n × rank, row-major, with orthonormal columns, but 0 where the singular value is 0 */
  readonly U: Float64Array;
  /** rank numbers ≥ 0, falling; exactly 0 beyond the numerical rank of A */
  readonly values: Float64Array;
  /** m × rank, as U; the entry of largest magnitude in each column is positive (the first of several) */
  readonly V: Float64Array;
}

/** Directions beyond the rank asked for, and rounds of A and Aᵀ: for the slowly falling singular values of term counts. */
const OVERSAMPLING = 10;
const POWER_ITERATIONS = 4;
/** Below this share of a column's norm, or of the largest singular value, what is left counts as rounding. */
const NEGLIGIBLE = 1e-6;
const MAXIMAL_SWEEPS = 40;

/**
 * Truncated singular value decomposition of A = R X C by randomised subspace iteration (Halko, Martinsson and Tropp 2011,
 * algorithms 4.4 and 5.1), in O(nnz K) operations a product and O((n + m) K²) an orthonormalisation. Only + − × ÷ and √, in a
 * fixed order: the same seed gives the same bits everywhere.
 *
 * @param rank K ≥ 1; at most min(n, m) triplets are returned
 */
export function randomizedSvd(X: CsrMatrix, rank: number, random: Random, scaling: Scaling = {}): TruncatedSvd {
  const size = Math.min(rank + OVERSAMPLING, X.rows, X.columns);
  const Xt = transpose(X);
  const scalingT = { ...(scaling.columns && { rows: scaling.columns }), ...(scaling.rows && { columns: scaling.rows }) };
  const test = Float64Array.from({ length: X.columns * size }, () => 2 * random.uniform() - 1);
  let left = multiply(X, scaling, test, size);
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
    const right = multiply(Xt, scalingT, orthonormalizeOnce(left, size).basis, size);
    left = multiply(X, scaling, orthonormalizeOnce(right, size).basis, size);
  }
  left = orthonormalize(left, size).basis;
  // Aᵀ left = right T, so A ≈ left Tᵀ rightᵀ: the singular vectors of the small T turn both bases into those of A
  const { basis: right, T } = orthonormalize(multiply(Xt, scalingT, left, size), size);
  const small = smallSvd(T, size);
  const kept = Math.min(rank, size);
  const U = multiplyDense(left, size, asColumns(small.V, size, kept), kept);
  const V = multiplyDense(right, size, asColumns(small.U, size, kept), kept);
  fixSigns(U, V, kept);
  return { rank: kept, U, values: small.values.slice(0, kept), V };
}

/** R X C B of a sparse X (n × m) and a dense B (m × size), both dense blocks row-major. */
function multiply(X: CsrMatrix, scaling: Scaling, B: Float64Array, size: number): Float64Array {
  const scaled = scaling.columns === undefined ? B : scaleRows(B.slice(), scaling.columns, size);
  return scaleRows(multiplyCounts(X, scaled, size), scaling.rows, size);
}

function scaleRows(block: Float64Array, scales: Float64Array | undefined, size: number): Float64Array {
  if (scales === undefined) return block;
  for (let i = 0; i < scales.length; i++) {
    for (let a = i * size; a < (i + 1) * size; a++) block[a] *= scales[i];
  }
  return block;
}

function multiplyCounts({ rows, rowPointers, columnIndices, values }: CsrMatrix, B: Float64Array, size: number): Float64Array {
  const product = new Float64Array(rows * size);
  const row = new Float64Array(size);
  for (let i = 0; i < rows; i++) {
    row.fill(0);
    const end = rowPointers[i + 1];
    let p = rowPointers[i];
    // four entries at a time, so that the row is loaded and stored a quarter as often
    for (; p + 4 <= end; p += 4) {
      const x0 = values[p];
      const x1 = values[p + 1];
      const x2 = values[p + 2];
      const x3 = values[p + 3];
      const b0 = columnIndices[p] * size;
      const b1 = columnIndices[p + 1] * size;
      const b2 = columnIndices[p + 2] * size;
      const b3 = columnIndices[p + 3] * size;
      for (let k = 0; k < size; k++) row[k] += x0 * B[b0 + k] + x1 * B[b1 + k] + (x2 * B[b2 + k] + x3 * B[b3 + k]);
    }
    for (; p < end; p++) {
      const x = values[p];
      const b = columnIndices[p] * size;
      for (let k = 0; k < size; k++) row[k] += x * B[b + k];
    }
    product.set(row, i * size);
  }
  return product;
}

/** An orthonormal basis of the columns of Y and the upper triangular T, size × size and row-major, with Y = basis · T. */
interface Orthonormalized {
  readonly basis: Float64Array;
  readonly T: Float64Array;
}

/**
 * Orthonormalises the columns of Y (row-major, `size` columns) by the Cholesky factor of YᵀY, which reads Y row by row where
 * Gram–Schmidt would stride through it; a column that depends on earlier ones becomes 0. Once is enough to keep an iteration well
 * conditioned; twice (Yamamoto et al. 2015, CholeskyQR2) gives a basis orthonormal to rounding.
 */
function orthonormalizeOnce(Y: Float64Array, size: number): Orthonormalized {
  const T = cholesky(gram(Y, size), size);
  return { basis: multiplyDense(Y, size, inverseOfUpper(T, size), size), T };
}

function orthonormalize(Y: Float64Array, size: number): Orthonormalized {
  const first = orthonormalizeOnce(Y, size);
  const second = orthonormalizeOnce(first.basis, size);
  return { basis: second.basis, T: multiplyDense(second.T, size, first.T, size) };
}

/** YᵀY, upper triangle; size × size, row-major. */
function gram(Y: Float64Array, size: number): Float64Array {
  const G = new Float64Array(size * size);
  const whole = Y.length - (Y.length % (4 * size));
  for (let a = 0; a < whole; a += 4 * size) {
    const [b, c, d] = [a + size, a + 2 * size, a + 3 * size];
    for (let k = 0; k < size; k++) {
      const y0 = Y[a + k];
      const y1 = Y[b + k];
      const y2 = Y[c + k];
      const y3 = Y[d + k];
      const g = k * size;
      for (let l = k; l < size; l++) G[g + l] += y0 * Y[a + l] + y1 * Y[b + l] + (y2 * Y[c + l] + y3 * Y[d + l]);
    }
  }
  for (let a = whole; a < Y.length; a += size) {
    for (let k = 0; k < size; k++) {
      for (let l = k; l < size; l++) G[k * size + l] += Y[a + k] * Y[a + l];
    }
  }
  return G;
}

/** The upper triangular T with TᵀT = G, given G's upper triangle; rows of dependent columns are 0. */
function cholesky(G: Float64Array, size: number): Float64Array {
  const T = G.slice();
  for (let k = 0; k < size; k++) {
    const pivot = T[k * size + k];
    const norm = pivot > NEGLIGIBLE * NEGLIGIBLE * G[k * size + k] ? Math.sqrt(pivot) : 0;
    for (let c = k; c < size; c++) T[k * size + c] = norm > 0 ? T[k * size + c] / norm : 0;
    for (let r = k + 1; r < size; r++) {
      const t = T[k * size + r];
      for (let c = r; c < size; c++) T[r * size + c] -= t * T[k * size + c];
    }
  }
  return T;
}

/** The inverse of an upper triangular T on its rows that are not 0; the columns of the others are 0. */
function inverseOfUpper(T: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let c = 0; c < size; c++) {
    if (T[c * size + c] === 0) continue;
    inverse[c * size + c] = 1 / T[c * size + c];
    for (let a = c - 1; a >= 0; a--) {
      if (T[a * size + a] === 0) continue;
      let sum = 0;
      for (let b = a + 1; b <= c; b++) sum += T[a * size + b] * inverse[b * size + c];
      inverse[a * size + c] = -sum / T[a * size + a];
    }
  }
  return inverse;
}

/** B M for a dense B (`size` columns) and a small M (size × width), all row-major. */
function multiplyDense(B: Float64Array, size: number, M: Float64Array, width: number): Float64Array {
  const rows = B.length / size;
  const product = new Float64Array(rows * width);
  const row = new Float64Array(width);
  const whole = size - (size % 4);
  for (let i = 0; i < rows; i++) {
    row.fill(0);
    const a = i * size;
    for (let k = 0; k < whole; k += 4) {
      const b0 = B[a + k];
      const b1 = B[a + k + 1];
      const b2 = B[a + k + 2];
      const b3 = B[a + k + 3];
      const m0 = k * width;
      const m1 = m0 + width;
      const m2 = m1 + width;
      const m3 = m2 + width;
      for (let c = 0; c < width; c++) row[c] += b0 * M[m0 + c] + b1 * M[m1 + c] + (b2 * M[m2 + c] + b3 * M[m3 + c]);
    }
    for (let k = whole; k < size; k++) {
      for (let c = 0; c < width; c++) row[c] += B[a + k] * M[k * width + c];
    }
    product.set(row, i * width);
  }
  return product;
}

/**
 * T = U diag(values) Vᵀ of a small square matrix by one-sided Jacobi rotations (Hestenes 1958), which keep the small values
 * accurate where the eigenvalues of TᵀT would not. U and V hold a vector in each row.
 */
function smallSvd(T: Float64Array, size: number): { U: Float64Array[]; values: Float64Array; V: Float64Array[] } {
  // column c of T, and the same rotations applied to the identity
  const columns = Array.from({ length: size }, (_, c) => Float64Array.from({ length: size }, (_, r) => T[r * size + c]));
  const rotations = Array.from({ length: size }, (_, c) => Float64Array.from({ length: size }, (_, r) => (r === c ? 1 : 0)));
  let rotated = true;
  for (let sweep = 0; rotated && sweep < MAXIMAL_SWEEPS; sweep++) {
    rotated = false;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        const aa = dot(columns[a], columns[a]);
        const bb = dot(columns[b], columns[b]);
        const ab = dot(columns[a], columns[b]);
        if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb)) continue;
        rotated = true;
        const zeta = (bb - aa) / (2 * ab);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        turn(columns[a], columns[b], cosine, cosine * tangent);
        turn(rotations[a], rotations[b], cosine, cosine * tangent);
      }
    }
  }
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  const largest = norms.reduce((a, b) => Math.max(a, b), 0);
  const order = norms.map((_, c) => c).sort((a, b) => norms[b] - norms[a] || a - b);
  const values = Float64Array.from(order, (c) => (norms[c] > NEGLIGIBLE * largest ? norms[c] : 0));
  const U = order.map((c, k) => columns[c].map((x) => (values[k] > 0 ? x / norms[c] : 0)));
  const V = order.map((c, k) => rotations[c].map((x) => (values[k] > 0 ? x : 0)));
  return { U, values, V };
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < x.length; r++) sum += x[r] * y[r];
  return sum;
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let r = 0; r < x.length; r++) {
    const before = x[r];
    x[r] = cosine * before - sine * y[r];
    y[r] = sine * before + cosine * y[r];
  }
}

/** The first `kept` of the vectors as columns: size × kept, row-major. */
function asColumns(vectors: Float64Array[], size: number, kept: number): Float64Array {
  return Float64Array.from({ length: size * kept }, (_, a) => vectors[a % kept][Math.floor(a / kept)]);
}

function fixSigns(U: Float64Array, V: Float64Array, size: number): void {
  for (let k = 0; k < size; k++) {
    let extreme = 0;
    for (let b = k; b < V.length; b += size) if (Math.abs(V[b]) > Math.abs(extreme)) extreme = V[b];
    if (extreme >= 0) continue;
    for (let a = k; a < U.length; a += size) U[a] = -U[a];
    for (let b = k; b < V.length; b += size) V[b] = -V[b];
  }
}
