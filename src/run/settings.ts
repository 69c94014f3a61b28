import { z } from 'zod';
import { losses } from '../factorize/losses.js';
import { solvers } from '../factorize/solvers.js';
import { languageCodes } from '../tokenize/languages.js';

/** How a setting is written on the command line: with a value, or alone. */
type Form = 'text' | 'number' | 'switch' | 'path';

interface Setting<Schema extends z.ZodType> {
  schema: Schema;
  form: Form;
  group: 'What' | 'Reading' | 'Text' | 'Matrix input' | 'Model' | 'Report';
  /** what the setting takes, as it ends the sentence "`topics` must be …" */
  expected: string;
  /** what it does, for --help and editors */
  about: string;
}

const setting = <Schema extends z.ZodType>(group: Setting<Schema>['group'], form: Form, schema: Schema, expected: string, about: string): Setting<Schema> => ({
  schema,
  form,
  group,
  expected,
  about,
});

const solverNames = Object.keys(solvers) as (keyof typeof solvers)[];
const lossNames = Object.keys(losses) as (keyof typeof losses)[];
const text = z.string().min(1);
const WHOLE = 'a whole number';
const A_SIZE = 'a number of bytes above 0, or one with KB, MB or GB';
const BYTES: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
const size = z.union([
  z.int().min(1),
  z
    .string()
    .regex(/^\s*(\d+|\d*\.\d+)\s*([KMGT]?B)?\s*$/i)
    .transform((written) => {
      const unit = /[KMGT]?B/i.exec(written)?.[0].toUpperCase() ?? 'B';
      return Math.round(Number.parseFloat(written) * (BYTES[unit] as number));
    })
    .refine((written) => written >= 1),
]);
/** What becomes of special words. */
const special = z.enum(['no', 'words', 'whole']);
const SPECIAL = 'no, words or whole';
/** The starts that are no folder. */
export const STARTS = ['random', 'svd', 'topic-score'] as const;
export type NamedStart = (typeof STARTS)[number];

export function isNamedStart(init: string): init is NamedStart {
  return (STARTS as readonly string[]).includes(init);
}

/**
 * All settings of a run: their names (in YAML and as flags with hyphens: minDf is min-df), what they take, and their defaults.
 * Help, checks, messages and the JSON Schema for editors are made from this table.
 */
