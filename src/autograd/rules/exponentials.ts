/**
 * The rules of exponentials, logarithms and the error function.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import type { Variable } from '../variable.js';
import { Elementwise, ElementwisePair } from './kinds.js';

/**
 * y = eˣ − 1.
 *
 * y′ = eˣ, which is y + 1; but that would lose the digits of a small eˣ.
 */
export class Expm1 extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.expm1();
  }

  derivative(x: Variable): Variable {
    return x.exp();
  }
}

/**
 * y = 2ˣ.
 *
 * 2ˣ = e^(x·ln 2), so y′ = y·ln 2.
 */
export class Exp2 extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.exp2();
  }

  derivative(_: Variable, y: Variable): Variable {
    return y.mul(Math.LN2);
  }
}

/**
 * y = ln(1 + x), for x > −1.
 *
 * 1 + x = e^y, so 1 = e^y·y′ and y′ = 1/(1 + x).
 */
export class Log1p extends Elementwise {
  override get domain(): Domain {
    return interval(-0.75, 3);
  }

  forward(x: Tensor): Tensor {
    return x.log1p();
  }

  derivative(x: Variable): Variable {
    return x.add(1).reciprocal();
  }
}

/**
 * y = log₂ x, for x > 0.
 *
 * log₂ x = ln x/ln 2, so y′ = 1/(x·ln 2).
 */
export class Log2 extends Elementwise {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.log2();
  }

  derivative(x: Variable): Variable {
    return x.reciprocal().mul(Math.LOG2E);
  }
}

/**
 * y = log₁₀ x, for x > 0.
 *
 * log₁₀ x = ln x/ln 10, so y′ = 1/(x·ln 10).
 */
export class Log10 extends Elementwise {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.log10();
  }

  derivative(x: Variable): Variable {
    return x.reciprocal().mul(Math.LOG10E);
  }
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;

/**
 * 2/√π·e^(−x²). Beyond ±32 it is 0 in every dtype, and so are its derivatives; the clamp keeps them from
 * becoming 0·∞.
 */
function bell(x: Variable): Variable {
  return x.clamp({ min: -32, max: 32 }).square().neg().exp().mul(TWO_OVER_ROOT_PI);
}

/**
 * y = 2/√π ∫₀ˣ e^(−t²) dt.
 *
 * y′ is the integrand, 2/√π·e^(−x²).
 */
export class Erf extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.erf();
  }

  derivative(x: Variable): Variable {
    return bell(x);
  }
}

/**
 * y = 1 − erf x.
 *
 * y′ = −2/√π·e^(−x²).
 */
export class Erfc extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.erfc();
  }

  derivative(x: Variable): Variable {
    return bell(x).neg();
  }
}

/**
 * y = ln(eᵃ + eᵇ).
 *
 * ∂y/∂a = eᵃ/(eᵃ + eᵇ), the share of a, and ∂y/∂b that of b.
 */
export class LogAddExp extends ElementwisePair {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.logaddexp(b);
  }

  left(a: Variable, b: Variable): Variable {
    return new Share().apply(a, b);
  }

  right(a: Variable, b: Variable): Variable {
    return new Share().apply(b, a);
  }
}

/**
 * y = eᵃ/(eᵃ + eᵇ) = σ(a − b). Convention for two equal infinities, whose difference is NaN: half to each.
 *
 * σ′(x) = σ(x)·σ(−x), so ∂y/∂a = −∂y/∂b is the product of both shares.
 */
export class Share extends ElementwisePair {
  forward(a: Tensor, b: Tensor): Tensor {
    return where(a.eq(b), 0.5, a.sub(b).sigmoid());
  }

  left(a: Variable, b: Variable): Variable {
    return this.output.mul(new Share().apply(b, a));
  }

  right(a: Variable, b: Variable): Variable {
    return this.left(a, b).neg();
  }
}

/**
 * y = a·ln b, for b > 0, and 0 where a = 0.
 *
 * By the product rule: ∂y/∂a = ln b, ∂y/∂b = a/b. Convention where a = 0 and b ≤ 0: both are 0.
 */
export class XLogY extends ElementwisePair {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.xlogy(b);
  }

  left(a: Variable, b: Variable): Variable {
    return where(isFlat(a, b), 1, b).log();
  }

  right(a: Variable, b: Variable): Variable {
    const flat = isFlat(a, b);
    return where(flat, 0, a).div(where(flat, 1, b));
  }
}

/** Where a = 0 and b ≤ 0: there 0·ln 1 takes the place of a·ln b. */
function isFlat(a: Variable, b: Variable): Variable {
  return where(a.eq(0), b, 1).le(0);
}

/** The rules of exponentials, logarithms and the error function. */
export const exponentialRules: Pick<
  Primitives<Variable>,
  'expm1' | 'exp2' | 'log1p' | 'log2' | 'log10' | 'erf' | 'erfc' | 'logaddexp' | 'xlogy'
> = {
  expm1: (x) => new Expm1().apply(x),
  exp2: (x) => new Exp2().apply(x),
  log1p: (x) => new Log1p().apply(x),
  log2: (x) => new Log2().apply(x),
  log10: (x) => new Log10().apply(x),
  erf: (x) => new Erf().apply(x),
  erfc: (x) => new Erfc().apply(x),
  logaddexp: (a, b) => new LogAddExp().apply(a, b),
  xlogy: (a, b) => new XLogY().apply(a, b),
};
