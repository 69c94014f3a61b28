/*
 * npm run lockfile: adds to package-lock.json the platform packages that a registry's mirror did not have when it was made. npm ci
 * refuses a lockfile without them, though it installs only those of its own platform. They carry no hash: npm has not seen them.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, Entry>;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Names and versions of optional dependencies without an entry of their own. */
export function missingEntries({ packages }: Lockfile): { name: string; version: string; dev: boolean }[] {
  return Object.entries(packages).flatMap(([place, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined)
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, ''), dev: entry.dev === true })),
  );
}

/** The entry of a platform package, its platform read from its name. */
function entryOf({ name, version, dev }: { name: string; version: string; dev: boolean }): Entry {
  const words = name.split('/').pop()?.split('-') ?? [];
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`the platform of ${name} is not clear from its name`);
  const libc = words.includes('musl') ? { libc: ['musl'] } : words.includes('gnu') ? { libc: ['glibc'] } : {};
  return { version, cpu, ...(dev ? { dev } : {}), ...libc, optional: true, os };
}

if (process.argv[2] === '--write') {
  const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile;
  for (const missing of missingEntries(lockfile)) lockfile.packages[`node_modules/${missing.name}`] = entryOf(missing);
  lockfile.packages = Object.fromEntries(Object.entries(lockfile.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync('package-lock.json', `${JSON.stringify(lockfile, null, 2)}\n`);
}
