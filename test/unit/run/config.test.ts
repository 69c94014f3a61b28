import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors/errors.js';
import { parseOptions, readLines, resolveConfig } from '../../../src/run/config.js';
import { flagName, pipelineJsonSchema, SETTING_NAMES, type SettingName } from '../../../src/run/settings.js';
import { temporaryFolder } from '../../temporary-folder.js';

/** What an action throws, as far as people see it. */
function failure(action: () => unknown): { name: string; message: string; hint: string | undefined } {
  try {
    action();
  } catch (error) {
    const { name, message, hint } = error as ConfigError;
    return { name, message, hint };
  }
  throw new Error('nothing was thrown');
}

const messageOf = (action: () => unknown) => failure(action).message;

/** Of every setting: wrong values as a flag gives them, and how the message ends. */
const WRONG: Record<SettingName, [value: unknown, message: string][]> = {
  out: [['', 'a folder, got ""']],
  force: [['yes', 'true or false, got "yes"']],
  strict: [[1, 'true or false, got 1']],
  keepTexts: [['some', 'full or no, got "some"']],
  seed: [
    ['one', 'a whole number, 0 and negative ones too, got "one"'],
    ['1.5', 'a whole number, 0 and negative ones too, got "1.5"'],
    ['9007199254740993', 'a whole number, 0 and negative ones too, got "9007199254740993"'],
  ],
  threads: [
    ['0', 'a whole number from 1 to 1024, got "0"'],
    ['1.5', 'a whole number from 1 to 1024, got "1.5"'],
  ],
  memory: [
    ['lots', 'a number of bytes above 0, or one with KB, MB or GB, got "lots"'],
    ['0', 'a number of bytes above 0, or one with KB, MB or GB, got "0"'],
  ],
  textColumn: [['', 'the name of a column, got ""']],
  idColumn: [[7, 'the name of a column, got 7']],
  metadata: [['', 'a file, got ""']],
  format: [['pdf', 'auto or text, got "pdf"']],
  keepQuotes: [['no', 'true or false, got "no"']],
  duplicates: [['drop', 'exact, near or keep, got "drop"']],
  similarity: [
    ['0.4', 'a number from 0.5 to 1, got "0.4"'],
    ['1.1', 'a number from 0.5 to 1, got "1.1"'],
  ],
  boilerplate: [['no', 'keep or drop, got "no"']],
  maxDocumentSize: [
    ['0', 'a number of bytes above 0, or one with KB, MB or GB, got "0"'],
    ['large', 'a number of bytes above 0, or one with KB, MB or GB, got "large"'],
    ['5 PB', 'a number of bytes above 0, or one with KB, MB or GB, got "5 PB"'],
  ],
  maxUnpackedSize: [[-1, 'a number of bytes above 0, or one with KB, MB or GB, got -1']],
  maxRatio: [['0.5', 'a number ≥ 1, got "0.5"']],
  maxDepth: [['0', 'a whole number from 1 to 100, got "0"']],
  maxMembers: [['0', 'a whole number ≥ 1, got "0"']],
  maxPages: [['1.5', 'a whole number ≥ 1, got "1.5"']],
  chunk: [
    ['9', 'document, paragraph or a number of words ≥ 10, got "9"'],
    ['sentence', 'document, paragraph or a number of words ≥ 10, got "sentence"'],
  ],
  phrases: [['some', 'true or false, got "some"']],
  language: [['xx', expect.stringMatching(/^auto, none, or one of af, .*en, .*zu, got "xx"$/) as unknown as string]],
  stem: [['no', 'true or false, got "no"']],
  stopWords: [['', 'a file, got ""']],
  minLength: [
    ['0', 'a whole number from 1 to 64, got "0"'],
    ['65', 'a whole number from 1 to 64, got "65"'],
  ],
  numbers: [['both', 'true or false, got "both"']],
  urls: [['some', 'no, words or whole, got "some"']],
  mailAddresses: [[true, 'no, words or whole, got true']],
  hashtags: [['', 'no, words or whole, got ""']],
  emoji: [['words', 'no or whole, got "words"']],
  minDf: [
    ['1.5', 'a whole number of documents ≥ 1, or a share of them below 1, got "1.5"'],
    ['-1', 'a whole number of documents ≥ 1, or a share of them below 1, got "-1"'],
  ],
  maxDf: [
    ['0', 'a share of the documents up to 1, or a whole number of them above 1, got "0"'],
    ['1.5', 'a share of the documents up to 1, or a whole number of them above 1, got "1.5"'],
  ],
  maxTerms: [['1', 'a whole number ≥ 2, got "1"']],
  vocabulary: [['', 'a file, got ""']],
  documents: [['', 'a file, got ""']],
  topics: [
    ['0', 'a whole number ≥ 2, or auto, got "0"'],
    ['1', 'a whole number ≥ 2, or auto, got "1"'],
    ['abc', 'a whole number ≥ 2, or auto, got "abc"'],
    ['2.5', 'a whole number ≥ 2, or auto, got "2.5"'],
    ['', 'a whole number ≥ 2, or auto, got ""'],
    ['1e999', 'a whole number ≥ 2, or auto, got "1e999"'],
    ['0x10', 'a whole number ≥ 2, or auto, got "0x10"'],
    [1, 'a whole number ≥ 2, or auto, got 1'],
    [null, 'a whole number ≥ 2, or auto, got null'],
    [[2, 3], 'a whole number ≥ 2, or auto, got 2 values'],
  ],
  solver: [['newton', expect.stringMatching(/^one of .*multiplicative.*, got "newton"$/) as unknown as string]],
  loss: [['euclid', 'one of kullback-leibler, frobenius, got "euclid"']],
  init: [['', 'random, svd, topic-score, or a folder with W.npy and H.npy, got ""']],
  documentPrior: [
    ['-0.1', 'a number from 0 to 1000, got "-0.1"'],
    ['1001', 'a number from 0 to 1000, got "1001"'],
    ['few', 'a number from 0 to 1000, got "few"'],
    [null, 'a number from 0 to 1000, got null'],
  ],
  termPrior: [
    ['-1e-9', 'a number from 0 to 1000, got "-1e-9"'],
    ['1e4', 'a number from 0 to 1000, got "1e4"'],
    ['', 'a number from 0 to 1000, got ""'],
  ],
  restarts: [
    ['0', 'a whole number from 1 to 1000, got "0"'],
    ['1001', 'a whole number from 1 to 1000, got "1001"'],
  ],
  maxIterations: [['0', 'a whole number ≥ 1, got "0"']],
  tolerance: [
    ['-1e-5', 'a number from 0 to 1, got "-1e-5"'],
    ['2', 'a number from 0 to 1, got "2"'],
    ['small', 'a number from 0 to 1, got "small"'],
  ],
  kktTolerance: [
    ['-1', 'a number from 0 to 1, got "-1"'],
    ['1.5', 'a number from 0 to 1, got "1.5"'],
  ],
  dateColumn: [['', 'the name of a column, file-name, none or auto, got ""']],
  period: [['week', 'auto, year or month, got "week"']],
  groupColumns: [['', 'names of columns with commas between them, none or auto, got ""']],
  summarySentences: [
    ['-1', 'a whole number from 0 to 50, got "-1"'],
    ['51', 'a whole number from 0 to 50, got "51"'],
    ['1.5', 'a whole number from 0 to 50, got "1.5"'],
  ],
};

