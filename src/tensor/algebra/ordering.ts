/**
 * The order of elements: where the largest, the smallest, the middle one is, and all of them sorted. Places are found by
 * operations without a derivative; the elements there are then read, and the gradient goes back to where they stand.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import { placesAlong } from '../../kernels/places.js';
import type { Algebra, ReductionOptions, SortOptions, TopkOptions, ValuesAndIndices } from '../algebra.js';
import { checkFlag, checkInteger, checkOptions } from '../check.js';
import { extremumDims, keeps, singleDim } from './arguments.js';
import { atLeastOneDim } from './indices.js';
import { Probabilities } from './probabilities.js';

/** The operations that find places; and the median of all, whose gradient goes to several. */
export interface OrderingPrimitives<Self> {
  argmax(x: Self, dims: readonly number[], keepDim: boolean): Self;
  argmin(x: Self, dims: readonly number[], keepDim: boolean): Self;
  /** The index of the lower median along a dim, which stays with size 1. */
  argmedian(x: Self, dims: readonly number[]): Self;
  argsort(x: Self, dims: readonly number[], descending: boolean): Self;
  /** The indices of the k largest or smallest along a dim. */
  argtopk(x: Self, dims: readonly number[], k: number, largest: boolean, sorted: boolean): Self;
  /** The lower median of all elements. */
  median(x: Self): Self;
}

/** The elements at indices along a dim, which both keep. */
export function elementsAt<Self extends Algebra<Self>>(
  x: Self,
  dims: readonly number[],
  indices: Self,
): ValuesAndIndices<Self> {
  const [dim = 0] = dims;
  const values = new Int32Array(indices.toTypedArray());
  const places = placesAlong(atLeastOneDim(x.shape), dim, values, atLeastOneDim(indices.shape));
  return { values: x.primitives.pick(x, places, indices.shape), indices };
}

/** The one element chosen along a dim, and its index. */
function chosen<Self extends Algebra<Self>>(
  x: Self,
  dims: readonly number[],
  indices: Self,
  keepDim: boolean,
): ValuesAndIndices<Self> {
  const found = elementsAt(x, dims, indices);
  if (keepDim) return found;
  const shape = x.shape.filter((_, dim) => !dims.includes(dim));
  return { values: found.values.reshape(shape), indices: found.indices.reshape(shape) };
}

/** The one dim to choose along: it has elements. */
function choosingDim<Self extends Algebra<Self>>(operation: string, x: Self, dim: number): readonly number[] {
  return extremumDims(operation, x, singleDim(operation, x, dim));
}

/** Refuses options where there is no dim that they could be about. */
function noOptions(operation: string, options: ReductionOptions | undefined): void {
  if (options === undefined) return;
  throw new ArgumentError(`${operation}: options without a dim; accepted are they with one, or neither`);
}

/** The order of elements. */
export abstract class Ordering<Self extends Algebra<Self>> extends Probabilities<Self> {
  /**
   * The largest element of all: a scalar; NaN if any is NaN. Any dtype. Elements that tie share the gradient evenly, as in
   * {@link Algebra.amax | amax}.
   *
   * @throws `ShapeError` where there is no element to choose from
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 5], [3, 4]]);
   * x.max().item(); // => 5
   * x.max(1).values.toArray(); // => [5, 4]
   * x.max(1).indices.toArray(); // => [1, 1]
   * ```
   */
  max(this: Self): Self;
  /**
   * The largest element along a dim, and its index there as int32. Where several tie it is the first of them, where
   * there is NaN the first NaN. Any dtype. The gradient goes to that element.
   *
   * @throws `ArgumentError` for a dim that does not exist, `ShapeError` where there is no element to choose from
   */
  max(this: Self, dim: number, options?: ReductionOptions): ValuesAndIndices<Self>;
  max(this: Self, dim?: number, options?: ReductionOptions): Self | ValuesAndIndices<Self> {
    if (dim === undefined) {
      noOptions('max', options);
      return this.primitives.amax(this, extremumDims('max', this, undefined), false);
    }
    const dims = choosingDim('max', this, dim);
    const keepDim = keeps('max', options);
    return chosen(this, dims, this.primitives.argmax(this, dims, true), keepDim);
  }

  /**
   * The smallest element of all: a scalar; as {@link Algebra.max | max}.
   *
   * @throws `ShapeError` where there is no element
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, 1, 2]).min().item(); // => 1
   * ```
   */
  min(this: Self): Self;
  /** The smallest element along a dim, and its index; as {@link Algebra.max | max}. */
  min(this: Self, dim: number, options?: ReductionOptions): ValuesAndIndices<Self>;
  min(this: Self, dim?: number, options?: ReductionOptions): Self | ValuesAndIndices<Self> {
    if (dim === undefined) {
      noOptions('min', options);
      return this.primitives.amin(this, extremumDims('min', this, undefined), false);
    }
    const dims = choosingDim('min', this, dim);
    const keepDim = keeps('min', options);
    return chosen(this, dims, this.primitives.argmin(this, dims, true), keepDim);
  }

  /**
   * The index of the largest element along a dim, as int32; among all elements, in row-major order, where no dim is given.
   * Where several tie it is the first of them, where there is NaN the first NaN. Any dtype. Not differentiable.
   *
   * @throws `ArgumentError` for a dim that does not exist, `ShapeError` where there is no element to choose from
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 2], [7, 4]]);
   * x.argmax().item(); // => 2
   * x.argmax(1).toArray(); // => [1, 0]
   * ```
   */
  argmax(this: Self, dim?: number, options?: ReductionOptions): Self {
    const dims = extremumDims('argmax', this, dim === undefined ? dim : singleDim('argmax', this, dim));
    return this.primitives.argmax(this, dims, keeps('argmax', options));
  }

