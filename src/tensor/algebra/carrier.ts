/**
 * What every carrier of the algebra has besides its operations.
 *
 * @module
 */
import { sizeOf } from '../../kernels/layout.js';
import type { Data, Dtype, Shape } from '../../kernels/types.js';
import type { Algebra, Operand, Primitives } from '../algebra.js';
import { checkDim } from '../check.js';
import type { NestedArray } from '../tensor.js';

/** A shape, a dtype, elements that can be read, and the primitives that compute with them. */
export abstract class Carrier<Self extends Algebra<Self>> {
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
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[3]]).item(); // => 3
   * ```
   */
  abstract item(): number;

  /**
   * The elements as nested arrays: a copy.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).toArray(); // => [[1, 2], [3, 4]]
   * tensor(5).toArray(); // => 5
   * ```
   */
  abstract toArray(): NestedArray;

  /**
   * The elements in row-major order, in a new typed array of the dtype (`Uint8Array` for bool): a copy.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * Array.from(tensor([[1, 2], [3, 4]]).toTypedArray()); // => [1, 2, 3, 4]
   * ```
   */
  abstract toTypedArray(): Data;

  /**
   * The elements, printed as PyTorch prints them.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * String(tensor([1, 2])); // => 'tensor([1., 2.])'
   * ```
   */
  abstract toString(): string;

  /** How many dims there are. */
  get ndim(): number {
    return this.shape.length;
  }

  /**
   * How many elements there are.
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3]).numel(); // => 6
   * ```
   */
  numel(): number {
    return sizeOf(this.shape);
  }

  /**
   * The size along one dim; −1 is the last.
   *
   * @throws `ArgumentError` for a dim that does not exist
   *
   * @example
   * ```ts
   * import { zeros } from 'gradus';
   * zeros([2, 3]).size(-1); // => 3
   * ```
   */
  size(dim: number): number {
    return this.shape[checkDim('size', 'dim', dim, this.ndim)] ?? NaN;
  }
}
