import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../src/run/version.js';
import { LETTERS, resultsOf, temporaryFolder, writeFiles } from '../temporary-folder.js';
import { messageOf, SUBJECTS, start, topikl } from './command.js';

const prefixed = (folder: string, entries: [string, string][]) => Object.fromEntries(entries.map(([name, text]) => [`${folder}/${name}`, text]));
const letters = () => temporaryFolder(prefixed('letters', Object.entries(LETTERS)));
const TWO = ['--topics', '2', '--min-df', '1'];

describe('a run on the subjects', () => {
  const folder = temporaryFolder();
  let first: Awaited<ReturnType<typeof topikl>>;
  beforeAll(async () => {
    first = await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out'], folder);
  });

  test('prints the table of topics and where the files are', () => {
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^ {2}# {2}share .*topic .*words$/m);
    expect(first.stdout.match(/^ {2}\d {2}[█▏▎▍▌▋▊▉]+ +\d+\.\d % {2}\S/gm)).toHaveLength(5);
    for (const word of ['flour', 'compost', 'train', 'telescope', 'goal']) expect(first.stdout).toContain(word);
    expect(first.stdout).toMatch(/^The fit converged after \d+ iterations: .*\. Nothing was left out\.$/m);
    expect(first.stdout).toMatch(
      /^out\/report\.html {3}open this in a browser\nout\/report\.md {5}the topics with their words and passages\nout\/topics\.csv · /m,
    );
    expect(first.stderr).toMatch(/^(reading .*\n)?counting {4}65 documents · [\d,]+ terms · [\d,]+ entries\nfitting {5}\d+ iterations\n$/);
  });

  test('the second one says that all is reused and prints the same', async () => {
    const again = await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out'], folder);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).toMatch(/^counting .* · reused from the last run\nfitting .* · reused from the last run\n$/);
    const { stages } = JSON.parse(readFileSync(path.join(folder, 'out/manifest.json'), 'utf8'));
    expect(stages.map(({ name, reused }: { name: string; reused: boolean }) => [name, reused])).toEqual([
      ['count', true],
      ['fit', true],
      ['topics', true],
      ['report', true],
    ]);
  });

  test('topikl topics prints the same table, and as JSON the same numbers', async () => {
    const table = await topikl(['topics', 'out'], folder);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout.trimEnd().split('\n')).toHaveLength(6);
    expect(first.stdout).toContain(table.stdout);
    const json = await topikl(['topics', 'out', '--json'], folder);
    const { topics } = JSON.parse(json.stdout);
    expect(topics).toHaveLength(5);
    expect(topics[0]).toMatchObject({ topic: 1, label: expect.any(String), prevalence: expect.any(Number), topTerms: expect.any(Array) });
  });
});

test('a run with --json prints one object and nothing else there', async () => {
  const folder = letters();
  const { code, stdout } = await topikl(['run', 'letters', ...TWO, '--json'], folder);
  expect(code).toBe(0);
  expect(stdout.endsWith('}\n')).toBe(true);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    out: path.join('output', 'letters'),
    version,
    seed: 1,
    counts: { documents: 8 },
    fit: { status: expect.stringMatching(/^(converged|stationary)$/), emptyTopics: [] },
    stages: ['count', 'fit', 'topics', 'report'].map((name) => ({ name, reused: false })),
    topics: [{ topic: 1 }, { topic: 2 }],
  });
  expect(resultsOf(path.join(folder, 'output/letters'))).toEqual([...result.files].sort());
});

