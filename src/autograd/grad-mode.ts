/**
 * Whether operations are recorded. This is dynamic scope: the one thing that cannot be an argument, since it
 * has to reach through code that knows nothing of it.
 *
 * @module
 */
import { ArgumentError, describe } from '../errors.js';

let recording = true;

/** Whether operations on Variables are recorded in the graph at this moment. */
export function isGradEnabled(): boolean {
  return recording;
}

/**
 * Runs a function without recording: what it computes has no `gradFn` and needs no gradient.
 *
 * @returns what the function returns
 * @throws `ArgumentError` for a function that returns a Promise: it would go on after recording resumed
 *
 * @example
 * ```ts
 * import { noGrad, tensor, Variable } from 'gradus';
 * const w = new Variable(tensor([1, 2]), { requiresGrad: true });
 * noGrad(() => w.mul(2)).requiresGrad; // => false
 * ```
 */
export function noGrad<Result>(run: () => Result): Result {
  if (typeof run !== 'function') {
    throw new ArgumentError(`noGrad: run is ${describe(run)}; accepted is a function`);
  }
  const result = withRecording(false, run);
  if (result instanceof Promise) {
    throw new ArgumentError(
      'noGrad: run returned a Promise; accepted is a function that is done when it returns',
    );
  }
  return result;
}

/** Runs a function with recording on or off. */
export function withRecording<Result>(on: boolean, run: () => Result): Result {
  const before = recording;
  recording = on;
  try {
    return run();
  } finally {
    recording = before;
  }
}
