/**
 * Determinants, inverses, factors and the solution of linear systems, for a matrix or a batch of them in the last two
 * dims. They are computed in float64, in a fixed order, and rounded to the dtype once.
 *
 * @module
 */
import { formatShape, ShapeError } from '../../errors.js';
import type { Algebra } from '../algebra.js';
import { broadcastShapes, checkFlag, checkFloat, checkOptions, sameShape } from '../check.js';
import type { Tensor } from '../tensor.js';
import { matrix } from './arguments.js';
import { Diagonals } from './diagonals.js';

/** The matrix functions that are not made of others. */
export interface LinearAlgebraPrimitives<Self> {
  det(x: Self): Self;
  /**
   * ln |det x|.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([[2, 1], [1, 1]]);
   * x.primitives.logAbsDet(x).item(); // => 0
   * ```
   */
  logAbsDet(x: Self): Self;
  /** The sign of det x. */
  detSign(x: Self): Self;
  inverse(x: Self): Self;
  /** A⁻¹·B for matrices; the dims before them broadcast. */
  solve(a: Self, b: Self): Self;
  /** The lower factor. */
  cholesky(x: Self): Self;
  /** A⁻¹·B for a triangle of A; the dims before the matrices broadcast. */
  solveTriangular(a: Self, b: Self, triangle: { readonly upper: boolean; readonly unit: boolean }): Self;
}

/** Options of `solve`. */
export interface SolveOptions {
  /** Whether the matrix stands to the left of the unknown, A·X = B, or to its right, X·A = B. Default `true`. */
  readonly left?: boolean;
}

/** Options of `solveTriangular`. */
export interface SolveTriangularOptions extends SolveOptions {
  /** Which triangle is meant. There is no default, as in PyTorch. */
  readonly upper: boolean;
  /** Whether the diagonal counts as ones, and is not read. Default `false`. */
  readonly unitriangular?: boolean;
}

/** Options of `triangularSolve`. */
export interface TriangularSolveOptions {
  /** Which triangle is meant. Default `true`. */
  readonly upper?: boolean;
  /** Whether Aᵀ takes the place of A. Default `false`. */
  readonly transpose?: boolean;
  /** Whether the diagonal counts as ones, and is not read. Default `false`. */
  readonly unitriangular?: boolean;
}

/** Options of `cholesky`. */
export interface CholeskyOptions {
  /** Whether the upper factor is wanted, of the upper triangle. Default `false`. */
  readonly upper?: boolean;
}

/** A determinant by its sign and the logarithm of its size. */
export interface SignAndLogarithm<Self> {
  /** 1, −1, or 0 for a singular matrix; it has no derivative. */
  readonly sign: Self;
  /** ln |det|: −Infinity for a singular matrix. */
  readonly logabsdet: Self;
}

/** Determinants, inverses, factors and the solution of linear systems. */
export abstract class LinearAlgebra<Self extends Algebra<Self>> extends Diagonals<Self> {
  /**
   * The determinant of square matrices, […, n, n] → […]: the product of the pivots of elimination with partial
   * pivoting. That of an empty matrix is 1.
   *
   * Its gradient is the matrix of cofactors, which a singular matrix has too. Derivatives of every order are right at
   * any rank from n − 8 on; below that the first eight are, which are 0, and so are those that follow.
   *
   * @throws `ShapeError` unless the matrices are square, `DtypeError` unless the dtype is a float one
   *
   * @example
   * ```ts
   * import { tensor, Variable } from 'gradus';
   * tensor([[1, 2], [3, 4]]).det().item(); // => -2
   * const singular = new Variable(tensor([[1, 2], [2, 4]]), { requiresGrad: true });
   * singular.det().backward();
   * singular.grad?.toArray(); // => [[4, -2], [-2, 1]]
   * ```
   */
  det(this: Self): Self {
    return this.primitives.det(square('det', this));
  }

  /**
   * The sign of the determinant and the logarithm of its size, […, n, n] → […] each: of large matrices too, whose
   * determinant no float holds. A singular matrix has the sign 0 and the logarithm −Infinity.
   *
   * The gradient of `logabsdet` is X⁻ᵀ. `sign` has none: it is constant wherever it is continuous.
   *
   * @throws `ShapeError` unless the matrices are square; walking back from the `logabsdet` of a singular matrix is an
   * `ArgumentError`, since it has no derivative
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const { sign, logabsdet } = tensor([[1e-30, 0], [0, -1e-30]], { dtype: 'float64' }).slogdet();
   * sign.item(); // => -1
   * logabsdet.item(); // => -138.15510557964274
   * ```
   */
  slogdet(this: Self): SignAndLogarithm<Self> {
    const x = square('slogdet', this);
    return { sign: this.primitives.detSign(x), logabsdet: this.primitives.logAbsDet(x) };
  }

