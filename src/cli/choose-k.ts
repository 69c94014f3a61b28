import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { CHART_LEGEND, recommendationSentences, topicSearchChart, topicSearchObject } from '../report/topic-search.js';
import { SEARCH_STEPS, type SearchRange } from '../run/candidates/search-topics.js';
import { type ChooseKResult, chooseK } from '../run/choose-k.js';
import { resolveConfig } from '../run/config.js';
import { print, terminalWidth } from './output.js';
import { watched } from './watched.js';

/** The range as it was written. */
export interface WrittenRange {
  from?: string | undefined;
  to?: string | undefined;
  steps?: string | undefined;
}

/** `topikl choose-k`: from inputs to a recommended number of topics. */
export async function chooseKCommand(
  inputs: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  written: WrittenRange,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const range = parseRange(written);
  if ('topics' in flags) throw new ConfigError('`topics` has no meaning for choose-k', { hint: 'Name the least and the largest number with --from and --to.' });
  const config = resolveConfig(inputs, flags);
  const result = await watched(output.quiet, (hooks) => chooseK(config, range, hooks));
  if (output.json) process.stdout.write(`${JSON.stringify({ out: result.out, ...topicSearchObject(result.search) })}\n`);
  else if (!output.quiet) printResult(result);
}

function printResult({ out, search }: ChooseKResult): void {
  print('');
  for (const line of topicSearchChart(search, terminalWidth())) print(line);
  print(`\n${CHART_LEGEND}\n`);
  for (const sentence of recommendationSentences(search)) print(sentence);
  print(`${path.join(out, 'choose-k.md')}   choose-k.csv · choose-k.json`);
}

/** @throws ConfigError naming what is wrong with the range */
function parseRange(written: WrittenRange): SearchRange {
  const range = {
    from: parseNumber('from', written.from),
    to: parseNumber('to', written.to),
    steps: parseNumber('steps', written.steps) ?? SEARCH_STEPS,
  };
  if (range.to !== undefined && range.from !== undefined && range.to < range.from)
    throw new ConfigError(`\`to\` must be at least \`from\`, ${range.from}, got ${range.to}`);
  return range;
}

function parseNumber(name: keyof WrittenRange, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 2) return number;
  throw new ConfigError(`\`${name}\` must be a whole number ≥ 2, got "${text}"`);
}
