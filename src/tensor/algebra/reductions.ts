/**
 * Many elements to one.
 *
 * @module
 */
import type { Algebra, ReductionOptions } from '../algebra.js';
import { checkDims } from '../check.js';
import { extremumDims, float, keeps } from './arguments.js';
import { Logical } from './logical.js';

/** The reductions that are not made of others. */
export interface ReductionPrimitives<Self> {
  sum(x: Self, dims: readonly number[], keepDim: boolean): Self;
  max(x: Self, dims: readonly number[], keepDim: boolean): Self;
  min(x: Self, dims: readonly number[], keepDim: boolean): Self;
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
}
