import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ArtifactError, ConfigError, CorpusError, InterruptedError, NumericalError, WorkerError } from '../../../src/errors/errors.js';
import { ArtifactFile } from '../../../src/run/artifact-file.js';
import { type Manifest, readManifest } from '../../../src/run/manifest.js';
import { RunFolder } from '../../../src/run/run-folder.js';
import { contentOf, temporaryFolder } from '../../temporary-folder.js';

const manifest = (input = '../letters', version = '1'): Manifest => ({
  version,
  node: '20',
  icu: '',
  unicode: '17.0',
  seed: 1,
  config: {},
  inputs: [{ path: input, files: 1, bytes: 1, sha256: 'x' }],
  stages: [],
});

/** A run of one or two stages; says which were done. */
async function runOnce(folder: string, options: { count?: object; fit?: object; version?: string; input?: string; force?: boolean; fail?: Error } = {}) {
  const done: string[] = [];
  const run = RunFolder.open(folder, manifest(options.input, options.version), options.force ?? false);
  try {
    await run.stage('count', options.count ?? { a: 1 }, async (writer) => {
      done.push('count');
      writer.write('counts.mtx', ['counts', '\n']);
      writer.writeBytes('extra.bin', new Uint8Array([1, 2, 3]));
    });
    await run.stage('fit', options.fit ?? { k: 2 }, async (writer) => {
      done.push('fit');
      writer.begin('W.npy').write('half');
      if (options.fail !== undefined) throw options.fail;
      writer.discard();
      writer.write('W.npy', ['W']);
    });
    run.close();
  } catch (error) {
    run.closeAfter(error);
    if (error !== options.fail) throw error;
  }
  return { done, stages: run.manifest.stages.map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`) };
}

describe('stages', () => {
  test('a second run reuses what is unchanged, and its manifest says so', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    expect(await runOnce(folder)).toEqual({ done: ['count', 'fit'], stages: ['count', 'fit'] });
    expect(contentOf(folder)).toEqual(['W.npy', 'counts.mtx', 'extra.bin', 'manifest.json']);
    expect(await runOnce(folder)).toEqual({ done: [], stages: ['count reused', 'fit reused'] });
    expect(readManifest(folder).stages).toMatchObject([
      { name: 'count', reused: true, files: { 'counts.mtx': expect.stringMatching(/^[0-9a-f]{64}$/) } },
      { name: 'fit', reused: true },
    ]);
  });

  test('other settings, another version or a stage before it that changed', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    await runOnce(folder);
    expect(await runOnce(folder, { fit: { k: 3 } })).toEqual({ done: ['fit'], stages: ['count reused', 'fit'] });
    expect(await runOnce(folder, { fit: { k: 3 }, count: { a: 2 } })).toEqual({ done: ['count', 'fit'], stages: ['count', 'fit'] });
    expect(await runOnce(folder, { fit: { k: 3 }, count: { a: 2 }, version: '2' })).toEqual({ done: ['count', 'fit'], stages: ['count', 'fit'] });
  });

  test('a file that was changed or deleted', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    await runOnce(folder);
    writeFileSync(path.join(folder, 'W.npy'), 'V');
    expect((await runOnce(folder)).done).toEqual(['fit']);
    expect(readFileSync(path.join(folder, 'W.npy'), 'utf8')).toBe('W');
    rmSync(path.join(folder, 'extra.bin'));
    expect(await runOnce(folder)).toEqual({ done: ['count'], stages: ['count', 'fit reused'] });
  });

  test('one whose settings are known only when it has been done is done, and reused by those who know them before', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    const late = async () => {
      const run = RunFolder.open(folder, manifest(), false);
      let known = 0;
      await run.stage(
        'count',
        () => ({ known }),
        async (writer) => {
          known = 7;
          writer.write('counts.mtx', ['counts', '\n']);
        },
      );
      run.close();
      return run.manifest.stages.map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`);
    };
    expect(await late()).toEqual(['count']);
    const run = RunFolder.open(folder, manifest(), false);
    await run.stage('count', { known: 7 }, async () => expect.unreachable());
    run.close();
    expect(run.manifest.stages).toMatchObject([{ name: 'count', reused: true }]);
    expect(await late()).toEqual(['count']);
  });

  test('inputs of as many files and bytes may be those of an earlier run', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    const mayBe = (inputs: { files: number; bytes: number }[]) => {
      const run = RunFolder.open(folder, manifest(), false);
      const may = run.hasCounted(inputs);
      run.closeAfter(new ConfigError('wrong use'));
      return may;
    };
    const same = { files: 1, bytes: 1 };
    expect(mayBe([same])).toBe(false);
    await runOnce(folder);
    const others = [[{ ...same, files: 2 }], [{ ...same, bytes: 2 }], [same, same], []];
    expect([[same], ...others].map(mayBe)).toEqual([true, false, false, false, false]);
  });

  test('unfinished files of an earlier run are removed', async () => {
    const folder = temporaryFolder({ '.topikl-W.npy.part': 'half', '.keep': '', '.other.part': '' });
    await runOnce(folder);
    expect(contentOf(folder)).toEqual(['.keep', '.other.part', 'W.npy', 'counts.mtx', 'extra.bin', 'manifest.json']);
  });
});

