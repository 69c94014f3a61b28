import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingEntries } from '../support/complete-lockfile.js';

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Parameters<typeof missingEntries>[0];

it('the lockfile has an entry for every platform’s package, else npm ci refuses it (npm run lockfile adds them)', () => {
  expect(missingEntries(lockfile)).toEqual([]);
});

it('the lockfile names no registry', () => {
  expect(JSON.stringify(lockfile)).not.toContain('"resolved":"http');
});

it('a package that is missing is found', () => {
  const planted = { packages: { 'node_modules/a': { dev: true, optionalDependencies: { '@a/linux-x64': '^1.2.0' } } } };
  expect(missingEntries(planted)).toEqual([{ name: '@a/linux-x64', version: '1.2.0', dev: true }]);
});
