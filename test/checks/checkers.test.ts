import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * A checker that passes whatever it is given is worse than none: each is run on a copy of the project, once as it is and once
 * with a violation planted that it must catch.
 */

const FILES = ['src', 'package.json', 'tsconfig.json', 'biome.json', 'knip.json', '.dependency-cruiser.mjs', 'vitest.config.ts', '.gitignore'];
let copy: string;

function check(tool: string, ...words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(tool), ...words], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

const TOOLS = {
  biome: () => check('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--vcs-enabled=false', 'src'),
  tsc: () => check('node_modules/typescript/bin/tsc', '--project', 'tsconfig.json'),
  dependencyCruiser: () => check('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.mjs'),
  knip: () => check('node_modules/knip/bin/knip.js', '--include', 'files,exports,dependencies'),
};

function planted(file: string, content: string, run: () => { status: number | null; output: string }): { status: number | null; output: string } {
  const place = path.join(copy, file);
  const existed = existsSync(place);
  writeFileSync(place, content, { flag: 'a' });
  try {
    return run();
  } finally {
    if (existed) cpSync(file, place);
    else rmSync(place);
  }
}

beforeAll(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'topikl-checks-'));
  for (const file of FILES) cpSync(file, path.join(copy, file), { recursive: true });
  mkdirSync(path.join(copy, 'test'));
  cpSync('test', path.join(copy, 'test'), { recursive: true });
  mkdirSync(path.join(copy, 'pipelines'));
  cpSync('pipelines', path.join(copy, 'pipelines'), { recursive: true });
  // the tests' own types are checked by `npm run types`; here the sources do
  writeFileSync(path.join(copy, 'tsconfig.json'), readFileSync('tsconfig.json', 'utf8').replace('"include": ["src", "test"]', '"include": ["src"]'));
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
  symlinkSync(path.resolve('dist'), path.join(copy, 'dist'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('each checker passes the project and catches a planted violation', () => {
  it('Biome: an unused variable, and an any', () => {
    const clean = TOOLS.biome();
    expect(clean.output).toMatch(/Checked \d+ files/);
    expect(clean.status).toBe(0);
    const { status, output } = planted('src/math/planted.ts', 'export function planted(x: any): number {\n  const unused = 1;\n  return x;\n}\n', TOOLS.biome);
    expect(status).not.toBe(0);
    expect(output).toContain('noExplicitAny');
    expect(output).toContain('noUnusedVariables');
  });

  it('tsc: a wrong type', () => {
    expect(TOOLS.tsc().status).toBe(0);
    const { status, output } = planted('src/math/planted.ts', "export const planted: number = 'text';\n", TOOLS.tsc);
    expect(status).not.toBe(0);
    expect(output).toContain('TS2322');
  });

  it('dependency-cruiser: nothing', () => {
    expect(TOOLS.dependencyCruiser().output).toContain('no dependency violations found');
  });

  it.each([
    [
      'an import from a folder below',
      'src/math/planted.ts',
      "import { npmi } from '../evaluate/npmi.js';\nexport const planted = npmi;\n",
      'math-imports-from-above-only',
    ],
    [
      'an import of the command line',
      'src/run/planted.ts',
      "import { exitCode } from '../cli/exit-code.js';\nexport const planted = exitCode;\n",
      'nothing-imports-the-command-line',
    ],
    [
      'node in code that the page runs',
      'src/tokenize/planted.ts',
      "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n",
      'page-code-is-node-free',
    ],
    [
      'a kernel that imports its solver',
      'src/factorize/kernels/planted.ts',
      "import { FLOOR } from '../factors.js';\nexport const planted = FLOOR;\n",
      'factorize/kernels-imports-from-above-only',
    ],
  ])('dependency-cruiser: %s', (_, file, content, rule) => {
    const { status, output } = planted(file, content, TOOLS.dependencyCruiser);
    expect(status).not.toBe(0);
    expect(output).toContain(rule);
  });

  it('knip: an unused file, export and dependency', () => {
    const clean = TOOLS.knip();
    expect(clean, clean.output).toMatchObject({ status: 0 });
    expect(planted('src/math/planted.ts', 'export const planted = 1;\n', TOOLS.knip).output).toContain('src/math/planted.ts');
    const unusedExport = planted('src/math/log.ts', '\nexport const planted = 1;\n', TOOLS.knip);
    expect(unusedExport.status).not.toBe(0);
    expect(unusedExport.output).toContain('planted');
  });
});