  /**
   * The inverse of square matrices, […, n, n] → […, n, n]: the solution X of A·X = I, as {@link Algebra.solve | solve}
   * finds it.
   *
   * With Y = X⁻¹ and G the gradient with regard to Y, the gradient is −Yᵀ·G·Yᵀ. To solve a system, `solve` is faster and
   * more accurate.
   *
   * @throws `ShapeError` unless the matrices are square; `ArgumentError` for a singular one, which is one where a pivot
   * comes out as exactly 0
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[2, 0], [0, 4]]).inverse().toArray(); // => [[0.5, 0], [0, 0.25]]
   * ```
   */
  inverse(this: Self): Self {
    return this.primitives.inverse(square('inverse', this));
  }

  /**
   * The solution X of A·X = B for square matrices A (this) and right-hand sides B, […, n, n] and […, n, m] → […, n, m].
   * Leading dims broadcast. A vector of n, or a batch of vectors in the shape of A without its last dim, counts as one
   * column each.
   *
   * By elimination with partial pivoting: of the elements that can be the next pivot the largest is, and of equal ones
   * the first. Then by forward and backward substitution, each sum taken over ascending indices. The gradient with
   * regard to B is A⁻ᵀ·G, and that with regard to A is minus this, times Xᵀ.
   *
   * @param other - B
   * @param options - `left`: false for X·A = B, with B […, m, n], which is no vector then
   * @throws `ShapeError` where the shapes do not fit; `ArgumentError` for a singular matrix, which is one where a pivot
   * comes out as exactly 0
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[2, 1], [1, 1]]).solve(tensor([3, 2])).toArray(); // => [1, 1]
   * ```
   */
  solve(this: Self, other: Self | Tensor, options?: SolveOptions): Self {
    const { left = true } = checkOptions('solve', options, ['left'], '{ left: false }');
    const onTheLeft = checkFlag('solve', 'left', left);
    const that = matrix('solve', this, other, 'a matrix or a vector');
    const a = square('solve', this);
    const isVector = that.ndim === 1 || (that.ndim > 0 && sameShape(that.shape, a.shape.slice(0, -1)));
    if (!isVector) {
      systems('solve', a, that, onTheLeft);
      return fromLeft(onTheLeft, a, that, (one, right) => one.primitives.solve(one, right));
    }
    if (!onTheLeft || that.size(-1) !== a.size(-1)) {
      throw new ShapeError(
        `solve: shapes are ${formatShape(a.shape)} and ${formatShape(that.shape)}; ` +
          `accepted is ${onTheLeft ? `a vector of ${a.size(-1)}` : 'a matrix, with left: false'}`,
      );
    }
    return a.primitives.solve(a, that.unsqueeze(-1)).squeeze(-1);
  }

  /**
   * The lower triangular L, with a positive diagonal, of L·Lᵀ = A for symmetric positive-definite matrices A (this),
   * […, n, n] → […, n, n]. Only the lower triangle of A is read; that A is symmetric is not checked.
   *
   * The gradient is symmetric, as if both triangles were read: half of it falls on each. With Φ(M) the lower triangle of
   * M, its diagonal halved, and G the gradient with regard to L, it is the symmetric part of L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹.
   *
   * @param options - `upper`: true gives the upper triangular U of Uᵀ·U = A, of the upper triangle of A
   * @throws `ShapeError` unless the matrices are square, `ArgumentError` for one that is not positive definite
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[4, 2], [2, 2]]).cholesky().toArray(); // => [[2, 0], [1, 1]]
   * ```
   */
  cholesky(this: Self, options?: CholeskyOptions): Self {
    const { upper = false } = checkOptions('cholesky', options, ['upper'], '{ upper: true }');
    const wanted = checkFlag('cholesky', 'upper', upper);
    const x = square('cholesky', this);
    return wanted ? flip(x.primitives.cholesky(flip(x))) : x.primitives.cholesky(x);
  }

