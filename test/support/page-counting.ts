import vm from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { COUNTING_SCRIPT, LANGUAGES_SCRIPT } from '../../src/report/page/compiled.js';
import type { CountingApi } from '../../src/report/page/counting-api.js';
import '../../src/report/page/counting.js';

const set = () => (globalThis as unknown as { topiklCounting: CountingApi }).topiklCounting;
const run = (script: string) => vm.runInThisContext(gunzipSync(Buffer.from(script, 'base64')).toString());

/** The counting of the page, from its sources and as it is bundled. */
export function pageApis(): [name: string, api: CountingApi][] {
  const fromSources = set();
  run(LANGUAGES_SCRIPT);
  run(COUNTING_SCRIPT);
  return [
    ['sources', fromSources],
    ['bundle', set()],
  ];
}
