/**
 * The Cholesky factor L of a symmetric positive definite matrix, L Lᵀ = A.
 *
 * @param matrix size × size, of which the lower triangle is read; it is overwritten
 * @returns the same array, its lower triangle L
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * size + b];
      for (let k = 0; k < b; k++) sum -= matrix[a * size + k] * matrix[b * size + k];
      matrix[a * size + b] = a === b ? Math.sqrt(sum) : sum / matrix[b * size + b];
    }
  }
  return matrix;
}

/** Solves L Lᵀ x = b in place. */
export function solveCholesky(factor: Float64Array, size: number, b: Float64Array): void {
  for (let a = 0; a < size; a++) {
    for (let k = 0; k < a; k++) b[a] -= factor[a * size + k] * b[k];
    b[a] /= factor[a * size + a];
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let k = a + 1; k < size; k++) b[a] -= factor[k * size + a] * b[k];
    b[a] /= factor[a * size + a];
  }
}
