/**
 * The algebra: every operation declared, documented and checked once, for both of its carriers.
 *
 * A carrier supplies a table of {@link Primitives}: `Tensor` computes them, `Variable` applies the rule that
 * computes them and knows their derivative. Everything else is written here in terms of those, so it is
 * differentiable wherever its parts are.
 *
 * @module
 */
import { ArgumentError, describe, formatShape, ShapeError } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import type { Dtype, Shape } from '../kernels/types.js';
import {
  broadcastShapes,
  broadcastsTo,
  checkDim,
  checkDims,
  checkDtype,
  checkFlag,
  checkFloat,
  checkInteger,
  checkNumber,
  checkOptions,
  checkSameDtype,
  checkShape,
} from './check.js';
import type { NestedArray, Tensor } from './tensor.js';

/** What an operation takes beside its first operand: a carrier, a Tensor as a constant, or a number. */
export type Operand<Self> = Self | Tensor | number;

/** Bounds for `clamp`; at least one of them. */
export interface ClampBounds {
  /** Elements below are raised to it. */
  readonly min?: number;
  /** Elements above are lowered to it. */
  readonly max?: number;
}

/** Options of a reduction. */
export interface ReductionOptions {
  /** Keep the reduced dims, with size 1. Default `false`. */
  readonly keepDim?: boolean;
}

/**
 * What a carrier of the algebra supplies: the operations that are not made of others. They get checked,
 * canonical arguments: dims count from the front and ascend, shapes hold no −1, dtypes agree.
 */
export interface Primitives<Self> {
  neg(x: Self): Self;
  abs(x: Self): Self;
  exp(x: Self): Self;
  log(x: Self): Self;
  sqrt(x: Self): Self;
  tanh(x: Self): Self;
  sigmoid(x: Self): Self;
  relu(x: Self): Self;
  pow(x: Self, exponent: number): Self;
  clamp(x: Self, min: number, max: number): Self;
  add(a: Self, b: Self): Self;
  sub(a: Self, b: Self): Self;
  mul(a: Self, b: Self): Self;
  div(a: Self, b: Self): Self;
  maximum(a: Self, b: Self): Self;
  minimum(a: Self, b: Self): Self;
  eq(a: Self, b: Self): Self;
  ne(a: Self, b: Self): Self;
  lt(a: Self, b: Self): Self;
  le(a: Self, b: Self): Self;
  gt(a: Self, b: Self): Self;
  ge(a: Self, b: Self): Self;
  where(condition: Self, a: Self, b: Self): Self;
  sum(x: Self, dims: readonly number[], keepDim: boolean): Self;
  max(x: Self, dims: readonly number[], keepDim: boolean): Self;
  min(x: Self, dims: readonly number[], keepDim: boolean): Self;
  mm(a: Self, b: Self): Self;
  matmul(a: Self, b: Self): Self;
  permute(x: Self, dims: readonly number[]): Self;
  reshape(x: Self, shape: Shape): Self;
  expand(x: Self, shape: Shape): Self;
  narrow(x: Self, dim: number, start: number, length: number): Self;
  concat(xs: readonly Self[], dim: number): Self;
  clone(x: Self): Self;
  to(x: Self, dtype: Dtype): Self;
}

/** The name of a primitive. */
export type PrimitiveName = keyof Primitives<unknown>;

/**
 * The operations that `Tensor` and `Variable` share. A function written against it runs on either:
 *
 * @example
 * ```ts
 * import { Algebra, tensor, Variable } from 'gradus';
 * function halfSquare<T extends Algebra<T>>(x: T): T {
 *   return x.square().div(2).sum();
 * }
 * halfSquare(tensor([3, 4])).item(); // => 12.5
 * const x = new Variable(tensor([3, 4]), { requiresGrad: true });
 * halfSquare(x).backward();
 * x.grad?.toArray(); // => [3, 4]
 * ```
 */
