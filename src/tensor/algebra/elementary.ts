/**
 * The elementary functions: exponentials, logarithms, trigonometric and hyperbolic functions, and the error function.
 *
 * @module
 */
import type { Algebra, Operand } from '../algebra.js';
import { arithmetic, float } from './arguments.js';
import { Pointwise } from './pointwise.js';

/** The elementary functions, none of which is made of others. */
export interface ElementaryPrimitives<Self> {
  expm1(x: Self): Self;
  exp2(x: Self): Self;
  log1p(x: Self): Self;
  log2(x: Self): Self;
  log10(x: Self): Self;
  sin(x: Self): Self;
  cos(x: Self): Self;
  tan(x: Self): Self;
  asin(x: Self): Self;
  acos(x: Self): Self;
  atan(x: Self): Self;
  sinh(x: Self): Self;
  cosh(x: Self): Self;
  asinh(x: Self): Self;
  acosh(x: Self): Self;
  atanh(x: Self): Self;
  erf(x: Self): Self;
  erfc(x: Self): Self;
  atan2(a: Self, b: Self): Self;
  hypot(a: Self, b: Self): Self;
  logaddexp(a: Self, b: Self): Self;
  xlogy(a: Self, b: Self): Self;
}

/**
 * The elementary functions: exponentials, logarithms, trigonometric and hyperbolic functions, and the error function.
 * Their results are within one unit in the last place of the true value in float64, the same in every engine; in
 * float32 they are those rounded once.
 */
export abstract class Elementary<Self extends Algebra<Self>> extends Pointwise<Self> {
  /**
   * eˣ − 1, element by element, without the digits that `x.exp().sub(1)` loses near 0: −1 at −Infinity. Any shape, float
   * dtypes. The derivative is eˣ.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1e-20]).expm1().toArray(); // => [0, 9.999999682655225e-21]
   * ```
   */
  expm1(this: Self): Self {
    return this.primitives.expm1(float('expm1', this));
  }

  /**
   * 2ˣ, element by element. Any shape, float dtypes. The derivative is 2ˣ·ln 2.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1, 0, 10]).exp2().toArray(); // => [0.5, 1, 1024]
   * ```
   */
  exp2(this: Self): Self {
    return this.primitives.exp2(float('exp2', this));
  }

  /**
   * ln(1 + x), element by element, without the digits that `x.add(1).log()` loses near 0: −Infinity at −1, NaN below. Any
   * shape, float dtypes. The derivative is 1/(1 + x).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1e-20, -1]).log1p().toArray(); // => [0, 9.999999682655225e-21, -Infinity]
   * ```
   */
  log1p(this: Self): Self {
    return this.primitives.log1p(float('log1p', this));
  }

  /**
   * The logarithm to base 2, element by element: exact for powers of 2, −Infinity at 0, NaN below. Any shape, float
   * dtypes. The derivative is 1/(x·ln 2).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0.5, 1, 1024, 0]).log2().toArray(); // => [-1, 0, 10, -Infinity]
   * ```
   */
  log2(this: Self): Self {
    return this.primitives.log2(float('log2', this));
  }

  /**
   * The logarithm to base 10, element by element: −Infinity at 0, NaN below. Any shape, float dtypes. The derivative is
   * 1/(x·ln 10).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 10, 1000]).log10().toArray(); // => [0, 1, 3]
   * ```
   */
  log10(this: Self): Self {
    return this.primitives.log10(float('log10', this));
  }

  /**
   * The sine of an angle in radians, element by element; NaN at ±Infinity. Any shape, float dtypes. The derivative is
   * cos x.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Math.PI / 2]).sin().toArray(); // => [0, 1]
   * ```
   */
  sin(this: Self): Self {
    return this.primitives.sin(float('sin', this));
  }

  /**
   * The cosine of an angle in radians, element by element; NaN at ±Infinity. Any shape, float dtypes. The derivative is
   * −sin x.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Math.PI]).cos().toArray(); // => [1, -1]
   * ```
   */
  cos(this: Self): Self {
    return this.primitives.cos(float('cos', this));
  }

  /**
   * The tangent of an angle in radians, element by element; NaN at ±Infinity. Any shape, float dtypes. The derivative is
   * 1 + tan² x.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Math.PI / 4]).tan().toArray(); // => [0, 1]
   * ```
   */
  tan(this: Self): Self {
    return this.primitives.tan(float('tan', this));
  }

  /**
   * The angle from −½π to ½π whose sine is x, element by element; NaN where |x| > 1. Any shape, float dtypes. The
   * derivative 1/√(1 − x²) is Infinity at ±1.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1, 2], { dtype: 'float64' }).asin().toArray(); // => [0, 1.5707963267948966, NaN]
   * ```
   */
  asin(this: Self): Self {
    return this.primitives.asin(float('asin', this));
  }

  /**
   * The angle from 0 to π whose cosine is x, element by element; NaN where |x| > 1. Any shape, float dtypes. The
   * derivative −1/√(1 − x²) is −Infinity at ±1.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, -1], { dtype: 'float64' }).acos().toArray(); // => [0, 3.141592653589793]
   * ```
   */
  acos(this: Self): Self {
    return this.primitives.acos(float('acos', this));
  }

  /**
   * The angle from −½π to ½π whose tangent is x, element by element. Any shape, float dtypes. The derivative is
   * 1/(1 + x²).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, Infinity], { dtype: 'float64' }).atan().toArray(); // => [0, 1.5707963267948966]
   * ```
   */
  atan(this: Self): Self {
    return this.primitives.atan(float('atan', this));
  }

