#!/usr/bin/env node
import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { underLauncher } from '../distribute/launcher.js';
import { ConfigError } from '../errors/errors.js';
import type { SettingName } from '../run/settings.js';
import { version } from '../run/version.js';

// Only what --help and a launcher need is loaded here; each command loads the rest when it is called.

const EPILOGUE = 'Exit codes: 0 done, 1 a bug, 2 wrong use, 3 bad data, 130 interrupted.';

type Arguments = Record<string, unknown> & { _: (string | number)[]; json?: boolean; quiet?: boolean };

async function runOptions(parser: Argv): Promise<Argv> {
  parser
    .usage(
      '$0 run <input..>\n\nFinds the topics of documents. Inputs are folders, files, quoted patterns, one count matrix (.mtx), or one\npipeline file (.yaml) whose settings have the names of these options.',
    )
    .example('$0 run letters/ --topics 30', 'all texts in a folder')
    .example('$0 run tickets.csv --text-column body', 'a row a document')
    .example('$0 run X.mtx --vocabulary terms.txt', 'counts made elsewhere')
    .example('$0 run pipelines/sotu.yaml', 'settings from a file');
  const { SETTING_NAMES } = await import('../run/settings.js');
  return addSettings(parser, SETTING_NAMES);
}

async function addSettings(parser: Argv, names: readonly SettingName[]): Promise<Argv> {
  const { flagName, SETTINGS } = await import('../run/settings.js');
  for (const name of names) {
    const { form, about, group, schema } = SETTINGS[name];
    const fallback = schema.safeParse(undefined).data;
    const shown = fallback === undefined || fallback === false ? {} : { defaultDescription: String(fallback) };
    parser.option(flagName(name), { type: form === 'switch' ? 'boolean' : 'string', describe: about, group: `${group}:`, ...shown });
  }
  return parser;
}

async function inferOptions(parser: Argv): Promise<Argv> {
  const { flagName, SETTINGS } = await import('../run/settings.js');
  const { INFER_SETTINGS } = await import('../run/infer-files.js');
  parser
    .usage(
      '$0 infer <folder> <input..>\n\nInfers the mixtures of new documents: they are counted as those of the run were, and its topics stay as they are.\nA CSV row a document: id, known words, unknown words, misfit (in standard deviations), the share of each topic.',
    )
    .example('$0 infer output/letters new-letters/', 'into output/new-letters.inferred.csv')
    .example('$0 infer output/letters mail.mbox --out mail.csv', 'into a file, mail.ledger.csv beside it');
  for (const name of INFER_SETTINGS) {
    const { form, about } = SETTINGS[name];
    const describe = name === 'out' ? "a file that ends in .csv, a folder, or - for standard output; default: output/ and the input's name" : about;
    parser.option(flagName(name), { type: form === 'switch' ? 'boolean' : 'string', describe });
  }
  return parser;
}