  /**
   * The solution X of A·X = B for triangular matrices A (this), as PyTorch's `torch.linalg.solve_triangular`, by
   * substitution: […, n, n] and […, n, m] → […, n, m]. Leading dims broadcast. The other triangle of A is not read.
   *
   * A 0 on the diagonal is no error: the result is what IEEE division gives. The gradient with regard to B is A⁻ᵀ·G, and
   * that with regard to A is the triangle of minus this, times Xᵀ.
   *
   * @param other - B
   * @param options - `upper`: which triangle; `left`: false for X·A = B; `unitriangular`: true for a diagonal of ones
   * @throws `ShapeError` where the shapes do not fit; B is a matrix
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[2, 1], [0, 1]]).solveTriangular(tensor([[3], [1]]), { upper: true }).toArray(); // => [[1], [1]]
   * ```
   */
  solveTriangular(this: Self, other: Self | Tensor, options: SolveTriangularOptions): Self {
    const names = ['upper', 'left', 'unitriangular'] as const;
    const {
      upper,
      left = true,
      unitriangular = false,
    } = checkOptions('solveTriangular', options, names, '{ upper: true }');
    const up = checkFlag('solveTriangular', 'upper', upper);
    const unit = checkFlag('solveTriangular', 'unitriangular', unitriangular);
    const onTheLeft = checkFlag('solveTriangular', 'left', left);
    const that = matrix('solveTriangular', this, other);
    const a = square('solveTriangular', this);
    systems('solveTriangular', a, that, onTheLeft);
    return fromLeft(onTheLeft, a, that, (one, right) =>
      one.primitives.solveTriangular(one, right, { upper: up === onTheLeft, unit }),
    );
  }

  /**
   * The solution X of A·X = B for triangular matrices A, in the order of PyTorch's `torch.triangular_solve`: this is the
   * right-hand side B, and A comes second. {@link Algebra.solveTriangular | solveTriangular} has A first, as
   * {@link Algebra.solve | solve} has; it says the rest.
   *
   * @param other - A
   * @param options - `upper`: which triangle is read; `transpose`: true for Aᵀ·X = B; `unitriangular`: true for a
   * diagonal of ones
   * @throws `ShapeError` where the shapes do not fit
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[3], [1]]).triangularSolve(tensor([[2, 1], [0, 1]])).toArray(); // => [[1], [1]]
   * ```
   */
  triangularSolve(this: Self, other: Self | Tensor, options?: TriangularSolveOptions): Self {
    const names = ['upper', 'transpose', 'unitriangular'] as const;
    const {
      upper = true,
      transpose = false,
      unitriangular = false,
    } = checkOptions('triangularSolve', options, names, '{ upper: false }');
    const up = checkFlag('triangularSolve', 'upper', upper);
    const flipped = checkFlag('triangularSolve', 'transpose', transpose);
    const unit = checkFlag('triangularSolve', 'unitriangular', unitriangular);
    const a = square('triangularSolve', matrix('triangularSolve', this, other));
    systems('triangularSolve', a, this, true);
    return this.primitives.solveTriangular(flipped ? flip(a) : a, this, { upper: up !== flipped, unit });
  }
}

/** The matrices transposed. */
function flip<Self extends Algebra<Self>>(x: Self): Self {
  return x.transpose(-2, -1);
}

/** The operand itself, if it is a batch of square matrices of a float dtype. */
function square<Self extends Algebra<Self>>(operation: string, x: Self): Self {
  checkFloat(operation, x.dtype);
  if (x.ndim >= 2 && x.size(-2) === x.size(-1)) return x;
  throw new ShapeError(
    `${operation}: shape is ${formatShape(x.shape)}; accepted are square matrices, as […, n, n]`,
  );
}

/** Checks that A·X = B, or X·A = B, makes sense for square matrices A. */
function systems<Self extends Algebra<Self>>(operation: string, a: Self, b: Self, left: boolean): void {
  const n = a.size(-1);
  if (b.ndim < 2 || b.size(left ? -2 : -1) !== n) {
    throw new ShapeError(
      `${operation}: shapes are ${formatShape(a.shape)} and ${formatShape(b.shape)}; ` +
        `accepted are […, n, n] and ${left ? '[…, n, m]' : '[…, m, n]'}`,
    );
  }
  broadcastShapes(operation, a.shape.slice(0, -2), b.shape.slice(0, -2));
}

/** X·A = B is Aᵀ·Xᵀ = Bᵀ. */
function fromLeft<Self extends Algebra<Self>>(
  left: boolean,
  a: Self,
  b: Self,
  solve: (a: Self, b: Self) => Self,
): Self {
  return left ? solve(a, b) : flip(solve(flip(a), flip(b)));
}