describe('a wrong value is named with what the setting takes', () => {
  const cases = SETTING_NAMES.flatMap((name) => WRONG[name].map(([value, ending]) => [flagName(name), value, ending] as const));

  test.each(cases)('%s: %j', (flag, value, ending) => {
    const { name, message } = failure(() => resolveConfig(['letters'], { [flag]: value }));
    expect(name).toBe('ConfigError');
    expect(message.slice(0, `\`${flag}\` must be `.length)).toBe(`\`${flag}\` must be `);
    expect(message.slice(`\`${flag}\` must be `.length)).toEqual(ending);
  });

  test('every setting has such a case', () => {
    expect(SETTING_NAMES.filter((name) => (WRONG[name] ?? []).length === 0)).toEqual([]);
  });
});

describe('right values', () => {
  test('the defaults', () => {
    expect(resolveConfig(['some/letters'], {})).toMatchObject({
      inputs: ['some/letters'],
      out: path.join('output', 'letters'),
      matrixInput: false,
      given: [],
      topics: 20,
      seed: 1,
      chunk: 'document',
      language: 'auto',
      phrases: false,
      minDf: undefined,
      maxDf: 0.5,
      keepTexts: 'full',
      init: 'random',
      loss: 'kullback-leibler',
      documentPrior: 0.05,
      termPrior: 0.1,
    });
  });

  test('priors, of which the Frobenius norm has none', () => {
    expect(resolveConfig(['x'], { 'document-prior': '0', 'term-prior': '.25' })).toMatchObject({ documentPrior: 0, termPrior: 0.25 });
    expect(resolveConfig(['x'], { 'document-prior': '2' })).toMatchObject({ documentPrior: 2, termPrior: 0.1 });
    for (const flags of [{}, { 'document-prior': '0', 'term-prior': '0' }]) {
      expect(resolveConfig(['x'], { loss: 'frobenius', ...flags })).toMatchObject({ documentPrior: 0, termPrior: 0 });
    }
  });

  test('numbers arrive as text from the command line', () => {
    const flags = { topics: '7', seed: '-3', chunk: '200', 'min-df': '.01', 'max-df': '1', tolerance: '1e-7', 'max-iterations': '+50' };
    expect(resolveConfig(['x'], flags)).toMatchObject({ topics: 7, seed: -3, chunk: 200, minDf: 0.01, maxDf: 1, tolerance: 1e-7, maxIterations: 50 });
    expect(resolveConfig(['x'], { seed: '0', chunk: 'paragraph' })).toMatchObject({ seed: 0, chunk: 'paragraph' });
  });

  test('a name that looks like a number stays a name', () => {
    expect(resolveConfig(['x'], { 'text-column': '2020', out: '7' })).toMatchObject({ textColumn: '2020', out: '7' });
  });

  test('given lists what was given', () => {
    expect(resolveConfig(['x'], { topics: '20', stem: undefined, 'min-df': '2' }).given).toEqual(['minDf', 'topics']);
  });

  test('the output folder is named after the first input, without a file ending', () => {
    expect(resolveConfig(['data/letters.csv', 'other'], {}).out).toBe(path.join('output', 'letters'));
    expect(resolveConfig(['data/letters/**/*.txt'], {}).out).toBe(path.join('output', 'letters'));
  });
});