async function chooseKOptions(parser: Argv): Promise<Argv> {
  parser
    .usage('$0 choose-k <input..>\n\nSays how many topics to take: fits several numbers of them, and compares how well they foretell held-out documents.')
    .example('$0 choose-k letters/ --from 5 --to 60', 'then topikl run letters/ --topics with the number')
    .option('from', { type: 'string', describe: 'least number of topics to try', group: 'Range:', defaultDescription: '5' })
    .option('to', { type: 'string', describe: 'largest number of topics to try; default: 60, or a fifth of the documents where that is less', group: 'Range:' })
    .option('steps', {
      type: 'string',
      describe: 'numbers to try from the least to the largest, each as many times the one before; then a few more around the best',
      group: 'Range:',
      defaultDescription: '8',
    });
  const { SETTING_NAMES, SETTINGS } = await import('../run/settings.js');
  const names = SETTING_NAMES.filter((name) => name !== 'topics' && SETTINGS[name].group !== 'Report');
  return addSettings(parser, names);
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

/** The folder that a command takes; a second word is no longer the command's own. */
function oneFolder(argv: Arguments, command: string): string {
  const [folder, more] = positionals(argv, 'folder');
  if (folder === undefined || more !== undefined || argv._.length > 1)
    throw new ConfigError(`topikl ${command} takes one folder, the one that topikl run wrote`);
  return folder;
}

/** Ranks share the work of a run; anything else each of them would do for itself. */
function checkLaunched(words: readonly string[]): void {
  const command = words.find((word) => !word.startsWith('-'));
  if (words.includes('run') || underLauncher() === undefined) return;
  throw new ConfigError(`of the commands only \`topikl run\` can be shared by ranks, got "${command ?? ''}"`, { hint: 'Start it without mpirun or srun.' });
}

async function main(words: string[]): Promise<void> {
  checkLaunched(words);
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
        const folder = oneFolder(rest, 'topics');
        const { topicsCommand } = await import('./topics.js');
        topicsCommand(folder, { json });
      },
    )
    .command(
      'documents [folder]',
      'documents of a run, by topic or by likeness',
      (parser: Argv) =>
        parser
          .positional('folder', { type: 'string', describe: 'the folder that a run wrote' })
          .option('topic', { type: 'string', describe: 'number of a topic: the documents that show it best' })
          .option('near', { type: 'string', describe: 'id of a document: those whose mixtures are nearest to its own' })
          .option('number', { type: 'string', describe: 'how many documents to list', defaultDescription: '20' }),
      async (argv) => {
        const { json = false, ...rest } = argv as unknown as Arguments;
        const { topic, near, number, ...others } = givenFlags(rest, 'folder') as Record<string, string>;
        const [unknown] = Object.keys(others);
        if (unknown !== undefined) throw new ConfigError(`unknown option --${unknown}`, { hint: 'See topikl documents --help.' });
        const folder = oneFolder(rest, 'documents');
        const { documentsCommand } = await import('./documents.js');
        await documentsCommand(folder, { topic, near, number }, { json });
      },
    )
    .command(
      'summarize [folder]',
      'what the collection and its topics say, in sentences of the documents',
      (parser: Argv) =>
        parser
          .positional('folder', { type: 'string', describe: 'the folder that a run wrote' })
          .option('topic', { type: 'string', describe: 'number of a topic: its sentences only' })
          .option('summary-sentences', { type: 'string', describe: 'sentences a topic, in the reports too from then on; default: those of the run' }),
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { topic, ...settings } = givenFlags(rest, 'folder') as Record<string, string>;
        const folder = oneFolder(rest, 'summarize');
        const { summarizeCommand } = await import('./summarize.js');
        await summarizeCommand(folder, topic, settings, { json, quiet });
      },
    )
    .command(
      'report [folder]',
      'the report of a run anew, with the labels that people gave its topics',
      async (parser: Argv) => {
        const { REPORT_SETTINGS } = await import('../run/settings.js');
        parser
          .positional('folder', { type: 'string', describe: 'the folder that a run wrote' })
          .option('labels', { type: 'string', describe: 'file of labels that report.html has saved, kept for later reports; none: without labels' });
        return addSettings(parser, REPORT_SETTINGS);
      },
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { labels, ...settings } = givenFlags(rest, 'folder') as Record<string, string>;
        const folder = oneFolder(rest, 'report');
        const { reportCommand } = await import('./report.js');
        await reportCommand(folder, labels, settings, { json, quiet });
      },
    )
    .command(
      'evaluate [folder]',
      'how good the topics of a run are',
      (parser: Argv) =>
        parser
          .positional('folder', { type: 'string', describe: 'the folder that a run wrote' })
          .option('reference', { type: 'string', describe: 'folder, file or pattern of texts on which coherence is counted; default: the collection' })
          .option('window', { type: 'string', describe: 'words of a window for coherence, or documents; default: 10 for NPMI, 110 for C_v' })
          .option('held-out', {
            type: 'string',
            describe: 'yes, or no: do not fit the model once more to measure it on other documents',
            defaultDescription: 'yes',
          })
          .option('labels-column', { type: 'string', describe: 'column of documents.csv with labels to compare the topics with; folder: the first folder' }),
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { reference, window, 'labels-column': labelsColumn, 'held-out': heldOut, ...others } = givenFlags(rest, 'folder') as Record<string, string>;
        const [unknown] = Object.keys(others);
        if (unknown !== undefined) throw new ConfigError(`unknown option --${unknown}`, { hint: 'See topikl evaluate --help.' });
        const folder = oneFolder(rest, 'evaluate');
        const { evaluateCommand } = await import('./evaluate.js');
        await evaluateCommand(folder, { reference, window, labelsColumn, heldOut }, { json, quiet });
      },
    )
    .command(
      'infer [folder] [input..]',
      'the mixtures of new documents under the topics of a run',
      async (parser: Argv) =>
        inferOptions(
          parser
            .positional('folder', { type: 'string', describe: 'the folder that a run wrote' })
            .positional('input', { type: 'string', array: true, describe: 'folders, files, patterns or a count matrix' }),
        ),
      async (argv) => {
        const { json = false, quiet = false, folder, ...rest } = argv as unknown as Arguments;
        if (folder === undefined) throw new ConfigError('topikl infer takes the folder that topikl run wrote, then the documents');
        const { inferCommand } = await import('./infer.js');
        await inferCommand(String(folder), positionals(rest, 'input'), givenFlags(rest, 'input'), { json, quiet });
      },
    )
    .command(
      'stability [folder..]',
      'how often the topics of a run come back in other fits',
      (parser: Argv) =>
        parser
          .positional('folder', { type: 'string', array: true, describe: 'the folder that a run wrote' })
          .option('refits', { type: 'string', describe: 'fits to compare with: from other seeds, and on samples of the documents', defaultDescription: '20' })
          .option('seed', { type: 'string', describe: 'seed of the refits; default: that of the run' })
          .option('threads', { type: 'string', describe: 'threads, on whose number results do not depend; default: the cores' }),
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { stabilityCommand } = await import('./stability.js');
        await stabilityCommand(positionals(rest, 'folder'), givenFlags(rest, 'folder'), { json, quiet });
      },
    )
    .command(
      'choose-k [input..]',
      'how many topics to take',
      async (parser: Argv) => chooseKOptions(parser.positional('input', { type: 'string', array: true, describe: 'as of topikl run' })),
      async (argv) => {
        const { json = false, quiet = false, ...rest } = argv as unknown as Arguments;
        const { from, to, steps, ...flags } = givenFlags(rest, 'input') as Record<string, string>;
        const { chooseKCommand } = await import('./choose-k.js');
        await chooseKCommand(positionals(rest, 'input'), flags, { from, to, steps }, { json, quiet });
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
          hint: 'The commands are: run, topics, documents, summarize, report, evaluate, infer, stability, choose-k. See topikl --help.',
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

// yargs takes the hyphen of `--out -` for a word of its own
const words = hideBin(process.argv).flatMap((word, w, all) => {
  if (word === '--out' && all[w + 1] === '-') return ['--out=-'];
  return word === '-' && all[w - 1] === '--out' ? [] : [word];
});
try {
  await main(words);
} catch (error) {
  const { fail } = await import('./output.js');
  fail(error, words.includes('--json'));
}
