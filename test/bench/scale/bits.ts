/* The bits of one process, from ranks under another MPI, and from ranks on two hosts. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { differentFiles, promisedFiles } from '../../support/same-results.js';
import { checked } from '../factorize/processes.js';
import { cached, readManifest, TOPIKL } from './program.js';
import { findMpi, runAnew, smallCollection } from './ranked-run.js';

const TWO_HOSTS = path.resolve('test/distribute/two-hosts.sh');
/** With which it ends where the system has no namespaces for it. */
const NOT_ALLOWED = 77;

export async function compareMpich(quick: boolean): Promise<void> {
  console.log('\nMPICH: the same bits');
  const mpi = findMpi('MPICH');
  if (mpi === undefined) return;
  const words = smallCollection(quick);
  const alone = cached('alone');
  const out = cached('ranks');
  await runAnew(words, alone, 1, undefined);
  for (const ranks of [2, 4]) {
    await runAnew(words, out, ranks, mpi);
    report(alone, out, `${mpi.mpirun} -n ${ranks}`);
  }
  for (const folder of [alone, out, cached('small')]) rmSync(folder, { recursive: true, force: true });
}

/** Two network namespaces that a veth pair joins, one rank in each. */
export async function compareHosts(quick: boolean): Promise<void> {
  console.log('\nTwo network namespaces as two hosts: the same bits');
  if (!existsSync(TWO_HOSTS)) {
    console.log(`  left out: there is no ${TWO_HOSTS}`);
    return;
  }
  if (process.getuid?.() !== 0 || spawnSync('ip', ['netns']).status !== 0) {
    console.log('  left out: making network namespaces takes root and the program ip (Debian: iproute2)');
    return;
  }
  const words = smallCollection(quick);
  const alone = cached('alone');
  const out = path.resolve(cached('hosts'));
  await runAnew(words, alone, 1, undefined);
  rmSync(out, { recursive: true, force: true });
  const program = [process.execPath, TOPIKL, 'run', path.resolve(words[0] as string), ...words.slice(1), '--out', out, '--quiet'];
  const { status, stderr } = spawnSync('bash', [TWO_HOSTS, ...program], { encoding: 'utf8' });
  if (status === NOT_ALLOWED) {
    console.log('  left out: network namespaces are not allowed here');
    return;
  }
  checked(status === 0, `the run on two hosts ended with ${status}${status === 0 ? '' : `:\n${stderr.slice(-1500)}`}`);
  if (status === 0) report(alone, out, 'two hosts');
  for (const folder of [alone, out, cached('small')]) rmSync(folder, { recursive: true, force: true });
}

function report(alone: string, out: string, how: string): void {
  const different = differentFiles(alone, out);
  const { ranks, stages } = readManifest(out);
  const seconds = stages.map((stage) => `${stage.name} ${stage.seconds.toFixed(1)} s`).join(', ');
  checked(different.length === 0, `${how}: ${promisedFiles(out).length} files, different from one process: ${different.join(', ') || 'none'}`);
  const shared =
    ranks === undefined
      ? 'the manifest does not say how many ranks'
      : `${ranks.size} ranks, ${ranks.fit} in the fit, ${ranks.communicationSeconds.toFixed(1)} s in MPI`;
  console.log(`  ${seconds}; ${shared}; ${different.length === 0 ? 'pass' : 'MISSED'}`);
}
