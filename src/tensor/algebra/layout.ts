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
   */
  t(this: Self): Self {
    if (this.ndim > 2) {
      throw new ShapeError(
        `t: shape is ${formatShape(this.shape)}; accepted are at most 2 dims: transpose(dim0, dim1) takes more`,
      );
    }
    return this.ndim < 2 ? this : this.permute([1, 0]);
  }

  /** Two dims swapped; −1 is the last. */
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
    const given = list('expand', 'shape', shape);
    const lead = given.length - this.ndim;
    const whole = given.map((size, dim) => (size === -1 ? (this.shape[dim - lead] ?? size) : size));
    if (whole.includes(-1) || !broadcastsTo(this.shape, whole)) {
      throw new ShapeError(
        `expand: shape ${formatShape(this.shape)} does not expand to ${formatShape(given)}; ` +
          `accepted are new leading dims, and other sizes for dims of size 1`,
      );
    }
    return this.primitives.expand(this, checkShape('expand', whole));
  }

  /** Without its dims of size 1: all of them, or the one given if its size is 1. */
  squeeze(this: Self, dim?: number): Self {
    const at = dim === undefined ? undefined : checkDim('squeeze', 'dim', dim, this.ndim);
    const shape = this.shape.filter((size, i) => size !== 1 || (at !== undefined && i !== at));
    return this.reshape(shape);
  }

  /** With a new dim of size 1 before `dim`; −1 puts it last. */
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

  /** The same values in storage of their own, row-major. On a Variable, the identity in the graph. */
  clone(this: Self): Self {
    return this.primitives.clone(this);
  }

  /**
   * The values in another dtype. To a float dtype each is rounded once; to int32 it is truncated towards zero;
   * to bool it says whether the value is not 0. The gradient passes between float dtypes only.
   *
   * @throws `DtypeError` for an unknown dtype, `ArgumentError` for a value that int32 cannot hold
   */
  to(this: Self, dtype: Dtype): Self {
    const wanted = checkDtype('to', dtype);
    return wanted === this.dtype ? this : this.primitives.to(this, wanted);
  }
}
