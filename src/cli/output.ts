/**
 * Where the command line writes.
 *
 * @module
 */
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Two streams of text and what is known of the terminal behind them. */
export interface Output {
  /** Writes to stdout. */
  readonly write: (text: string) => void;
  /** Writes to stderr. */
  readonly err: (text: string) => void;
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean;
  /** Whether stderr is a terminal, so that a progress bar makes sense. */
  readonly errIsTTY: boolean;
  /** How wide the terminal is; 80 where there is none. */
  readonly columns: number;
  /** Whether stdout may be coloured. */
  readonly color: boolean;
}

/** The reader of a stream has gone: `gradus run manual | head -1`. */
export class ClosedPipeError extends Error {}

/** A stream that takes no more: a full disk. */
export class WriteError extends Error {}

type WriteSync = (fd: number, bytes: Uint8Array) => number;

/**
 * Writes all of a text, waiting until it is taken. The training loop never returns to the event loop, and only
 * so is a line seen as soon as it is printed, and a closed pipe noticed between two epochs.
 *
 * @throws `ClosedPipeError` where nobody reads any more, `WriteError` for any other failure
 */
export function writeAll(fd: number, text: string, write: WriteSync = writeSync): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(write(fd, rest));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') throw new ClosedPipeError();
      if (code !== 'EAGAIN') throw new WriteError(`cannot write: ${(error as Error).message}`);
      // The reader is slow and the pipe does not block: wait a little instead.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Whether to colour: a terminal that can, and a user who did not say no (https://no-color.org). */
export function mayColor(isTTY: boolean, env: NodeJS.ProcessEnv): boolean {
  return isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** The streams of this process. */
export function processOutput(): Output {
  const isTTY = isatty(1);
  return {
    write: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    isTTY,
    errIsTTY: isatty(2),
    columns: isTTY && process.stdout.columns > 0 ? process.stdout.columns : 80,
    color: mayColor(isTTY, process.env),
  };
}
