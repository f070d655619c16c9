/**
 * Elements chosen, moved and repeated by their indices. All of it is made of two primitives, each the adjoint
 * of the other: `pick` reads elements by their places, `place` adds elements up at their places.
 *
 * @module
 */
import { formatShape, ShapeError } from '../../errors.js';
import { contiguousStrides } from '../../kernels/layout.js';
import {
  addedBehind,
  contributions,
  outerPlaces,
  overwritten,
  placesAlong,
  scaled,
  truePlaces,
} from '../../kernels/places.js';
import type { Shape } from '../../kernels/types.js';
import type { Algebra, Operand } from '../algebra.js';
import {
  broadcastShapes,
  checkDim,
  checkFloat,
  checkNumber,
  checkOptions,
  checkSameDtype,
  checkShape,
  sameShape,
} from '../check.js';
import type { Tensor } from '../tensor.js';
import { isView, readExpression, readPlaces, viewShape, type Index, type Step } from './index-expression.js';
import {
  atLeastOneDim,
  checkWithin,
  indicesWithin,
  readIndices,
  readMask,
  readVector,
  type Indices,
} from './indices.js';
import { flat, Rearranging } from './rearranging.js';

/** The two ways between elements and their places. */
export interface IndexingPrimitives<Self> {
  /**
   * A tensor of the given shape whose element i, in row-major order, is the element of x at `places[i]`,
   * counted row-major too; 0 where the place is −1.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([5, 6, 7]);
   * x.primitives.pick(x, Int32Array.of(2, -1, 0, 0), [2, 2]).toArray(); // => [[7, 0], [5, 5]]
   * ```
   */
  pick(x: Self, places: Int32Array, shape: Shape): Self;
  /**
   * A tensor of the given shape, in which each element i of x is added at `places[i]`, for ascending i, in
   * float64, rounded to the dtype once at the end; what has the place −1 is left out, and what nothing is added
   * at is 0.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([5, 6, 7]);
   * x.primitives.place(x, Int32Array.of(2, -1, 2), [3]).toArray(); // => [0, 0, 12]
   * ```
   */
  place(x: Self, places: Int32Array, shape: Shape): Self;
}

/** Elements chosen, moved and repeated by their indices. */
export abstract class Indexing<Self extends Algebra<Self>> extends Rearranging<Self> {
  /**
   * The elements that an index expression names, as Python's `x[…]` does in PyTorch. What stands at each place:
   *
   * - a number: one index of the dim, which goes; −1 is the last
   * - a range: `'1:-1'`, `'::2'`, `':'` for all, or `{ start, stop, step }`; bounds beyond the dim are cut off
   * - an int32 tensor, or an array of integers: those indices of the dim, in the shape of the tensor
   * - a bool tensor: where it is true; it takes as many dims as it has, and makes one of them
   * - `null`: a new dim of size 1
   * - `'...'`, once: all dims that nothing else stands for; at the end where it is missing
   *
   * Tensors broadcast to one shape and are read together, element by element. Where they stand side by side,
   * their dims take that place in the result; where a range or a new dim stands between them, they come first.
   *
   * A view where there are only numbers, new dims and ranges of step 1. Any dtype. An element gets the sum of
   * the gradients of all that was read from it.
   *
   * @throws `ArgumentError` for an index out of range, a step below 1, or more indices than dims; `ShapeError`
   * for a mask of another shape than its dims, or tensors that do not broadcast; `DtypeError` for tensors of
   * other dtypes
   *
   * @example
   * ```ts
   * import { arange, tensor } from 'gradus';
   * const x = arange(12).reshape([3, 4]);
   * x.index(1).toArray(); // => [4, 5, 6, 7]
   * x.index(':', '1:-1').toArray(); // => [[1, 2], [5, 6], [9, 10]]
   * x.index('...', { step: 3 }, null).shape; // => [3, 2, 1]
   * x.index([0, -1], [1, 2]).toArray(); // => [1, 10]
   * x.index(x.gt(9)).toArray(); // => [10, 11]
   * ```
   */
  index(this: Self, ...indices: readonly Index<Self>[]): Self {
    const steps = readExpression(this.shape, indices);
    if (isView(steps)) return viewed(this, steps);
    const { places, shape } = readPlaces(this.shape, steps);
    return this.primitives.pick(this, places, shape);
  }

