/**
 * Arithmetic, powers, comparisons, and functions that choose: one result per element.
 *
 * @module
 */
import { ArgumentError, formatShape, ShapeError } from '../../errors.js';
import type { Algebra, ClampBounds, Operand, ScaleOptions } from '../algebra.js';
import {
  broadcastShapes,
  checkInteger,
  checkNumber,
  checkOptions,
  checkSameDtype,
  checkValue,
} from '../check.js';
import type { Tensor } from '../tensor.js';
import { arithmetic, choose, comparable, float, truth } from './arguments.js';
import { Carrier } from './carrier.js';

/** Options of {@link Algebra.round | round}. */
export interface RoundOptions {
  /** How many digits behind the point are kept; negative: before it. Default 0. */
  readonly decimals?: number;
}

/** What takes the place of what is no finite number: options of {@link Algebra.nanToNum | nanToNum}. */
export interface NanToNumOptions {
  /** In place of NaN. Default 0. */
  readonly nan?: number;
  /** In place of Infinity. Default the largest number of the dtype. */
  readonly posinf?: number;
  /** In place of −Infinity. Default the least number of the dtype. */
  readonly neginf?: number;
}

/** The pointwise operations that are not made of others. */
export interface PointwisePrimitives<Self> {
  neg(x: Self): Self;
  abs(x: Self): Self;
  exp(x: Self): Self;
  log(x: Self): Self;
  sqrt(x: Self): Self;
  rsqrt(x: Self): Self;
  sign(x: Self): Self;
  floor(x: Self): Self;
  ceil(x: Self): Self;
  round(x: Self): Self;
  trunc(x: Self): Self;
  tanh(x: Self): Self;
  sigmoid(x: Self): Self;
  relu(x: Self): Self;
  pow(x: Self, exponent: Self | number): Self;
  clamp(x: Self, min: number, max: number): Self;
  add(a: Self, b: Self): Self;
  sub(a: Self, b: Self): Self;
  /**
   * a + α·b: the product is rounded to the dtype, and then the sum.
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const a = tensor([1, 2]);
   * a.primitives.addScaled(a, tensor([10, 20]), 0.5).toArray(); // => [6, 12]
   * ```
   */
  addScaled(a: Self, b: Self, alpha: number): Self;
  mul(a: Self, b: Self): Self;
  div(a: Self, b: Self): Self;
  fmod(a: Self, b: Self): Self;
  remainder(a: Self, b: Self): Self;
  lerp(a: Self, b: Self, weight: Self): Self;
  maximum(a: Self, b: Self): Self;
  minimum(a: Self, b: Self): Self;
  eq(a: Self, b: Self): Self;
  ne(a: Self, b: Self): Self;
  lt(a: Self, b: Self): Self;
  le(a: Self, b: Self): Self;
  gt(a: Self, b: Self): Self;
  ge(a: Self, b: Self): Self;
  where(condition: Self, a: Self, b: Self): Self;
}

/** Arithmetic, powers, comparisons, and functions that choose: one result per element. */
export abstract class Pointwise<Self extends Algebra<Self>> extends Carrier<Self> {
  /**
   * −x, element by element. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, -2, 0.5]).neg().toArray(); // => [-1, 2, -0.5]
   * ```
   */
  neg(this: Self): Self {
    return this.primitives.neg(float('neg', this));
  }

  /**
   * |x|, element by element. Any shape, float dtypes. The derivative at the kink 0 is 0.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, -2, NaN]).abs().toArray(); // => [1, 2, NaN]
   * ```
   */
  abs(this: Self): Self {
    return this.primitives.abs(float('abs', this));
  }

  /**
   * x², element by element, rounded once. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, -2, 0.5]).square().toArray(); // => [1, 4, 0.25]
   * ```
   */
  square(this: Self): Self {
    return this.primitives.pow(float('square', this), 2);
  }

