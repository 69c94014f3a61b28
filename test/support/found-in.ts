import { Content } from '../../src/ingest/content.js';
import type { Finding, Format, FormatSettings } from '../../src/ingest/document.js';
import { Allowance, DEFAULT_LIMITS, type Limits, ReadingError } from '../../src/ingest/limits.js';

/** All that a format's reader finds in bytes, read in pieces of `pieceLength`; members come with their content; a ReadingError ends it as a problem. */
export async function foundIn(
  format: Format,
  content: string | Uint8Array,
  { path = `a${format.extensions[0]}`, settings = {} as FormatSettings, limits = {} as Partial<Limits>, pieceLength = 65536 } = {},
): Promise<(Finding | { kind: 'member'; name?: string; bytes: Uint8Array })[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, p) => bytes.subarray(p * pieceLength, (p + 1) * pieceLength));
  const source = { path, content: new Content(pieces), allowance: new Allowance({ ...DEFAULT_LIMITS, ...limits }) };
  const found: (Finding | { kind: 'member'; name?: string; bytes: Uint8Array })[] = [];
  try {
    for await (const finding of format.read(source, settings)) {
      if (finding.kind !== 'member') found.push(finding);
      else found.push({ kind: 'member', ...(finding.name === undefined ? {} : { name: finding.name }), bytes: await finding.content.all(2 ** 30) });
    }
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    found.push({ kind: 'problem', problem: error.problem });
  }
  return found;
}
