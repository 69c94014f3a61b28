/** Milliseconds in which a launcher reads what a rank has printed, even where all cores are busy. */
const LAST_WORDS = 500;

/** To be called before a rank ends its job: MPICH's launcher throws away what it has not read of the rank's output by then. */
export function pauseBeforeEnd(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_WORDS);
}
