import { fingerprintOf } from '../../src/ingest/repeats/fingerprint.js';

export function signatureOf(text: string): Uint16Array | undefined {
  return fingerprintOf(text).signature;
}

export function linesOf(text: string): Float64Array {
  return fingerprintOf(text).lines;
}
