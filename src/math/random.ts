/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), its state
 * filled from the seed by the 32-bit finaliser of MurmurHash3. 32-bit integer arithmetic only: the same numbers everywhere.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param seed any safe integer; 0 and negative ones are seeds like any other */
  constructor(seed: number) {
    const low = seed | 0;
    const high = Math.floor(seed / 4294967296) | 0;
    this.a = mix(low ^ 0x9e3779b9);
    this.b = mix(high ^ 0x7f4a7c15 ^ this.a);
    this.c = mix(this.a + 0x6a09e667 + high);
    this.d = mix(this.b + 0xbb67ae85 + low) | 1;
  }

  /** 32 random bits, as a number in [0, 2³²). */
  private next(): number {
    const result = Math.imul(rotate(Math.imul(this.b, 5), 7), 9);
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = rotate(this.d, 11);
    return result >>> 0;
  }

  /** A number from the uniform distribution on [0, 1), with 53 random bits. */
  uniform(): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function mix(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