  /**
   * xⁿ, element by element, for a number n or over a broadcast tensor of exponents. Any shape, float dtypes. A
   * negative x with a fractional n gives NaN, x⁰ is 1 even for NaN, and x^½ is √x for the number ½. The derivative n·xⁿ⁻¹ is
   * exact at 0: that of x² is 0, that of x¹ is 1, that of x⁰ is 0. With regard to a tensor n it is xⁿ·ln x: NaN for
   * x < 0, and by convention 0 at x = 0 where n ≥ 0.
   *
   * @param exponent - a number, or a tensor of the same dtype and of a shape that broadcasts with this one
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).pow(3).toArray(); // => [1, 8, 27]
   * tensor(2).pow(tensor([0, 1, 2])).toArray(); // => [1, 2, 4]
   * ```
   */
  pow(this: Self, exponent: Operand<Self>): Self {
    const x = float('pow', this);
    const n =
      typeof exponent === 'number'
        ? checkNumber('pow', 'exponent', exponent)
        : comparable('pow', x, exponent, 'exponent');
    return this.primitives.pow(x, n);
  }

  /**
   * eˣ, element by element. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, -Infinity, Infinity]).exp().toArray(); // => [1, 0, Infinity]
   * ```
   */
  exp(this: Self): Self {
    return this.primitives.exp(float('exp', this));
  }

  /**
   * The natural logarithm, element by element: −Infinity at 0, NaN below. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 0, -1]).log().toArray(); // => [0, -Infinity, NaN]
   * ```
   */
  log(this: Self): Self {
    return this.primitives.log(float('log', this));
  }

  /**
   * √x, element by element: NaN below 0. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([4, 2.25, -1]).sqrt().toArray(); // => [2, 1.5, NaN]
   * ```
   */
  sqrt(this: Self): Self {
    return this.primitives.sqrt(float('sqrt', this));
  }

  /**
   * 1/√x, element by element: ±Infinity at ±0, NaN below. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0.25, 4]).rsqrt().toArray(); // => [2, 0.5]
   * ```
   */
  rsqrt(this: Self): Self {
    return this.primitives.rsqrt(float('rsqrt', this));
  }

  /**
   * 1/x, element by element: ±Infinity at ±0. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([4, -0.5, 0]).reciprocal().toArray(); // => [0.25, -2, Infinity]
   * ```
   */
  reciprocal(this: Self): Self {
    const x = float('reciprocal', this);
    return this.primitives.div(x.lift('reciprocal', 'dividend', 1), x);
  }

  /**
   * 1 where x is positive, −1 where it is negative, 0 at ±0 and, as in PyTorch, where x is NaN. Any shape, float dtypes.
   * The derivative is 0, at the step too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, -0.5, 0]).sign().toArray(); // => [1, -1, 0]
   * ```
   */
  sign(this: Self): Self {
    return this.primitives.sign(float('sign', this));
  }

  /**
   * The largest whole number that is not above x. Any shape, float dtypes. The derivative is 0, at the steps
   * too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1.5, -1.5, 2]).floor().toArray(); // => [1, -2, 2]
   * ```
   */
  floor(this: Self): Self {
    return this.primitives.floor(float('floor', this));
  }

  /**
   * The least whole number that is not below x. Any shape, float dtypes. The derivative is 0, at the steps
   * too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1.5, 0.5, 2]).ceil().toArray(); // => [2, 1, 2]
   * ```
   */
  ceil(this: Self): Self {
    return this.primitives.ceil(float('ceil', this));
  }

