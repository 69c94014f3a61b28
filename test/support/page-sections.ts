import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PageSummary } from '../../src/report/page-content.js';

/** The sections of a page, unpacked, by their names. */
export function readSections(file: string): Map<string, Buffer> {
  const found = readFileSync(file, 'utf8').matchAll(/<script type="application\/gzip;base64" id="section-([^"]*)">([^<]*)<\/script>/g);
  return new Map(Array.from(found, ([, name, packed]) => [name as string, gunzipSync(Buffer.from(packed as string, 'base64'))]));
}

/** A section that is JSON. */
export function jsonOf<T>(sections: ReadonlyMap<string, Buffer>, name: string): T {
  return JSON.parse(sections.get(name)?.toString() ?? 'null') as T;
}

export const summaryOf = (file: string) => jsonOf<PageSummary>(readSections(file), 'summary');