  /**
   * The index of the smallest element; as {@link Algebra.argmax | argmax}.
   *
   * @throws `ShapeError` where there is no element, `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[3, 1], [0, 2]]).argmin().item(); // => 2
   * tensor([[3, 1], [0, 2]]).argmin(1).toArray(); // => [1, 0]
   * ```
   */
  argmin(this: Self, dim?: number, options?: ReductionOptions): Self {
    const dims = extremumDims('argmin', this, dim === undefined ? dim : singleDim('argmin', this, dim));
    return this.primitives.argmin(this, dims, keeps('argmin', options));
  }

  /**
   * The lower median of all elements: of n sorted ones, that at index ⌊(n − 1)/2⌋; a scalar. NaN if any is NaN, and of nothing.
   * Any dtype. Elements that equal it share the gradient evenly; where NaN wins, all of it is NaN.
   *
   * @throws `ShapeError` for nothing, where the dtype has no NaN
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, 1, 2, 4]).median().item(); // => 2
   * tensor([[3, 1, 2], [6, 5, 4]]).median(1).values.toArray(); // => [2, 5]
   * ```
   */
  median(this: Self): Self;
  /**
   * The lower median along a dim, and its index there as int32: of those that equal it the first, or the first NaN. Any dtype.
   * The gradient goes to that element. (PyTorch gives another one of those that tie.)
   *
   * @throws `ArgumentError` for a dim that does not exist, `ShapeError` where there is no element to choose from
   */
  median(this: Self, dim: number, options?: ReductionOptions): ValuesAndIndices<Self>;
  median(this: Self, dim?: number, options?: ReductionOptions): Self | ValuesAndIndices<Self> {
    if (dim === undefined) {
      noOptions('median', options);
      if (this.numel() > 0 || this.dtype === 'float32' || this.dtype === 'float64') {
        return this.primitives.median(this);
      }
      throw new ShapeError(`median: shape is ${formatShape(this.shape)}; there is no element to choose from`);
    }
    const dims = choosingDim('median', this, dim);
    const keepDim = keeps('median', options);
    return chosen(this, dims, this.primitives.argmedian(this, dims), keepDim);
  }

  /**
   * The elements along a dim in ascending or descending order, and their indices there as int32. Equal elements stay in
   * the order in which they stand, always: the sort is stable. NaN counts as greater than every number. Any dtype; the
   * shape stays. The gradient goes back to where the elements stood.
   *
   * @param dim - the dim to sort along; −1, the default, is the last
   * @throws `ArgumentError` for a dim that does not exist, or an option that is not known
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const { values, indices } = tensor([3, 1, 2]).sort();
   * values.toArray(); // => [1, 2, 3]
   * indices.toArray(); // => [1, 2, 0]
   * tensor([3, 1, 2]).sort(0, { descending: true }).values.toArray(); // => [3, 2, 1]
   * ```
   */
  sort(this: Self, dim = -1, options?: SortOptions): ValuesAndIndices<Self> {
    const dims = singleDim('sort', this, dim);
    return elementsAt(this, dims, this.primitives.argsort(this, dims, descends('sort', options)));
  }

  /**
   * The indices that sort along a dim, as int32; as {@link Algebra.sort | sort}. Not differentiable.
   *
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, 1, 2]).argsort().toArray(); // => [1, 2, 0]
   * ```
   */
  argsort(this: Self, dim = -1, options?: SortOptions): Self {
    const dims = singleDim('argsort', this, dim);
    return this.primitives.argsort(this, dims, descends('argsort', options));
  }

  /**
   * The k largest or smallest elements along a dim, and their indices there as int32. Of elements that tie the first
   * are taken; NaN counts as greater than every number. Any dtype. The gradient goes to the elements taken.
   *
   * @param k - how many, from 0 to the size of the dim; of a scalar it is 1
   * @param dim - −1, the default, is the last
   * @param options - `largest`, default true; `sorted`, default true: in order of size, else in that of their indices.
   * (PyTorch leaves both the choice among ties and the order of what is not sorted open.)
   * @throws `ArgumentError` for a k or a dim that does not exist, or an option that is not known
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const { values, indices } = tensor([3, 1, 2, 5]).topk(2);
   * values.toArray(); // => [5, 3]
   * indices.toArray(); // => [3, 0]
   * ```
   */
  topk(this: Self, k: number, dim = -1, options?: TopkOptions): ValuesAndIndices<Self> {
    const dims = singleDim('topk', this, dim);
    const [along] = dims;
    const [least, most] = along === undefined ? [1, 1] : [0, this.size(along)];
    checkInteger('topk', 'k', k, least, most);
    const names = ['largest', 'sorted'] as const;
    const { largest = true, sorted = true } = checkOptions('topk', options, names, '{ largest: false }');
    checkFlag('topk', 'largest', largest);
    checkFlag('topk', 'sorted', sorted);
    return elementsAt(this, dims, this.primitives.argtopk(this, dims, k, largest, sorted));
  }
}

function descends(operation: string, options: SortOptions | undefined): boolean {
  const { descending = false } = checkOptions(operation, options, ['descending'], '{ descending: true }');
  return checkFlag(operation, 'descending', descending);
}
