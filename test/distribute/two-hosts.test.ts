import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messages, sayLeftOut, until } from './mpirun.js';
import { bundleRanks, removeRanks } from './ranks-bundle.js';

const SCRIPT = path.join(import.meta.dirname, 'two-hosts.sh');
/** Ends a job whose hosts no longer hear each other after a few seconds: by default it is after two hours. */
const KEEP_ALIVE = '--mca oob_tcp_keepalive_time 2 --mca oob_tcp_keepalive_intvl 1 --mca oob_tcp_keepalive_probes 2';

interface Hosts {
  script: ChildProcess;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  stdout: () => string;
}

function startOnTwoHosts(words: readonly string[], options = ''): Hosts {
  const script = spawn('bash', [SCRIPT, process.execPath, ...words], { env: { ...process.env, MPIRUN_OPTIONS: options }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void script.kill('SIGTERM'));
  let stdout = '';
  let stderr = '';
  script.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  script.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    script.on('error', reject);
    script.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { script, ended, stdout: () => stdout };
}

/** Whether the script runs; that it does not is said on standard error. */
function mayMakeHosts(): boolean {
  const { status, stderr, error } = spawnSync('bash', [SCRIPT, 'true'], { encoding: 'utf8' });
  if (status === 0) return true;
  sayLeftOut('No two hosts can be made of this one', 'THE TESTS ON TWO HOSTS', `They need root, iproute2 and openmpi-bin. ${error?.message ?? stderr}`);
  return false;
}

describe.runIf(mayMakeHosts())('two hosts', () => {
  let program: string;
  beforeAll(async () => {
    program = await bundleRanks();
  });
  afterAll(() => removeRanks(program));

  const host = (job: Hosts, letter: string) => `topikl-${job.script.pid}-${letter}`;
  const left = (job: Hosts) =>
    ['a', 'b'].flatMap((letter) =>
      spawnSync('ip', ['netns', 'pids', host(job, letter)], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter(Boolean),
    );
  const bothWait = (job: Hosts) => until('both ranks wait', () => job.stdout().match(/^waits/gm)?.length === 2, 20, job.stdout);

  test('all calls', async () => {
    const job = startOnTwoHosts([program, 'calls']);
    expect(await job.ended).toEqual({ code: 0, stdout: '2 ranks agree\n', stderr: '' });
    expect(spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout).not.toContain(host(job, 'a'));
  });

  test('a rank that fails says on which host', async () => {
    const { code, stderr } = await startOnTwoHosts([program, 'throw']).ended;
    expect(messages(stderr)).toEqual([expect.stringMatching(/\(rank 1 of 2, on topikl-\d+-b\)$/)]);
    expect(code).toBe(1);
  });

  test('a host that dies ends the job', async () => {
    const job = startOnTwoHosts([program, 'hold']);
    await bothWait(job);
    for (const pid of spawnSync('ip', ['netns', 'pids', host(job, 'b')], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n'))
      process.kill(Number(pid), 'SIGKILL');
    expect((await job.ended).code).not.toBe(0);
  });

  test('a link that goes down ends the job on both hosts', async () => {
    const job = startOnTwoHosts([program, 'hold'], KEEP_ALIVE);
    await bothWait(job);
    spawnSync('ip', ['-n', host(job, 'b'), 'link', 'set', 'eth0', 'down']);
    await until(
      'no process is left',
      () => left(job).length === 0,
      30,
      () => left(job).join(' '),
    );
    expect((await job.ended).code).not.toBe(0);
  });
});
