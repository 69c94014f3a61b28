import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../errors/errors.js';
import { inputName } from '../ingest/files/list-files.js';
import { parseCsv } from '../report/parse-csv.js';
import { stemmedLanguageCodes } from '../tokenize/languages.js';
import { flagName, isNamedStart, SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './settings.js';

/** A run, fully decided: every path resolved, every default filled in. */
export interface RunConfig extends Settings {
  /** folders, files or patterns; or one count matrix */
  inputs: string[];
  out: string;
  /** whether the input is a MatrixMarket file of counts */
  matrixInput: boolean;
  /** the settings that were given rather than left at their defaults */
  given: readonly SettingName[];
}

/** Pseudo-counts of the priors, chosen by `npm run bench:topics`. The Frobenius norm has none. */
const DOCUMENT_PRIOR = 0.05;
const TERM_PRIOR = 0.1;

/** Raw values by their name with hyphens, from flags or YAML. */
type RawSettings = Readonly<Record<string, unknown>>;

/**
 * Decides a run from the words of the command line: one pipeline file, or inputs, and flags, which win over the file.
 *
 * @param inputs at least one
 * @param flags by name with hyphens
 * @throws ConfigError naming the setting, what it got and what it takes
 */
export function resolveConfig(inputs: readonly string[], flags: RawSettings): RunConfig {
  const [first] = inputs;
  if (first === undefined) throw new ConfigError('`input` is missing', { hint: 'Name a folder, files, a count matrix (.mtx) or a pipeline file (.yaml).' });
  const pipelines = inputs.filter((input) => /\.ya?ml$/i.test(input));
  if (pipelines.length > 0 && inputs.length > 1) throw new ConfigError(`a pipeline file must be the only input, got ${inputs.length} inputs`);
  const pipeline = pipelines.length > 0 ? readPipeline(first) : { inputs: [...inputs], raw: {} };
  const raw = { ...pipeline.raw, ...flags };
  const settings = parseSettings(raw, 'the command line');

  const matrixInput = pipeline.inputs.some((input) => input.toLowerCase().endsWith('.mtx'));
  const name = pipelines.length > 0 ? first : (pipeline.inputs[0] as string);
  const given = SETTING_NAMES.filter((setting) => raw[flagName(setting)] !== undefined);
  const config = { ...settings, inputs: pipeline.inputs, out: settings.out ?? path.join('output', outName(name)), matrixInput, given };
  checkInputs(config);
  return config;
}

/** letters.csv → letters; a folder keeps its name. */
function outName(input: string): string {
  const name = inputName(input);
  return path.parse(name).name || name;
}

function checkInputs({ inputs, matrixInput, given, vocabulary }: RunConfig): void {
  if (matrixInput && inputs.length > 1) throw new ConfigError('a count matrix (.mtx) must be the only input');
  if (matrixInput && vocabulary === undefined) {
    throw new ConfigError('`vocabulary` is missing: a count matrix needs the file of its terms', {
      hint: 'Add --vocabulary FILE, a term a line, a line a column.',
    });
  }
  for (const setting of given) {
    const { group } = SETTINGS[setting];
    if (matrixInput && (group === 'Text' || group === 'Reading') && setting !== 'vocabulary')
      throw new ConfigError(`\`${flagName(setting)}\` has no meaning for a count matrix: its counts are taken as they are`);
    if (!matrixInput && group === 'Matrix input') throw new ConfigError(`\`${flagName(setting)}\` has a meaning only for a count matrix (.mtx)`);
  }
}

/**
 * The settings of the library's options, checked and completed as those of the command line are.
 *
 * @param options by their names without hyphens
 * @param known those that there are
 */
export function parseOptions(options: Partial<Settings>, known: readonly SettingName[]): Settings {
  return parseSettings(options, 'the options', known, (name) => name);
}

/**
 * Some settings from the command line, those that were given.
 *
 * @param flags by name with hyphens
 * @param known those that there are
 */
export function parseFlags(flags: RawSettings, known: readonly SettingName[]): Partial<Settings> {
  const settings = parseSettings(flags, 'the command line', known);
  return Object.fromEntries(known.filter((name) => flags[flagName(name)] !== undefined).map((name) => [name, settings[name]]));
}

/** Checks raw settings one by one and fills in the defaults. */
function parseSettings(
  raw: RawSettings,
  source: string,
  known = SETTING_NAMES as readonly SettingName[],
  written: (name: string) => string = flagName,
): Settings {
  const names = known.map(written);
  for (const name of Object.keys(raw)) {
    if (!names.includes(name)) throw unknownSetting(name, names, source);
  }
  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const flag = written(name);
    const value = numberIfWritten(raw[flag], SETTINGS[name].form);
    const parsed = (SETTINGS[name].schema as z.ZodType).safeParse(value);
    if (!parsed.success) throw new ConfigError(`\`${flag}\` must be ${SETTINGS[name].expected}, got ${describe(raw[flag])}`);
    values[name] = parsed.data;
  }
  const settings = values as Settings;
  const hasPriors = settings.loss === 'kullback-leibler';
  settings.documentPrior ??= hasPriors ? DOCUMENT_PRIOR : 0;
  settings.termPrior ??= hasPriors ? TERM_PRIOR : 0;
  if (settings.stem && settings.language !== 'auto' && !stemmedLanguageCodes.includes(settings.language)) {
    throw new ConfigError(`\`stem\` has no stemmer for the language "${settings.language}"`, { hint: `There is one for: ${stemmedLanguageCodes.join(', ')}.` });
  }
  checkModel(settings);
  return settings;
}

