/**
 * Products of matrices and vectors.
 *
 * @module
 */
import { formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../algebra.js';
import { broadcastShapes, checkDim } from '../check.js';
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

  /**
   * The scalar product of two vectors, [n] · [n] → []: Σᵢ aᵢ·bᵢ, added for ascending i, each product and each sum rounded
   * to the dtype, as {@link Algebra.mm | mm} adds. 0 for empty vectors.
   *
   * @throws `ShapeError` unless both are vectors of one size
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).dot(tensor([3, 4])).item(); // => 11
   * ```
   */
  dot(this: Self, other: Self | Tensor): Self {
    const that = matrix('dot', this, other, 'a vector');
    if (this.ndim !== 1 || that.ndim !== 1 || this.size(0) !== that.size(0)) {
      throw new ShapeError(
        `dot: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; accepted are [n] and [n]`,
      );
    }
    return this.primitives.mm(this.unsqueeze(0), that.unsqueeze(1)).reshape([]);
  }

  /**
   * The product of a matrix and a vector, [m, n] · [n] → [m]: Σⱼ aᵢⱼ·bⱼ, added as {@link Algebra.mm | mm} adds.
   *
   * @throws `ShapeError` unless this is a matrix, the other a vector, and the inner sizes agree
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).mv(tensor([1, 10])).toArray(); // => [21, 43]
   * ```
   */
  mv(this: Self, other: Self | Tensor): Self {
    const that = matrix('mv', this, other, 'a vector');
    if (this.ndim !== 2 || that.ndim !== 1 || this.size(1) !== that.size(0)) {
      throw new ShapeError(
        `mv: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; accepted are [m, n] and [n]`,
      );
    }
    return this.primitives.mm(this, that.unsqueeze(1)).squeeze(1);
  }

  /**
   * The products of two batches of matrices, [b, m, k] · [b, k, n] → [b, m, n], each as {@link Algebra.mm | mm}. It does
   * not broadcast; see {@link Algebra.matmul | matmul}.
   *
   * @throws `ShapeError` unless both have 3 dims, and the batches and inner sizes agree
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[[1, 2]], [[3, 4]]]).bmm(tensor([[[1], [10]], [[1], [10]]])).toArray(); // => [[[21]], [[43]]]
   * ```
   */
  bmm(this: Self, other: Self | Tensor): Self {
    const that = matrix('bmm', this, other, 'a batch of matrices');
    const fit = this.ndim === 3 && that.ndim === 3;
    if (!fit || this.size(0) !== that.size(0) || this.size(2) !== that.size(1)) {
      throw new ShapeError(
        `bmm: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; ` +
          `accepted are [b, m, k] and [b, k, n]: matmul broadcasts`,
      );
    }
    return this.primitives.matmul(this, that);
  }

  /**
   * Every product of an element of one vector and an element of another, [m] and [n] → [m, n]: aᵢ·bⱼ.
   *
   * @throws `ShapeError` unless both are vectors
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).outer(tensor([3, 4])).toArray(); // => [[3, 4], [6, 8]]
   * ```
   */
  outer(this: Self, other: Self | Tensor): Self {
    const that = matrix('outer', this, other, 'a vector');
    if (this.ndim !== 1 || that.ndim !== 1) {
      throw new ShapeError(
        `outer: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}; accepted are [m] and [n]`,
      );
    }
    return this.primitives.mul(this.unsqueeze(1), that);
  }

  /**
   * The Kronecker product: each element of a, times all of b as a block. Dim by dim the sizes are multiplied, and the
   * element at i·(size of b) + j is aᵢ·bⱼ. Of two operands, the one with fewer dims gets leading ones of size 1.
   *
   * @throws `DtypeError` for int32 and bool, and for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2]]).kron(tensor([[1, 10], [0, 1]])).toArray(); // => [[1, 10, 2, 20], [0, 1, 0, 2]]
   * ```
   */
  kron(this: Self, other: Self | Tensor): Self {
    const that = matrix('kron', this, other, 'a tensor');
    const rank = Math.max(this.ndim, that.ndim);
    const sizes = (x: Self): readonly number[] => [
      ...Array.from({ length: rank - x.ndim }, () => 1),
      ...x.shape,
    ];
    const blocks = this.reshape(sizes(this).flatMap((size) => [size, 1]));
    const within = that.reshape(sizes(that).flatMap((size) => [1, size]));
    const inner = sizes(that);
    return this.primitives
      .mul(blocks, within)
      .reshape(sizes(this).map((size, dim) => size * (inner[dim] ?? 1)));
  }

  /**
   * The cross product of vectors of 3 that lie in a dim: (a₁b₂ − a₂b₁, a₂b₀ − a₀b₂, a₀b₁ − a₁b₀). The other dims
   * broadcast.
   *
   * @param dim - the dim of the vectors; −1, the last, unless told, as in `torch.linalg.cross`. (`torch.cross` takes the
   * first dim of size 3, so that a batch of 3 changes its meaning.)
   * @throws `ShapeError` where the numbers of dims differ, the size there is not 3, or the others do not broadcast
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 0, 0]).cross(tensor([0, 1, 0])).toArray(); // => [0, 0, 1]
   * ```
   */
  cross(this: Self, other: Self | Tensor, dim = -1): Self {
    const that = matrix('cross', this, other, 'a tensor');
    const along = checkDim('cross', 'dim', dim, this.ndim);
    if (this.ndim !== that.ndim || this.size(along) !== 3 || that.size(along) !== 3) {
      throw new ShapeError(
        `cross: shapes are ${formatShape(this.shape)} and ${formatShape(that.shape)}, of which dim is ${dim}; ` +
          `accepted are as many dims in both, and a size of 3 there`,
      );
    }
    broadcastShapes('cross', this.shape, that.shape);
    // Element i of what is rolled by k is element i + k, counted round.
    const roll = (x: Self, by: 1 | 2): Self =>
      x.primitives.concat([x.narrow(along, by, 3 - by), x.narrow(along, 0, by)], along);
    return roll(this, 1)
      .mul(roll(that, 2))
      .sub(roll(this, 2).mul(roll(that, 1)));
  }
}
