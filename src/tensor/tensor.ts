/**
 * The immutable tensor.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../errors.js';
import { contiguousStrides, gather } from '../kernels/layout.js';
import { allocate } from '../kernels/storage.js';
import type { Data, Dtype, Shape, View } from '../kernels/types.js';
import { Algebra, type Operand, type Primitives } from './algebra.js';
import type { ClosenessOptions } from './algebra/logical.js';
import {
  broadcastShapes,
  checkFlag,
  checkOptions,
  checkSameDtype,
  checkTolerance,
  sameShape,
} from './check.js';
import { formatTensor } from './format.js';
import { primitives } from './primitives.js';

/** Nested arrays of elements, as deep as the tensor has dims; a scalar is the element itself. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** Only this module can make a Tensor from storage, so nobody outside can keep a handle on it. */
const KEY: unique symbol = Symbol('storage');

/** The strided view under a tensor. For the library's own modules: never handed out. */
export let viewOf: (x: Tensor) => View;

/**
 * An immutable array of numbers with a shape and a dtype, row-major.
 *
 * Made by {@link tensor}, `zeros`, `randn`, …, or by an operation on other tensors. Nothing changes a tensor
 * once it is made, so views (`t`, `reshape`, `expand`, `narrow`) share storage safely.
 *
 * @example
 * ```ts
 * import { tensor } from 'gradus';
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * x.shape; // => [2, 3]
 * x.dtype; // => 'float32'
 * x.t().toArray(); // => [[1, 4], [2, 5], [3, 6]]
 * ```
 */
export class Tensor extends Algebra<Tensor> {
  readonly #view: View;
  readonly #dtype: Dtype;

  /**
   * Not for use: storage is private. Make tensors with `tensor(…)`, `zeros(…)`, `randn(…)`.
   *
   * @internal
   */
  constructor(key: symbol, view: View, dtype: Dtype) {
    super();
    if (key !== KEY) {
      throw new ArgumentError(
        'Tensor: the constructor is private; make a tensor with tensor([[1, 2], [3, 4]])',
      );
    }
    this.#view = view;
    this.#dtype = dtype;
  }

  static {
    viewOf = (x) => x.#view;
  }

  /** Sizes along each dim; frozen. */
  override get shape(): Shape {
    return this.#view.shape;
  }

  /** The type of the elements. */
  override get dtype(): Dtype {
    return this.#dtype;
  }

  /** How operations on tensors are computed. */
  override get primitives(): Primitives<Tensor> {
    return primitives;
  }

