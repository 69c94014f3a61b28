import type { Arguments } from './latex-commands.js';

/** Something that is open, and what becomes of what is in it when it is closed. */
export interface Frame {
  /** what closes it: }, ], $, $$, \), \], \fi, or `end ` and the name of an environment */
  close: string;
  /** a letter of Arguments; besides, `m`: a formula, `u`: an unseen environment or the like, `e`: any other one, `l`: the label of an item */
  use: string;
  /** where the output was when it was opened */
  from: number;
  /** arguments of the same command that are still to come */
  rest: Arguments | undefined;
}

/** What ends an environment. */
export const endOf = (environment: string): string => `end ${environment}`;

/** The frames that are open, innermost last. Each is pushed and popped once, so that no question costs more than the frames it ends. */
export class LatexStack {
  private readonly frames: Frame[] = [];
  /** how many frames that each mark would close are open: in each of the environments that are inside one another, the innermost last */
  private readonly scopes: Map<string, number>[] = [new Map()];
  /** how many are open of each use, and of each environment */
  private readonly open = new Map<string, number>();
  /** whether something was closed that was not open, or never closed */
  unbalanced = false;

  get isEmpty(): boolean {
    return this.frames.length === 0;
  }

  /** What would close the innermost frame. */
  get close(): string | undefined {
    return this.frames.at(-1)?.close;
  }

  /** Whether a frame of one of these uses is open. */
  has(uses: string): boolean {
    for (const use of uses) if ((this.open.get(use) ?? 0) > 0) return true;
    return false;
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    add(this.scopes.at(-1), frame.close, 1);
    add(this.open, frame.use, 1);
    if (isEnvironment(frame)) {
      add(this.open, frame.close, 1);
      this.scopes.push(new Map());
    }
  }

  /** Ends the innermost frame. */
  pop(): Frame {
    const frame = this.frames.pop() as Frame;
    add(this.open, frame.use, -1);
    if (isEnvironment(frame)) {
      add(this.open, frame.close, -1);
      this.scopes.pop();
    }
    add(this.scopes.at(-1), frame.close, -1);
    return frame;
  }

  /** Ends the innermost frame without its mark: what is in it stays. */
  abandon(): void {
    this.pop();
    this.unbalanced = true;
  }

  /** Ends the frame that a mark closes, with all inside it; undefined where none is open, in the innermost environment. */
  popTo(close: string): Frame | undefined {
    const counts = close.startsWith('end ') ? this.open : this.scopes.at(-1);
    if ((counts?.get(close) ?? 0) === 0) return undefined;
    while (this.close !== close) this.abandon();
    return this.pop();
  }
}

const isEnvironment = ({ close }: Frame): boolean => close.startsWith('end ');

function add(counts: Map<string, number> | undefined, key: string, more: number): void {
  counts?.set(key, (counts.get(key) ?? 0) + more);
}
