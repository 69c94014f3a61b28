/** What a kernel works on: the fields of `Task` in ../task.ts in the same order, four bytes each; pointers are in bytes, 0 is "none". */
@unmanaged
export class Task {
  /** row r's entries stand from begins[r] to ends[r] − 1 */
  begins: usize;
  ends: usize;
  /** row r of the matrix belongs to row ids[r] of the factor; none: to row r */
  ids: usize;
  columnIndices: usize;
  values: usize;
  /** A, the factor of the rows */
  current: usize;
  /** A one iteration before, to extrapolate from */
  previous: usize;
  /** where the new rows go */
  into: usize;
  /** B, the factor of the columns */
  other: usize;
  /** s: column sums of B */
  scales: usize;
  /** what an update is multiplied by, column by column: 1 / s */
  gains: usize;
  floors: usize;
  /** float64 sums of each block's new rows, a row a block */
  blockSums: usize;
  /** four float64 a block: data term of the objective, KKT residual, lowest relative gradient at the floor, log prior */
  figures: usize;
  /** BᵀB, for the Frobenius norm */
  gram: usize;
  /** p: what the prior adds to the expected counts of a row, column by column; none: maximum likelihood */
  pseudoCounts: usize;
  /** float64 sums of expected counts, in whole units; in their place nothing goes into `into` */
  sums: usize;
  /** float64, of each row: how many units 1 is */
  units: usize;
  /** what of the old value is kept, column by column */
  kept: usize;
  momentum: f32;
  /** share of the old value in the new one; 0 but in mini-batches */
  keep: f32;
  /** Σ p where the rows are distributions (documents), 0 where the columns are (terms) */
  pseudoTotal: f32;
  /** β: the step starts from a^β; 1 but while annealing */
  power: f32;
  /** length of a factor's row: K rounded up to a multiple of 4 */
  stride: i32;
  /** times each row is updated before the next one, ≥ 1 */
  repeats: i32;
}
