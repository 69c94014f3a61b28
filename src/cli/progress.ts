import cliProgress from 'cli-progress';
import { whole } from '../report/sentences.js';
import type { Progress } from '../run/progress.js';

const BAR = 20;
const MEGABYTE = 1e6;

/** Shows what a run does, on standard error; bars on a terminal only. */
export class ProgressDisplay {
  private bar: cliProgress.SingleBar | undefined;
  private line = '';
  /** the name that the bar stands under */
  private drawn = '';
  /** what has been read, once something has */
  private read = '';
  private stage = '';
  private started = performance.now();

  show(progress: Progress): void {
    switch (progress.stage) {
      case 'checking':
        this.draw('checking', progress.files, progress.totalFiles, `${whole(progress.files)} of ${whole(progress.totalFiles)} files`);
        break;
      case 'reading': {
        const seconds = this.seconds('reading');
        const rate = progress.bytes / MEGABYTE / seconds;
        const left = (progress.totalBytes - progress.bytes) / MEGABYTE / rate;
        this.read = `${whole(progress.files)} files · ${size(progress.bytes)}${seconds > 0.5 ? ` · ${rate.toFixed(rate < 10 ? 1 : 0)} MB/s` : ''}`;
        this.draw('reading', progress.bytes, progress.totalBytes, `${this.read}${timeLeft(left)}`);
        break;
      }
      case 'counted':
        this.end();
        if (this.read !== '') this.say('reading', this.read);
        this.say(
          'counting',
          `${whole(progress.documents)} ${progress.passages ? 'passages' : 'documents'} · ${whole(progress.terms)} terms · ${whole(progress.entries)} entries${reused(progress)}`,
        );
        break;
      case 'on-disk':
        this.end();
        this.say('on disk', progress.reason);
        break;
      case 'starting':
        this.draw('starting', progress.start, progress.starts, `start ${progress.start} of ${progress.starts}`);
        break;
      case 'fitting': {
        const { iteration, maxIterations, last } = progress;
        const left = ((maxIterations - iteration) * this.seconds('fitting')) / iteration;
        const change = Number.isNaN(last.relativeChange) ? '' : ` · change ${last.relativeChange.toExponential(1)}`;
        this.draw('fitting', iteration, maxIterations, `iteration ${iteration}${change}${timeLeft(left, 'at most')}`);
        break;
      }
      case 'warming':
        this.draw('fitting', progress.done, progress.all, `${progress.what}, ${whole(progress.done)} of ${whole(progress.all)}`);
        break;
      case 'alone':
        this.end();
        this.say(
          'fitting',
          `by rank 0 alone, not by ${progress.ranks}: ranks share fits of two million counts and more, with priors or --solver multiplicative, by Kullback-Leibler`,
        );
        break;
      case 'fitted':
        this.end();
        this.say('fitting', `${progress.iterations} iterations${reused(progress)}`);
        break;
      case 'describing': {
        const { documents, totalDocuments } = progress;
        const left = ((totalDocuments - documents) * this.seconds('describing')) / documents;
        this.draw('describing', documents, totalDocuments, `${whole(documents)} of ${whole(totalDocuments)} documents${timeLeft(left)}`);
        break;
      }
      case 'refitting': {
        const { refits, totalRefits } = progress;
        const left = ((totalRefits - refits) * this.seconds('refitting')) / (refits - progress.reused);
        this.draw('refitting', refits, totalRefits, `${refits} of ${totalRefits} refits${timeLeft(left)}`);
        break;
      }
      case 'refitted':
        this.end();
        this.say('refitting', `${progress.refits} refits${progress.reused > 0 ? ` · ${progress.reused} of them reused` : ''}`);
        break;
      case 'choosing': {
        const { done, total, doneWork, totalWork } = progress;
        const left = ((totalWork - doneWork) * this.seconds('choosing')) / doneWork;
        this.draw('choosing', done, total, `${done} of ${total} numbers of topics${doneWork > 0 ? timeLeft(left) : ''}`);
        break;
      }
      case 'chosen':
        this.end();
        this.say('choosing', `${progress.topics} topics, of ${progress.tried} numbers that were tried${reused(progress)}`);
        break;
    }
  }

  /** Ends an unfinished bar, so that what is printed next starts on a line of its own. */
  end(): void {
    if (this.bar === undefined) return;
    this.bar.stop();
    this.bar = undefined;
  }

  /** Seconds since a stage was first shown. */
  private seconds(stage: string): number {
    if (this.stage !== stage) {
      this.stage = stage;
      this.started = performance.now();
    }
    return Math.max(0.001, (performance.now() - this.started) / 1000);
  }

  private draw(name: string, value: number, total: number, line: string): void {
    if (!process.stderr.isTTY) return;
    if (this.drawn !== name) this.end();
    this.drawn = name;
    this.line = line;
    if (this.bar === undefined) {
      this.bar = new cliProgress.SingleBar({
        stream: process.stderr,
        hideCursor: true,
        linewrap: false,
        clearOnComplete: true,
        fps: 10,
        format: (_options, { progress }) => `${name.padEnd(12)}${'█'.repeat(Math.round(progress * BAR)).padEnd(BAR, '░')}  ${this.line}`,
      });
      this.bar.start(total, value);
    }
    this.bar.update(value);
  }

  private say(name: string, line: string): void {
    process.stderr.write(`${name.padEnd(12)}${line}\n`);
  }
}

function size(bytes: number): string {
  return bytes < MEGABYTE ? `${whole(bytes / 1000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function reused({ reused: isReused }: { reused: boolean }): string {
  return isReused ? ' · reused from the last run' : '';
}

function timeLeft(seconds: number, about = 'about'): string {
  if (!Number.isFinite(seconds) || seconds < 1) return '';
  return seconds < 90 ? ` · ${about} ${Math.round(seconds)} s left` : ` · ${about} ${Math.round(seconds / 60)} min left`;
}