describe('unknown settings', () => {
  test.each([
    ['topcs', 'topics'],
    ['minDf', 'min-df'],
    ['max-iteration', 'max-iterations'],
    ['text_column', 'text-column'],
  ])('%s: did you mean %s', (wrong, meant) => {
    const { name, message, hint } = failure(() => resolveConfig(['x'], { [wrong]: '3' }));
    expect(name).toBe('ConfigError');
    expect(message).toBe(`the command line: unknown setting \`${wrong}\``);
    expect(hint).toMatch(new RegExp(`^Did you mean \`${meant}\`\\? The settings are: out, force, .*summary-sentences\\.$`));
  });

  test('one that is like no other gets the list only', () => {
    expect(failure(() => resolveConfig(['x'], { 'number-of-words': '3' })).hint).toMatch(/^The settings are: out, /);
  });

  test('the library names its options as the source', () => {
    expect(messageOf(() => parseOptions({ topcs: 3 } as object, ['topics', 'minDf']))).toBe('the options: unknown setting `topcs`');
    expect(parseOptions({ topics: 3, minDf: 1 }, ['topics', 'minDf'])).toMatchObject({ topics: 3, minDf: 1, maxDf: 0.5 });
  });
});

test('a language without a stemmer cannot be stemmed', () => {
  for (const [language, ending] of [
    ['pl', 'for the language "pl"'],
    ['none', 'for the language "none"'],
  ]) {
    expect(failure(() => resolveConfig(['x'], { stem: true, language }))).toEqual({
      name: 'ConfigError',
      message: `\`stem\` has no stemmer ${ending}`,
      hint: expect.stringMatching(/^There is one for: ar, .*de, .*en, .*\.$/),
    });
  }
  for (const language of ['de', 'auto']) expect(resolveConfig(['x'], { stem: true, language })).toMatchObject({ stem: true, language });
});

