/**
 * How the losses of single elements become one.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../../tensor/algebra.js';
import { sameShape } from '../../tensor/check.js';

/** What becomes of the losses of single elements: their mean, their sum, or nothing. */
export type Reduction = 'none' | 'mean' | 'sum';

/** Options of every loss. */
export interface LossOptions {
  /** `'mean'` unless told: the mean of all, `'sum'`: their sum, `'none'`: the loss of each. */
  readonly reduction?: Reduction;
}

const REDUCTIONS: readonly Reduction[] = ['none', 'mean', 'sum'];

/** A reduction, checked; the mean unless one is given. */
export function checkReduction(operation: string, given: unknown = 'mean'): Reduction {
  const found = REDUCTIONS.find((known) => known === given);
  if (found !== undefined) return found;
  throw new ArgumentError(
    `${operation}: reduction is ${describe(given)}; accepted are ${REDUCTIONS.map((known) => `'${known}'`).join(', ')}`,
  );
}

/** The losses of single elements, reduced. Sums are pairwise, as `sum` takes them. */
export function reduced<T extends Algebra<T>>(losses: T, reduction: Reduction): T {
  if (reduction === 'none') return losses;
  return reduction === 'sum' ? losses.sum() : losses.mean();
}

/** Input and target have one shape: a loss that broadcasts would hide a mistake, and PyTorch warns of it. */
export function checkAlike<T extends Algebra<T>>(operation: string, input: T, target: T): void {
  if (sameShape(input.shape, target.shape)) return;
  throw new ShapeError(
    `${operation}: input has shape ${formatShape(input.shape)} and target ${formatShape(target.shape)}; ` +
      `accepted is one shape: expand(shape) makes it so`,
  );
}