export const SETTINGS = {
  out: setting('What', 'path', text.optional(), 'a folder', "folder for the results; default: output/ and the input's name"),
  force: setting('What', 'switch', z.boolean().default(false), 'true or false', 'write into a folder that holds results of another input'),
  strict: setting('What', 'switch', z.boolean().default(false), 'true or false', 'stop at the first file or row that cannot be read'),
  keepTexts: setting('What', 'text', z.enum(['full', 'no']).default('full'), 'full or no', 'keep the texts beside the results, for the passages in reports'),
  seed: setting('What', 'number', z.int().default(1), `${WHOLE}, 0 and negative ones too`, 'seed of the start and of the order of mini-batches'),

  threads: setting(
    'What',
    'number',
    z.int().min(1).max(1024).optional(),
    `${WHOLE} from 1 to 1024`,
    'processes that read and threads that fit, on whose number results do not depend; default: the cores',
  ),
  memory: setting(
    'What',
    'text',
    size.optional(),
    A_SIZE,
    "most memory for the counts and the fit; what would take more stays on disk, and is fitted by mini-batches (solver online); default: half of the machine's",
  ),

  textColumn: setting(
    'Reading',
    'text',
    text.optional(),
    'the name of a column',
    'column of tables, or field of JSON, that holds the text; default: guessed, and said in the ledger',
  ),
  idColumn: setting('Reading', 'text', text.optional(), 'the name of a column', 'column or field that names each document; default: guessed, as above'),
  metadata: setting('Reading', 'path', text.optional(), 'a file', 'table whose rows say more of the documents: a column of it holds their ids or file names'),
  format: setting(
    'Reading',
    'text',
    z.enum(['auto', 'text']).default('auto'),
    'auto or text',
    'what files are: auto goes by their content and name, text takes every file for plain text',
  ),
  keepQuotes: setting('Reading', 'switch', z.boolean().default(false), 'true or false', 'keep the quoted replies and the signatures of mails'),
  duplicates: setting(
    'Reading',
    'text',
    z.enum(['exact', 'near', 'keep']).default('exact'),
    'exact, near or keep',
    'which copies of earlier documents to leave out: exact ones, near ones too, or none; both are listed in the ledger',
  ),
  similarity: setting(
    'Reading',
    'number',
    z.number().min(0.5).max(1).default(0.8),
    'a number from 0.5 to 1',
    'share of the word sequences of two documents together that both must have to be near copies',
  ),
  boilerplate: setting(
    'Reading',
    'text',
    z.enum(['keep', 'drop']).default('keep'),
    'keep or drop',
    'what to do with lines that stand in many documents, such as menus and disclaimers; they are listed in repeated-lines.csv',
  ),
  maxDocumentSize: setting('Reading', 'text', size.default(64e6), A_SIZE, 'longest text, and largest file that must be read in one piece'),
  maxUnpackedSize: setting('Reading', 'text', size.default(16e9), A_SIZE, 'most that one archive may unpack to, with the archives in it'),
  maxRatio: setting('Reading', 'number', z.number().min(1).default(200), 'a number ≥ 1', 'most times that a compressed file may grow, above 16 MB'),
  maxDepth: setting('Reading', 'number', z.int().min(1).max(100).default(5), `${WHOLE} from 1 to 100`, 'most archives inside one another'),
  maxMembers: setting('Reading', 'number', z.int().min(1).default(1e6), `${WHOLE} ≥ 1`, 'most files inside one file, those of archives in archives too'),
  maxPages: setting('Reading', 'number', z.int().min(1).default(5000), `${WHOLE} ≥ 1`, 'most pages of a PDF'),

  chunk: setting(
    'Text',
    'number',
    z.union([z.enum(['document', 'paragraph']), z.int().min(10)]).default('document'),
    'document, paragraph or a number of words ≥ 10',
    'what counts as a document: a whole text, a paragraph, or passages of about so many words',
  ),
  language: setting(
    'Text',
    'text',
    z.enum(['auto', 'none', ...languageCodes]).default('auto'),
    `auto, none, or one of ${languageCodes.join(', ')}`,
    "language of the stop words and the stemmer, by its two letters; auto: each document's own; none: no stop words",
  ),
  stem: setting('Text', 'switch', z.boolean().default(false), 'true or false', 'count the forms of a word as one term, shown as its commonest form'),
  stopWords: setting('Text', 'path', text.optional(), 'a file', 'file of further words to leave out; lines that start with # are comments'),
  phrases: setting(
    'Text',
    'switch',
    z.boolean().default(false),
    'true or false',
    'count two or three words that stand together far more often than by chance as one term, such as "hard drive"',
  ),
  minLength: setting('Text', 'number', z.int().min(1).max(64).default(2), `${WHOLE} from 1 to 64`, 'fewest letters of a word; for Chinese and Japanese try 1'),
  numbers: setting('Text', 'switch', z.boolean().default(false), 'true or false', 'count numbers as words'),
  urls: setting('Text', 'text', special.default('no'), SPECIAL, 'URLs: left out, counted by their words, or each as one term'),
  mailAddresses: setting('Text', 'text', special.default('no'), SPECIAL, 'mail addresses: left out, counted by their words, or each as one term'),
  hashtags: setting('Text', 'text', special.default('words'), SPECIAL, 'hashtags: left out, counted by their words, or each as one term with its #'),
  emoji: setting('Text', 'text', z.enum(['no', 'whole']).default('no'), 'no or whole', 'emoji: left out, or each counted as one term'),
  minDf: setting(
    'Text',
    'number',
    z
      .number()
      .min(0)
      .refine((df) => df < 1 || Number.isInteger(df))
      .optional(),
    'a whole number of documents ≥ 1, or a share of them below 1',
    'leave out terms in fewer documents; default: 2, above 2,000 documents 5',
  ),
  maxDf: setting(
    'Text',
    'number',
    z
      .number()
      .positive()
      .refine((df) => df <= 1 || Number.isInteger(df))
      .default(0.5),
    'a share of the documents up to 1, or a whole number of them above 1',
    'leave out terms in more documents',
  ),
  maxTerms: setting(
    'Text',
    'number',
    z.int().min(2).optional(),
    `${WHOLE} ≥ 2`,
    'keep at most so many terms, those that tell most about which document they stand in',
  ),
  vocabulary: setting('Text', 'path', text.optional(), 'a file', 'file of the terms to count, a term a line; with a count matrix: the terms of its columns'),

  documents: setting('Matrix input', 'path', text.optional(), 'a file', 'file of the ids of the rows, an id a line'),

  topics: setting(
    'Model',
    'number',
    z.union([z.int().min(2), z.literal('auto')]).default(20),
    `${WHOLE} ≥ 2, or auto`,
    'number of topics; auto: the one that topikl choose-k recommends between 5 and 60',
  ),
  solver: setting(
    'Model',
    'text',
    z.enum(solverNames).default('accelerated'),
    `one of ${solverNames.join(', ')}`,
    `how the fit is computed: ${solverNames.join(', ')}`,
  ),
  loss: setting(
    'Model',
    'text',
    z.enum(lossNames).default('kullback-leibler'),
    `one of ${lossNames.join(', ')}`,
    `what the fit minimises: ${lossNames.join(' or ')}`,
  ),
  init: setting(
    'Model',
    'path',
    text.default('random'),
    `${STARTS.join(', ')}, or a folder with W.npy and H.npy`,
    `where the fit starts: ${STARTS.join(', ')}, or the W.npy and H.npy of a folder`,
  ),
  documentPrior: setting(
    'Model',
    'number',
    z.number().min(0).max(1000).optional(),
    'a number from 0 to 1000',
    'words that each document is taken to have had in each topic already, on average: topics that many documents share get more; 0, and term-prior 0: maximum likelihood; default: 0.05',
  ),
  termPrior: setting(
    'Model',
    'number',
    z.number().min(0).max(1000).optional(),
    'a number from 0 to 1000',
    'times that each topic is taken to have had each term already; default: 0.1',
  ),
  restarts: setting(
    'Model',
    'number',
    z.int().min(1).max(1000).optional(),
    `${WHOLE} from 1 to 1000`,
    'random starts to try for some iterations, the best goes on; default: as many as are quick, at most 10',
  ),
  maxIterations: setting(
    'Model',
    'number',
    z.int().min(1).default(300),
    `${WHOLE} ≥ 1`,
    'stop after so many iterations; with priors up to 60 of them, at most half, are annealing',
  ),
  tolerance: setting(
    'Model',
    'number',
    z.number().min(0).max(1).default(1e-5),
    'a number from 0 to 1',
    'stop when the objective falls by a smaller share of itself per iteration; 0 goes on as long as it falls at all',
  ),
  kktTolerance: setting(
    'Model',
    'number',
    z.number().min(0).max(1).default(1e-4),
    'a number from 0 to 1',
    'stop when the KKT residual, the share by which the next update would change the weights, is smaller; 0 never stops early',
  ),

  dateColumn: setting(
    'Report',
    'text',
    text.default('auto'),
    'the name of a column, file-name, none or auto',
    "column of documents.csv that has the documents' dates; file-name: dates are in the names of files and folders; none: no topics over time; auto: guessed, and said in the report",
  ),
  period: setting(
    'Report',
    'text',
    z.enum(['auto', 'year', 'month']).default('auto'),
    'auto, year or month',
    'periods by which topics are shown over time; auto: months where nine tenths of the documents lie within six years, else years',
  ),
  groupColumns: setting(
    'Report',
    'text',
    text.default('auto'),
    'names of columns with commas between them, none or auto',
    'columns of documents.csv between whose values topics are compared; folder: the first folder of each path; language; auto: guessed, and said in the report',
  ),
  summarySentences: setting(
    'Report',
    'number',
    z.int().min(0).max(50).default(3),
    `${WHOLE} from 0 to 50`,
    'sentences that are quoted to sum up each topic; the whole collection has two more; 0: no summaries',
  ),
};

/** The settings of the report alone: with others nothing else is done again. */
export const REPORT_SETTINGS = ['dateColumn', 'period', 'groupColumns', 'summarySentences'] as const satisfies readonly (keyof typeof SETTINGS)[];

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Values of all settings, defaults filled in. */
export type Settings = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

/** minDf → min-df */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** The JSON Schema of a pipeline file, for editors. */
export function pipelineJsonSchema(): object {
  const properties: Record<string, object> = {
    input: {
      description: 'a folder, a file, a pattern or a count matrix (.mtx), or a list of them; relative to this file',
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }],
    },
  };
  for (const name of SETTING_NAMES) {
    const { $schema: _, ...schema } = z.toJSONSchema(SETTINGS[name].schema, { io: 'input' }) as Record<string, unknown>;
    properties[flagName(name)] = { description: SETTINGS[name].about, ...schema };
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'topikl pipeline',
    type: 'object',
    required: ['input'],
    properties,
    additionalProperties: false,
  };
}