  /** An operand as a Tensor: a number takes this tensor's dtype. */
  override lift(operation: string, argument: string, value: Operand<Tensor>): Tensor {
    if (value instanceof Tensor) return value;
    if (typeof value === 'number') return scalar(operation, argument, value, this.#dtype);
    if ((value as unknown) instanceof Algebra) {
      throw new ArgumentError(
        `${operation}: ${argument} is a ${(value as object).constructor.name} but this is a Tensor; ` +
          `put it first, or wrap this in one too`,
      );
    }
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(value)}; accepted is a Tensor or a number`,
    );
  }

  /**
   * The only element, as a number (`0` or `1` for bool).
   *
   * @throws {@link ShapeError} unless there is exactly one element
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[2.5]]).item(); // => 2.5
   * ```
   */
  override item(): number {
    const only = this.#view.data[this.#view.offset];
    if (this.numel() !== 1 || only === undefined) {
      throw new ShapeError(
        `item: the tensor has ${this.numel()} elements, in shape ${formatShape(this.shape)}; accepted is exactly one`,
      );
    }
    return only;
  }

  /**
   * The elements as nested arrays: a copy. Bool elements come as `true` and `false`.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).gt(2).toArray(); // => [[false, false], [true, true]]
   * ```
   */
  override toArray(): NestedArray {
    const flat = gather(this.#view, this.#dtype);
    const { shape } = this;
    const bool = this.#dtype === 'bool';
    let next = 0;
    const nest = (dim: number): NestedArray => {
      const length = shape[dim];
      if (length === undefined) {
        const value = flat[next++] ?? NaN;
        return bool ? value !== 0 : value;
      }
      return Array.from({ length }, () => nest(dim + 1));
    };
    return nest(0);
  }

  /**
   * The elements in row-major order, in a new typed array of the dtype (`Uint8Array` for bool): a copy.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * Array.from(tensor([[1, 2], [3, 4]]).t().toTypedArray()); // => [1, 3, 2, 4]
   * ```
   */
  override toTypedArray(): Float32Array | Float64Array | Int32Array | Uint8Array {
    return gather(this.#view, this.#dtype);
  }

  /**
   * Whether two tensors have the same dtype, the same shape and the same bits in every element: −0 differs
   * from 0. Every NaN equals every NaN, since their payload bits are not part of a result.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, NaN]).equal(tensor([1, NaN])); // => true
   * tensor([0]).equal(tensor([-0])); // => false
   * ```
   */
  equal(other: Tensor): boolean {
    const that = checkTensor('equal', 'other', other);
    if (this.#dtype !== that.#dtype || !sameShape(this.shape, that.shape)) return false;
    const a = gather(this.#view, this.#dtype);
    const b = gather(that.#view, that.#dtype);
    return a.every((value, i) => Object.is(value, b[i]));
  }

  /**
   * Whether |a − b| ≤ atol + rtol·|b| holds for every element. Infinities are close when equal; NaN is close to
   * nothing, unless `equalNan`. Computed in float64. {@link Algebra.isclose | isclose} asks it of each element.
   *
   * @param other - of the same shape and dtype, or broadcasting to it
   * @throws {@link ShapeError} for shapes that do not broadcast, {@link DtypeError} for two dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2]).allClose(tensor([1, 2.00001])); // => true
   * ```
   */
  allClose(other: Tensor, options?: ClosenessOptions): boolean {
    const names = ['rtol', 'atol', 'equalNan'] as const;
    const {
      rtol = 1e-5,
      atol = 1e-8,
      equalNan = false,
    } = checkOptions('allClose', options, names, '{ rtol: 0 }');
    checkTolerance('allClose', 'rtol', rtol);
    checkTolerance('allClose', 'atol', atol);
    checkFlag('allClose', 'equalNan', equalNan);
    const that = checkTensor('allClose', 'other', other);
    checkSameDtype('allClose', [this.#dtype, that.#dtype]);
    broadcastShapes('allClose', this.shape, that.shape);
    const close = primitives.isclose(this, that, rtol, atol, equalNan);
    return close.toTypedArray().every((holds) => holds !== 0);
  }

  /** The tensor as PyTorch would print it. */
  override toString(): string {
    return formatTensor('tensor', this.shape, this.#dtype, gather(this.#view, this.#dtype));
  }
}

/** A tensor on storage that nobody else holds. For the library's own modules. */
export function fromView(view: View, dtype: Dtype): Tensor {
  return new Tensor(KEY, view, dtype);
}

/** A tensor on new row-major storage that nobody else holds. For the library's own modules. */
export function fromData(data: Data, shape: Shape, dtype: Dtype): Tensor {
  return new Tensor(KEY, { data, shape, strides: contiguousStrides(shape), offset: 0 }, dtype);
}

/** A scalar of a dtype, checked to be one of its values. */
export function scalar(operation: string, argument: string, value: number, dtype: Dtype): Tensor {
  const data = allocate(dtype, 1);
  data[0] = value;
  if ((dtype === 'int32' || dtype === 'bool') && (data[0] !== value || (dtype === 'bool' && value > 1))) {
    const accepted = dtype === 'bool' ? '0 or 1' : 'an integer from -2147483648 to 2147483647';
    throw new DtypeError(`${operation}: ${argument} is ${value}, next to ${dtype}; accepted is ${accepted}`);
  }
  return fromData(data, SCALAR, dtype);
}

/** The shape of every scalar: one array, so that a long chain of scalars is light. */
const SCALAR: Shape = Object.freeze([]);

/** A Tensor, checked. */
export function checkTensor(operation: string, argument: string, value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a Tensor`);
}
