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

/** Runs a checker with these texts at the end of files, or as new files. */
function planted(files: Readonly<Record<string, string>>, run: () => { status: number | null; output: string }): { status: number | null; output: string } {
  const existed = Object.keys(files).filter((file) => existsSync(path.join(copy, file)));
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(copy, file), content, { flag: 'a' });
  try {
    return run();
  } finally {
    for (const file of Object.keys(files)) {
      if (existed.includes(file)) cpSync(file, path.join(copy, file));
      else rmSync(path.join(copy, file));
    }
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
    const { status, output } = planted(
      { 'src/math/planted.ts': 'export function planted(x: any): number {\n  const unused = 1;\n  return x;\n}\n' },
      TOOLS.biome,
    );
    expect(status).not.toBe(0);
    expect(output).toContain('noExplicitAny');
    expect(output).toContain('noUnusedVariables');
  });

  it('tsc: a wrong type, and nothing else', () => {
    const { status, output } = planted({ 'src/math/planted.ts': "export const planted: number = 'text';\n" }, TOOLS.tsc);
    expect(status).not.toBe(0);
    expect(output.trim().split('\n')).toEqual([expect.stringMatching(/^src\/math\/planted\.ts\(1,14\): error TS2322/)]);
  });

  it('dependency-cruiser: each kind of import that is not allowed', () => {
    expect(TOOLS.dependencyCruiser().output).toContain('no dependency violations found');
    const node = "\nimport { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n";
    const violations: readonly (readonly [file: string, content: string, rule: string])[] = [
      // from a folder below
      ['src/math/planted.ts', "import { npmi } from '../evaluate/npmi.js';\nexport const planted = npmi;\n", 'math-imports-from-above-only'],
      ['src/run/planted.ts', "import { exitCode } from '../cli/exit-code.js';\nexport const planted = exitCode;\n", 'nothing-imports-the-command-line'],
      [
        'src/factorize/kernels/planted.ts',
        "import { FLOOR } from '../factors.js';\nexport const planted = FLOOR;\n",
        'factorize/kernels-imports-from-above-only',
      ],
      // in code that the page runs, in the page itself, and in what the page imports of a folder that may have it
      ['src/tokenize/planted.ts', node, 'page-code-is-node-free'],
      ['src/report/page/planted.tsx', node, 'page-code-is-node-free'],
      ['src/ingest/normalize-text.ts', node, 'page-reaches-no-node'],
    ];
    const { status, output } = planted(Object.fromEntries(violations.map(([file, content]) => [file, content])), TOOLS.dependencyCruiser);
    expect(status).not.toBe(0);
    for (const [file, , rule] of violations) {
      const line = output.split('\n').find((one) => one.includes(`${rule}: `) && (rule === 'page-reaches-no-node' || one.includes(file)));
      expect(line, `${rule} in ${file}`).toBeDefined();
    }
  });

  it('knip: an unused file, export and dependency', () => {
    const clean = TOOLS.knip();
    expect(clean, clean.output).toMatchObject({ status: 0 });
    const { status, output } = planted(
      { 'src/math/planted.ts': 'export const planted = 1;\n', 'src/math/log.ts': '\nexport const plantedToo = 1;\n' },
      TOOLS.knip,
    );
    expect(status).not.toBe(0);
    expect(output).toContain('src/math/planted.ts');
    expect(output).toContain('plantedToo');
  });
});
