/**
 * The functions between the layers of a network.
 *
 * @module
 */
import { ArgumentError, describe } from '../../errors.js';
import type { Algebra } from '../algebra.js';
import { checkNumber, checkOptions, checkValue } from '../check.js';
import { choose, float } from './arguments.js';
import { Elementary } from './elementary.js';

/** How {@link Algebra.gelu | gelu} is computed. */
export type GeluApproximation = 'none' | 'tanh';

/** Options of {@link Algebra.leakyRelu | leakyRelu}. */
export interface LeakyReluOptions {
  /** The slope below 0. Default 0.01. */
  readonly negativeSlope?: number;
}

/** Options of {@link Algebra.elu | elu} and {@link Algebra.celu | celu}. */
export interface EluOptions {
  /** −α is the limit on the left. Default 1. */
  readonly alpha?: number;
}

/** Options of {@link Algebra.softplus | softplus}. */
export interface SoftplusOptions {
  /** How sharp the bend is. Default 1. */
  readonly beta?: number;
  /** Above this β·x the result is x itself. Default 20. */
  readonly threshold?: number;
}

/** Options of {@link Algebra.gelu | gelu}. */
export interface GeluOptions {
  /** `'none'`: the normal distribution itself; `'tanh'`: what Hendrycks and Gimpel put in its place. Default `'none'`. */
  readonly approximate?: GeluApproximation;
}

/** Options of {@link Algebra.hardtanh | hardtanh}. */
export interface HardtanhOptions {
  /** The lower bound. Default −1. */
  readonly minVal?: number;
  /** The upper bound. Default 1. */
  readonly maxVal?: number;
}

/** The activations that are not made of others. */
export interface ActivationPrimitives<Self> {
  leakyRelu(x: Self, slope: number): Self;
  /** α·s·(e^(x·t) − 1) for x ≤ 0, s·x above, with the scale s and the input's scale t. */
  elu(x: Self, alpha: number, scale: number, inputScale: number): Self;
  softplus(x: Self, beta: number, threshold: number): Self;
  silu(x: Self): Self;
  gelu(x: Self, approximate: GeluApproximation): Self;
  mish(x: Self): Self;
  softsign(x: Self): Self;
}

const APPROXIMATIONS: readonly GeluApproximation[] = ['none', 'tanh'];

/** α and the scale of selu: they keep the mean 0 and the variance 1 of its input. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** The α of elu and celu. */
function alphaOf(operation: string, options: EluOptions | undefined): number {
  const { alpha = 1 } = checkOptions(operation, options, ['alpha'], '{ alpha: 0.5 }');
  return checkNumber(operation, 'alpha', alpha);
}

/** The functions between the layers of a network. */
export abstract class Activations<Self extends Algebra<Self>> extends Elementary<Self> {
  /**
   * ln σ(x) = −ln(1 + e⁻ˣ), element by element: x itself on the far left, never −Infinity too early. Any shape, float
   * dtypes. The derivative is σ(−x).
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 1000]).logSigmoid().add(0).toArray(); // => [-1000, 0]
   * ```
   */
  logSigmoid(this: Self): Self {
    const x = float('logSigmoid', this);
    return this.primitives.softplus(x.neg(), 1, Infinity).neg();
  }

  /**
   * ln(1 + e^(β·x))/β, element by element: a smooth relu, without overflow. Where β·x is above the threshold it is x. Any
   * shape, float dtypes. The derivative is σ(β·x), and 1 above the threshold; at the threshold it is the former.
   *
   * @param options - `beta`: default 1; `threshold`: default 20
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for an option that is no number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 1000]).softplus().toArray(); // => [0, 1000]
   * ```
   */
  softplus(this: Self, options?: SoftplusOptions): Self {
    const x = float('softplus', this);
    const names = ['beta', 'threshold'] as const;
    const { beta = 1, threshold = 20 } = checkOptions('softplus', options, names, '{ beta: 2 }');
    checkNumber('softplus', 'beta', beta);
    checkNumber('softplus', 'threshold', threshold);
    return this.primitives.softplus(x, beta, threshold);
  }

