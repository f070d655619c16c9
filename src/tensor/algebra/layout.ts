/**
 * The same elements under another shape, without a copy where strides can say it.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import { sizeOf } from '../../kernels/layout.js';
import type { Dtype, Shape } from '../../kernels/types.js';
import type { Algebra } from '../algebra.js';
import { broadcastsTo, checkDim, checkDtype, checkInteger, checkShape } from '../check.js';
import { list } from './arguments.js';
import { checkIndex, distinctDims } from './indices.js';
import { LinearAlgebra } from './linear-algebra.js';

/** The changes of layout that are not made of others. */
export interface LayoutPrimitives<Self> {
  permute(x: Self, dims: readonly number[]): Self;
  reshape(x: Self, shape: Shape): Self;
  expand(x: Self, shape: Shape): Self;
  narrow(x: Self, dim: number, start: number, length: number): Self;
  concat(xs: readonly Self[], dim: number): Self;
  clone(x: Self): Self;
  to(x: Self, dtype: Dtype): Self;
}

/** The same elements under another shape, without a copy where strides can say it. */
export abstract class Layout<Self extends Algebra<Self>> extends LinearAlgebra<Self> {
  /**
   * The transposed matrix. A vector or a scalar is its own.
   *
   * @throws `ShapeError` for more than 2 dims; see {@link Algebra.transpose | transpose}
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).t().toArray(); // => [[1, 3], [2, 4]]
   * ```
   */
  t(this: Self): Self {
    if (this.ndim > 2) {
      throw new ShapeError(
        `t: shape is ${formatShape(this.shape)}; accepted are at most 2 dims: transpose(dim0, dim1) takes more`,
      );
    }
    return this.ndim < 2 ? this : this.permute([1, 0]);
  }

  /**
   * Two dims swapped; −1 is the last.
   *
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[[1], [2]]]).transpose(0, -1).shape; // => [1, 2, 1]
   * tensor([[1, 2], [3, 4]]).transpose(0, 1).toArray(); // => [[1, 3], [2, 4]]
   * ```
   */
  transpose(this: Self, dim0: number, dim1: number): Self {
    const first = checkDim('transpose', 'dim0', dim0, this.ndim);
    const second = checkDim('transpose', 'dim1', dim1, this.ndim);
    const swap = (dim: number): number => (dim === first ? second : dim === second ? first : dim);
    return this.permute(this.shape.map((_, dim) => swap(dim)));
  }

  /**
   * The dims in another order: dim i of the result is dim `dims[i]` of this.
   *
   * @throws `ArgumentError` unless each dim comes exactly once
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3, 4]).permute([2, 0, 1]).shape; // => [4, 2, 3]
   * ```
   */
  permute(this: Self, dims: readonly number[]): Self {
    const order = list('permute', 'dims', dims).map((dim) => checkDim('permute', 'dims', dim, this.ndim));
    if (order.length !== this.ndim || new Set(order).size !== order.length) {
      throw new ArgumentError(
        `permute: dims is [${dims.join(', ')}]; accepted is each of the ${this.ndim} dims exactly once`,
      );
    }
    return this.primitives.permute(this, order);
  }

  /**
   * The elements, in row-major order, under another shape. One size may be −1 and is worked out.
   *
   * @throws `ShapeError` where the number of elements differs
   *
   * @example
   * ```ts
   * import { arange } from 'gradus';
   * arange(6).reshape([2, -1]).toArray(); // => [[0, 1, 2], [3, 4, 5]]
   * ```
   */
  reshape(this: Self, shape: readonly number[]): Self {
    const given = list('reshape', 'shape', shape);
    const rest = sizeOf(given.filter((size) => size !== -1));
    const known = rest === 0 || this.numel() % rest !== 0 ? NaN : this.numel() / rest;
    const whole = given.map((size, i) =>
      size === -1 && given.indexOf(-1) === i && known >= 0 ? known : size,
    );
    if (whole.some((size) => !Number.isInteger(size) || size < 0) || sizeOf(whole) !== this.numel()) {
      throw new ShapeError(
        `reshape: shape ${formatShape(this.shape)} has ${this.numel()} elements; ` +
          `${formatShape(given)} does not hold as many, with at most one −1 to work out`,
      );
    }
    return this.primitives.reshape(this, checkShape('reshape', whole));
  }