  /**
   * The elements at each index of a list along a dim. Of a scalar, which counts as a vector of one, the scalar.
   *
   * @param index - a vector of integers from 0 (int32, or an array); a scalar stands for a vector of one
   * @throws `ArgumentError` for an index out of range: none is negative here, in PyTorch either
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).indexSelect(1, [1, 0, 1]).toArray(); // => [[2, 1, 2], [4, 3, 4]]
   * ```
   */
  indexSelect(this: Self, dim: number, index: Indices<Self>): Self {
    const along = checkDim('indexSelect', 'dim', dim, Math.max(this.ndim, 1));
    const indices = readVector('indexSelect', 'index', index);
    const shape = atLeastOneDim(this.shape);
    checkWithin('indexSelect', indices, along, shape[along] ?? 0, { negative: false });
    if (this.ndim === 0 && indices.length !== 1) {
      throw new ShapeError(
        `indexSelect: index has ${indices.length} numbers; accepted for a scalar is exactly one`,
      );
    }
    if (this.ndim === 0) return this;
    const lists = contributions(shape);
    lists[along] = scaled(indices, contiguousStrides(shape)[along] ?? 1);
    const to = checkShape(
      'indexSelect',
      shape.map((size, d) => (d === along ? indices.length : size)),
    );
    return this.primitives.pick(this, outerPlaces(lists), to);
  }

  /**
   * An element for each of the indices: that at the same place, but for the index along a dim, which is read
   * from `index`. For three dims and dim 1, `y[i][j][k] = x[i][index[i][j][k]][k]`.
   *
   * @param index - int32, of as many dims, and along the others no larger than this; its shape is the result's.
   * A scalar counts as a vector of one, here and there.
   * @throws `ArgumentError` for an index out of range: none is negative here, in PyTorch either
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const index = tensor([[1], [0]], { dtype: 'int32' });
   * tensor([[1, 2], [3, 4]]).gather(1, index).toArray(); // => [[2], [3]]
   * ```
   */
  gather(this: Self, dim: number, index: Indices<Self>): Self {
    const { places, shape } = placesOfIndex('gather', this, dim, index);
    return this.primitives.pick(this, places, shape);
  }

  /**
   * This tensor with elements written over it: each value at its own place, but for the index along a dim,
   * which is read from `index`. For two dims and dim 0, `y[index[i][j]][j] = value[i][j]`, and y = x
   * elsewhere.
   *
   * Where several values go to one place, the last one in row-major order stands (PyTorch leaves open which);
   * the gradient goes to that one alone, and what was written over gets none.
   *
   * @param index - int32, of as many dims, and along the others no larger than this
   * @param value - a number, or a tensor of the same dtype and at least the shape of `index`; more of it is not
   * read
   * @throws `ArgumentError` for an index out of range: none is negative here, in PyTorch either
   *
   * @example
   * ```ts
   * import { tensor, zeros } from 'gradus';
   * zeros([3]).scatter(0, [1, 2, 1], tensor([5, 6, 7])).toArray(); // => [0, 7, 6]
   * ```
   */
  scatter(this: Self, dim: number, index: Indices<Self>, value: Operand<Self>): Self {
    const { places, shape } = placesOfIndex('scatter', this, dim, index);
    const values = this.lift('scatter', 'value', value);
    checkSameDtype('scatter', [this.dtype, values.dtype]);
    const written =
      typeof value === 'number'
        ? this.primitives.expand(values, shape)
        : covered('scatter', 'value', values, shape);
    const { primitives } = this;
    const both = primitives.concat([flat(this), flat(written)], 0);
    return primitives.pick(both, overwritten(this.numel(), places), this.shape);
  }

