/*
 * How the numbers of a page are laid out as bytes, so that they compress well; the program packs them, the page unpacks them.
 */

/** Numbers as they are, but the first bytes of all before the second ones, and so on: those that hold sign and exponent are much alike. */
export function packFloats(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const packed = new Uint8Array(bytes.length);
  for (let b = 0; b < 4; b++) for (let i = 0; i < values.length; i++) packed[b * values.length + i] = bytes[4 * i + b];
  return packed;
}

/** The bits of what was given to `packFloats`. */
export function unpackFloats(packed: Uint8Array): Float32Array {
  const values = new Float32Array(packed.length / 4);
  const bytes = new Uint8Array(values.buffer);
  for (let b = 0; b < 4; b++) for (let i = 0; i < values.length; i++) bytes[4 * i + b] = packed[b * values.length + i];
  return values;
}

/** Smallest share of a topic in a document that the page knows of; below it a topic is not in the document. */
const LEAST_SHARE = 0.005;
const WHOLE = 65535;

/** Mixtures of documents for people: their larger shares, rounded. */
export interface PageMixtures {
  /** counted words of each document */
  tokens: Uint32Array;
  /** words that are no terms */
  unknown: Uint32Array;
  /** in standard deviations; NaN for a document without words */
  misfit: Float32Array;
  /** document i has entries begins[i] to before begins[i + 1], the largest share first */
  begins: Uint32Array;
  /** from 0 */
  topics: Uint16Array;
  /** 0 to 65535 for 0 to 1 */
  shares: Uint16Array;
}

/** Share of an entry, 0 to 1. */
export function shareOf({ shares }: PageMixtures, entry: number): number {
  return shares[entry] / WHOLE;
}

/**
 * @param documentTopics documents × topics, each row sums to 1
 * @param figures an entry a document
 */
export function packMixtures(
  documentTopics: Float32Array,
  topics: number,
  figures: { tokens: ArrayLike<number>; unknown: ArrayLike<number>; misfit: ArrayLike<number> },
): Uint8Array {
  const documents = documentTopics.length / topics;
  const begins = new Uint32Array(documents + 1);
  const entries: number[] = [];
  for (let i = 0; i < documents; i++) {
    const row = documentTopics.subarray(i * topics, (i + 1) * topics);
    const large: number[] = [];
    for (let k = 0; k < topics; k++) if (row[k] >= LEAST_SHARE) large.push(k);
    large.sort((a, b) => row[b] - row[a] || a - b);
    for (const k of large) entries.push(k, Math.round(row[k] * WHOLE));
    begins[i + 1] = entries.length / 2;
  }
  const size = entries.length / 2;
  const packed = new Uint8Array(8 + 4 * (4 * documents + 1) + 4 * size);
  new Uint32Array(packed.buffer, 0, 2).set([documents, size]);
  const unpacked = viewMixtures(packed);
  unpacked.tokens.set(Uint32Array.from(figures.tokens));
  unpacked.unknown.set(Uint32Array.from(figures.unknown));
  unpacked.misfit.set(Float32Array.from(figures.misfit));
  unpacked.begins.set(begins);
  for (let e = 0; e < size; e++) {
    unpacked.topics[e] = entries[2 * e] as number;
    unpacked.shares[e] = entries[2 * e + 1] as number;
  }
  return packed;
}

/** Looks at bytes that `packMixtures` gave; they must begin where a buffer does. */
export function viewMixtures({ buffer }: Uint8Array): PageMixtures {
  const [documents, size] = new Uint32Array(buffer, 0, 2) as unknown as [number, number];
  let end = 8;
  const next = <T>(view: new (buffer: ArrayBufferLike, begin: number, length: number) => T, length: number, bytes: number) => {
    const values = new view(buffer, end, length);
    end += length * bytes;
    return values;
  };
  return {
    tokens: next(Uint32Array, documents, 4),
    unknown: next(Uint32Array, documents, 4),
    misfit: next(Float32Array, documents, 4),
    begins: next(Uint32Array, documents + 1, 4),
    topics: next(Uint16Array, size, 2),
    shares: next(Uint16Array, size, 2),
  };
}