  /**
   * The nearest whole number, the even one of two that are equally near. Any shape, float dtypes. The derivative is 0, at
   * the steps too.
   *
   * With `decimals`, the nearest multiple of 10⁻ᵈ: x·10ᵈ is rounded and divided by 10ᵈ (for a negative d, divided and
   * multiplied), each step in the dtype. So x = 2.675, which is a little less as a double, comes to 2.68, and where x·10ᵈ
   * overflows, so does the result.
   *
   * @param options - `decimals`: an integer from −308 to 308. Default 0.
   * @throws `ArgumentError` for any other number of decimals
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0.5, 1.5, 2.4]).round().toArray(); // => [0, 2, 2]
   * tensor([1.25, 150]).round({ decimals: -2 }).toArray(); // => [0, 200]
   * ```
   */
  round(this: Self, options?: RoundOptions): Self {
    const x = float('round', this);
    const { decimals = 0 } = checkOptions('round', options, ['decimals'], '{ decimals: 2 }');
    checkInteger('round', 'decimals', decimals, -308, 308);
    if (decimals === 0) return this.primitives.round(x);
    // The text of a power of ten is read as the nearest double, in every engine.
    const unit = Number(`1e${Math.abs(decimals)}`);
    return decimals > 0 ? x.mul(unit).round().div(unit) : x.div(unit).round().mul(unit);
  }

  /**
   * x without its fraction, rounded towards 0. Any shape, float dtypes. The derivative is 0, at the steps
   * too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1.5, -1.5, 2]).trunc().toArray(); // => [1, -1, 2]
   * ```
   */
  trunc(this: Self): Self {
    return this.primitives.trunc(float('trunc', this));
  }

  /**
   * The fraction of x, with its sign: x − trunc x. NaN where x is infinite. Any shape, float dtypes. The derivative
   * is 1, at the steps too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1.25, -1.25]).frac().toArray(); // => [0.25, -0.25]
   * ```
   */
  frac(this: Self): Self {
    const x = float('frac', this);
    return this.primitives.sub(x, this.primitives.trunc(x));
  }

  /**
   * The hyperbolic tangent, element by element. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Infinity, -Infinity]).tanh().toArray(); // => [0, 1, -1]
   * ```
   */
  tanh(this: Self): Self {
    return this.primitives.tanh(float('tanh', this));
  }

  /**
   * 1 / (1 + e⁻ˣ), element by element, without overflow on either side. Any shape, float dtypes.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Infinity, -Infinity]).sigmoid().toArray(); // => [0.5, 1, 0]
   * ```
   */
  sigmoid(this: Self): Self {
    return this.primitives.sigmoid(float('sigmoid', this));
  }

  /**
   * max(x, 0), element by element; NaN stays NaN. The derivative at the kink 0 is 0.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1, 0, 2]).relu().toArray(); // => [0, 0, 2]
   * ```
   */
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

  /**
   * a + α·b over broadcast operands. The product is rounded to the dtype and then the sum, as if `other.mul(alpha)`
   * were added; no tensor is made of it in between.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @param options - `alpha`, the number α that multiplies `other`: 1 where left out
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1], [2]]).add(tensor([10, 20])).toArray(); // => [[11, 21], [12, 22]]
   * ```
   */
  add(this: Self, other: Operand<Self>, options?: ScaleOptions): Self {
    const that = arithmetic('add', this, other);
    const alpha = alphaOf('add', options);
    return alpha === 1 ? this.primitives.add(this, that) : this.primitives.addScaled(this, that, alpha);
  }

  /**
   * a − α·b over broadcast operands; as {@link Algebra.add | add}. It is the step of gradient descent, with the learning
   * rate for α.
   *
   * @param options - `alpha`, the number α that multiplies `other`: 1 where left out
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).sub(tensor([1, 10])).toArray(); // => [[0, -8], [2, -6]]
   * tensor([1, 2]).sub(tensor([4, 8]), { alpha: 0.25 }).toArray(); // => [0, 0]
   * ```
   */
  sub(this: Self, other: Operand<Self>, options?: ScaleOptions): Self {
    const that = arithmetic('sub', this, other);
    const alpha = alphaOf('sub', options);
    return alpha === 1 ? this.primitives.sub(this, that) : this.primitives.addScaled(this, that, -alpha);
  }

