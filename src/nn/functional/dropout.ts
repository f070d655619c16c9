/**
 * Dropout: noise that a network learns to do without.
 *
 * @module
 */
import { bernoulli } from '../../random/distributions.js';
import { checkGenerator, type Generator } from '../../random/generator.js';
import type { Algebra } from '../../tensor/algebra.js';
import { checkFlag, checkOptions, isFloat } from '../../tensor/check.js';
import { zeros } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkProbability, floats } from './arguments.js';

/** Options of {@link dropout}. */
export interface DropoutOptions {
  /** The stream that is advanced: needed unless `training` is `false`. */
  readonly generator?: Generator;
  /** The probability of an element to become 0. Default ½. */
  readonly p?: number;
  /** Whether anything is dropped at all. Default `true`. */
  readonly training?: boolean;
}

/**
 * Each element becomes 0 with the probability p, and is multiplied by 1/(1 − p) else, so that its mean stays.
 *
 * x·m/(1 − p), where m is drawn by `bernoulli(shape, { p: 1 − p })` in row-major order: the same generator state gives
 * the same m. With p = 0 or without training the
 * result is x, and with p = 1 it is x·0; then nothing is drawn. As in PyTorch, NaN and ±Infinity become NaN where they
 * are dropped.
 *
 * The gradient is multiplied by the same m/(1 − p).
 *
 * @param input - any shape, float
 * @throws `ArgumentError` without a generator when training, or for a p outside [0, 1]; `DtypeError` unless input is of
 * a float dtype
 *
 * @example
 * ```ts
 * import { dropout, Generator, ones } from 'gradus';
 * dropout(ones([6]), { p: 0.5, generator: new Generator(1) }).toArray(); // => [2, 2, 2, 2, 0, 2]
 * dropout(ones([2]), { training: false }).toArray(); // => [1, 1]
 * ```
 */
export function dropout(input: Tensor, options: DropoutOptions): Tensor;
export function dropout<T extends Algebra<T>>(input: T, options: DropoutOptions): T;
export function dropout<T extends Algebra<T>>(input: T, options: DropoutOptions): T {
  const x = floats<T>('dropout', { input })(input);
  const names = ['generator', 'p', 'training'] as const;
  const { generator, p = 0.5, training = true } = checkOptions('dropout', options, names, '{ generator }');
  checkProbability('dropout', 'p', p);
  if (!checkFlag('dropout', 'training', training)) return x;
  return dropped(x, p, checkGenerator('dropout', generator));
}

/** x with a part of it dropped, its arguments checked. */
export function dropped<T extends Algebra<T>>(x: T, p: number, generator: Generator): T {
  const { shape, dtype } = x;
  if (p === 0 || !isFloat(dtype)) return x;
  if (p === 1) return x.mul(zeros(shape, { dtype }));
  return x.mul(bernoulli(shape, { p: 1 - p, dtype, generator }).div(1 - p));
}
