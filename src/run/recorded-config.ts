import path from 'node:path';
import { ArtifactError, ConfigError } from '../errors/errors.js';
import { parseOptions, type RunConfig } from './config.js';
import type { Manifest } from './manifest.js';
import { flagName, SETTING_NAMES, type Settings } from './settings.js';

/**
 * The settings with which a run was made, from its manifest.
 *
 * @param folder the one that it is in now
 * @throws ArtifactError naming a setting that somebody has changed in the manifest to what it does not take
 */
export function recordedConfig({ config }: Manifest, folder: string): RunConfig {
  const recorded = SETTING_NAMES.filter((name) => config[flagName(name)] !== undefined).map((name) => [name, config[flagName(name)]]);
  const settings = checked(Object.fromEntries(recorded) as Partial<Settings>, folder);
  const inputs = (config.input as string[] | undefined) ?? [];
  return { ...settings, inputs, out: folder, matrixInput: inputs.some((input) => input.toLowerCase().endsWith('.mtx')), given: [] };
}

function checked(recorded: Partial<Settings>, folder: string): Settings {
  try {
    return parseOptions(recorded, SETTING_NAMES);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new ArtifactError(`${path.join(folder, 'manifest.json')} is damaged: ${cause.message}`, { cause, hint: 'Run topikl again.' });
  }
}
