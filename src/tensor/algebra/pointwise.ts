/**
 * Arithmetic, powers, comparisons, and functions that choose: one result per element.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import type { Algebra, ClampBounds, Operand } from '../algebra.js';
import { checkNumber, checkOptions } from '../check.js';
import { arithmetic, comparable, float } from './arguments.js';
import { Carrier } from './carrier.js';

/** The pointwise operations that are not made of others. */
export interface PointwisePrimitives<Self> {
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
}

/** Arithmetic, powers, comparisons, and functions that choose: one result per element. */
export abstract class Pointwise<Self extends Algebra<Self>> extends Carrier<Self> {
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
    return this.primitives.pow(float('square', this), 2);
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
}
