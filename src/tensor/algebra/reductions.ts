/**
 * Many elements to one.
 *
 * @module
 */
import type { Algebra, ReductionOptions, VarianceOptions } from '../algebra.js';
import { checkDims, checkFinite, checkFlag, checkNumber, checkOptions } from '../check.js';
import { extremumDims, float, keeps, singleDim } from './arguments.js';
import { Logical } from './logical.js';

/** The reductions that are not made of others. */
export interface ReductionPrimitives<Self> {
  sum(x: Self, dims: readonly number[], keepDim: boolean): Self;
  /** Along the one dim; the rank is at least 1. */
  prod(x: Self, dim: number, keepDim: boolean): Self;
  amax(x: Self, dims: readonly number[], keepDim: boolean): Self;
  amin(x: Self, dims: readonly number[], keepDim: boolean): Self;
  var(x: Self, dims: readonly number[], correction: number, keepDim: boolean): Self;
  std(x: Self, dims: readonly number[], correction: number, keepDim: boolean): Self;
  /**
   * x less its mean over dims, without the rounding that `x.sub(x.mean())` has in between.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([1, 2, 6]);
   * x.primitives.center(x, [0]).toArray(); // => [-2, -1, 3]
   * ```
   */
  center(x: Self, dims: readonly number[]): Self;
  /** For a finite p that is neither 0 nor 1. */
  norm(x: Self, p: number, dims: readonly number[], keepDim: boolean): Self;
  any(x: Self, dims: readonly number[], keepDim: boolean): Self;
  all(x: Self, dims: readonly number[], keepDim: boolean): Self;
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

  /**
   * The arithmetic mean: the sum divided by the number of elements added. NaN where there is none.
   *
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 6]]).mean().item(); // => 3
   * tensor([[1, 2], [3, 6]]).mean(0).toArray(); // => [2, 4]
   * ```
   */
  mean(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = checkDims('mean', dim, this.ndim);
    const count = dims.reduce((product, one) => product * this.size(one), 1);
    return this.primitives.sum(float('mean', this), dims, keeps('mean', options)).div(count);
  }

  /**
   * The product over one dim, or over all: multiplied from the first element to the last in row-major order, in float64,
   * and rounded to the dtype once. Products of int32 and bool are int32; an empty product is 1.
   *
   * ∂y/∂xᵢ is the product of all other elements, exact where elements are 0.
   *
   * @param dim - the dim to multiply over; all where left out. −1 is the last.
   * @throws `ArgumentError` for a dim that does not exist, or a product that int32 cannot hold
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 2], [3, 4]]);
   * x.prod().item(); // => 24
   * x.prod(1).toArray(); // => [2, 12]
   * ```
   */
  prod(this: Self, dim?: number, options?: ReductionOptions): Self {
    const keepDim = keeps('prod', options);
    const [along] = dim === undefined ? [] : singleDim('prod', this, dim);
    if (along !== undefined) return this.primitives.prod(this, along, keepDim);
    const one = this.primitives.prod(this.reshape([this.numel()]), 0, false);
    return keepDim ? one.reshape(this.shape.map(() => 1)) : one;
  }

  /**
   * The largest element over one dim, several, or all; NaN if any is NaN. Any dtype. Elements that tie share the
   * gradient evenly; where NaN wins, all of it is NaN. With the index of the element, and the gradient to it alone:
   * {@link Algebra.max | max}.
   *
   * @param dim - the dim or dims to reduce; all where left out. −1 is the last.
   * @throws `ShapeError` where there is no element to choose from, `ArgumentError` for a dim that does not exist or comes
   * twice
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 5], [3, 4]]);
   * x.amax().item(); // => 5
   * x.amax(0, { keepDim: true }).toArray(); // => [[3, 5]]
   * ```
   */
  amax(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = extremumDims('amax', this, dim);
    return this.primitives.amax(this, dims, keeps('amax', options));
  }

  /**
   * The smallest element; as {@link Algebra.amax | amax}.
   *
   * @throws `ShapeError` where there is no element, `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[3, 1], [0, 2]]).amin(1).toArray(); // => [1, 0]
   * ```
   */
  amin(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const dims = extremumDims('amin', this, dim);
    return this.primitives.amin(this, dims, keeps('amin', options));
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
   * The p-norm over one dim, several, or all: (Σ |x|ᵖ)^(1/p). For p = Infinity it is the largest |x|, for −Infinity the
   * smallest, and for p = 0 the number of elements that are not 0. Powers are taken of |x|/s, where s is the largest |x| (the
   * smallest for p < 0), so that they neither overflow nor vanish, and for p = 2 where squares of x itself would; they
   * are added pairwise in float64, and the norm is rounded to the dtype once. Of nothing it is 0. Float dtypes.
   *
   * ∂y/∂x = sign(x)·(|x|/y)ᵖ⁻¹. Conventions: 0 where x is 0 or y is; for ±Infinity the elements that tie share the gradient
   * evenly; for p = 0 the result is a constant.
   *
   * @param p - any number
   * @param dim - the dim or dims to reduce; all where left out. −1 is the last.
   * @throws `ArgumentError` for NaN, or for a dim that does not exist or comes twice; `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, -4]).norm().item(); // => 5
   * tensor([[3, -4], [0, 1]]).norm(1, 1).toArray(); // => [7, 1]
   * tensor([3, -4, 0]).norm(Infinity).item(); // => 4
   * tensor([3, -4, 0]).norm(0).item(); // => 2
   * ```
   */
  norm(this: Self, p = 2, dim?: number | readonly number[], options?: ReductionOptions): Self {
    const x = float('norm', this);
    checkNumber('norm', 'p', p);
    const dims = checkDims('norm', dim, this.ndim);
    const keepDim = keeps('norm', options);
    if (p === 0) return x.ne(0).to(x.dtype).sum(dims, { keepDim });
    if (p === 1) return x.abs().sum(dims, { keepDim });
    if (Number.isFinite(p)) return x.primitives.norm(x, p, dims, keepDim);
    // Of nothing it is 0, as for every other p.
    if (dims.some((one) => x.size(one) === 0)) return x.sum(dims, { keepDim });
    return x.primitives[p > 0 ? 'amax' : 'amin'](x.abs(), dims, keepDim);
  }

  /**
   * Whether any element over one dim, several, or all is not 0, as bool; NaN is not 0. Any dtype; false where there is none.
   *
   * @throws `ArgumentError` for a dim that does not exist or comes twice
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[0, 2], [0, 0]]).any(1).toArray(); // => [true, false]
   * ```
   */
  any(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    return this.primitives.any(this, checkDims('any', dim, this.ndim), keeps('any', options));
  }

  /**
   * Whether every element over one dim, several, or all is not 0, as bool; NaN is not 0. Any dtype; true where there is
   * none.
   *
   * @throws `ArgumentError` for a dim that does not exist or comes twice
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).gt(0).all().item(); // => 1
   * ```
   */
  all(this: Self, dim?: number | readonly number[], options?: ReductionOptions): Self {
    return this.primitives.all(this, checkDims('all', dim, this.ndim), keeps('all', options));
  }
}