describe('inputs', () => {
  test('none', () => {
    expect(failure(() => resolveConfig([], {}))).toEqual({
      name: 'ConfigError',
      message: '`input` is missing',
      hint: 'Name a folder, files, a count matrix (.mtx) or a pipeline file (.yaml).',
    });
  });

  test('a pipeline file or a count matrix is the only input', () => {
    expect(messageOf(() => resolveConfig(['a.yaml', 'letters'], {}))).toBe('a pipeline file must be the only input, got 2 inputs');
    expect(messageOf(() => resolveConfig(['a.mtx', 'letters'], { vocabulary: 'v' }))).toBe('a count matrix (.mtx) must be the only input');
  });

  test('a count matrix needs its terms, and takes no settings of texts', () => {
    expect(failure(() => resolveConfig(['X.mtx'], {}))).toEqual({
      name: 'ConfigError',
      message: '`vocabulary` is missing: a count matrix needs the file of its terms',
      hint: 'Add --vocabulary FILE, a term a line, a line a column.',
    });
    expect(resolveConfig(['X.MTX'], { vocabulary: 'v', documents: 'd' })).toMatchObject({ matrixInput: true, out: path.join('output', 'X') });
    expect(messageOf(() => resolveConfig(['X.mtx'], { vocabulary: 'v', 'min-df': '2' }))).toBe(
      '`min-df` has no meaning for a count matrix: its counts are taken as they are',
    );
    expect(messageOf(() => resolveConfig(['letters'], { documents: 'd' }))).toBe('`documents` has a meaning only for a count matrix (.mtx)');
  });
});

describe('a pipeline file', () => {
  const pipeline = (content: string, name = 'work.yaml') => path.join(temporaryFolder({ [name]: content }), name);
  const resolve = (content: string, flags = {}) => resolveConfig([pipeline(content)], flags);

  test('paths in it are relative to it, absolute ones stay', () => {
    const file = pipeline(
      [
        'input: [../letters, texts/*.txt, /data/mail]',
        'out: results',
        'stop-words: my-words.txt',
        'vocabulary: /lists/terms.txt',
        'init: ../earlier',
        'text-column: body',
        'topics: 7',
      ].join('\n'),
      'sub/work.yml',
    );
    const folder = path.dirname(file);
    expect(resolveConfig([file], {})).toMatchObject({
      inputs: [path.join(folder, '../letters'), path.join(folder, 'texts/*.txt'), '/data/mail'],
      out: path.join(folder, 'results'),
      stopWords: path.join(folder, 'my-words.txt'),
      vocabulary: '/lists/terms.txt',
      init: path.join(folder, '../earlier'),
      textColumn: 'body',
      topics: 7,
    });
  });

  test('random is no path, and the results are named after the file', () => {
    const file = pipeline('input: letters\ninit: random\n');
    expect(resolveConfig([file], {})).toMatchObject({ init: 'random', out: path.join('output', 'work') });
  });

  test('flags win over it, and their paths are relative to where the program runs', () => {
    const config = resolve('input: letters\ntopics: 7\nseed: 3\nstop-words: a.txt\n', { topics: '9', 'stop-words': 'b.txt', out: 'here' });
    expect(config).toMatchObject({ topics: 9, seed: 3, stopWords: 'b.txt', out: 'here', given: ['out', 'seed', 'stopWords', 'topics'] });
  });

  test('broken YAML is named with its line', () => {
    const file = pipeline('input: letters\ntopics: [2\nseed: 1\n');
    const { name, message } = failure(() => resolveConfig([file], {}));
    expect(name).toBe('ConfigError');
    expect(message).toContain(`${file} is not valid YAML: `);
    expect(message).toContain('at line 3, column 1');
  });

  test('a setting that stands twice is named with its line', () => {
    expect(messageOf(() => resolve('input: letters\ntopics: 2\ntopics: 3\n'))).toMatch(/is not valid YAML: Map keys must be unique at line 3, column 1/);
  });

  test('a pattern without quotation marks, which YAML takes for an alias, is a fault of the file', () => {
    const { name, message } = failure(() => resolve('input: *.txt\ntopics: 2\n'));
    expect(name).toBe('ConfigError');
    expect(message).toMatch(/work\.yaml/);
  });

  test.each([
    ['', 'null'],
    ['just text', '"just text"'],
    ['- a\n- b', '2 values'],
  ])('no list of settings: %j', (content, got) => {
    expect(messageOf(() => resolve(content))).toMatch(new RegExp(`work\\.yaml must be a list of settings such as "topics: 20", got ${got}$`));
  });

  test.each([
    ['topics: 3', 'undefined'],
    ['input: ""', '""'],
    ['input: []', '0 values'],
    ['input: [1, 2]', '2 values'],
    ['input: {a: b}', '{"a":"b"}'],
  ])('no input: %j', (content, got) => {
    const message = messageOf(() => resolve(content));
    expect(message.slice(message.indexOf(': `input`'))).toBe(`: \`input\` must be a path or a list of paths, got ${got}`);
  });

  test('an unknown setting names the file', () => {
    const file = pipeline('input: letters\nmin_df: 3\n');
    const { message, hint } = failure(() => resolveConfig([file], {}));
    expect(message).toBe(`${file}: unknown setting \`min_df\``);
    expect(hint).toMatch(/^Did you mean `min-df`\? /);
  });

  test('a wrong value', () => {
    expect(messageOf(() => resolve('input: letters\ntopics: 1\n'))).toBe('`topics` must be a whole number ≥ 2, or auto, got 1');
    expect(messageOf(() => resolve('input: letters\nstem: "yes"\n'))).toBe('`stem` must be true or false, got "yes"');
  });

  test('one that is not there, or is a folder', () => {
    const folder = temporaryFolder({ 'folder.yaml/x': '' });
    expect(messageOf(() => resolveConfig([path.join(folder, 'none.yaml')], {}))).toMatch(/^the pipeline file ".*none\.yaml" cannot be read: ENOENT/);
    expect(messageOf(() => resolveConfig([path.join(folder, 'folder.yaml')], {}))).toMatch(/^the pipeline file ".*folder\.yaml" cannot be read: EISDIR/);
  });
});