  /**
   * The tensor repeated along its size-1 dims and new leading ones, without a copy. −1 keeps a size.
   *
   * @throws `ShapeError` where a size other than 1 would change
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1], [2]]).expand([-1, 3]).toArray(); // => [[1, 1, 1], [2, 2, 2]]
   * ```
   */
  expand(this: Self, shape: readonly number[]): Self {
    return expanded('expand', this, shape);
  }

  /**
   * The same as {@link Algebra.expand | expand}, under NumPy's name.
   *
   * @throws `ShapeError` for a shape that this one does not broadcast to
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).broadcastTo([2, 2]).toArray(); // => [[1, 2], [1, 2]]
   * ```
   */
  broadcastTo(this: Self, shape: readonly number[]): Self {
    return expanded('broadcastTo', this, shape);
  }

  /**
   * Without its dims of size 1: all of them, or the one given if its size is 1.
   *
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([1, 2, 1]).squeeze().shape; // => [2]
   * zeros([1, 2, 1]).squeeze(0).shape; // => [2, 1]
   * ```
   */
  squeeze(this: Self, dim?: number): Self {
    const at = dim === undefined ? undefined : checkDim('squeeze', 'dim', dim, this.ndim);
    const shape = this.shape.filter((size, i) => size !== 1 || (at !== undefined && i !== at));
    return this.reshape(shape);
  }

