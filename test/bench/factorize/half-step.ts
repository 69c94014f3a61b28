/* The multiplicative half-step on one thread: the compiled kernel, the plain TypeScript that it must equal, and the same loop in C++. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Engine } from '../../../src/factorize/engine.js';
import { columnSums, type Factors, FLOOR } from '../../../src/factorize/factors.js';
import { updateRows } from '../../../src/factorize/kernels/kullback-leibler.js';
import { SingleThread } from '../../../src/factorize/workers/crew.js';
import { type CsrMatrix, transpose } from '../../../src/matrix/csr-matrix.js';
import { cached, type Problem, readCounts, uniformStart } from './problem.js';
import { checked, run, runPart, summarize, verdict } from './processes.js';

const SOURCE = 'test/bench/factorize/half-step.cpp';
const TOPICS = [16, 48, 96];
/** Half-steps of each factor that a program does when it is its turn. */
const REPEATS = 3;
/** How far the model's means may be from those in float64, relatively. */
const TOLERANCE = 1e-4;

interface HalfStepJob {
  matrix: string;
  topics: number;
  rounds: number;
  /** compiled C++ programs */
  programs: string[];
}

interface HalfStepTiming {
  /** seconds of W's half-step and of H's, best of the rounds */
  seconds: [number, number];
  /** largest relative difference of the model's means after one half-step of each, from plain TypeScript's */
  difference: number;
}

/** Plain TypeScript, the kernel, then the programs. */
type HalfStepResult = HalfStepTiming[];

export function compareHalfSteps({ matrix }: Problem, rounds: number): void {
  console.log(`\n2. The half-steps of W and H on one thread, milliseconds of both, best of ${rounds} × ${REPEATS}, in turn`);
  const programs = compilePrograms();
  const lines: string[] = [];
  for (const topics of TOPICS) {
    const [plain, kernel, ...compiled] = runPart<HalfStepResult>('half-step', { matrix, topics, rounds, programs } satisfies HalfStepJob) as [
      HalfStepTiming,
      HalfStepTiming,
      ...HalfStepTiming[],
    ];
    const differences = [kernel, ...compiled].map(({ difference }) => difference);
    checked(
      differences.every((difference) => difference < TOLERANCE),
      `K = ${topics}: the means equal plain TypeScript's to ${differences.map((difference) => difference.toExponential(1)).join(', ')}`,
    );
    const both = ({ seconds: [W, H] }: HalfStepTiming) => W + H;
    const show = (timing: HalfStepTiming) =>
      `${(1000 * both(timing)).toFixed(1)} (${timing.seconds.map((seconds) => (1000 * seconds).toFixed(1)).join(' + ')})`;
    const ratio = both(plain) / both(kernel);
    lines.push(`  K = ${topics}: plain TypeScript ${show(plain)}, kernel ${show(kernel)}: ratio ${ratio.toFixed(1)}, ${verdict(ratio, 12)}`);
    for (const [p, timing] of compiled.entries()) {
      const share = both(timing) / both(kernel);
      lines.push(
        `    C++ ${p === 0 ? '-O3 -mavx2 -mfma' : 'and -ffast-math'} ${show(timing)}: C++ / kernel ${share.toFixed(2)}, ${verdict(share, 0.4)}, aim 0.6`,
      );
    }
  }
  for (const line of lines) console.log(line);
}

/** The C++ loop as it stands, and with the dot product's order of additions set free, without which it is not vectorised. */
function compilePrograms(): string[] {
  if (spawnSync('g++', ['--version']).status !== 0) {
    console.log('  C++ is not compared: there is no g++');
    return [];
  }
  return [[], ['-ffast-math']].map((options, p) => {
    const program = cached(`half-step-${p}`);
    run('g++', ['-O3', '-mavx2', '-mfma', ...options, '-o', program, SOURCE]);
    return program;
  });
}

export async function timeHalfSteps({ matrix, topics, rounds, programs }: HalfStepJob): Promise<HalfStepResult> {
  const X = await readCounts(matrix);
  const Xt = transpose(X);
  const start = uniformStart(X, topics);
  const input = cached('half-step.in');
  writeFileSync(input, Buffer.concat([Int32Array.of(X.rows, X.columns, X.values.length, topics), ...arrays(X), ...arrays(Xt), start.W, start.Ht].map(bytes)));

  const W = Float64Array.from(start.W);
  const Ht = Float64Array.from(start.Ht);
  const plain = () => {
    const sums = [sumColumns(Ht, topics)];
    const first = timed(() => updateRows(X, W, Ht, topics, sums[0] as Float64Array, FLOOR));
    sums.push(sumColumns(W, topics));
    return [first, timed(() => updateRows(Xt, Ht, W, topics, sums[1] as Float64Array, FLOOR))];
  };
  const engine = await Engine.create(X, start, { crew: new SingleThread(), gram: false });
  const kernel = async () => {
    const seconds: number[] = [];
    for (const side of [engine.documents, engine.terms]) {
      const started = performance.now();
      await engine.step(side, 'halfStep');
      seconds.push((performance.now() - started) / 1000);
    }
    return seconds;
  };

  const times: number[][][] = [[], [], ...programs.map(() => [])];
  const differences = [0];
  let expected: Pair = [W, Ht];
  const compare = (factors: Pair) => differences.push(differenceOfMeans(X, topics, expected, factors));
  for (let round = 0; round < rounds; round++) {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      times[0]?.push(plain());
      if (round + repeat === 0) expected = [W.slice(), Ht.slice()];
    }
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      times[1]?.push(await kernel());
      if (round + repeat === 0) compare([engine.array(engine.documents.current), engine.array(engine.terms.current)]);
    }
    for (const [p, program] of programs.entries()) {
      const output = cached('half-step.out');
      times[2 + p]?.push(
        run(program, [input, output, String(REPEATS)])
          .trim()
          .split(' ')
          .map(Number),
      );
      if (round === 0) compare(readFactors(output, start));
    }
  }
  return times.map((list, t) => ({
    seconds: [0, 1].map((side) => summarize(list.map((seconds) => seconds[side] as number)).best) as [number, number],
    difference: differences[t] as number,
  }));
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function sumColumns(factor: Float64Array, topics: number): Float64Array {
  return columnSums(Float32Array.from(factor), topics);
}

function arrays({ rowPointers, columnIndices, values }: CsrMatrix): (Int32Array | Uint32Array)[] {
  return [rowPointers, columnIndices, values];
}

function bytes({ buffer, byteOffset, byteLength }: Int32Array | Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function readFactors(file: string, { W, Ht }: Factors): [Float32Array, Float32Array] {
  const { buffer } = Uint8Array.from(readFileSync(file));
  return [new Float32Array(buffer, 0, W.length), new Float32Array(buffer, W.byteLength, Ht.length)];
}

type Pair = readonly [Float32Array | Float64Array, Float32Array | Float64Array];

/** Largest relative difference of the means of the stored entries. */
function differenceOfMeans(X: CsrMatrix, topics: number, [W, Ht]: Pair, [otherW, otherHt]: Pair): number {
  let most = 0;
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      const j = X.columnIndices[p];
      let mean = 0;
      let other = 0;
      for (let k = 0; k < topics; k++) {
        mean += W[i * topics + k] * Ht[j * topics + k];
        other += otherW[i * topics + k] * otherHt[j * topics + k];
      }
      const difference = Math.abs(other / mean - 1);
      if (!(difference <= most)) most = difference;
    }
  }
  return most;
}
