/**
 * Sums of exponentials, and the probabilities that they make of scores.
 *
 * @module
 */
import type { Algebra, ReductionOptions } from '../algebra.js';
import { float, keeps, singleDim, someDims } from './arguments.js';
import { Reductions } from './reductions.js';

/** The sums of exponentials that are not made of others. */
export interface ProbabilityPrimitives<Self> {
  logsumexp(x: Self, dims: readonly number[], keepDim: boolean): Self;
  softmax(x: Self, dims: readonly number[]): Self;
  logSoftmax(x: Self, dims: readonly number[]): Self;
}

/** Sums of exponentials, and the probabilities that they make of scores. */
export abstract class Probabilities<Self extends Algebra<Self>> extends Reductions<Self> {
  /**
   * ln Σ eˣ over one dim or several, without overflow: m + ln(1 + Σ eˣ⁻ᵐ), where m is the largest element and the sum
   * is over all others, added pairwise in float64; the result is rounded once. Of nothing, or where all elements
   * are −Infinity, it is −Infinity; Infinity where one is. Float dtypes.
   *
   * ∂y/∂x = softmax(x). Where y is infinite, the elements that equal it share the gradient evenly, as the
   * largest do in `amax`: that is the limit where one of them is Infinity. (PyTorch gives NaN there.)
   *
   * @param dim - the dim or dims to reduce; −1 is the last
   * @throws `ArgumentError` for no dim, or one that does not exist or comes twice; `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1000, 900]).logsumexp(0).item(); // => 1000
   * tensor([-Infinity, -Infinity]).logsumexp(0).item(); // => -Infinity
   * ```
   */
  logsumexp(this: Self, dim: number | readonly number[], options?: ReductionOptions): Self {
    const dims = someDims('logsumexp', this, dim);
    return this.primitives.logsumexp(float('logsumexp', this), dims, keeps('logsumexp', options));
  }

  /**
   * eˣ / Σ eˣ along a dim, without overflow: numbers from 0 up whose sum is 1. Computed from x − m, where m is the
   * largest element of the line; the sum is added pairwise in float64, and each element rounded once. A line that holds
   * NaN or Infinity, or only −Infinity, is NaN. The shape stays. Float dtypes.
   *
   * With gradient g and y the result, ∂L/∂x = y·(g − Σ y·g).
   *
   * @param dim - the dim along which the elements are compared; −1 is the last
   * @throws `ArgumentError` for no dim or one that does not exist, `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[0, 0], [1000, -1000]]).softmax(1).toArray(); // => [[0.5, 0.5], [1, 0]]
   * ```
   */
  softmax(this: Self, dim: number): Self {
    return this.primitives.softmax(float('softmax', this), singleDim('softmax', this, dim));
  }

  /**
   * ln softmax(x) along a dim, without overflow and without the loss of what is small: (x − m) − ln(1 + Σ eˣ⁻ᵐ), as in
   * {@link Algebra.logsumexp | logsumexp}, rounded once. A line that holds NaN or Infinity, or only −Infinity, is NaN.
   * The shape stays. Float dtypes.
   *
   * With gradient g, ∂L/∂x = g − softmax(x)·Σ g.
   *
   * @param dim - the dim along which the elements are compared; −1 is the last
   * @throws `ArgumentError` for no dim or one that does not exist, `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, -1000]).logSoftmax(0).toArray(); // => [0, -1000]
   * ```
   */
  logSoftmax(this: Self, dim: number): Self {
    return this.primitives.logSoftmax(float('logSoftmax', this), singleDim('logSoftmax', this, dim));
  }
}