describe('files of lines', () => {
  test('a byte order mark and CRLF are no part of the lines; a last empty line is none', () => {
    const folder = temporaryFolder({ 'a.txt': '\ufeffone\r\n\r\ntwo\r\n', 'b.txt': 'one\ntwo' });
    expect(readLines(path.join(folder, 'a.txt'), 'stopWords')).toEqual(['one', '', 'two']);
    expect(readLines(path.join(folder, 'b.txt'), 'stopWords')).toEqual(['one', 'two']);
  });

  test('one that is not there or cannot be read is named with its setting', () => {
    const folder = temporaryFolder();
    const missing = path.join(folder, 'none.txt');
    expect(() => readLines(missing, 'stopWords')).toThrow(new ConfigError(`\`stop-words\` names the file "${missing}", which does not exist`));
    expect(messageOf(() => readLines(folder, 'vocabulary'))).toMatch(/^`vocabulary`: the file ".*" cannot be read: EISDIR/);
  });
});

test('the schema for editors has every setting, described, and nothing else', () => {
  const schema = pipelineJsonSchema() as { required: string[]; additionalProperties: boolean; properties: Record<string, Record<string, unknown>> };
  expect(Object.keys(schema.properties)).toEqual(['input', ...SETTING_NAMES.map(flagName)]);
  expect(schema).toMatchObject({ required: ['input'], additionalProperties: false });
  for (const property of Object.values(schema.properties)) expect(property.description).toEqual(expect.stringMatching(/\w/));
  expect(schema.properties.topics).toMatchObject({ anyOf: [{ type: 'integer', minimum: 2 }, { const: 'auto' }], default: 20 });
  expect(schema.properties['keep-texts']).toMatchObject({ enum: ['full', 'no'] });
});

describe('settings that do not go together', () => {
  test.each([
    [{ solver: 'online', loss: 'frobenius' }, '`solver` online works with `loss` kullback-leibler only'],
    [{ loss: 'frobenius', 'document-prior': '0.1' }, '`document-prior` and `term-prior` have a meaning only with `loss` kullback-leibler, got frobenius'],
    [{ loss: 'frobenius', 'term-prior': '0.1' }, '`document-prior` and `term-prior` have a meaning only with `loss` kullback-leibler, got frobenius'],
    [{ init: 'svd', restarts: '3' }, '`restarts` has a meaning only with `init` random: the other starts hardly differ from seed to seed'],
  ])('%j', (flags, message) => {
    expect(messageOf(() => resolveConfig(['letters'], flags))).toBe(message);
  });

  test.each(['random', 'svd', 'topic-score'])('the start %s of a pipeline file is no folder beside it', (init) => {
    const folder = temporaryFolder({ 'p/a.yaml': `input: letters\ninit: ${init}\n` });
    expect(resolveConfig([path.join(folder, 'p/a.yaml')], {}).init).toBe(init);
  });
});

test.each([
  ['1500', 1500],
  ['64MB', 64e6],
  ['0.5 gb', 5e8],
  [' 12 kb ', 12e3],
  [2048, 2048],
])('a size may be written as %s', (written, bytes) => {
  const folder = temporaryFolder({ 'a.txt': 'a' });
  expect(resolveConfig([folder], { 'max-document-size': written }).maxDocumentSize).toBe(bytes);
});