  /**
   * a · b, element by element over broadcast operands; as {@link Algebra.add | add}.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([[1, 2], [3, 4]]).mul(tensor([1, 10])).toArray(); // => [[1, 20], [3, 40]]
   * ```
   */
  mul(this: Self, other: Operand<Self>): Self {
    return this.primitives.mul(this, arithmetic('mul', this, other));
  }

  /**
   * a / b, element by element over broadcast operands; ±Infinity or NaN where b is 0.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, -1, 0]).div(0).toArray(); // => [Infinity, -Infinity, NaN]
   * ```
   */
  div(this: Self, other: Operand<Self>): Self {
    return this.primitives.div(this, arithmetic('div', this, other));
  }

  /**
   * What is left of a when it is divided by b with the quotient cut off, a − b·trunc(a/b): it has the sign of a.
   * Exact, over broadcast operands; NaN where b is 0 or a is infinite. The derivative is 1 with regard to a and
   * −trunc(a/b) with regard to b, at the steps too.
   *
   * @param other - as for {@link Algebra.add | add}
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([5, -5]).fmod(3).toArray(); // => [2, -2]
   * ```
   */
  fmod(this: Self, other: Operand<Self>): Self {
    return this.primitives.fmod(this, arithmetic('fmod', this, other));
  }

  /**
   * What is left of a when it is divided by b with the quotient rounded down, a − b·⌊a/b⌋: it has the sign of b, as
   * Python's `%`. Over broadcast operands; NaN where b is 0 or a is infinite. The derivative is 1 with regard to a and
   * −⌊a/b⌋ with regard to b, at the steps too.
   *
   * @param other - as for {@link Algebra.add | add}
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([5, -5]).remainder(3).toArray(); // => [2, 1]
   * ```
   */
  remainder(this: Self, other: Operand<Self>): Self {
    return this.primitives.remainder(this, arithmetic('remainder', this, other));
  }

  /**
   * Between this and end, by a weight: a + w·(b − a), over broadcast operands. At w = 0 it is a and at w = 1 it is b, exactly;
   * beyond, it extrapolates.
   *
   * @param end - as for {@link Algebra.add | add}
   * @param weight - a number, or a tensor of the same dtype, of a shape that broadcasts with the others
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 10]).lerp(tensor([1, 20]), 0.5).toArray(); // => [0.5, 15]
   * ```
   */
  lerp(this: Self, end: Operand<Self>, weight: Operand<Self>): Self {
    const to = arithmetic('lerp', this, end, 'end');
    const by = arithmetic('lerp', this, weight, 'weight');
    broadcastShapes('lerp', broadcastShapes('lerp', this.shape, to.shape), by.shape);
    return this.primitives.lerp(this, to, by);
  }

  /**
   * The larger of a and b, element by element over broadcast operands; NaN if either is. Where they tie, each
   * gets half of the gradient.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 5]).maximum(tensor([3, 2])).toArray(); // => [3, 5]
   * ```
   */
  maximum(this: Self, other: Operand<Self>): Self {
    return this.primitives.maximum(this, arithmetic('maximum', this, other));
  }

  /**
   * The smaller of a and b; as {@link Algebra.maximum | maximum}.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for int32 and bool, and for dtypes
   * that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 5]).minimum(tensor([3, 2])).toArray(); // => [1, 2]
   * ```
   */
  minimum(this: Self, other: Operand<Self>): Self {
    return this.primitives.minimum(this, arithmetic('minimum', this, other));
  }

  /**
   * a = b, as bool, over broadcast operands of one dtype.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, NaN]).eq(tensor([1, 3, NaN])).toArray(); // => [true, false, false]
   * ```
   */
  eq(this: Self, other: Operand<Self>): Self {
    return this.primitives.eq(this, comparable('eq', this, other));
  }

