import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from '../../../src/run/lock.js';
import { temporaryFolder } from '../../temporary-folder.js';

const place = () => {
  const folder = temporaryFolder();
  return { folder, file: path.join(folder, '.topikl.lock') };
};

/** A process that has ended. */
const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid;

test('a lock names its process and machine, and goes when the folder is given free', () => {
  const { folder, file } = place();
  const unlock = lockFolder(folder);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${os.hostname()}\n`);
  unlock();
  expect(existsSync(file)).toBe(false);
  lockFolder(folder)();
});

test('a lock of a process that runs is respected', () => {
  const { folder, file } = place();
  writeFileSync(file, `${process.ppid} ${os.hostname()}\n`);
  expect(() => lockFolder(folder)).toThrow(
    expect.objectContaining({
      name: 'ConfigError',
      message: `another run is writing into "${folder}" (process ${process.ppid} on ${os.hostname()})`,
      hint: `Wait for it, or choose another folder with --out. If no run is going on, delete ${file}.`,
    }),
  );
  expect(readFileSync(file, 'utf8')).toBe(`${process.ppid} ${os.hostname()}\n`);
});

test('two runs of one process exclude each other too', () => {
  const { folder } = place();
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`another run is writing into "${folder}"`);
  unlock();
});

test('a lock of a process that has ended is taken over', () => {
  const { folder, file } = place();
  writeFileSync(file, `${deadProcess()} ${os.hostname()}\n`);
  const unlock = lockFolder(folder);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${os.hostname()}\n`);
  unlock();
  expect(existsSync(file)).toBe(false);
});

test('a lock of this process number left by an earlier process is taken over', () => {
  // as in a container, where every run is process 1
  const { folder, file } = place();
  writeFileSync(file, `${process.pid} ${os.hostname()}\n`);
  const unlock = lockFolder(folder);
  unlock();
  expect(existsSync(file)).toBe(false);
});

test('a lock of another machine, or one that cannot be understood, is respected', () => {
  const { folder, file } = place();
  writeFileSync(file, `${deadProcess()} some-other-machine\n`);
  expect(() => lockFolder(folder)).toThrow(/another run is writing into ".*" \(process \d+ on some-other-machine\)$/);
  writeFileSync(file, 'garbage');
  expect(() => lockFolder(folder)).toThrow(/another run is writing into "[^"]*"$/);
  expect(readFileSync(file, 'utf8')).toBe('garbage');
});
