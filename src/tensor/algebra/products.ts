/**
 * Products of matrices and vectors.
 *
 * @module
 */
import { formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../algebra.js';
import { broadcastShapes } from '../check.js';
import type { Tensor } from '../tensor.js';
import { matrix } from './arguments.js';
import { Scans } from './scans.js';

/** The products that are not made of others. */
export interface ProductPrimitives<Self> {
  mm(a: Self, b: Self): Self;
  matmul(a: Self, b: Self): Self;
}

/** Products of matrices and vectors. */
export abstract class Products<Self extends Algebra<Self>> extends Scans<Self> {
  /**
   * The product of two matrices, [m, k] · [k, n] → [m, n]: Σₚ a[i, p]·b[p, j], added for ascending p, each
   * product and each sum rounded to the dtype. It does not broadcast; see {@link Algebra.matmul | matmul}.
   *
   * @throws `ShapeError` unless both are matrices and the inner sizes agree
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).mm(tensor([[1], [10]])).toArray(); // => [[21], [43]]
   * ```
   */
  mm(this: Self, other: Self | Tensor): Self {
    const that = matrix('mm', this, other);
    if (this.ndim !== 2 || that.ndim !== 2 || this.size(1) !== that.size(0)) {
      throw new ShapeError(
        `mm: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; ` +
          `accepted are [m, k] and [k, n]${this.ndim > 2 || that.ndim > 2 ? ': matmul takes batches' : ''}`,
      );
    }
    return this.primitives.mm(this, that);
  }

  /**
   * The matrix product over the last two dims, with leading dims broadcast: […, m, k] · […, k, n] → […, m, n].
   * A vector on the left counts as a row, on the right as a column, and that dim is dropped from the result.
   *
   * @throws `ShapeError` for a scalar, or where inner sizes or leading dims do not fit
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).matmul(tensor([3, 4])).item(); // => 11
   * ```
   */
  matmul(this: Self, other: Self | Tensor): Self {
    const that = matrix('matmul', this, other);
    const a = this.ndim === 1 ? this.unsqueeze(0) : this;
    const b = that.ndim === 1 ? that.unsqueeze(1) : that;
    if (a.ndim < 2 || b.ndim < 2 || a.size(-1) !== b.size(-2)) {
      throw new ShapeError(
        `matmul: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; ` +
          `accepted are […, m, k] and […, k, n], or a vector of k`,
      );
    }
    broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
    const product = this.primitives.matmul(a, b);
    const rows = this.ndim === 1 ? product.squeeze(-2) : product;
    return that.ndim === 1 ? rows.squeeze(-1) : rows;
  }
}
