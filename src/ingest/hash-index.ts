const PAGE_BITS = 16;
const PAGE = 2 ** PAGE_BITS;

/**
 * Finds entries by hashes of what they stand for: an open-addressing table. An entry costs four bytes for its hash and 5 to 11 for its slot;
 * what it stands for is somewhere else, and looked at only where the hashes are equal.
 */
export class HashIndex {
  size = 0;
  /** in pages, so that growing copies nothing */
  private readonly hashes: Uint32Array[] = [];
  /** an entry + 1, or 0; a power of two of them, at most three quarters in use */
  private slots = new Uint32Array(1024);

  /** Adds an entry, whose number is how many there were before. */
  add(hash: number): void {
    if (4 * (this.size + 1) > 3 * this.slots.length) this.grow();
    if (this.size % PAGE === 0) this.hashes.push(new Uint32Array(PAGE));
    this.hashes[this.size >>> PAGE_BITS][this.size & (PAGE - 1)] = hash;
    this.place(this.size++, hash);
  }

  /**
   * The entry of a hash; −1 where there is none.
   *
   * @param isIt whether an entry of this hash is the one that is looked for
   */
  find(hash: number, isIt: (entry: number) => boolean): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = this.slots[slot] - 1;
      if (this.hashOf(entry) === hash >>> 0 && isIt(entry)) return entry;
    }
    return -1;
  }

  private hashOf(entry: number): number {
    return this.hashes[entry >>> PAGE_BITS][entry & (PAGE - 1)];
  }

  private place(entry: number, hash: number): void {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private grow(): void {
    this.slots = new Uint32Array(2 * this.slots.length);
    for (let entry = 0; entry < this.size; entry++) this.place(entry, this.hashOf(entry));
  }
}

/** A hash of a string, 32 bits. */
export function hashOfString(text: string): number {
  let hash = 0x811c9dc5;
  for (let c = 0; c < text.length; c++) hash = Math.imul(hash ^ text.charCodeAt(c), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
