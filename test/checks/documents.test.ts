import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolveConfig } from '../../src/run/config.js';
import { flagName, REPORT_SETTINGS } from '../../src/run/settings.js';
import { costTable, rateTable } from '../bench/scale/costs.js';

const DOCUMENTS = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs').map((file) => `docs/${file}`),
  ...readdirSync('corpora').map((folder) => `corpora/${folder}/README.md`),
];
/** How a run is started as several ranks: what stands before `npx topikl`. */
const LAUNCHER = /^(mpirun|srun) .*?(?=npx topikl)/;
/** Commands of the system, whose words are not looked at. */
const SYSTEM = /^sudo /;
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Targets of links to files; links to the web are not followed. */
function brokenLinks(file: string, content: string): string[] {
  const targets = [...content.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] as string).filter((target) => !/^(https?:|#)/.test(target));
  return targets.filter((target) => !existsSync(path.join(path.dirname(file), target.split('#')[0] as string)));
}

/** Lines of the shell blocks, one command each. */
function commands(content: string): string[] {
  const blocks = [...content.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] as string);
  const inline = [...content.matchAll(/`((?:npm|npx) [^`]+)`/g)].map((match) => match[1] as string);
  return [...blocks.flatMap((block) => block.split('\n')), ...inline]
    .flatMap((line) => line.split('&&'))
    .map((line) => line.replace(/ #.*$/, '').trim())
    .filter((line) => line !== '' && !SYSTEM.test(line));
}

/** Of the commands that do not have the settings of a run. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  topics: [],
  evaluate: ['reference', 'window', 'labels-column', 'held-out'],
  documents: ['topic', 'near', 'number'],
  summarize: ['topic', 'summary-sentences'],
  report: ['labels', ...REPORT_SETTINGS.map(flagName)],
  stability: ['refits', 'seed', 'threads'],
  infer: ['out', 'text-column', 'id-column'],
};

function unknownOption(command: string, words: readonly string[]): string | undefined {
  const unknown = words.find((word) => word.startsWith('--') && !OPTIONS[command]?.includes(word.slice(2)));
  return unknown === undefined ? undefined : `${command} has no ${unknown}`;
}

/** What is wrong with a command of the documents, or undefined. */
function problem(command: string): string | undefined {
  const words = [...command.replace(LAUNCHER, '').matchAll(/"([^"]*)"|(\S+)/g)]
    .map((match) => (match[1] ?? match[2]) as string)
    .filter((word) => !/^[A-Z_]+=/.test(word));
  const [program, verb, name] = words as [string, string, string];
  if (program === 'npm' && (verb === 'ci' || verb === 'test')) return undefined;
  if (program === 'npm' && verb === 'run') return scripts[name] === undefined ? `no script ${name}` : undefined;
  if (program === 'bash') return existsSync(verb) ? undefined : `no file ${verb}`;
  if (program !== 'npx' || verb !== 'topikl') return `unknown program ${program}`;
  if (name in OPTIONS) return unknownOption(name, words.slice(3));
  if (name !== 'run' && name !== 'choose-k') return `unknown command ${name}`;
  const inputs: string[] = [];
  const flags: Record<string, unknown> = {};
  const rest = words.slice(3);
  for (let w = 0; w < rest.length; w++) {
    const word = rest[w] as string;
    if (!word.startsWith('--')) inputs.push(word);
    else if (word === '--stem') flags.stem = true;
    else if (word !== '--help') flags[word.slice(2)] = rest[++w];
  }
  if (rest.includes('--help')) return undefined;
  for (const input of inputs) if (/^(corpora|pipelines)\//.test(input) && !existsSync(input)) return `no input ${input}`;
  try {
    resolveConfig(inputs, flags);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(DOCUMENTS)('%s', (file) => {
  const content = readFileSync(file, 'utf8');

  it('has no broken link', () => {
    expect(brokenLinks(file, content)).toEqual([]);
  });

  it('has only commands that exist, with settings that exist', () => {
    expect(commands(content).flatMap((command) => problem(command) ?? [])).toEqual([]);
  });
});

it('the checks of documents catch a planted violation', () => {
  expect(brokenLinks('README.md', 'see [this](no/such/file.md) and [that](README.md#x)')).toEqual(['no/such/file.md']);
  expect(commands('```sh\nnpm ci && npm run demo # first\n```')).toEqual(['npm ci', 'npm run demo']);
  expect(problem('npm run nonsense')).toBe('no script nonsense');
  expect(problem('npx topikl run corpora/nowhere')).toBe('no input corpora/nowhere');
  expect(problem('npx topikl stability output/letters --refit 5')).toBe('stability has no --refit');
  expect(problem('npx topikl judge output/letters')).toBe('unknown command judge');
  expect(problem('mpirun -n 2 --bind-to none npx topikl run letters/ --topicz 5')).toContain('unknown setting `topicz`');
  expect(problem('npx topikl run letters/ --topicz 5')).toContain('unknown setting `topicz`');
  expect(problem('npx topikl run letters/ --topics 1')).toContain('`topics` must be a whole number ≥ 2, or auto, got "1"');
});

it('the package lists every external import of the bundle as a dependency, and the bundle leaves out all of them', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) expect(scripts['build:program']).toContain(`--external:${name}`);
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d/);
});

it('the costs in docs/cluster.md are those of the model, and its YAML is YAML', () => {
  const content = readFileSync('docs/cluster.md', 'utf8');
  expect(content).toContain(rateTable());
  expect(content).toContain(costTable());
  const blocks = [...content.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => parse(match[1] as string));
  expect(blocks).toEqual([expect.objectContaining({ apiVersion: 'kubeflow.org/v2beta1', kind: 'MPIJob' })]);
  const { Launcher } = blocks[0].spec.mpiReplicaSpecs;
  expect(problem(`npx ${Launcher.template.spec.containers[0].args.slice(4).join(' ')}`)).toBeUndefined();
});

it('no document has a placeholder left', () => {
  for (const file of DOCUMENTS) expect(readFileSync(file, 'utf8'), file).not.toMatch(/^[A-Z]{4,}$/m);
});
