import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, LETTERS, temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

/** What the cases below point at. */
const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(LETTERS).map(([name, text]) => [`letters/${name}`, text])),
  'stop/a.txt': 'the and of',
  'stop/b.txt': 'of the and',
  ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`few/${i}.txt`, `apple ${'whale '.repeat(1 + (i % 2))} ${'ship '.repeat(i)}`])),
  'table.csv': 'id,body\n1,A red apple\n2,A blue whale\n',
  'numbers.csv': 'id,year\n1,1990\n2,1991\n',
  'broken.yaml': 'input: letters\ntopics: [2\nseed: 1\n',
  'unknown.yaml': 'input: letters\ntopcs: 2\n',
  'star.yaml': 'input: *.txt\n',
  'file.txt': 'A regular file.',
  'thesis/chapter.txt': 'Not made by topikl.',
  'strict/a.txt': 'text',
  'strict/b.txt': 'bin\0ary',
};

const cases: [name: string, words: string[], code: 2 | 3, message: RegExp][] = [
  ['a folder that is not there', ['run', 'nowhere'], 2, /^input "nowhere" does not exist$/],
  ['a pattern that matches nothing', ['run', 'letters/*.pdf'], 2, /^no file matches the input "letters\/\*\.pdf"$/],
  ['an empty folder', ['run', 'empty'], 3, /^no document was found in empty: it is empty$/],
  ['stop words only', ['run', 'stop'], 3, /^no term is left of 3 distinct words in 2 documents: 3 stop-word$/],
  ['no topics', ['run', 'letters', '--topics', '0'], 2, /^`topics` must be a whole number ≥ 2, or auto, got "0"$/],
  ['topics that are no number', ['run', 'letters', '--topics', 'abc'], 2, /^`topics` must be a whole number ≥ 2, or auto, got "abc"$/],
  ['topics without a value', ['run', 'letters', '--topics'], 2, /^`topics` must be a whole number ≥ 2, or auto, got ""$/],
  ['more topics than documents', ['run', 'letters', '--topics', '9'], 2, /^`topics` must be at most the number of documents, 8, got 9$/],
  ['more topics than terms', ['run', 'few', '--topics', '4', '--max-df', '1'], 2, /^`topics` must be at most the number of terms, 3, got 4$/],
  ['a named column that is not there', ['run', 'table.csv', '--text-column', 'text'], 2, /^table\.csv: no column "text"; its columns are: id, body$/],
  ['a table without texts', ['run', 'numbers.csv'], 3, /^numbers\.csv: no column/],
  ['broken YAML', ['run', 'broken.yaml'], 2, /^broken\.yaml is not valid YAML: .* at line 3, column 1/],
  ['an unknown setting in YAML', ['run', 'unknown.yaml'], 2, /^unknown\.yaml: unknown setting `topcs`$/],
  ['a pattern without quotation marks in YAML', ['run', 'star.yaml'], 2, /star\.yaml/],
  ['a pipeline file that is not there', ['run', 'none.yaml'], 2, /^the pipeline file "none\.yaml" cannot be read: ENOENT/],
  ['an output folder below a file', ['run', 'letters', '--out', 'file.txt/below'], 2, /^the output folder "file\.txt\/below" cannot be written: ENOTDIR/],
  ['an output folder that is a file', ['run', 'letters', '--out', 'file.txt'], 2, /^the output folder "file\.txt" cannot be written: it is a file$/],
  ['an output folder with files of others', ['run', 'letters', '--out', 'thesis'], 2, /^"thesis" holds files that are not topikl's$/],
  ['a file of stop words that is not there', ['run', 'letters', '--stop-words', 'w.txt'], 2, /^`stop-words` names the file "w\.txt", which does not exist$/],
  [
    'a start that is not there',
    ['run', 'letters', '--topics', '2', '--init', 'start'],
    2,
    /^`init` must be random, svd, topic-score, or a folder with W\.npy and H\.npy, got "start"/,
  ],
  ['a strict run over a binary file', ['run', 'strict', '--strict'], 3, /^b\.txt: it is no text, nor of a format that is known \(binary\)$/],
  ['an unknown flag', ['run', 'letters', '--topcs', '3'], 2, /^the command line: unknown setting `topcs`$/],
  ['a language without a stemmer', ['run', 'letters', '--stem', '--language', 'pl'], 2, /^`stem` has no stemmer for the language "pl"$/],
  ['a second folder of topics', ['topics', 'letters', 'letters'], 2, /^topikl topics takes one folder, the one that topikl run wrote$/],
  ['an unknown flag of topics', ['topics', 'letters', '--wide'], 2, /^unknown option --wide$/],
  ['documents of no folder', ['documents'], 2, /^topikl documents takes one folder, the one that topikl run wrote$/],
  ['documents of a folder without results', ['documents', 'letters'], 3, /^"letters" holds no results of topikl: letters\/manifest\.json cannot be read$/],
  ['an option that documents has not', ['documents', 'letters', '--topics', '3'], 2, /^unknown option --topics$/],
  ['a report of no folder', ['report'], 2, /^topikl report takes one folder, the one that topikl run wrote$/],
  ['a report of two folders', ['report', 'letters', 'letters'], 2, /^topikl report takes one folder/],
  ['a report of a folder without results', ['report', 'letters'], 3, /^"letters" holds no results of topikl: letters\/manifest\.json cannot be read$/],
  ['an option that report has not', ['report', 'letters', '--title', 'x'], 2, /^the command line: unknown setting `title`$/],
  ['labels given twice', ['report', 'letters', '--labels', 'a', '--labels', 'b'], 2, /^`labels` was given 2 times$/],
  ['no folder of results', ['infer'], 2, /^topikl infer takes the folder that topikl run wrote, then the documents$/],
  ['a folder of results that is not there', ['infer', 'nowhere', 'letters'], 2, /^the folder "nowhere" does not exist$/],
  ['a folder without results', ['infer', 'letters', 'letters'], 3, /^"letters" holds no results of topikl: letters\/manifest\.json cannot be read$/],
  ['nothing to infer', ['infer', 'letters'], 2, /^the documents are missing$/],
  ['an option that infer has not', ['infer', 'letters', 'letters', '--topics', '3'], 2, /^unknown option --topics$/],
  ['an unknown command', ['analyse', 'letters'], 2, /^unknown command "analyse"$/],
  ['an unknown command alone', ['analyse'], 2, /^unknown command "analyse"$/],
  ['no command', [], 2, /^a command is missing$/],
  ['choose-k: a least number that is none', ['choose-k', 'letters', '--from', '1'], 2, /^`from` must be a whole number ≥ 2, got "1"$/],
  ['choose-k: steps that are no number', ['choose-k', 'letters', '--steps', 'ten'], 2, /^`steps` must be a whole number ≥ 2, got "ten"$/],
  ['choose-k: a largest number below the least', ['choose-k', 'letters', '--from', '9', '--to', '4'], 2, /^`to` must be at least `from`, 9, got 4$/],
  [
    'choose-k: more topics than documents',
    ['choose-k', 'letters', '--from', '2', '--to', '9'],
    2,
    /^the number of topics can be searched up to 7 here: nine tenths of the documents are fitted, that is 7, with 9 different terms$/,
  ],
  ['choose-k: a number of topics', ['choose-k', 'letters', '--topics', '3'], 2, /^`topics` has no meaning for choose-k$/],
  ['choose-k: an unknown flag', ['choose-k', 'letters', '--too', '9'], 2, /^the command line: unknown setting `too`$/],
  ['choose-k: no input', ['choose-k'], 2, /^`input` is missing$/],
  ['no input', ['run'], 2, /^`input` is missing$/],
  ['results where there are none', ['topics', 'letters'], 3, /^"letters" holds no results of topikl: letters\/manifest\.json cannot be read$/],
];

const HINTS: Readonly<Record<string, RegExp>> = {
  'a folder that is not there': /^hint: Name a folder, a file, a quoted pattern/m,
  'an unknown flag': /^hint: Did you mean `topics`\?/m,
  'more topics than documents': /^hint: Ask for fewer topics, for example --topics 3\.$/m,
  'a named column that is not there': /^hint: Name the column that holds the text with --text-column\.$/m,
  'an output folder below a file': /^hint: Choose another one with --out\.$/m,
  'an unknown command': /^hint: The commands are: run, topics, documents, summarize, report, evaluate, infer, stability, choose-k/m,
};

function place(): string {
  const folder = temporaryFolder(FILES);
  mkdirSync(path.join(folder, 'empty'));
  return folder;
}

describe.concurrent('one message, no stack, the right exit code, and nothing left behind', () => {
  test.each(cases)('%s', async (name, words, code, message) => {
    const folder = place();
    const before = contentOf(folder);
    const ended = await topikl(words, folder);
    expect(messageOf(ended)).toMatch(message);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(HINTS[name] ?? /./);
    expect(contentOf(folder)).toEqual(before);
  });
});

describe.concurrent('with --json the error is the one JSON object on standard output', () => {
  test.each([
    [
      'wrong use',
      ['run', 'letters', '--topics', '0', '--json'],
      2,
      { code: 'config', stage: 'config', message: '`topics` must be a whole number ≥ 2, or auto, got "0"', hint: null },
    ],
    ['bad data', ['run', 'stop', '--json'], 3, { code: 'empty-vocabulary', stage: 'vocabulary' }],
    ['after counting', ['run', 'letters', '--json', '--topics', '9'], 2, { code: 'config', hint: 'Ask for fewer topics, for example --topics 3.' }],
    ['an unknown command', ['analyse', '--json'], 2, { code: 'config', message: 'unknown command "analyse"' }],
    ['no results', ['topics', 'letters', '--json'], 3, { code: 'artifact', stage: 'run' }],
  ])('%s', async (_name, words, code, error) => {
    const ended = await topikl(words, place());
    expect(ended.code).toBe(code);
    expect(ended.stdout.endsWith('}\n')).toBe(true);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error });
    expect(messageOf(ended)).toBe(JSON.parse(ended.stdout).error.message);
  });
});

test('what is printed of names cannot drive the terminal', async () => {
  const ended = await topikl(['run', 'a\u001b[2Jb\u202ec'], place());
  expect(messageOf(ended)).toBe('input "a\ufffd[2Jb\ufffdc" does not exist');
});

test('NO_COLOR is obeyed', async () => {
  const folder = place();
  expect((await topikl(['frob'], folder, { FORCE_COLOR: '1' })).stderr).toContain('\u001b[');
  expect((await topikl(['frob'], folder, { FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain('\u001b[');
});

test.runIf(existsSync('/proc/self'))('a place where no folder can be made is an answer, and at once', async () => {
  const { code, stderr } = await topikl(['run', SUBJECTS, '--topics', '5', '--out', '/proc/topikl/results'], place());
  expect(code).toBe(2);
  expect(stderr).toMatch(/^topikl: the output folder "\/proc\/topikl\/results" cannot be written: /);
});