export abstract class Algebra<Self extends Algebra<Self>> {
  static {
    // Node.js asks for this name when it prints a value; other engines never do.
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: { toString: () => string }): string {
        return this.toString();
      },
    });
  }

  /** Sizes along each dim; frozen. */
  abstract get shape(): Shape;

  /** The type of the elements. */
  abstract get dtype(): Dtype;

  /** How this carrier computes the operations that are not made of others. */
  abstract get primitives(): Primitives<Self>;

  /** An operand as this carrier; a number takes this dtype. The names are for the error message. */
  abstract lift(operation: string, argument: string, value: Operand<Self>): Self;

  /**
   * The only element, as a number.
   *
   * @throws `ShapeError` unless there is exactly one element
   */
  abstract item(): number;

  /** The elements as nested arrays: a copy. */
  abstract toArray(): NestedArray;

  /** The elements, printed as PyTorch prints them. */
  abstract toString(): string;

  /** How many dims there are. */
  get ndim(): number {
    return this.shape.length;
  }

  /** How many elements there are. */
  numel(): number {
    return sizeOf(this.shape);
  }

  /**
   * The size along one dim; −1 is the last.
   *
   * @throws `ArgumentError` for a dim that does not exist
   */
  size(dim: number): number {
    return this.shape[checkDim('size', 'dim', dim, this.ndim)] ?? NaN;
  }

  // ── Pointwise, one operand ──────────────────────────────────────────────────────────────────────────────

  /** −x, element by element. Any shape, float dtypes. */
  neg(this: Self): Self {
    return this.primitives.neg(float('neg', this));
  }

  /** |x|, element by element. Any shape, float dtypes. The derivative at the kink 0 is 0. */
  abs(this: Self): Self {
    return this.primitives.abs(float('abs', this));
  }

  /** x², element by element, rounded once. Any shape, float dtypes. */
  square(this: Self): Self {
    return this.pow(2);
  }

  /**
   * xⁿ for a number n, element by element. Any shape, float dtypes. A negative x with a fractional n gives NaN,
   * x⁰ is 1 even for NaN, and x^½ is √x. The derivative n·xⁿ⁻¹ is exact at 0: that of x² is 0, that of x¹ is 1,
   * that of x⁰ is 0.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).pow(3).toArray(); // => [1, 8, 27]
   * ```
   */
  pow(this: Self, exponent: number): Self {
    float('pow', this);
    return this.primitives.pow(this, checkNumber('pow', 'exponent', exponent));
  }

  /** eˣ, element by element. Any shape, float dtypes. */
  exp(this: Self): Self {
    return this.primitives.exp(float('exp', this));
  }

  /** The natural logarithm, element by element: −Infinity at 0, NaN below. Any shape, float dtypes. */
  log(this: Self): Self {
    return this.primitives.log(float('log', this));
  }

  /** √x, element by element: NaN below 0. Any shape, float dtypes. */
  sqrt(this: Self): Self {
    return this.primitives.sqrt(float('sqrt', this));
  }

  /** The hyperbolic tangent, element by element. Any shape, float dtypes. */
  tanh(this: Self): Self {
    return this.primitives.tanh(float('tanh', this));
  }

  /** 1 / (1 + e⁻ˣ), element by element, without overflow on either side. Any shape, float dtypes. */
  sigmoid(this: Self): Self {
    return this.primitives.sigmoid(float('sigmoid', this));
  }

  /** max(x, 0), element by element; NaN stays NaN. The derivative at the kink 0 is 0. */
  relu(this: Self): Self {
    return this.primitives.relu(float('relu', this));
  }

  /**
   * min(max(x, min), max), element by element; NaN stays NaN. Where min > max the result is max. The gradient
   * passes where min ≤ x ≤ max, both bounds included.
   *
   * @throws `ArgumentError` unless at least one bound is a number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-2, 0.5, 3]).clamp({ min: 0, max: 1 }).toArray(); // => [0, 0.5, 1]
   * ```
   */
  clamp(this: Self, bounds: ClampBounds): Self {
    float('clamp', this);
    const { min, max } = checkOptions('clamp', bounds, ['min', 'max'], '{ min: 0 }');
    if (min === undefined && max === undefined) {
      throw new ArgumentError('clamp: no bound given; accepted are { min }, { max } or both');
    }
    const low = min === undefined ? -Infinity : checkNumber('clamp', 'min', min);
    const high = max === undefined ? Infinity : checkNumber('clamp', 'max', max);
    return this.primitives.clamp(this, low, high);
  }

  // ── Pointwise, two operands ─────────────────────────────────────────────────────────────────────────────

  /**
   * a + b over broadcast operands.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1], [2]]).add(tensor([10, 20])).toArray(); // => [[11, 21], [12, 22]]
   * ```
   */
  add(this: Self, other: Operand<Self>): Self {
    return this.primitives.add(this, arithmetic('add', this, other));
  }

  /** a − b over broadcast operands; as {@link Algebra.add | add}. */
  sub(this: Self, other: Operand<Self>): Self {
    return this.primitives.sub(this, arithmetic('sub', this, other));
  }

  /** a · b, element by element over broadcast operands; as {@link Algebra.add | add}. */
  mul(this: Self, other: Operand<Self>): Self {
    return this.primitives.mul(this, arithmetic('mul', this, other));
  }

  /** a / b, element by element over broadcast operands; ±Infinity or NaN where b is 0. */
  div(this: Self, other: Operand<Self>): Self {
    return this.primitives.div(this, arithmetic('div', this, other));
  }

  /**
   * The larger of a and b, element by element over broadcast operands; NaN if either is. Where they tie, each
   * gets half of the gradient.
   */
  maximum(this: Self, other: Operand<Self>): Self {
    return this.primitives.maximum(this, arithmetic('maximum', this, other));
  }

  /** The smaller of a and b; as {@link Algebra.maximum | maximum}. */
  minimum(this: Self, other: Operand<Self>): Self {
    return this.primitives.minimum(this, arithmetic('minimum', this, other));
  }

  // ── Comparisons: bool results, never differentiable ─────────────────────────────────────────────────────

  /** a = b, as bool, over broadcast operands of one dtype. */
  eq(this: Self, other: Operand<Self>): Self {
    return this.primitives.eq(this, comparable('eq', this, other));
  }

  /** a ≠ b, as bool; true where either is NaN. */
  ne(this: Self, other: Operand<Self>): Self {
    return this.primitives.ne(this, comparable('ne', this, other));
  }

  /** a < b, as bool. */
  lt(this: Self, other: Operand<Self>): Self {
    return this.primitives.lt(this, comparable('lt', this, other));
  }

  /** a ≤ b, as bool. */
  le(this: Self, other: Operand<Self>): Self {
    return this.primitives.le(this, comparable('le', this, other));
  }

  /** a > b, as bool. */
  gt(this: Self, other: Operand<Self>): Self {
    return this.primitives.gt(this, comparable('gt', this, other));
  }

  /** a ≥ b, as bool. */
  ge(this: Self, other: Operand<Self>): Self {
    return this.primitives.ge(this, comparable('ge', this, other));
  }

  // ── Reductions ──────────────────────────────────────────────────────────────────────────────────────────

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

  // ── Matrix products ─────────────────────────────────────────────────────────────────────────────────────

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

  // ── Layout: the same elements under another shape, without a copy where strides can say it ──────────────

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

