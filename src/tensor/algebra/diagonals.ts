/**
 * Diagonals and triangles of matrices: which elements are kept, and where they go. All of it reads elements by their
 * places, whatever the dtype; the gradient goes back to where an element came from.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import { sizeOf } from '../../kernels/layout.js';
import type { Algebra } from '../algebra.js';
import { checkDim, checkInteger, checkShape } from '../check.js';
import { Products } from './products.js';

/** How far a diagonal can be asked for from the main one. */
const FARTHEST = 2 ** 31 - 1;

/** Diagonals and triangles of matrices. */
export abstract class Diagonals<Self extends Algebra<Self>> extends Products<Self> {
  /**
   * A diagonal of the matrices that lie in two dims, as a new last dim: element i is (i, i + offset), or (i − offset, i)
   * for a negative offset. Where the offset leads out of the matrix, the diagonal is empty. Any dtype.
   *
   * @param offset - 0 is the main diagonal, 1 the one above it, −1 the one below
   * @param dim1 - the dim of the rows
   * @param dim2 - the dim of the columns
   * @returns a copy: the other dims in their order, then the diagonal
   * @throws `ArgumentError` for a dim that does not exist, or dims that are the same
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[1, 2, 3], [4, 5, 6]]);
   * x.diagonal().toArray(); // => [1, 5]
   * x.diagonal(1).toArray(); // => [2, 6]
   * ```
   */
  diagonal(this: Self, offset = 0, dim1 = 0, dim2 = 1): Self {
    const k = checkInteger('diagonal', 'offset', offset, -FARTHEST, FARTHEST);
    const row = checkDim('diagonal', 'dim1', dim1, this.ndim);
    const column = checkDim('diagonal', 'dim2', dim2, this.ndim);
    if (row === column) {
      throw new ArgumentError(
        `diagonal: dim1 and dim2 are both dim ${row}; accepted are two dims that differ`,
      );
    }
    return diagonalOf(this, k, row, column);
  }

  /**
   * A vector as the diagonal of a square matrix of zeros, or a diagonal of a matrix as a vector. Any dtype.
   *
   * @param diagonal - which: 0 is the main diagonal, 1 the one above it, −1 the one below
   * @throws `ShapeError` unless this is a vector or a matrix
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).diag().toArray(); // => [[1, 0], [0, 2]]
   * tensor([1]).diag(1).toArray(); // => [[0, 1], [0, 0]]
   * tensor([[1, 2], [3, 4]]).diag().toArray(); // => [1, 4]
   * ```
   */
  diag(this: Self, diagonal = 0): Self {
    const k = checkInteger('diag', 'diagonal', diagonal, -FARTHEST, FARTHEST);
    if (this.ndim === 2) return diagonalOf(this, k, 0, 1);
    if (this.ndim !== 1) {
      throw new ShapeError(
        `diag: shape is ${formatShape(this.shape)}; accepted is a vector or a matrix: diagonal() takes batches`,
      );
    }
    const n = this.numel();
    const size = n + Math.abs(k);
    const shape = checkShape('diag', [size, size]);
    const places = new Int32Array(sizeOf(shape)).fill(-1);
    for (let i = 0; i < n; i++) places[(i + Math.max(-k, 0)) * size + i + Math.max(k, 0)] = i;
    return this.primitives.pick(this, places, shape);
  }

  /**
   * The lower triangle of the matrices in the last two dims: element (i, j) where j ≤ i + diagonal, else 0. Any dtype.
   *
   * @param diagonal - the last diagonal that is kept: 0 is the main one, 1 the one above it, −1 the one below
   * @throws `ShapeError` for fewer than 2 dims
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).tril().toArray(); // => [[1, 0], [3, 4]]
   * tensor([[1, 2], [3, 4]]).tril(-1).toArray(); // => [[0, 0], [3, 0]]
   * ```
   */
  tril(this: Self, diagonal = 0): Self {
    const k = checkInteger('tril', 'diagonal', diagonal, -FARTHEST, FARTHEST);
    return triangle('tril', this, (row) => [0, row + k + 1]);
  }

  /**
   * The upper triangle of the matrices in the last two dims: element (i, j) where j ≥ i + diagonal, else 0. Any dtype.
   *
   * @param diagonal - the first diagonal that is kept: 0 is the main one, 1 the one above it, −1 the one below
   * @throws `ShapeError` for fewer than 2 dims
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).triu().toArray(); // => [[1, 2], [0, 4]]
   * ```
   */
  triu(this: Self, diagonal = 0): Self {
    const k = checkInteger('triu', 'diagonal', diagonal, -FARTHEST, FARTHEST);
    return triangle('triu', this, (row, columns) => [row + k, columns]);
  }

  /**
   * The sum of the main diagonal of a matrix, added as {@link Algebra.sum | sum} adds: Σᵢ xᵢᵢ; 0 where it is empty. Its
   * gradient is that of the sum, on the diagonal.
   *
   * @throws `ShapeError` unless this is a matrix; `x.diagonal(0, -2, -1).sum(-1)` takes batches
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).trace().item(); // => 5
   * ```
   */
  trace(this: Self): Self {
    if (this.ndim !== 2) {
      throw new ShapeError(
        `trace: shape is ${formatShape(this.shape)}; accepted is a matrix: diagonal(0, -2, -1).sum(-1) takes batches`,
      );
    }
    return diagonalOf(this, 0, 0, 1).sum();
  }
}

/** The diagonal of dims that exist and differ. */
function diagonalOf<Self extends Algebra<Self>>(x: Self, offset: number, row: number, column: number): Self {
  const others = x.shape.map((_, dim) => dim).filter((dim) => dim !== row && dim !== column);
  const matrices = x.permute([...others, row, column]);
  const [rows, columns] = [x.size(row), x.size(column)];
  const [top, left] = [Math.max(-offset, 0), Math.max(offset, 0)];
  const length = Math.max(0, Math.min(rows - top, columns - left));
  const shape = [...others.map((dim) => x.size(dim)), length];
  const places = new Int32Array(sizeOf(shape));
  for (let at = 0; at < places.length; at++) {
    const i = at % length;
    places[at] = ((at - i) / length) * rows * columns + (i + top) * columns + i + left;
  }
  return x.primitives.pick(matrices, places, shape);
}

/** The elements of each matrix between two columns, which depend on the row; zeros for the others. */
function triangle<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  kept: (row: number, columns: number) => readonly [first: number, end: number],
): Self {
  if (x.ndim < 2) {
    throw new ShapeError(`${operation}: shape is ${formatShape(x.shape)}; accepted are at least 2 dims`);
  }
  const [rows, columns] = [x.size(-2), x.size(-1)];
  const places = new Int32Array(x.numel()).fill(-1);
  for (let start = 0; start < places.length; start += columns) {
    const [first, end] = kept((start / columns) % rows, columns);
    for (let at = start + Math.max(0, first); at < start + Math.min(columns, end); at++) places[at] = at;
  }
  return x.primitives.pick(x, places, x.shape);
}
