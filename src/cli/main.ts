#!/usr/bin/env node
import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { ConfigError } from '../errors/errors.js';
import { version } from '../run/version.js';

// Only what --help needs is loaded here; each command loads the rest when it is called.

const EPILOGUE = 'Exit codes: 0 done, 1 a bug, 2 wrong use, 3 bad data, 130 interrupted.';

type Arguments = Record<string, unknown> & { _: (string | number)[]; json?: boolean; quiet?: boolean };

async function runOptions(parser: Argv): Promise<Argv> {
  const { flagName, SETTING_NAMES, SETTINGS } = await import('../run/settings.js');
  parser
    .usage(
      '$0 run <input..>\n\nFinds the topics of documents. Inputs are folders, files, quoted patterns, one count matrix (.mtx), or one\npipeline file (.yaml) whose settings have the names of these options.',
    )
    .example('$0 run letters/ --topics 30', 'all texts in a folder')
    .example('$0 run tickets.csv --text-column body', 'a row a document')
    .example('$0 run X.mtx --vocabulary terms.txt', 'counts made elsewhere')
    .example('$0 run pipelines/sotu.yaml', 'settings from a file');
  for (const name of SETTING_NAMES) {
    const { form, about, group, schema } = SETTINGS[name];
    const fallback = schema.safeParse(undefined).data;
    const shown = fallback === undefined || fallback === false ? {} : { defaultDescription: String(fallback) };
    parser.option(flagName(name), { type: form === 'switch' ? 'boolean' : 'string', describe: about, group: `${group}:`, ...shown });
  }
  return parser;
}

/** The flags that were given, without yargs' own entries and ours; one that was given twice is a slip. */
function givenFlags(argv: Arguments, positional: string): Record<string, unknown> {
  const own = new Set(['_', '$0', '--', 'json', 'quiet', positional]);
  const flags = Object.entries(argv).filter(([name, value]) => !own.has(name) && value !== undefined);
  for (const [name, value] of flags) {
    if (Array.isArray(value)) throw new ConfigError(`\`${name}\` was given ${value.length} times`, { hint: 'Give it once.' });
  }
  return Object.fromEntries(flags);
}

/** The words of a positional argument, those after -- among them. */
function positionals(argv: Arguments, name: string): string[] {
  const words = argv[name] ?? [];
  return [...(Array.isArray(words) ? words : [words]), ...((argv['--'] as string[] | undefined) ?? [])].map(String);
}

async function main(words: string[]): Promise<void> {
  await yargs(words)
    .scriptName('topikl')
    .usage('$0 <command>\n\nFrom a folder of documents to topics one can trust.')
    .locale('en')
    .version(version)
    .parserConfiguration({
      'camel-case-expansion': false,
      'populate--': true,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .command(
      'run [input..]',
      'from documents to topics and reports',
      async (parser: Argv) =>
        runOptions(parser.positional('input', { type: 'string', array: true, describe: 'folders, files, patterns, a count matrix or a pipeline file' })),
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { runCommand } = await import('./run.js');
        await runCommand(positionals(rest, 'input'), givenFlags(rest, 'input'), { json, quiet });
      },
    )
    .command(
      'topics [folder]',
      'the table of topics of a run',
      (parser: Argv) => parser.positional('folder', { type: 'string', describe: 'the folder that a run wrote' }),
      async (argv) => {
        const { json = false, ...rest } = argv as unknown as Arguments;
        const [unknown] = Object.keys(givenFlags(rest, 'folder'));
        if (unknown !== undefined) throw new ConfigError(`unknown option --${unknown}`, { hint: 'See topikl topics --help.' });
        const [folder, more] = positionals(rest, 'folder');
        if (folder === undefined || more !== undefined) throw new ConfigError('topikl topics takes one folder, the one that topikl run wrote');
        const { topicsCommand } = await import('./topics.js');
        topicsCommand(folder, { json });
      },
    )
    .option('json', { type: 'boolean', describe: 'print one JSON object and nothing else' })
    .option('quiet', { type: 'boolean', describe: 'print nothing but errors' })
    .command(
      '$0',
      false,
      (parser: Argv) => parser,
      (argv) => {
        const [word] = argv._;
        throw new ConfigError(word === undefined ? 'a command is missing' : `unknown command "${word}"`, {
          hint: 'The commands are: run, topics. See topikl --help.',
        });
      },
    )
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new ConfigError(message ?? 'the command line cannot be read', { hint: 'See topikl --help.' });
    })
    .epilogue(EPILOGUE)
    .wrap(Math.min(110, process.stdout.columns ?? 100))
    .help()
    .parseAsync();
}

// a reader such as head may close the pipe before all is printed: no bug, and nothing is lost
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const words = hideBin(process.argv);
try {
  await main(words);
} catch (error) {
  const { fail } = await import('./output.js');
  fail(error, words.includes('--json'));
}