  /**
   * With a new dim of size 1 before `dim`; −1 puts it last.
   *
   * @throws `ArgumentError` for a dim that the result does not have
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3]).unsqueeze(0).shape; // => [1, 2, 3]
   * zeros([2, 3]).unsqueeze(-1).shape; // => [2, 3, 1]
   * ```
   */
  unsqueeze(this: Self, dim: number): Self {
    const at = checkDim('unsqueeze', 'dim', dim, this.ndim + 1);
    return this.reshape([...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }

  /**
   * The `length` indices from `start` on along one dim. A negative `start` counts from the end.
   *
   * @throws `ArgumentError` where that reaches beyond the dim
   *
   * @example
   * ```ts
   * import { arange } from 'gradus';
   * arange(5).narrow(0, 1, 3).toArray(); // => [1, 2, 3]
   * ```
   */
  narrow(this: Self, dim: number, start: number, length: number): Self {
    const along = checkDim('narrow', 'dim', dim, this.ndim);
    const size = this.size(along);
    const from = checkInteger('narrow', 'start', start, -size, size);
    const first = from < 0 ? from + size : from;
    return this.primitives.narrow(
      this,
      along,
      first,
      checkInteger('narrow', 'length', length, 0, size - first),
    );
  }

  /**
   * The elements at one index of a dim, without that dim and without a copy. A negative index counts from the
   * end. To go through all of them, {@link Algebra.unbind | unbind}: its gradient is put together at once.
   *
   * @throws `ArgumentError` for an index that the dim does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).select(1, -1).toArray(); // => [2, 4]
   * ```
   */
  select(this: Self, dim: number, index: number): Self {
    const along = checkDim('select', 'dim', dim, this.ndim);
    const at = checkIndex('select', index, along, this.size(along));
    return selected(this, along, at);
  }

  /**
   * The elements at each index of a dim, as {@link Algebra.select | select} gives them: a list of views.
   *
   * @param dim - the dim to take apart. Default 0.
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).unbind(1).map((x) => x.toArray()); // => [[1, 3], [2, 4]]
   * ```
   */
  unbind(this: Self, dim = 0): readonly Self[] {
    const along = checkDim('unbind', 'dim', dim, this.ndim);
    const shape = Object.freeze(this.shape.filter((_, d) => d !== along));
    const ones = new Array<number>(this.size(along)).fill(1);
    return cut(this, along, ones).map((part) => this.primitives.reshape(part, shape));
  }

  /**
   * The tensor cut along a dim into parts of one size, of which the last may be smaller, or into parts of the
   * sizes given, which add up to the size of the dim. A list of views. Of an empty dim, one size makes one
   * empty part.
   *
   * @param sizes - the size of every part, or the size of each
   * @param dim - the dim to cut. Default 0.
   * @throws `ArgumentError` for sizes that are no such integers
   *
   * @example
   * ```ts
   * import { arange } from 'gradus';
   * arange(5).split(2).map((x) => x.toArray()); // => [[0, 1], [2, 3], [4]]
   * arange(5).split([1, 4]).map((x) => x.toArray()); // => [[0], [1, 2, 3, 4]]
   * ```
   */
  split(this: Self, sizes: number | readonly number[], dim = 0): readonly Self[] {
    const along = checkDim('split', 'dim', dim, this.ndim);
    const whole = this.size(along);
    if (typeof sizes === 'number') {
      const size = checkInteger('split', 'sizes', sizes, whole === 0 ? 0 : 1, 2 ** 31 - 1);
      return cut(this, along, evenSizes(whole, size));
    }
    const each = list('split', 'sizes', sizes);
    each.forEach((size, i) => checkInteger('split', `sizes[${i}]`, size, 0, whole));
    const total = each.reduce((sum, size) => sum + size, 0);
    if (total !== whole) {
      throw new ArgumentError(
        `split: sizes [${each.join(', ')}] add up to ${total}; accepted is the size of dim ${along}, ${whole}`,
      );
    }
    return cut(this, along, each);
  }

  /**
   * The tensor cut along a dim into so many parts of one size, of which the last may be smaller; into fewer,
   * where that many would leave some empty. A list of views. An empty dim gives as many empty parts as are
   * asked for.
   *
   * @param chunks - how many parts, at least one
   * @param dim - the dim to cut. Default 0.
   * @throws `ArgumentError` for a dim that the tensor does not have, and for a number of parts below 1
   *
   * @example
   * ```ts
   * import { arange } from 'gradus';
   * arange(5).chunk(2).map((x) => x.toArray()); // => [[0, 1, 2], [3, 4]]
   * ```
   */
  chunk(this: Self, chunks: number, dim = 0): readonly Self[] {
    const along = checkDim('chunk', 'dim', dim, this.ndim);
    const whole = this.size(along);
    const parts = checkInteger('chunk', 'chunks', chunks, 1, 2 ** 31 - 1);
    const sizes = whole === 0 ? new Array<number>(parts).fill(0) : evenSizes(whole, Math.ceil(whole / parts));
    return cut(this, along, sizes);
  }

  /**
   * Dims moved to other places; the others keep their order around them. Without a copy.
   *
   * @param source - a dim, or several
   * @param destination - where each goes: as many
   * @throws `ArgumentError` for a dim named twice, or lists of two lengths
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3, 4]).movedim(0, -1).shape; // => [3, 4, 2]
   * ```
   */
  movedim(this: Self, source: number | readonly number[], destination: number | readonly number[]): Self {
    const from = distinctDims('movedim', 'source', source, this.ndim);
    const to = distinctDims('movedim', 'destination', destination, this.ndim);
    if (from.length !== to.length) {
      throw new ArgumentError(
        `movedim: source names ${from.length} dims and destination ${to.length}; accepted are as many`,
      );
    }
    const rest = this.shape.map((_, dim) => dim).filter((dim) => !from.includes(dim));
    const order = this.shape.map((_, dim) => from[to.indexOf(dim)] ?? rest.shift() ?? dim);
    return this.primitives.permute(this, order);
  }

  /**
   * Neighbouring dims made one, without a copy where strides can say it. A scalar becomes a vector of one
   * element.
   *
   * @param startDim - the first of them. Default 0.
   * @param endDim - the last of them. Default −1.
   * @throws `ArgumentError` where endDim comes before startDim
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3, 4]).flatten(1).shape; // => [2, 12]
   * ```
   */
  flatten(this: Self, startDim = 0, endDim = -1): Self {
    const rank = Math.max(this.ndim, 1);
    const start = checkDim('flatten', 'startDim', startDim, rank);
    const end = checkDim('flatten', 'endDim', endDim, rank);
    if (end < start) {
      throw new ArgumentError(
        `flatten: endDim is ${endDim}; accepted is a dim from startDim, which is ${startDim}, on`,
      );
    }
    const merged = sizeOf(this.shape.slice(start, end + 1));
    const shape = [...this.shape.slice(0, start), merged, ...this.shape.slice(end + 1)];
    return this.primitives.reshape(this, Object.freeze(shape));
  }

  /**
   * The same values in storage of their own, row-major. On a Variable, the identity in the graph.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).clone().toArray(); // => [1, 2]
   * ```
   */
  clone(this: Self): Self {
    return this.primitives.clone(this);
  }

  /**
   * The values in another dtype. To a float dtype each is rounded once; to int32 it is truncated towards zero;
   * to bool it says whether the value is not 0. The gradient passes between float dtypes only.
   *
   * @throws `DtypeError` for an unknown dtype, `ArgumentError` for a value that int32 cannot hold
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1.7, -1.7]).to('int32').toArray(); // => [1, -1]
   * tensor([0, 2]).to('bool').toArray(); // => [false, true]
   * ```
   */
  to(this: Self, dtype: Dtype): Self {
    const wanted = checkDtype('to', dtype);
    return wanted === this.dtype ? this : this.primitives.to(this, wanted);
  }
}

/** See {@link Layout.expand}. */
function expanded<Self extends Algebra<Self>>(operation: string, x: Self, shape: readonly number[]): Self {
  const given = list(operation, 'shape', shape);
  const lead = given.length - x.ndim;
  const whole = given.map((size, dim) => (size === -1 ? (x.shape[dim - lead] ?? size) : size));
  if (whole.includes(-1) || !broadcastsTo(x.shape, whole)) {
    throw new ShapeError(
      `${operation}: shape ${formatShape(x.shape)} does not expand to ${formatShape(given)}; ` +
        `accepted are new leading dims, and other sizes for dims of size 1`,
    );
  }
  return x.primitives.expand(x, checkShape(operation, whole));
}

/** The elements at one index of a dim, without the dim. */
function selected<Self extends Algebra<Self>>(x: Self, dim: number, at: number): Self {
  const shape = Object.freeze(x.shape.filter((_, d) => d !== dim));
  return x.primitives.reshape(x.primitives.narrow(x, dim, at, 1), shape);
}

/** Parts of a size, the last of what is left; one empty part of an empty whole. */
function evenSizes(whole: number, size: number): number[] {
  const parts = Math.max(1, Math.ceil(whole / Math.max(size, 1)));
  return Array.from({ length: parts }, (_, i) => Math.min(size, whole - i * size));
}

/**
 * The parts of these sizes, one behind the other along a dim. They are cut as halves of halves: the gradient is
 * put together from neighbours then, in log₂ n rounds, and not from n tensors as large as the whole.
 */
function cut<Self extends Algebra<Self>>(x: Self, dim: number, sizes: readonly number[]): readonly Self[] {
  if (sizes.length < 2)
    return sizes.map((size) => (size === x.size(dim) ? x : x.primitives.narrow(x, dim, 0, size)));
  const half = Math.ceil(sizes.length / 2);
  const left = sizes.slice(0, half);
  const right = sizes.slice(half);
  const size = left.reduce((sum, one) => sum + one, 0);
  return [
    ...cut(x.primitives.narrow(x, dim, 0, size), dim, left),
    ...cut(x.primitives.narrow(x, dim, size, x.size(dim) - size), dim, right),
  ];
}