  /**
   * This tensor with elements added to it: each at its own place, but for the index along a dim, which is read
   * from `index`. For two dims and dim 0, `y[index[i][j]][j] = x[index[i][j]][j] + source[i][j] + …`.
   *
   * Float dtypes. What meets at one place is added to x in row-major order, in float64, and rounded to the
   * dtype once. Each addend gets the gradient of the sum it is in.
   *
   * @param index - int32, of as many dims, and along the others no larger than this
   * @param source - of the same dtype and at least the shape of `index`; more of it is not read
   * @throws `ArgumentError` for an index out of range: none is negative here, in PyTorch either
   *
   * @example
   * ```ts
   * import { tensor, zeros } from 'gradus';
   * zeros([3]).scatterAdd(0, [1, 2, 1], tensor([5, 6, 7])).toArray(); // => [0, 12, 6]
   * ```
   */
  scatterAdd(this: Self, dim: number, index: Indices<Self>, source: Self | Tensor): Self {
    checkFloat('scatterAdd', this.dtype);
    const { places, shape } = placesOfIndex('scatterAdd', this, dim, index);
    const values = this.lift('scatterAdd', 'source', source);
    checkSameDtype('scatterAdd', [this.dtype, values.dtype]);
    return addedAt(this, places, covered('scatterAdd', 'source', values, shape));
  }

  /**
   * This tensor with parts added to it: along a dim, α times the part i of `source` at `index[i]`. For two dims
   * and dim 0, `y[index[i]][j] = x[index[i]][j] + α · source[i][j] + …`.
   *
   * Float dtypes. What meets at one place is added to x in the order of `index`, in float64, and rounded to the
   * dtype once. Each addend gets α times the gradient of the sum it is in.
   *
   * @param index - a vector of integers from 0 (int32, or an array); a scalar stands for a vector of one
   * @param source - of the same dtype and shape, but as long along the dim as `index`
   * @param options - `alpha`, a number. Default 1.
   * @throws `ArgumentError` for an index out of range: none is negative here, in PyTorch either
   *
   * @example
   * ```ts
   * import { tensor, zeros } from 'gradus';
   * zeros([3]).indexAdd(0, [1, 1], tensor([1, 2]), { alpha: 10 }).toArray(); // => [0, 30, 0]
   * ```
   */
  indexAdd(
    this: Self,
    dim: number,
    index: Indices<Self>,
    source: Self | Tensor,
    options?: { readonly alpha?: number },
  ): Self {
    checkFloat('indexAdd', this.dtype);
    const along = checkDim('indexAdd', 'dim', dim, Math.max(this.ndim, 1));
    const { alpha = 1 } = checkOptions('indexAdd', options, ['alpha'], '{ alpha: 2 }');
    checkNumber('indexAdd', 'alpha', alpha);
    const indices = readVector('indexAdd', 'index', index);
    const shape = atLeastOneDim(this.shape);
    checkWithin('indexAdd', indices, along, shape[along] ?? 0, { negative: false });
    const values = this.lift('indexAdd', 'source', source);
    checkSameDtype('indexAdd', [this.dtype, values.dtype]);
    const expected = shape.map((size, d) => (d === along ? indices.length : size));
    if (!sameShape(atLeastOneDim(values.shape), expected)) {
      throw new ShapeError(
        `indexAdd: source has shape ${formatShape(values.shape)}; accepted for ${indices.length} indices ` +
          `of dim ${along} of shape ${formatShape(this.shape)} is ${formatShape(expected)}`,
      );
    }
    const lists = contributions(shape);
    lists[along] = scaled(indices, contiguousStrides(shape)[along] ?? 1);
    const { primitives } = this;
    const parts = alpha === 1 ? values : primitives.mul(values, this.lift('indexAdd', 'alpha', alpha));
    return addedAt(this, outerPlaces(lists), parts);
  }

