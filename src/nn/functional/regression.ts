/**
 * Losses of real numbers against real numbers.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
import { checkOptions } from '../../tensor/check.js';
import type { Tensor } from '../../tensor/tensor.js';
import { floats } from './arguments.js';
import { checkAlike, checkReduction, reduced, type LossOptions } from './reduction.js';

/** Options of {@link smoothL1Loss}. */
export interface SmoothL1Options extends LossOptions {
  /** Where the square ends and the line begins, from 0 up. Default 1. */
  readonly beta?: number;
}

/** Options of {@link huberLoss}. */
export interface HuberOptions extends LossOptions {
  /** Where the square ends and the line begins, above 0. Default 1. */
  readonly delta?: number;
}

/** input − target, both checked. */
function difference<T extends Algebra<T>>(operation: string, input: T | Tensor, target: T | Tensor): T {
  const lift = floats<T>(operation, { input, target });
  const [x, t] = [lift(input), lift(target)];
  checkAlike(operation, x, t);
  return x.sub(t);
}

/**
 * The squared error (x − t)², reduced.
 *
 * @param input - any shape, float
 * @param target - the same shape and dtype
 * @throws `ShapeError` for shapes that differ: it does not broadcast, where PyTorch warns. `DtypeError` unless both
 * have one float dtype
 *
 * @example
 * ```ts
 * import { mseLoss, tensor } from 'gradus';
 * mseLoss(tensor([1, 2]), tensor([1, 4])).item(); // => 2
 * ```
 */
export function mseLoss(input: Tensor, target: Tensor, options?: LossOptions): Tensor;
export function mseLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: LossOptions,
): T;
export function mseLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: LossOptions,
): T {
  const { reduction } = checkOptions('mseLoss', options, ['reduction'], "{ reduction: 'sum' }");
  const kind = checkReduction('mseLoss', reduction);
  return reduced(difference<T>('mseLoss', input, target).square(), kind);
}

/**
 * The absolute error |x − t|, reduced. Its derivative at the kink x = t is 0. As {@link mseLoss}.
 *
 * @throws as {@link mseLoss}
 *
 * @example
 * ```ts
 * import { l1Loss, tensor } from 'gradus';
 * l1Loss(tensor([1, 2]), tensor([1, 5])).item(); // => 1.5
 * ```
 */
export function l1Loss(input: Tensor, target: Tensor, options?: LossOptions): Tensor;
export function l1Loss<T extends Algebra<T>>(input: T | Tensor, target: T | Tensor, options?: LossOptions): T;
export function l1Loss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: LossOptions,
): T {
  const { reduction } = checkOptions('l1Loss', options, ['reduction'], "{ reduction: 'sum' }");
  const kind = checkReduction('l1Loss', reduction);
  return reduced(difference<T>('l1Loss', input, target).abs(), kind);
}

/**
 * The absolute error with its kink smoothed: with d = x − t, d²/(2β) where |d| < β, else |d| − β/2; reduced. For β = 0
 * it is {@link l1Loss}. The first derivative, d/β clamped to ±1, is continuous; the second is 1/β up to |d| = β, there
 * included, and 0 beyond.
 *
 * @throws `ArgumentError` for a β below 0; as {@link mseLoss}
 *
 * @example
 * ```ts
 * import { smoothL1Loss, tensor } from 'gradus';
 * smoothL1Loss(tensor([1, 4]), tensor([0, 0]), { beta: 2, reduction: 'none' }).toArray(); // => [0.25, 3]
 * ```
 */
export function smoothL1Loss(input: Tensor, target: Tensor, options?: SmoothL1Options): Tensor;
export function smoothL1Loss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: SmoothL1Options,
): T;
export function smoothL1Loss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: SmoothL1Options,
): T {
  const names = ['reduction', 'beta'] as const;
  const { reduction, beta = 1 } = checkOptions('smoothL1Loss', options, names, '{ beta: 0.5 }');
  if (typeof beta !== 'number' || !(beta >= 0 && beta < Infinity)) {
    throw new ArgumentError(`smoothL1Loss: beta is ${describe(beta)}; accepted is a finite number from 0 up`);
  }
  const kind = checkReduction('smoothL1Loss', reduction);
  const error = difference<T>('smoothL1Loss', input, target);
  if (beta === 0) return reduced(error.abs(), kind);
  const bounded = error.clamp({ min: -beta, max: beta });
  return reduced(bounded.div(beta).mul(error.sub(bounded.div(2))), kind);
}

/**
 * Huber's loss: with d = x − t, d²/2 where |d| < δ, else δ·(|d| − δ/2); reduced. The first derivative, d clamped to
 * ±δ, is continuous; the second is 1 up to |d| = δ, and 0 beyond. Convention at
 * the jump of the second, |d| = δ: 1.
 *
 * Source: Huber, Ann. Math. Statist. 35(1), 1964.
 *
 * @throws `ArgumentError` unless δ is above 0; as {@link mseLoss}
 *
 * @example
 * ```ts
 * import { huberLoss, tensor } from 'gradus';
 * huberLoss(tensor([1, 4]), tensor([0, 0]), { delta: 2, reduction: 'none' }).toArray(); // => [0.5, 6]
 * ```
 */
export function huberLoss(input: Tensor, target: Tensor, options?: HuberOptions): Tensor;
export function huberLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: HuberOptions,
): T;
export function huberLoss<T extends Algebra<T>>(
  input: T | Tensor,
  target: T | Tensor,
  options?: HuberOptions,
): T {
  const names = ['reduction', 'delta'] as const;
  const { reduction, delta = 1 } = checkOptions('huberLoss', options, names, '{ delta: 0.5 }');
  if (typeof delta !== 'number' || !(delta > 0 && delta < Infinity)) {
    throw new ArgumentError(`huberLoss: delta is ${describe(delta)}; accepted is a finite number above 0`);
  }
  const kind = checkReduction('huberLoss', reduction);
  const error = difference<T>('huberLoss', input, target);
  // c·(d − c/2), where c is d clamped to ±δ, is both pieces at once, and its gradient is finite where d is not.
  const bounded = error.clamp({ min: -delta, max: delta });
  return reduced(bounded.mul(error.sub(bounded.div(2))), kind);
}
