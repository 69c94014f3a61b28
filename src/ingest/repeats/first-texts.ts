import type { PieceStore } from '../../tokenize/packed-rows.js';
import { HashIndex } from '../hash-index.js';
import { SpooledList } from '../spooled-list.js';

/** Characters of a SHA-256 in base 64. */
const DIGEST = 44;

/** Finds the documents whose text is that of an earlier one. A distinct text costs 10 to 16 bytes beside what is in the store. */
export class FirstTexts {
  /** the digest of each distinct text, and the number of its document behind it */
  private readonly texts: SpooledList<string>;
  private readonly index = new HashIndex();

  /** @param store where there may be many texts */
  constructor(store?: PieceStore) {
    this.texts = new SpooledList(store);
  }

  /**
   * The number of the first document with a text; if there is none, that is what this one is.
   *
   * @param digest SHA-256 of the text, in base 64
   */
  add(number: number, digest: string): number | undefined {
    const hash = Buffer.from(digest.slice(0, 8), 'base64').readUInt32LE();
    const entry = this.index.find(hash, (one) => this.texts.at(one).startsWith(digest));
    if (entry >= 0) return Number(this.texts.at(entry).slice(DIGEST));
    this.index.add(hash);
    this.texts.push(`${digest}${number}`);
    return undefined;
  }
}