test('a quiet run prints nothing', async () => {
  expect(await topikl(['run', 'letters', ...TWO, '--quiet'], letters())).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('flags may stand before the command', async () => {
  expect(await topikl(['--quiet', 'run', 'letters', ...TWO], letters())).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a pipeline file is run, and flags win over it', async () => {
  const folder = letters();
  writeFiles(folder, { 'pipes/small.yaml': 'input: ../letters\ntopics: 3\nmin-df: 1\nstop-words: my-words.txt\n', 'pipes/my-words.txt': 'whale\n' });
  const { code, stdout } = await topikl(['run', 'pipes/small.yaml', '--topics', '2', '--json'], folder);
  expect(code).toBe(0);
  const { out, topics } = JSON.parse(stdout);
  expect(out).toBe(path.join('output', 'small'));
  expect(topics).toHaveLength(2);
  expect(readFileSync(path.join(folder, out, 'vocabulary.csv'), 'utf8')).not.toMatch(/^whale,/m);
});

test('the same bits from two runs into different folders, and from the same files made in another order', async () => {
  const entries = Object.entries(LETTERS);
  const folder = temporaryFolder({ ...prefixed('one/letters', entries), ...prefixed('two/letters', entries.toReversed()) });
  const runs = [
    ['run', 'one/letters', '--out', 'a'],
    ['run', 'one/letters', '--out', 'deeper/b'],
    ['run', 'two/letters', '--out', 'c'],
  ];
  const ended = await Promise.all(runs.map((words) => topikl([...words, ...TWO], folder)));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  const names = resultsOf(path.join(folder, 'a')).filter((name) => !['manifest.json', 'trace.csv', 'report.md', 'report.html'].includes(name));
  expect(names).toEqual(expect.arrayContaining(['W.npy', 'H.npy', 'counts.mtx', 'documents.csv', 'document-topics.csv', 'topics.csv', 'ledger.csv']));
  for (const name of names) {
    const bytes = readFileSync(path.join(folder, 'a', name));
    expect([name, readFileSync(path.join(folder, 'deeper/b', name)).equals(bytes)]).toEqual([name, true]);
    expect([name, readFileSync(path.join(folder, 'c', name)).equals(bytes)]).toEqual([name, true]);
  }
});

test('--help names the commands and all settings, --version the version', async () => {
  const folder = temporaryFolder();
  const [general, run, number] = await Promise.all([topikl(['--help'], folder), topikl(['run', '--help'], folder), topikl(['--version'], folder)]);
  expect(general).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/topikl run \[input\.\.\][\s\S]*topikl topics \[folder\][\s\S]*Exit codes: 0 done/),
  });
  expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/--out[\s\S]*--text-column[\s\S]*--topics[\s\S]*\[default: 20\]/) });
  expect(number).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('a reader that closes the pipe early is no bug', async () => {
  const folder = letters();
  await topikl(['run', 'letters', ...TWO, '--quiet'], folder);
  const running = start(['topics', 'output/letters'], folder);
  running.child.stdout?.destroy();
  const { stderr } = await running.ended;
  expect(stderr).toBe('');
});

test('a run that was not finished has no table of topics', async () => {
  const folder = letters();
  await topikl(['run', 'letters', ...TWO, '--quiet'], folder);
  const file = path.join(folder, 'output/letters/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFiles(folder, { 'output/letters/manifest.json': JSON.stringify({ ...manifest, stages: manifest.stages.slice(0, 2) }) });
  const ended = await topikl(['topics', 'output/letters'], folder);
  expect(ended.code).toBe(3);
  expect(messageOf(ended)).toBe('the run in "output/letters" is not finished');
});

test('several inputs are all read, also after --; a flag given twice is a slip', async () => {
  const folder = temporaryFolder({ 'one/a.txt': LETTERS['apple-1.txt'], 'two/b.txt': LETTERS['apple-2.txt'], 'three/c.txt': LETTERS['whale-1.txt'] } as Record<
    string,
    string
  >);
  const { code, stdout } = await topikl(
    ['run', 'one', 'two', '--topics', '2', '--min-df', '1', '--max-df', '1', '--out', 'out', '--json', '--', 'three'],
    folder,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { documents: 3 } });
  expect(readFileSync(path.join(folder, 'out', 'documents.csv'), 'utf8')).toMatch(/^one\/a\.txt,[\s\S]*^two\/b\.txt,[\s\S]*^three\/c\.txt,/m);
  const twice = await topikl(['run', 'one', '--topics', '2', '--topics', '3'], folder);
  expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('`topics` was given 2 times') });
});

test('a run that does not fit into --memory says so, and is done from disk', async () => {
  const folder = letters();
  const { code, stderr, stdout } = await topikl(['run', 'letters', ...TWO, '--memory', '10MB', '--out', 'out'], folder);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^on disk {5}The counts and their fit would take \d+ MB in memory, more than the 10 MB of --memory: they stay on disk/m);
  expect(stdout).toContain('apple');
  const refused = await topikl(['run', 'letters', ...TWO, '--memory', '10MB', '--solver', 'multiplicative', '--out', 'out'], folder);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('hint: Raise --memory, or leave the setting out') });
});