/** The operand itself, if its dtype is a float one. */
function float<Self extends Algebra<Self>>(operation: string, x: Self): Self {
  checkFloat(operation, x.dtype);
  return x;
}

/** The second operand of an arithmetic operation. */
function arithmetic<Self extends Algebra<Self>>(operation: string, x: Self, other: Operand<Self>): Self {
  checkFloat(operation, x.dtype);
  return comparable(operation, x, other);
}

/** The second operand of a pointwise operation: the same dtype, and a shape that broadcasts. */
function comparable<Self extends Algebra<Self>>(operation: string, x: Self, other: Operand<Self>): Self {
  const that = x.lift(operation, 'other', other);
  checkSameDtype(operation, [x.dtype, that.dtype]);
  broadcastShapes(operation, x.shape, that.shape);
  return that;
}

/** The second operand of a matrix product. */
function matrix<Self extends Algebra<Self>>(operation: string, x: Self, other: Self | Tensor): Self {
  checkFloat(operation, x.dtype);
  if (typeof other === 'number') {
    throw new ArgumentError(
      `${operation}: other is ${describe(other)}; accepted is a matrix: mul takes a number`,
    );
  }
  const that = x.lift(operation, 'other', other);
  checkSameDtype(operation, [x.dtype, that.dtype]);
  return that;
}

function keeps(operation: string, options: ReductionOptions | undefined): boolean {
  const { keepDim = false } = checkOptions(operation, options, ['keepDim'], '{ keepDim: true }');
  return checkFlag(operation, 'keepDim', keepDim);
}

function extremumDims<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: unknown,
): readonly number[] {
  const dims = checkDims(operation, dim, x.ndim);
  if (dims.some((one) => x.size(one) === 0)) {
    throw new ShapeError(
      `${operation}: shape is ${formatShape(x.shape)}; there is no element to choose from`,
    );
  }
  return dims;
}

function list(operation: string, argument: string, value: readonly number[]): readonly number[] {
  const given: unknown = value;
  if (!Array.isArray(given)) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(given)}; accepted is an array of integers`,
    );
  }
  // Array.from also visits the holes of a sparse array.
  Array.from(given as unknown[], (one, i) => {
    if (typeof one === 'number') return;
    throw new ArgumentError(`${operation}: ${argument}[${i}] is ${describe(one)}; accepted are integers`);
  });
  return value;
}
