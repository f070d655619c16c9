/**
 * The rules of hyperbolic functions and their inverses.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import type { Variable } from '../variable.js';
import { Elementwise } from './kinds.js';
import { OneMinusSquare } from './trigonometric.js';

/**
 * y = sinh x = (eˣ − e⁻ˣ)/2.
 *
 * y′ = (eˣ + e⁻ˣ)/2 = cosh x.
 */
export class Sinh extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.sinh();
  }

  derivative(x: Variable): Variable {
    return x.cosh();
  }
}

/**
 * y = cosh x = (eˣ + e⁻ˣ)/2.
 *
 * y′ = (eˣ − e⁻ˣ)/2 = sinh x.
 */
export class Cosh extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.cosh();
  }

  derivative(x: Variable): Variable {
    return x.sinh();
  }
}

/**
 * y = asinh x.
 *
 * x = sinh y, so 1 = cosh y·y′ and y′ = 1/√(x² + 1).
 */
export class Asinh extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.asinh();
  }

  derivative(x: Variable): Variable {
    return x.hypot(1).reciprocal();
  }
}

/**
 * y = acosh x, for x > 1.
 *
 * x = cosh y, so 1 = sinh y·y′ and y′ = 1/√(x² − 1): by two roots, which do not overflow and keep their digits near 1. At
 * 1 it is Infinity.
 */
export class Acosh extends Elementwise {
  override get domain(): Domain {
    return interval(1.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.acosh();
  }

  derivative(x: Variable): Variable {
    return x.sub(1).rsqrt().mul(x.add(1).rsqrt());
  }
}

/**
 * y = atanh x, for |x| < 1.
 *
 * x = tanh y, so 1 = (1 − x²)·y′ and y′ = 1/(1 − x²). At ±1 it is Infinity.
 */
export class Atanh extends Elementwise {
  override get domain(): Domain {
    return interval(-0.9, 0.9);
  }

  forward(x: Tensor): Tensor {
    return x.atanh();
  }

  derivative(x: Variable): Variable {
    return new OneMinusSquare().apply(x).reciprocal();
  }
}

/** The rules of hyperbolic functions and their inverses. */
export const hyperbolicRules: Pick<Primitives<Variable>, 'sinh' | 'cosh' | 'asinh' | 'acosh' | 'atanh'> = {
  sinh: (x) => new Sinh().apply(x),
  cosh: (x) => new Cosh().apply(x),
  asinh: (x) => new Asinh().apply(x),
  acosh: (x) => new Acosh().apply(x),
  atanh: (x) => new Atanh().apply(x),
};
