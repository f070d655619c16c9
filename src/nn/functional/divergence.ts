/**
 * How far one distribution is from another.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
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
 * 0·ln 0 is 0, and so is its derivative there, as `xlogy` has it, where PyTorch's is NaN. A p below 0 gives NaN.
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
  const { reduction: wanted, logTarget = false } = checkOptions(
    'klDiv',
    options,
    names,
    "{ reduction: 'batchmean' }",
  );
  checkFlag('klDiv', 'logTarget', logTarget);
  const batchMean = wanted === 'batchmean';
  const reduction = batchMean ? 'sum' : checkReduction('klDiv', wanted);
  const lift = floats<T>('klDiv', { input, target });
  const [x, t] = [lift(input), lift(target)];
  checkAlike('klDiv', x, t);
  const batch = x.shape[0];
  if (batchMean && batch === undefined) {
    throw new ArgumentError(
      `klDiv: reduction is ${describe('batchmean')} for a scalar; accepted is one with a batch`,
    );
  }
  const losses = reduced(logTarget ? t.exp().mul(t.sub(x)) : t.xlogy(t).sub(t.mul(x)), reduction);
  return batchMean ? losses.div(batch ?? 1) : losses;
}