  /**
   * a ≠ b, as bool; true where either is NaN.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, NaN]).ne(tensor([1, 3, NaN])).toArray(); // => [false, true, true]
   * ```
   */
  ne(this: Self, other: Operand<Self>): Self {
    return this.primitives.ne(this, comparable('ne', this, other));
  }

  /**
   * a < b, as bool.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).lt(2).toArray(); // => [true, false, false]
   * ```
   */
  lt(this: Self, other: Operand<Self>): Self {
    return this.primitives.lt(this, comparable('lt', this, other));
  }

  /**
   * a ≤ b, as bool.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).le(2).toArray(); // => [true, true, false]
   * ```
   */
  le(this: Self, other: Operand<Self>): Self {
    return this.primitives.le(this, comparable('le', this, other));
  }

  /**
   * a > b, as bool.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).gt(2).toArray(); // => [false, false, true]
   * ```
   */
  gt(this: Self, other: Operand<Self>): Self {
    return this.primitives.gt(this, comparable('gt', this, other));
  }

  /**
   * a ≥ b, as bool.
   *
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 3]).ge(2).toArray(); // => [false, true, true]
   * ```
   */
  ge(this: Self, other: Operand<Self>): Self {
    return this.primitives.ge(this, comparable('ge', this, other));
  }

  /**
   * A value where the mask holds, and this elsewhere, over broadcast operands of any dtype. The gradient passes where
   * the mask does not hold.
   *
   * @param mask - bool, of a shape that broadcasts with this one
   * @param value - a number, or a scalar of the same dtype: it gets the gradient where the mask holds
   * @throws `DtypeError` for a mask that is not bool, `ShapeError` for shapes that do not broadcast or a value with dims
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const x = tensor([-1, 2]);
   * x.maskedFill(x.lt(0), -Infinity).toArray(); // => [-Infinity, 2]
   * ```
   */
  maskedFill(this: Self, mask: Self | Tensor, value: Operand<Self>): Self {
    const fill = this.lift('maskedFill', 'value', value);
    if (fill.ndim !== 0) {
      throw new ShapeError(
        `maskedFill: value has shape ${formatShape(fill.shape)}; accepted is a number or a scalar, of shape []`,
      );
    }
    checkSameDtype('maskedFill', [this.dtype, fill.dtype]);
    return choose(truth('maskedFill', 'mask', this, mask), fill, this);
  }

  /**
   * The same elements, with numbers in place of NaN, Infinity and −Infinity. Any shape, float dtypes. The
   * gradient passes where the element stayed, and is 0 where it was replaced.
   *
   * @param options - `nan`: default 0; `posinf`: default the largest number of the dtype; `neginf`: default the least.
   * They may be NaN or infinite themselves.
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([NaN, 1, Infinity]).nanToNum({ posinf: 9 }).toArray(); // => [0, 1, 9]
   * ```
   */
  nanToNum(this: Self, options?: NanToNumOptions): Self {
    const x = float('nanToNum', this);
    const largest = x.dtype === 'float32' ? 2 ** 127 * (2 - 2 ** -23) : Number.MAX_VALUE;
    const names = ['nan', 'posinf', 'neginf'] as const;
    const {
      nan = 0,
      posinf = largest,
      neginf = -largest,
    } = checkOptions('nanToNum', options, names, '{ nan: 0 }');
    checkValue('nanToNum', 'nan', nan);
    checkValue('nanToNum', 'posinf', posinf);
    checkValue('nanToNum', 'neginf', neginf);
    const finite = choose(x.isnan(), nan, choose(x.eq(Infinity), posinf, x));
    return choose(x.eq(-Infinity), neginf, finite);
  }
}

/** The number that multiplies the second operand. */
function alphaOf(operation: string, options: ScaleOptions | undefined): number {
  const { alpha = 1 } = checkOptions(operation, options, ['alpha'], '{ alpha: 0.5 }');
  return checkValue(operation, 'alpha', alpha);
}
