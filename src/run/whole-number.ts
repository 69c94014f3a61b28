import { ConfigError } from '../errors/errors.js';

/**
 * A whole number as it was written on the command line, 1 to `most`; undefined where none was.
 *
 * @param name of the option
 * @throws ConfigError for anything else
 */
export function wholeNumber(name: string, written: string | undefined, most: number): number | undefined {
  if (written === undefined) return undefined;
  const value = /^\d+$/.test(written) ? Number(written) : 0;
  if (value < 1 || value > most) throw new ConfigError(`\`${name}\` must be a whole number from 1 to ${most}, got "${written}"`);
  return value;
}