  /**
   * x where it is positive, else a small slope times x. Any shape, float dtypes. The derivative is 1 for x > 0, else the
   * slope: at the kink 0 too, and where x is NaN.
   *
   * @param options - `negativeSlope`: default 0.01
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for a slope that is no number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-2, 3]).leakyRelu({ negativeSlope: 0.5 }).toArray(); // => [-1, 3]
   * ```
   */
  leakyRelu(this: Self, options?: LeakyReluOptions): Self {
    const x = float('leakyRelu', this);
    const names = ['negativeSlope'] as const;
    const { negativeSlope = 0.01 } = checkOptions('leakyRelu', options, names, '{ negativeSlope: 0.2 }');
    return this.primitives.leakyRelu(x, checkNumber('leakyRelu', 'negativeSlope', negativeSlope));
  }

  /**
   * x where it is positive, else α·(eˣ − 1). Any shape, float dtypes. The derivative is 1 for x > 0 and α·eˣ below; at the
   * kink 0 it is α.
   *
   * @param options - `alpha`: default 1
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for an option that is no number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 0, 3]).elu({ alpha: 2 }).toArray(); // => [-2, 0, 3]
   * ```
   */
  elu(this: Self, options?: EluOptions): Self {
    const x = float('elu', this);
    return this.primitives.elu(x, alphaOf('elu', options), 1, 1);
  }

  /**
   * λ·x where x is positive, else λ·α·(eˣ − 1), with λ = 1.0507… and α = 1.6732…, which keep the mean 0 and the variance 1
   * of their input. Any shape, float dtypes. The derivative at the kink 0 is λ·α.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1], { dtype: 'float64' }).selu().toArray(); // => [0, 1.0507009873554805]
   * ```
   */
  selu(this: Self): Self {
    return this.primitives.elu(float('selu', this), SELU_ALPHA, SELU_SCALE, 1);
  }

  /**
   * x where it is positive, else α·(e^(x/α) − 1): an elu whose derivative is 1 at 0 from both sides. Any shape, float
   * dtypes.
   *
   * @param options - `alpha`: default 1
   * @throws `ArgumentError` where α is 0
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 0, 3]).celu({ alpha: 2 }).toArray(); // => [-2, 0, 3]
   * ```
   */
  celu(this: Self, options?: EluOptions): Self {
    const x = float('celu', this);
    const alpha = alphaOf('celu', options);
    if (alpha === 0) throw new ArgumentError('celu: alpha is 0; accepted is any other number');
    return this.primitives.elu(x, alpha, 1, 1 / alpha);
  }

  /**
   * x·Φ(x), where Φ is the distribution of a normal number: Φ(x) = ½(1 + erf(x/√2)). Any shape, float dtypes. The
   * derivative is Φ(x) + x·φ(x), with the density φ. −0 at −Infinity.
   *
   * @param options - `approximate: 'tanh'`: ½(1 + tanh(√(2/π)·(x + 0.044715·x³))) in the place of Φ(x)
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for another approximation
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 0, 1000]).gelu().add(0).toArray(); // => [0, 0, 1000]
   * ```
   */
  gelu(this: Self, options?: GeluOptions): Self {
    const x = float('gelu', this);
    const names = ['approximate'] as const;
    const { approximate = 'none' } = checkOptions('gelu', options, names, "{ approximate: 'tanh' }");
    if (!APPROXIMATIONS.includes(approximate)) {
      throw new ArgumentError(
        `gelu: approximate is ${describe(approximate)}; accepted are 'none' and 'tanh'`,
      );
    }
    return this.primitives.gelu(x, approximate);
  }

  /**
   * x·σ(x), element by element; also called swish. Any shape, float dtypes. The derivative is σ(x)·(1 + x·σ(−x)). −0 at
   * −Infinity.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 0, 1000]).silu().add(0).toArray(); // => [0, 0, 1000]
   * ```
   */
  silu(this: Self): Self {
    return this.primitives.silu(float('silu', this));
  }

