import { ConfigError } from '../errors/errors.js';
import { inferredSentences } from '../report/sentences.js';
import { inferFiles, resolveInfer, STANDARD_OUTPUT } from '../run/infer-files.js';
import { print, printable } from './output.js';
import { watched } from './watched.js';

/** `topikl infer`: the mixtures of new documents under the topics of a run. */
export async function inferCommand(
  folder: string,
  inputs: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const config = resolveInfer(folder, inputs, flags);
  const toScreen = config.out === STANDARD_OUTPUT;
  if (toScreen && output.json)
    throw new ConfigError('`out` must not be - together with --json: both go to standard output', { hint: 'Name a file with --out.' });
  const write = (text: string) => {
    process.stdout.write(text);
  };
  const result = await watched(output.quiet, (hooks) => inferFiles(config, hooks, write));
  if (output.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!output.quiet) {
    // where the mixtures go to standard output, nothing else must
    const say = toScreen ? (line: string) => process.stderr.write(`${printable(line)}\n`) : print;
    for (const sentence of inferredSentences(result)) say(sentence);
    if (!toScreen) say([config.out, ...(result.ledgerFile === undefined ? [] : [result.ledgerFile])].join(' · '));
  }
}
