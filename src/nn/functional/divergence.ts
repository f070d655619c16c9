/**
 * How far one distribution is from another.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
import { choose } from '../../tensor/algebra/arguments.js';
import { checkFlag, checkOptions } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import { floats } from './arguments.js';
import { checkAlike, checkReduction, reduced, type Reduction } from './reduction.js';

/** Options of {@link klDiv}. */
export interface KlDivOptions {
  /**
   * `'mean'` unless told: the mean over all elements. `'batchmean'`: the sum divided by the size of the first dim, which
   * is the divergence as mathematics has it. `'sum'`, `'none'`.
   */
  readonly reduction?: Reduction | 'batchmean';
  /** Whether the target holds logarithms too. Default `false`. */
  readonly logTarget?: boolean;
}

/**
 * Kullback and Leibler's divergence of the target p from the input: p·(ln p − x) for each element, where x holds the
 * logarithms of probabilities; with `logTarget`, eᵗ·(t − x).
 *
 * 0·ln 0 is 0, and its derivative counts as 0 there, where PyTorch has NaN. A p below 0 gives NaN.
 *
 * Source: Kullback and Leibler, Ann. Math. Statist. 22(1), 1951.
 *
 * @param input - any shape, float
 * @param target - the same shape and dtype
 * @throws `ShapeError` for shapes that differ: it does not broadcast. `DtypeError` unless both have one float dtype,
 * `ArgumentError` for an option that is not known, or `'batchmean'` without dims
 *
 * @example
 * ```ts
 * import { klDiv, tensor } from 'gradus';
 * klDiv(tensor([[-1, -2]]), tensor([[1, 0]]), { reduction: 'batchmean' }).item(); // => 1
 * ```
 */
export function klDiv(input: Tensor, target: Tensor, options?: KlDivOptions): Tensor;
export function klDiv<T extends Algebra<T>>(input: T | Tensor, target: T | Tensor, options?: KlDivOptions): T;
export function klDiv<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: KlDivOptions,
): T {
  const names = ['reduction', 'logTarget'] as const;
  const given = checkOptions('klDiv', options, names, "{ reduction: 'batchmean' }");
  const logTarget = checkFlag('klDiv', 'logTarget', given.logTarget ?? false);
  const batchMean = given.reduction === 'batchmean';
  const reduction = batchMean ? 'sum' : checkReduction('klDiv', given.reduction);
  const lift = floats<T>('klDiv', { input, target });
  const [x, t] = [lift(input), lift(target)];
  checkAlike('klDiv', x, t);
  const batch = x.shape[0];
  if (batchMean && batch === undefined) {
    throw new ArgumentError(
      `klDiv: reduction is ${describe('batchmean')} for a scalar; accepted is one with a batch`,
    );
  }
  const losses = reduced(logTarget ? t.exp().mul(t.sub(x)) : timesLog(t).sub(t.mul(x)), reduction);
  return batchMean ? losses.div(batch ?? 1) : losses;
}

/** t·ln t, and 0 where t is 0. */
function timesLog<T extends Algebra<T>>(t: T): T {
  const zero = t.eq(0);
  return choose(zero, 0, t.mul(choose(zero, 1, t).log()));
}
