/**
 * A progress bar on stderr.
 *
 * @module
 */
import { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { Output } from './output.js';

/**
 * Calls `work` with a function that counts one more step as done. The bar is drawn only where stderr is a
 * terminal, and is gone when the work ends.
 *
 * It neither hides the cursor nor turns off line wrapping, and listens to no signal: there is nothing to restore,
 * so Ctrl-C ends the process at once as it ends any other.
 */
export function withProgress<Result>(
  output: Output,
  total: number,
  work: (step: (what?: string) => void) => Result,
): Result {
  if (!output.errIsTTY) return work(() => undefined);
  const stream = Object.assign(
    new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        output.err(text);
        done();
      },
    }),
    { isTTY: true },
  );
  const bar = new SingleBar({
    stream,
    format: '{bar} {value}/{total} {what}',
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    fps: 20,
    linewrap: true,
    hideCursor: false,
    gracefulExit: false,
    clearOnComplete: true,
  });
  bar.start(total, 0, { what: '' });
  try {
    return work((what = '') => bar.increment(1, { what }));
  } finally {
    bar.stop();
  }
}
