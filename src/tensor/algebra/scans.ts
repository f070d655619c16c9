/**
 * Running reductions along a dim: each element is made of those up to its place.
 *
 * @module
 */
import type { Algebra, ValuesAndIndices } from '../algebra.js';
import { singleDim } from './arguments.js';
import { elementsAt, Ordering } from './ordering.js';

/** The scans that are not made of others. Along the one dim; the rank is at least 1. */
export interface ScanPrimitives<Self> {
  /** The running sum; from the last element to the first where `reverse`. */
  cumsum(x: Self, dim: number, reverse: boolean): Self;
  /** The running product; from the last element to the first where `reverse`. */
  cumprod(x: Self, dim: number, reverse: boolean): Self;
  /**
   * hₖ = bₖ + aₖ·hₖ₋₁, from h₋₁ = 0; or hₖ = bₖ + aₖ·hₖ₊₁ where `reverse`. One shape.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const a = tensor([2, 2, 2]);
   * a.primitives.recurrence(a, tensor([1, 1, 1]), 0, false).toArray(); // => [1, 3, 7]
   * ```
   */
  recurrence(a: Self, b: Self, dim: number, reverse: boolean): Self;
  /** The index of the largest element so far. */
  argcummax(x: Self, dim: number): Self;
  /** The index of the smallest element so far. */
  argcummin(x: Self, dim: number): Self;
}

/** A scan along a dim; a scalar is scanned as a line of one element. */
function scan<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: number,
  along: (line: Self, dim: number) => Self,
): Self {
  const [one] = singleDim(operation, x, dim);
  return one === undefined ? along(x.reshape([1]), 0).reshape([]) : along(x, one);
}

/** Running reductions along a dim. */
export abstract class Scans<Self extends Algebra<Self>> extends Ordering<Self> {
  /**
   * The running sum along a dim: x₀, x₀ + x₁, …. One sum runs in float64 from the first element to the last, and is
   * rounded to the dtype at each place. Sums of int32 and bool are int32. The shape stays.
   *
   * With gradient g, ∂L/∂xₖ = Σ gⱼ over j ≥ k: a running sum from the end.
   *
   * @param dim - the dim to run along; −1 is the last
   * @throws `ArgumentError` for no dim or one that does not exist, or a sum that int32 cannot hold
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2, 3], [4, 5, 6]]).cumsum(1).toArray(); // => [[1, 3, 6], [4, 9, 15]]
   * ```
   */
  cumsum(this: Self, dim: number): Self {
    return scan('cumsum', this, dim, (x, along) => x.primitives.cumsum(x, along, false));
  }

  /**
   * The running product along a dim: x₀, x₀·x₁, …. One product runs in float64 from the first element to the last, and is
   * rounded to the dtype at each place. Products of int32 and bool are int32. The shape stays.
   *
   * With gradient g, ∂L/∂xₖ = Σ gⱼ·Π xᵢ over j ≥ k and i ≤ j other than k: exact where elements are 0.
   *
   * @param dim - the dim to run along; −1 is the last
   * @throws `ArgumentError` for no dim or one that does not exist, or a product that int32 cannot hold
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([2, 3, 4]).cumprod(0).toArray(); // => [2, 6, 24]
   * ```
   */
  cumprod(this: Self, dim: number): Self {
    return scan('cumprod', this, dim, (x, along) => x.primitives.cumprod(x, along, false));
  }

  /**
   * The largest element so far along a dim, and its index there as int32: the last of those that tie. Once there is NaN, it
   * is the last NaN. Any dtype; the shape stays. The gradient goes to the elements chosen.
   *
   * @param dim - the dim to run along; −1 is the last
   * @throws `ArgumentError` for no dim or one that does not exist
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const { values, indices } = tensor([1, 3, 2, 3]).cummax(0);
   * values.toArray(); // => [1, 3, 3, 3]
   * indices.toArray(); // => [0, 1, 1, 3]
   * ```
   */
  cummax(this: Self, dim: number): ValuesAndIndices<Self> {
    const indices = scan('cummax', this, dim, (x, along) => x.primitives.argcummax(x, along));
    return elementsAt(this, singleDim('cummax', this, dim), indices);
  }

  /**
   * The smallest element so far along a dim, and its index; as {@link Algebra.cummax | cummax}.
   *
   * @throws `ArgumentError` for a dim that the tensor does not have
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const { values, indices } = tensor([3, 1, 1, 2]).cummin(0);
   * values.toArray(); // => [3, 1, 1, 1]
   * indices.toArray(); // => [0, 1, 2, 2]
   * ```
   */
  cummin(this: Self, dim: number): ValuesAndIndices<Self> {
    const indices = scan('cummin', this, dim, (x, along) => x.primitives.argcummin(x, along));
    return elementsAt(this, singleDim('cummin', this, dim), indices);
  }
}
