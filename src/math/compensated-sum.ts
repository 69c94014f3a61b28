/** A running sum that keeps the rounding errors of its additions (Neumaier 1974), for long sums of unequal terms. */
export class CompensatedSum {
  private sum = 0;
  private error = 0;

  add(x: number): void {
    const next = this.sum + x;
    this.error += Math.abs(this.sum) >= Math.abs(x) ? this.sum - next + x : x - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.error;
  }
}