  /**
   * x·tanh(ln(1 + eˣ)), element by element. Any shape, float dtypes. With t = tanh(ln(1 + eˣ)) the derivative is
   * t + x·(1 − t²)·σ(x). −0 at −Infinity.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1000, 0, 1000]).mish().add(0).toArray(); // => [0, 0, 1000]
   * ```
   */
  mish(this: Self): Self {
    return this.primitives.mish(float('mish', this));
  }

  /**
   * min(max(x, minVal), maxVal), element by element; NaN stays NaN. Any shape, float dtypes. The derivative is 1 between
   * the bounds, and 0 outside. Convention at both kinks: 0, the opposite of {@link Algebra.clamp | clamp}, as in PyTorch.
   *
   * @param options - `minVal`: default −1; `maxVal`: default 1
   * @throws `ArgumentError` where minVal is above maxVal
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-2, 0.5, 2]).hardtanh().toArray(); // => [-1, 0.5, 1]
   * ```
   */
  hardtanh(this: Self, options?: HardtanhOptions): Self {
    const x = float('hardtanh', this);
    const names = ['minVal', 'maxVal'] as const;
    const { minVal = -1, maxVal = 1 } = checkOptions('hardtanh', options, names, '{ minVal: -2 }');
    checkNumber('hardtanh', 'minVal', minVal);
    checkNumber('hardtanh', 'maxVal', maxVal);
    if (minVal > maxVal) {
      throw new ArgumentError(`hardtanh: minVal is ${minVal}, above maxVal ${maxVal}; accepted is up to it`);
    }
    return choose(x.le(minVal), minVal, choose(x.ge(maxVal), maxVal, x));
  }

  /**
   * x/6 + ½, held between 0 and 1: a sigmoid of three lines. Any shape, float dtypes. The derivative is 1/6 for
   * −3 < x < 3, else 0: at both kinks too.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-3, 0, 3]).hardsigmoid().toArray(); // => [0, 0.5, 1]
   * ```
   */
  hardsigmoid(this: Self): Self {
    const x = float('hardsigmoid', this);
    return x.add(3).hardtanh({ minVal: 0, maxVal: 6 }).div(6);
  }

  /**
   * x times the {@link Algebra.hardsigmoid | hardsigmoid} of x: 0 for x ≤ −3, x for x ≥ 3, x·(x + 3)/6 between. Any
   * shape, float dtypes. The derivative at the kinks is that of the middle piece: −½ at −3 and 3/2 at 3.
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-4, 1.5, 4]).hardswish().add(0).toArray(); // => [0, 1.125, 4]
   * ```
   */
  hardswish(this: Self): Self {
    const x = float('hardswish', this);
    const above = x.gt(3);
    // Held where the middle piece ends, so that it stays finite where it is not chosen.
    const held = choose(x.lt(-3), -3, choose(above, 3, x));
    return choose(above, x, held.mul(held.add(3)).div(6));
  }

  /**
   * x/(1 + |x|), element by element: ±1 at ±Infinity. Any shape, float dtypes. The derivative is 1/(1 + |x|)².
   *
   * @throws `DtypeError` for int32 and bool
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([-1, 0, 3]).softsign().toArray(); // => [-0.5, 0, 0.75]
   * ```
   */
  softsign(this: Self): Self {
    return this.primitives.softsign(float('softsign', this));
  }

  /**
   * x where it is above a threshold, else a value. Any shape, float dtypes; NaN stays NaN. The derivative is 1 above the
   * threshold, else 0. Convention at the jump: 0.
   *
   * @param threshold - a number
   * @param value - a number; NaN and ±Infinity are some too
   * @throws `DtypeError` for int32 and bool, `ArgumentError` for what is no number
   *
   * @example
   * ```ts
   * import { tensor } from 'gradus';
   * tensor([0, 1, 2]).threshold(1, -1).toArray(); // => [-1, -1, 2]
   * ```
   */
  threshold(this: Self, threshold: number, value: number): Self {
    const x = float('threshold', this);
    checkNumber('threshold', 'threshold', threshold);
    checkValue('threshold', 'value', value);
    return choose(x.le(threshold), value, x);
  }
}