describe('after a run that failed', () => {
  test('a folder that was made is gone, with those above it that were made', async () => {
    const parent = temporaryFolder({ 'kept/file.txt': '' });
    await runOnce(path.join(parent, 'kept/new/out'), { fail: new CorpusError('bad data') });
    expect(contentOf(parent)).toEqual(['kept/', 'kept/file.txt']);
  });

  test('a folder that was empty is empty again, also of what is hidden', async () => {
    const parent = temporaryFolder({ 'out/.topikl-cache/files.jsonl': '', 'out/.topikl-fit.checkpoint': '' });
    await runOnce(path.join(parent, 'out'), { fail: new ConfigError('wrong use') });
    expect(contentOf(parent)).toEqual(['out/']);
  });

  test.each([
    ['an interruption', new InterruptedError('stopped')],
    ['the end of a thread', new WorkerError('ended')],
    ['numbers out of range', new NumericalError('NaN', { iteration: 3 })],
    ['a full disk', new ArtifactError('no space')],
  ])('after %s what is finished stays, and the next run goes on from there', async (_, fail) => {
    const folder = path.join(temporaryFolder(), 'out');
    await runOnce(folder, { fail });
    expect(contentOf(folder)).toEqual(['counts.mtx', 'extra.bin', 'manifest.json']);
    expect(await runOnce(folder)).toEqual({ done: ['fit'], stages: ['count reused', 'fit'] });
  });

  test('a folder that held results keeps its finished stages', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    await runOnce(folder);
    await runOnce(folder, { fit: { k: 3 }, fail: new CorpusError('bad data') });
    expect(contentOf(folder)).toEqual(expect.arrayContaining(['counts.mtx', 'extra.bin', 'manifest.json']));
    expect(contentOf(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(await runOnce(folder, { fit: { k: 3 } })).toEqual({ done: ['fit'], stages: ['count reused', 'fit'] });
  });
});

describe('a folder that is not this run’s to change', () => {
  test('one with other files', async () => {
    const folder = temporaryFolder({ 'thesis.txt': 'mine' });
    await expect(runOnce(folder)).rejects.toMatchObject({
      name: 'ConfigError',
      message: `"${folder}" holds files that are not topikl's`,
      hint: 'Choose another folder with --out, or add --force to write into it.',
    });
    expect(contentOf(folder)).toEqual(['thesis.txt']);
    await runOnce(folder, { force: true });
    expect(contentOf(folder)).toContain('thesis.txt');
    expect(contentOf(folder)).toContain('manifest.json');
  });

  test('one with the results of another input', async () => {
    const folder = path.join(temporaryFolder(), 'out');
    await runOnce(folder);
    await expect(runOnce(folder, { input: '../speeches' })).rejects.toMatchObject({
      name: 'ConfigError',
      message: `"${folder}" holds the results of another input: ../letters`,
      hint: 'Choose another folder with --out, or add --force to replace them.',
    });
    expect(readManifest(folder).inputs[0]?.path).toBe('../letters');
    await runOnce(folder, { input: '../speeches', force: true });
    expect(readManifest(folder).inputs[0]?.path).toBe('../speeches');
  });

  test('one with results whose manifest is damaged', async () => {
    const folder = temporaryFolder({ 'manifest.json': '{', 'W.npy': 'W' });
    await expect(runOnce(folder)).rejects.toMatchObject({
      name: 'ConfigError',
      message: `"${folder}" holds results that cannot be read: its manifest.json is damaged, or of another version`,
    });
    await runOnce(folder, { force: true });
    expect(readManifest(folder).stages).toHaveLength(2);
  });

  test('a path that is a file, or below one', () => {
    const folder = temporaryFolder({ file: 'x' });
    const open = (name: string) => () => RunFolder.open(path.join(folder, name), manifest(), false);
    expect(open('file')).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: `the output folder "${path.join(folder, 'file')}" cannot be written: it is a file`,
        hint: 'Choose another one with --out.',
      }),
    );
    expect(open('file/below')).toThrow(/^the output folder ".*below" cannot be written: ENOTDIR/);
    expect(open('file/below')).toThrow(ConfigError);
    expect(contentOf(folder)).toEqual(['file']);
  });

  test('the lock is given free when a folder is refused', async () => {
    const folder = temporaryFolder({ 'thesis.txt': 'mine' });
    await expect(runOnce(folder)).rejects.toThrow(ConfigError);
    expect(existsSync(path.join(folder, '.topikl.lock'))).toBe(false);
  });
});

