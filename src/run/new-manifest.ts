import path from 'node:path';
import { UNICODE_VERSION } from '../tokenize/letters.js';
import type { RunConfig } from './config.js';
import type { Manifest } from './manifest.js';
import { flagName, SETTING_NAMES } from './settings.js';
import { version } from './version.js';

/** The manifest of a run that begins. */
export function newManifest(config: RunConfig): Manifest {
  const out = path.resolve(config.out);
  const relative = (input: string) => path.relative(out, path.resolve(input)).split(path.sep).join('/');
  const settings = SETTING_NAMES.filter((name) => config[name] !== undefined).map((name) => [flagName(name), config[name]]);
  return {
    version,
    node: process.versions.node,
    unicode: UNICODE_VERSION,
    icu: process.versions.icu ?? '',
    seed: config.seed,
    config: { input: config.inputs, ...Object.fromEntries(settings) },
    inputs: config.inputs.map((input) => ({ path: relative(input), files: 0, bytes: 0, sha256: '' })),
    stages: [],
  };
}