/**
 * Whether the settings of the model go together.
 *
 * @throws ConfigError
 */
export function checkModel({
  solver,
  loss,
  documentPrior,
  termPrior,
  restarts,
  init,
}: Pick<Settings, 'solver' | 'loss' | 'documentPrior' | 'termPrior' | 'restarts'> & { init: unknown }): void {
  if (solver === 'online' && loss !== 'kullback-leibler') {
    throw new ConfigError('`solver` online works with `loss` kullback-leibler only', { hint: 'Use another solver for the Frobenius norm.' });
  }
  if (loss !== 'kullback-leibler' && (documentPrior || termPrior)) {
    throw new ConfigError(`\`document-prior\` and \`term-prior\` have a meaning only with \`loss\` kullback-leibler, got ${loss}`, {
      hint: 'Leave them out, or set them to 0.',
    });
  }
  if (restarts !== undefined && restarts > 1 && init !== 'random')
    throw new ConfigError('`restarts` has a meaning only with `init` random: the other starts hardly differ from seed to seed');
}

/** Flags arrive as text: a number is made of what is written as one, anything else is left for the check to name. */
function numberIfWritten(value: unknown, form: string): unknown {
  return form === 'number' && typeof value === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value) ? Number(value) : value;
}

function describe(value: unknown): string {
  return Array.isArray(value) ? `${value.length} values` : typeof value === 'string' ? `"${value}"` : String(JSON.stringify(value) ?? value);
}

function unknownSetting(name: string, known: readonly string[], source: string): ConfigError {
  const plain = (word: string) => word.toLowerCase().replaceAll('-', '');
  const nearest = known.map((flag) => ({ flag, distance: editDistance(plain(name), plain(flag)) })).sort((a, b) => a.distance - b.distance)[0];
  const meant = nearest !== undefined && nearest.distance <= Math.floor(name.length / 3) ? `Did you mean \`${nearest.flag}\`? ` : '';
  return new ConfigError(`${source}: unknown setting \`${name}\``, { hint: `${meant}The settings are: ${known.join(', ')}.` });
}

/** Number of letters to insert, delete or replace (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min((row[j - 1] as number) + 1, (previous[j] as number) + 1, (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}

/** A pipeline file: its inputs and settings, paths made relative to where the program runs. */
function readPipeline(file: string): { inputs: string[]; raw: RawSettings } {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`the pipeline file "${file}" cannot be read: ${(cause as Error).message}`, { cause });
  }
  const document = parseDocument(source, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) throw new ConfigError(`${file} is not valid YAML: ${error.message.trim()}`);
  const content = toJavaScript(document, file);
  const parsed = z.record(z.string(), z.unknown()).safeParse(content);
  if (!parsed.success || Array.isArray(content))
    throw new ConfigError(`${file} must be a list of settings such as "topics: 20", got ${describe(content).slice(0, 60)}`);

  const { input, ...raw } = parsed.data;
  const inputs = z
    .union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)).min(1),
    ])
    .safeParse(input);
  if (!inputs.success) throw new ConfigError(`${file}: \`input\` must be a path or a list of paths, got ${describe(input)}`);
  parseSettings(raw, file);
  const folder = path.dirname(file);
  const relocate = (value: string) => (path.isAbsolute(value) ? value : path.join(folder, value));
  const relocated = Object.entries(raw).map(([name, value]) => {
    const setting = SETTING_NAMES.find((known) => flagName(known) === name);
    const isPath = setting !== undefined && SETTINGS[setting].form === 'path' && typeof value === 'string' && !(setting === 'init' && isNamedStart(value));
    return [name, isPath ? relocate(value) : value];
  });
  return { inputs: inputs.data.map(relocate), raw: Object.fromEntries(relocated) };
}

function toJavaScript(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // the one thing that only shows here: a word that starts with *, which YAML takes for a reference
    throw new ConfigError(`${file} is not valid YAML: ${(cause as Error).message}`, {
      cause,
      hint: 'A pattern must stand in quotation marks: input: "*.txt".',
    });
  }
}

/**
 * Reads a file of words or ids, a line each; also topikl's own vocabulary.csv and documents.csv.
 *
 * @param setting the name of the setting that named the file
 */
export function readLines(file: string, setting: SettingName): string[] {
  if (!existsSync(file)) throw new ConfigError(`\`${flagName(setting)}\` names the file "${file}", which does not exist`);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`\`${flagName(setting)}\`: the file "${file}" cannot be read: ${(cause as Error).message}`, { cause });
  }
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/);
  const column = setting === 'vocabulary' ? 'term' : 'id';
  if (setting !== 'stopWords' && lines[0]?.startsWith(`${column},`)) return parseCsv(content, file).map((row) => row[column] ?? '');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
