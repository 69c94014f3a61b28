import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Communicator } from '../../src/distribute/communicator.js';
import { connect } from '../../src/distribute/connect.js';
import { DEFAULT_LIMITS } from '../../src/ingest/limits.js';
import { ReaderPool } from '../../src/ingest/processes/reader-pool.js';

// What the ranks of the tests do; the test starts this file with mpirun and names the scene.

/** Bytes of each length that messages may trip over, pieces being of 4096. */
const PIECE_BYTES = 4096;
const LENGTHS = [0, 1, 8, 4095, 4096, 4097, 8192, 50_001];

/** Bytes that tell who sent them to whom. */
function marked(length: number, from: number, to: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (31 * from + 7 * to + i) % 251);
}

/** The same array in each kind of memory that topikl computes in, at an odd place in it. */
function inAllMemories(length: number): Float64Array[] {
  const bytes = 8 * length + 8;
  const pages = Math.ceil(bytes / 65536);
  return [
    new ArrayBuffer(bytes),
    new SharedArrayBuffer(bytes),
    new WebAssembly.Memory({ initial: pages }).buffer,
    new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer,
  ].map((buffer) => new Float64Array(buffer, 8, length));
}

/** Sums of whole numbers, large ones too, are exact and so the same in any order. */
function reduces(ranks: Communicator): void {
  const { rank, size } = ranks;
  for (const length of [0, 1, 511, 512, 513, 6250])
    for (const values of inAllMemories(length)) {
      for (let i = 0; i < length; i++) values[i] = (i % 2 === 0 ? 1 : -1) * (2 ** 50 - i) + rank;
      ranks.allReduce(values);
      for (let i = 0; i < length; i++) assert.equal(values[i], size * (i % 2 === 0 ? 1 : -1) * (2 ** 50 - i) + (size * (size - 1)) / 2);
      // what lies ahead of the view stays as it was
      assert.equal(new Float64Array(values.buffer, 0, 1)[0], 0);
    }
}

function moves(ranks: Communicator): void {
  const { rank, size } = ranks;
  for (const length of LENGTHS) {
    for (const shared of [new Uint8Array(length), new Uint8Array(new SharedArrayBuffer(length + 3), 3)]) {
      if (rank === 0) shared.set(marked(length, 0, 0));
      ranks.broadcast(shared);
      assert.deepEqual(Uint8Array.from(shared), marked(length, 0, 0));
    }
    const gathered = ranks.gather(marked(length + rank, rank, 0));
    if (rank > 0) assert.equal(gathered, undefined);
    else
      assert.deepEqual(
        gathered,
        Array.from({ length: size }, (_, from) => marked(length + from, from, 0)),
      );
    // to each rank another length, to some of them nothing
    const lengthOf = (from: number, to: number) => ((from + to) % 3 === 0 ? 0 : length + PIECE_BYTES * from + to);
    const received = ranks.allToAll(Array.from({ length: size }, (_, to) => marked(lengthOf(rank, to), rank, to)));
    assert.deepEqual(
      received,
      Array.from({ length: size }, (_, from) => marked(lengthOf(from, rank), from, rank)),
    );
  }
}

/** Rank 0 asks the others in turn; while it waits its event loop goes on, and it computes next to nothing. */
async function talks(ranks: Communicator): Promise<void> {
  const { rank, size } = ranks;
  if (rank > 0) {
    for (const length of LENGTHS) {
      const asked = await ranks.receive(0);
      assert.deepEqual(asked, marked(length, 0, rank));
      if (length === 1) await sleep(300);
      ranks.send(0, marked(length + rank, rank, 0));
    }
    return;
  }
  let turns = 0;
  const clock = setInterval(() => turns++, 10);
  for (const length of LENGTHS) {
    for (let to = 1; to < size; to++) ranks.send(to, marked(length, 0, to));
    const before = process.cpuUsage();
    const turnsBefore = turns;
    const answers = await Promise.all(Array.from({ length: size - 1 }, (_, i) => ranks.receive(i + 1)));
    for (const [i, answer] of answers.entries()) assert.deepEqual(answer, marked(length + i + 1, i + 1, 0));
    if (length !== 1) continue;
    const { user, system } = process.cpuUsage(before);
    assert.ok(turns - turnsBefore >= 10, `the clock went ${turns - turnsBefore} times in 300 ms`);
    assert.ok(user + system < 150_000, `waiting for 300 ms took ${(user + system) / 1000} ms of a core`);
  }
  clearInterval(clock);
}

/** Processes that read files, as a run has them: one that hangs in a parser, and one that waits for more. */
async function startReaders(): Promise<void> {
  const entry = path.join(import.meta.dirname, 'hanging-reader.js');
  const pool = new ReaderPool({ limits: DEFAULT_LIMITS, chunk: 'document' }, { processes: 2, giveUpSeconds: 60, entry });
  const files = ['file', 'hang'].map((path) => ({ location: path, path, bytes: 2_000_000 }));
  await pool.read(files).next();
  await sleep(300);
}

async function main(scene: string): Promise<void> {
  const launchedAs = Number(process.env.OMPI_COMM_WORLD_RANK ?? process.env.PMI_RANK);
  const last = (ranks: Communicator) => ranks.rank === ranks.size - 1;
  const ranks = await connect({ version: scene === 'unlike' ? `1.${launchedAs % 2}` : '1.0', pieceBytes: PIECE_BYTES });
  switch (scene) {
    case 'alone':
      assert.equal(ranks.size, 1);
      return;
    case 'calls':
      reduces(ranks);
      moves(ranks);
      await talks(ranks);
      if (ranks.rank === 0) process.stdout.write(`${ranks.size} ranks agree\n`);
      ranks.close();
      return;
    case 'throw':
      if (last(ranks)) throw new Error('planted');
      break;
    case 'reject':
      if (!last(ranks)) break;
      setTimeout(() => void Promise.reject(new Error('planted')));
      await ranks.receive(0);
      return;
    case 'exit':
      // in peace, as a program does that has said what was wrong
      if (last(ranks)) process.exitCode = 3;
      if (last(ranks)) return;
      break;
    case 'abort':
      if (last(ranks)) ranks.abort(7);
      break;
    case 'hold':
      break;
    case 'readers':
      await startReaders();
      break;
    default:
      assert.fail(`no scene ${scene}`);
  }
  process.stdout.write(`waits ${ranks.rank} ${process.pid}\n`);
  // rank 0 in its event loop, the others in MPI
  if (ranks.rank === 0) await ranks.receive(1);
  ranks.allReduce(new Float64Array(1));
}

await main(process.argv[2] as string);