describe('the manifest', () => {
  test.runIf(existsSync('/dev/full'))('one that cannot be written leaves no unfinished file', async () => {
    const folder = temporaryFolder();
    const run = RunFolder.open(folder, manifest(), false);
    const stage = run.stage('count', {}, async (writer) => {
      writer.write('counts.mtx', ['counts\n']);
      symlinkSync('/dev/full', path.join(folder, '.topikl-manifest.json.part'));
    });
    await expect(stage).rejects.toThrow(
      expect.objectContaining({ name: 'ArtifactError', message: expect.stringContaining('manifest.json cannot be written: ENOSPC') }),
    );
    expect(contentOf(folder)).toEqual(['.topikl.lock']);
  });

  test('one that is missing or damaged is named', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'manifest.json');
    expect(() => readManifest(folder)).toThrow(
      expect.objectContaining({
        name: 'ArtifactError',
        message: `"${folder}" holds no results of topikl: ${file} cannot be read`,
        hint: 'Name the folder that `topikl run` wrote.',
      }),
    );
    for (const content of ['{"version": ', '{}', '[]', '']) {
      writeFileSync(file, content);
      expect(() => readManifest(folder)).toThrow(expect.objectContaining({ name: 'ArtifactError', message: `${file} is damaged` }));
    }
  });
});

describe('a file being written', () => {
  test('appears whole when it is published', () => {
    const folder = temporaryFolder();
    const file = new ArtifactFile(folder, 'a.txt');
    file.write('one ');
    file.write('twö');
    expect(contentOf(folder)).toEqual(['.topikl-a.txt.part']);
    expect(file.finish()).toBe('6d9019484a67a4eaa7f92cdfea5ac814c82c8b9e17e8958394d295b19a31ce38');
    expect(contentOf(folder)).toEqual(['.topikl-a.txt.part']);
    file.publish();
    expect(contentOf(folder)).toEqual(['a.txt']);
    expect(readFileSync(path.join(folder, 'a.txt'), 'utf8')).toBe('one twö');
  });

  test('leaves nothing when it is discarded', () => {
    const folder = temporaryFolder();
    const file = new ArtifactFile(folder, 'a.txt');
    file.write('one');
    file.discard();
    expect(contentOf(folder)).toEqual([]);
  });

  test('one that ends in .gz is one gzip stream, of any number of pieces', async () => {
    const folder = temporaryFolder();
    const file = new ArtifactFile(folder, 'a.gz');
    const line = `${'😀é x'.repeat(50_000)}\n`;
    for (let i = 0; i < 12; i++) file.write(line);
    await file.drained();
    file.finish();
    file.publish();
    expect(gunzipSync(readFileSync(path.join(folder, 'a.gz'))).toString('utf8') === line.repeat(12)).toBe(true);
  });

  test('a folder that vanished, and a full disk, are named with what to do', () => {
    const gone = path.join(temporaryFolder(), 'gone');
    const failure = expect.objectContaining({
      name: 'ArtifactError',
      message: expect.stringMatching(/a\.txt cannot be written: ENOENT/),
      hint: 'Check the space and the rights of the output folder.',
    });
    expect(() => new ArtifactFile(gone, 'a.txt')).toThrow(failure);
    if (!existsSync('/dev/full')) return;
    const folder = temporaryFolder();
    symlinkSync('/dev/full', path.join(folder, '.topikl-b.txt.part'));
    const file = new ArtifactFile(folder, 'b.txt');
    file.write('text');
    expect(() => file.finish()).toThrow(expect.objectContaining({ name: 'ArtifactError', message: expect.stringMatching(/b\.txt cannot be written: ENOSPC/) }));
    file.discard();
  });
});