  /**
   * The hyperbolic sine (eˣ − e⁻ˣ)/2, element by element. Any shape, float dtypes. The derivative is cosh x.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1], { dtype: 'float64' }).sinh().toArray(); // => [0, 1.1752011936438014]
   * ```
   */
  sinh(this: Self): Self {
    return this.primitives.sinh(float('sinh', this));
  }

  /**
   * The hyperbolic cosine (eˣ + e⁻ˣ)/2, element by element. Any shape, float dtypes. The derivative is sinh x.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1], { dtype: 'float64' }).cosh().toArray(); // => [1, 1.5430806348152437]
   * ```
   */
  cosh(this: Self): Self {
    return this.primitives.cosh(float('cosh', this));
  }

  /**
   * The number whose hyperbolic sine is x, ln(x + √(x² + 1)), element by element. Any shape, float dtypes. The
   * derivative is 1/√(x² + 1).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1], { dtype: 'float64' }).asinh().toArray(); // => [0, 0.881373587019543]
   * ```
   */
  asinh(this: Self): Self {
    return this.primitives.asinh(float('asinh', this));
  }

  /**
   * The number from 0 up whose hyperbolic cosine is x, ln(x + √(x² − 1)), element by element; NaN below 1. Any shape, float
   * dtypes. The derivative 1/√(x² − 1) is Infinity at 1.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([1, 2, 0], { dtype: 'float64' }).acosh().toArray(); // => [0, 1.3169578969248168, NaN]
   * ```
   */
  acosh(this: Self): Self {
    return this.primitives.acosh(float('acosh', this));
  }

  /**
   * The number whose hyperbolic tangent is x, ½ ln((1 + x)/(1 − x)), element by element; ±Infinity at ±1, NaN where
   * |x| > 1. Any shape, float dtypes. The derivative 1/(1 − x²) is Infinity at ±1.
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 0.5, 1], { dtype: 'float64' }).atanh().toArray(); // => [0, 0.5493061443340548, Infinity]
   * ```
   */
  atanh(this: Self): Self {
    return this.primitives.atanh(float('atanh', this));
  }

  /**
   * The error function 2/√π ∫₀ˣ e^(−t²) dt, element by element. Any shape, float dtypes. The derivative is
   * 2/√π·e^(−x²).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1, 10], { dtype: 'float64' }).erf().toArray(); // => [0, 0.8427007929497149, 1]
   * ```
   */
  erf(this: Self): Self {
    return this.primitives.erf(float('erf', this));
  }

  /**
   * 1 − erf x, element by element, without the digits that `x.erf().neg().add(1)` loses for large x. Any shape, float
   * dtypes. The derivative is −2/√π·e^(−x²).
   *
   * @throws `DtypeError` for other dtypes
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 10], { dtype: 'float64' }).erfc().toArray(); // => [1, 2.088487583762545e-45]
   * ```
   */
  erfc(this: Self): Self {
    return this.primitives.erfc(float('erfc', this));
  }

  /**
   * The angle of the vector whose height is this and whose width is `other`, from −π to π, element by element over
   * broadcast operands. The signs of zeros count: with height −0 and width −1 it is −π.
   *
   * With h² = y² + x², the derivatives by height y and width x are x/h² and −y/h²; NaN at the origin, where there is
   * none, and 0 at infinity.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ or are not float
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const y = tensor([0, 1, -1], { dtype: 'float64' });
   * y.atan2(0).toArray(); // => [0, 1.5707963267948966, -1.5707963267948966]
   * ```
   */
  atan2(this: Self, other: Operand<Self>): Self {
    return this.primitives.atan2(this, arithmetic('atan2', this, other));
  }

  /**
   * √(a² + b²), element by element over broadcast operands, without overflow on the way; Infinity if either is infinite.
   *
   * The derivatives a/√(a² + b²) and b/√(a² + b²) have no limit at the origin; there they are 0, as that of `norm`.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ or are not float
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([3, 5]).hypot(tensor([4, 12])).toArray(); // => [5, 13]
   * ```
   */
  hypot(this: Self, other: Operand<Self>): Self {
    return this.primitives.hypot(this, arithmetic('hypot', this, other));
  }

  /**
   * ln(eᵃ + eᵇ), element by element over broadcast operands, without overflow on the way; −Infinity where both are.
   *
   * The derivatives are the shares eᵃ/(eᵃ + eᵇ) and eᵇ/(eᵃ + eᵇ); two equal infinities share evenly, as in `logsumexp`.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ or are not float
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * const a = tensor([0, 1000, -Infinity], { dtype: 'float64' });
   * a.logaddexp(a).toArray(); // => [0.6931471805599453, 1000.6931471805599, -Infinity]
   * ```
   */
  logaddexp(this: Self, other: Operand<Self>): Self {
    return this.primitives.logaddexp(this, arithmetic('logaddexp', this, other));
  }

  /**
   * a·ln b, element by element over broadcast operands, and 0 where a is 0, whatever the number b; NaN where b is.
   *
   * The derivatives are ln b and a/b. Where a is 0 and b is not positive, both are 0.
   *
   * @param other - of a shape that broadcasts with this one and of the same float dtype, or a number
   * @throws `ShapeError` for shapes that do not broadcast, `DtypeError` for dtypes that differ or are not float
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 2, 2]).xlogy(tensor([0, 1, 0])).toArray(); // => [0, 0, -Infinity]
   * ```
   */
  xlogy(this: Self, other: Operand<Self>): Self {
    return this.primitives.xlogy(this, arithmetic('xlogy', this, other));
  }
}
