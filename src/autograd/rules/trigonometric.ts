/**
 * The rules of trigonometric functions, their inverses, and the length and the angle of a vector.
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
 * y = sin x.
 *
 * y′ = cos x.
 */
export class Sin extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.sin();
  }

  derivative(x: Variable): Variable {
    return x.cos();
  }
}

/**
 * y = cos x.
 *
 * y′ = −sin x.
 */
export class Cos extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.cos();
  }

  derivative(x: Variable): Variable {
    return x.sin().neg();
  }
}

/**
 * y = tan x.
 *
 * tan = sin/cos, so y′ = (cos² + sin²)/cos² = 1 + y².
 */
export class Tan extends Elementwise {
  override get domain(): Domain {
    return interval(-1.25, 1.25);
  }

  forward(x: Tensor): Tensor {
    return x.tan();
  }

  derivative(_: Variable, y: Variable): Variable {
    return y.square().add(1);
  }
}

/**
 * y = 1 − x², which as (1 − x)·(1 + x) keeps its digits near ±1.
 *
 * y′ = −2x.
 */
export class OneMinusSquare extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.neg().add(1).mul(x.add(1));
  }

  derivative(x: Variable): Variable {
    return x.mul(-2);
  }
}

/**
 * y = asin x, for |x| < 1.
 *
 * x = sin y, so 1 = cos y·y′ and y′ = 1/√(1 − x²). At ±1 it is Infinity.
 */
export class Asin extends Elementwise {
  override get domain(): Domain {
    return interval(-0.9, 0.9);
  }

  forward(x: Tensor): Tensor {
    return x.asin();
  }

  derivative(x: Variable): Variable {
    return new OneMinusSquare().apply(x).rsqrt();
  }
}

/**
 * y = acos x, for |x| < 1.
 *
 * acos x = ½π − asin x, so y′ = −1/√(1 − x²). At ±1 it is −Infinity.
 */
export class Acos extends Elementwise {
  override get domain(): Domain {
    return interval(-0.9, 0.9);
  }

  forward(x: Tensor): Tensor {
    return x.acos();
  }

  derivative(x: Variable): Variable {
    return new OneMinusSquare().apply(x).rsqrt().neg();
  }
}

/**
 * y = atan x.
 *
 * x = tan y, so 1 = (1 + x²)·y′ and y′ = 1/(1 + x²): by its root, which does not overflow.
 */
export class Atan extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.atan();
  }

  derivative(x: Variable): Variable {
    return x.hypot(1).reciprocal().square();
  }
}

/**
 * y = √(a² + b²).
 *
 * y² = a² + b², so 2y·∂y/∂a = 2a and ∂y/∂a = a/y: the cosine of the angle between the vector and its part a.
 *
 * Convention at the kink a = b = 0: 0.
 */
export class Hypot extends ElementwisePair {
  // Distinct, since of equal ones it is √2·|a|: differences could not tell its second derivative, 0, from rounding.
  override get domain(): Domain {
    return interval(-2, 2, { distinct: true });
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.hypot(b);
  }

  left(a: Variable, b: Variable): Variable {
    return new Cosine().apply(a, b);
  }

  right(a: Variable, b: Variable): Variable {
    return new Cosine().apply(b, a);
  }
}

/**
 * y = a/√(a² + b²).
 *
 * With h = √(a² + b²): ∂y/∂a = 1/h − a²/h³ = (b/h)²/h and ∂y/∂b = −(a/h)·(b/h)/h. Convention at the origin: 0.
 * Beside an infinite part, a finite one is 0; two infinite ones are equal.
 */
export class Cosine extends ElementwisePair {
  forward(a: Tensor, b: Tensor): Tensor {
    return cosine(a, b);
  }

  left(a: Variable, b: Variable): Variable {
    return new Cosine().apply(b, a).square().div(a.hypot(b));
  }

  right(a: Variable, b: Variable): Variable {
    return this.output.mul(new Cosine().apply(b, a)).div(a.hypot(b)).neg();
  }
}

function cosine(a: Tensor, b: Tensor): Tensor {
  const h = a.hypot(b);
  const far = h.eq(Infinity);
  const x = where(far, infinitePart(a), a);
  const y = where(far, infinitePart(b), b);
  return where(h.eq(0), 0, x.div(x.hypot(y)));
}

/** ±1 for ±∞, and 0 for what is finite. */
function infinitePart(x: Tensor): Tensor {
  return where(x.eq(Infinity), 1, where(x.eq(-Infinity), -1, x.mul(0)));
}

/**
 * z = the angle of the vector (x, y), where y comes first.
 *
 * With h² = x² + y² and tan z = y/x: (1 + y²/x²)·dz = dy/x − y·dx/x², so ∂z/∂y = x/h² and ∂z/∂x = −y/h².
 *
 * Convention at the origin, where there is no limit: NaN.
 */
export class Atan2 extends ElementwisePair {
  override get domain(): Domain {
    return [
      { low: -2, high: 2, except: [0] },
      { low: -2, high: 2 },
    ];
  }

  forward(y: Tensor, x: Tensor): Tensor {
    return y.atan2(x);
  }

  left(y: Variable, x: Variable): Variable {
    return new Inversion().apply(x, y);
  }

  right(y: Variable, x: Variable): Variable {
    return new Inversion().apply(y, x).neg();
  }
}

/**
 * y = a/(a² + b²), the first part of the vector's inverse in the unit circle.
 *
 * With h² = a² + b²: ∂y/∂a = 1/h² − 2a²/h⁴ = (b/h − a/h)·(b/h + a/h)/h² and ∂y/∂b = −2·(a/h)·(b/h)/h².
 */
export class Inversion extends ElementwisePair {
  forward(a: Tensor, b: Tensor): Tensor {
    return cosine(a, b).div(a.hypot(b));
  }

  left(a: Variable, b: Variable): Variable {
    const [cos, sin] = [new Cosine().apply(a, b), new Cosine().apply(b, a)];
    const h = a.hypot(b);
    return sin.sub(cos).mul(sin.add(cos)).div(h).div(h);
  }

  right(a: Variable, b: Variable): Variable {
    const h = a.hypot(b);
    return new Cosine().apply(a, b).mul(new Cosine().apply(b, a)).mul(-2).div(h).div(h);
  }
}

/** The rules of trigonometric functions, their inverses, and the length and the angle of a vector. */
export const trigonometricRules: Pick<
  Primitives<Variable>,
  'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan' | 'hypot' | 'atan2'
> = {
  sin: (x) => new Sin().apply(x),
  cos: (x) => new Cos().apply(x),
  tan: (x) => new Tan().apply(x),
  asin: (x) => new Asin().apply(x),
  acos: (x) => new Acos().apply(x),
  atan: (x) => new Atan().apply(x),
  hypot: (a, b) => new Hypot().apply(a, b),
  atan2: (y, x) => new Atan2().apply(y, x),
};