  /**
   * The elements where a mask is true, in row-major order, as a vector. This and the mask broadcast.
   *
   * @param mask - bool
   * @throws `DtypeError` for another dtype, `ShapeError` for shapes that do not broadcast
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, -2], [-3, 4]]);
   * x.maskedSelect(x.gt(0)).toArray(); // => [1, 4]
   * ```
   */
  maskedSelect(this: Self, mask: Self | Tensor): Self {
    const { shape: ofMask, values } = readMask('maskedSelect', 'mask', mask);
    const shape = broadcastShapes('maskedSelect', this.shape, ofMask);
    const places = truePlaces(values, ofMask, checkShape('maskedSelect', shape));
    const x = sameShape(this.shape, shape) ? this : this.primitives.expand(this, shape);
    return this.primitives.pick(x, places, [places.length]);
  }

  /**
   * The elements at indices into the row of all of them, in row-major order; −1 is the last. The result has the
   * shape of the indices.
   *
   * @param index - int32, or an array of integers
   * @throws `ArgumentError` for an index out of range
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).take([0, 2, -1]).toArray(); // => [1, 3, 4]
   * ```
   */
  take(this: Self, index: Indices<Self>): Self {
    const { shape, values } = readIndices('take', 'index', index);
    return this.primitives.pick(this, indicesWithin('take', values, undefined, this.numel()), shape);
  }
}

/** The view that ranges without gaps, single indices and new dims give. */
function viewed<Self extends Algebra<Self>>(x: Self, steps: readonly Step[]): Self {
  let view = x;
  for (const step of steps) {
    if (step.kind === 'one') {
      view = x.primitives.narrow(view, step.dim, step.index, 1);
    } else if (step.kind === 'range' && step.length !== x.size(step.dim)) {
      view = x.primitives.narrow(view, step.dim, step.start, step.length);
    }
  }
  const shape = viewShape(steps);
  return sameShape(view.shape, shape) ? view : x.primitives.reshape(view, Object.freeze(shape));
}

/**
 * The places in x that an index tensor of as many dims names along one of them, and the shape of that tensor.
 */
function placesOfIndex<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: number,
  index: Indices<Self>,
): { readonly places: Int32Array; readonly shape: Shape } {
  const along = checkDim(operation, 'dim', dim, Math.max(x.ndim, 1));
  const { shape, values } = readIndices(operation, 'index', index);
  const from = atLeastOneDim(x.shape);
  const own = atLeastOneDim(shape);
  if (own.length !== from.length || own.some((size, d) => d !== along && size > (from[d] ?? 0))) {
    throw new ShapeError(
      `${operation}: index has shape ${formatShape(shape)}; accepted for shape ${formatShape(x.shape)} ` +
        `are as many dims, and no larger ones beside dim ${along}`,
    );
  }
  checkWithin(operation, values, along, from[along] ?? 0, { negative: false });
  return { places: placesAlong(from, along, values, own), shape };
}

/** The part of a tensor that an index tensor of some shape covers, from the first element on. */
function covered<Self extends Algebra<Self>>(
  operation: string,
  argument: string,
  x: Self,
  shape: Shape,
): Self {
  const whole = atLeastOneDim(x.shape);
  const part = atLeastOneDim(shape);
  if (whole.length !== part.length || part.some((size, d) => size > (whole[d] ?? 0))) {
    throw new ShapeError(
      `${operation}: ${argument} has shape ${formatShape(x.shape)}; ` +
        `accepted is at least that of index, ${formatShape(shape)}`,
    );
  }
  if (sameShape(whole, part)) return x;
  const start = x.primitives.reshape(x, Object.freeze(whole));
  return part.reduce((view, size, d) => x.primitives.narrow(view, d, 0, size), start);
}

/** x, with addends at places: all summed in one pass, x first. */
function addedAt<Self extends Algebra<Self>>(x: Self, places: Int32Array, addends: Self): Self {
  const both = x.primitives.concat([flat(x), flat(addends)], 0);
  return x.primitives.place(both, addedBehind(x.numel(), places), x.shape);
}
