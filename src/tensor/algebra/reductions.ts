/**
 * Many elements to one.
 *
 * @module
 */
import type { Algebra, ReductionOptions, VarianceOptions } from '../algebra.js';
import { checkDims, checkFinite, checkFlag, checkOptions } from '../check.js';
import { extremumDims, float, keeps, singleDim, someDims } from './arguments.js';
import { Logical } from './logical.js';

/** The reductions that are not made of others. */
export interface ReductionPrimitives<Self> {
  sum(x: Self, dims: readonly number[], keepDim: boolean): Self;
  max(x: Self, dims: readonly number[], keepDim: boolean): Self;
  min(x: Self, dims: readonly number[], keepDim: boolean): Self;
  var(x: Self, dims: readonly number[], correction: number, keepDim: boolean): Self;
  std(x: Self, dims: readonly number[], correction: number, keepDim: boolean): Self;
  /** x less its mean over dims, without the rounding that `x.sub(x.mean())` has in between. */
  center(x: Self, dims: readonly number[]): Self;
  logsumexp(x: Self, dims: readonly number[], keepDim: boolean): Self;
  softmax(x: Self, dims: readonly number[]): Self;
  logSoftmax(x: Self, dims: readonly number[]): Self;
}

/** The options of a variance, checked. */
function spread(
  operation: string,
  options: VarianceOptions | undefined,
): readonly [correction: number, keepDim: boolean] {
  const { correction = 1, keepDim = false } = checkOptions(
    operation,
    options,
    ['correction', 'keepDim'],
    '{ correction: 0 }',
  );
  return [checkFinite(operation, 'correction', correction), checkFlag(operation, 'keepDim', keepDim)];
}

/** Many elements to one. */
export abstract class Reductions<Self extends Algebra<Self>> extends Logical<Self> {
  /**
   * The sum over one dim, several, or all. Added pairwise in float64 and rounded to the dtype once. Sums of
   * int32 and bool are int32; an empty sum is 0.
   *
   * @param dim - the dim or dims to add over; all where left out. −1 is the last.
   * @throws `ArgumentError` for a dim that does not exist or comes twice
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 2], [3, 4]]);
   * x.sum().item(); // => 10
   * x.sum(1).toArray(); // => [3, 7]
   * x.sum(0, { keepDim: true }).toArray(); // => [[4, 6]]
   * ```
   */
  sum(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = checkDims('sum', dim, this.ndim);
    return this.primitives.sum(this, dims, keeps('sum', options));
  }

  /** The arithmetic mean: the sum divided by the number of elements added. NaN where there is none. */
  mean(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = checkDims('mean', dim, this.ndim);
    const count = dims.reduce((product, one) => product * this.size(one), 1);
    return this.primitives.sum(float('mean', this), dims, keeps('mean', options)).div(count);
  }

  /**
   * The largest element over one dim, several, or all; NaN if any is NaN. Elements that tie share the gradient
   * evenly, as in PyTorch's `amax`.
   *
   * @throws `ShapeError` where there is no element to choose from
   */
  max(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = extremumDims('max', this, dim);
    return this.primitives.max(this, dims, keeps('max', options));
  }

  /** The smallest element; as {@link Algebra.max | max}. */
  min(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = extremumDims('min', this, dim);
    return this.primitives.min(this, dims, keeps('min', options));
  }

  /**
   * The variance over one dim, several, or all: Σ (x − mean)² / (n − correction). Deviations and their squares are
   * taken in float64, added pairwise, and the result is rounded to the dtype once. Float dtypes.
   *
   * `correction` is what PyTorch calls so: 1, the default, is its `unbiased=True`, 0 its `unbiased=False`. The
   * divisor is at least 0, so the variance of one element is NaN, and so is that of none.
   *
   * ∂y/∂x = 2·(x − mean) / (n − correction).
   *
   * @param dim - the dim or dims to reduce; all where left out. −1 is the last.
   * @throws `ArgumentError` for a dim that does not exist or comes twice, or a correction that is no finite number;
   * `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 2], [3, 6]]);
   * x.var(1).toArray(); // => [0.5, 4.5]
   * x.var(1, { correction: 0 }).toArray(); // => [0.25, 2.25]
   * ```
   */
  var(this: Self, dim?: number | readonly number[], options?: VarianceOptions): Self {
    const dims = checkDims('var', dim, this.ndim);
    return this.primitives.var(float('var', this), dims, ...spread('var', options));
  }

  /**
   * The standard deviation, √{@link Algebra.var | var}, rounded to the dtype once; squares that overflow or vanish in
   * float64 do not spoil it. Float dtypes.
   *
   * ∂y/∂x = (x − mean) / ((n − correction)·y). Convention where all elements are equal, and y is 0: 0.
   *
   * @throws as {@link Algebra.var | var}
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 3, 5]).std().item(); // => 2
   * tensor([1, 5]).std(0, { correction: 0 }).item(); // => 2
   * ```
   */
  std(this: Self, dim?: number | readonly number[], options?: VarianceOptions): Self {
    const dims = checkDims('std', dim, this.ndim);
    return this.primitives.std(float('std', this), dims, ...spread('std', options));
  }

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
