import type { Problem } from './ledger.js';

/** How much a reader may take in: bounds on size, never on time, so that the same file gives the same documents everywhere. */
export interface Limits {
  /** most bytes of a file, or a member of an archive, that must be read in one piece; also of a row of a table or a line of JSON, in characters */
  maxDocumentBytes: number;
  /** most bytes that one file may unpack to, all its members together */
  maxUnpackedBytes: number;
  /** most times that a compressed stream may grow, above RATIO_FROM bytes */
  maxRatio: number;
  /** most archives inside one another; a mail with attachments is one */
  maxDepth: number;
  /** most files inside one file, in all its archives together */
  maxMembers: number;
  /** most pages of a PDF that are read */
  maxPages: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxDocumentBytes: 64e6,
  maxUnpackedBytes: 16e9,
  maxRatio: 200,
  maxDepth: 5,
  maxMembers: 1e6,
  maxPages: 5000,
};

/** A number of bytes for people: 64 MB. */
export function sizeName(bytes: number): string {
  const [name, unit] =
    (
      [
        ['GB', 1e9],
        ['MB', 1e6],
        ['KB', 1e3],
      ] as const
    ).find(([, least]) => bytes >= least) ?? (['bytes', 1] as const);
  return `${Math.round((10 * bytes) / unit) / 10} ${name}`;
}

/** Unpacked bytes below which a ratio says nothing: a short text of one letter compresses a thousandfold. */
const RATIO_FROM = 16 * 1024 * 1024;

/** Thrown where something cannot be read on; the driver makes a line of the ledger of it. */
export class ReadingError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Counts what one file on disk unpacks to, over all its members. */
export class Allowance {
  readonly limits: Limits;
  /** whether the file has unpacked to more than it may, or has more files inside than it may: nothing more of it is read */
  spent = false;
  private unpacked = 0;
  private members = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /**
   * Counts a file inside.
   *
   * @throws ReadingError where there are more than there may be
   */
  countMember(): void {
    const { maxMembers } = this.limits;
    if (++this.members <= maxMembers) return;
    this.spent = true;
    throw new ReadingError({ reason: 'too-large', detail: `more than ${maxMembers} files are inside its file; what follows is not read` });
  }

  /**
   * The pieces of a compressed stream, counted.
   *
   * @param packed how many bytes of it have been read so far
   * @throws ReadingError when it grows beyond the ratio, or the file beyond what it may unpack to
   */
  async *count(pieces: AsyncIterable<Uint8Array>, packed: () => number): AsyncGenerator<Uint8Array> {
    const { maxRatio, maxUnpackedBytes } = this.limits;
    let own = 0;
    for await (const piece of pieces) {
      own += piece.length;
      this.unpacked += piece.length;
      if (this.unpacked > maxUnpackedBytes) {
        this.spent = true;
        throw new ReadingError({ reason: 'too-large', detail: `its file unpacks to more than ${sizeName(maxUnpackedBytes)}; what follows is not read` });
      }
      if (own > RATIO_FROM && own > maxRatio * packed()) {
        throw new ReadingError({ reason: 'too-large', detail: `it unpacks to more than ${maxRatio} times its size` });
      }
      yield piece;
    }
  }
}
