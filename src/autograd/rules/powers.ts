/**
 * The rules of powers.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import { zerosLike } from '../../tensor/creation.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import type { Variable } from '../variable.js';
import { Elementwise, ElementwisePair } from './kinds.js';

/**
 * y = xⁿ for a number n.
 *
 * y′ = n·xⁿ⁻¹. For n = 0 the function is constant and y′ = 0 everywhere, which the formula would spoil at
 * x = 0.
 */
export class Pow extends Elementwise {
  readonly #exponent: number;

  constructor(exponent: number) {
    super();
    this.#exponent = exponent;
  }

  override get domain(): Domain {
    const n = this.#exponent;
    if (!Number.isInteger(n)) return interval(0.25, 4);
    return n < 0 ? interval(-2, 2, { except: [0] }) : interval(-2, 2);
  }

  forward(x: Tensor): Tensor {
    return x.pow(this.#exponent);
  }

  derivative(x: Variable): Variable {
    const n = this.#exponent;
    return n === 0 ? x.derive(zerosLike(x), null) : x.pow(n - 1).mul(n);
  }
}

/**
 * y = aᵇ = e^(b·ln a), for a > 0.
 *
 * ∂y/∂a = b·aᵇ⁻¹ and ∂y/∂b = aᵇ·ln a. Where a is negative, ∂y/∂b is NaN. Convention at the edge a = 0: ∂y/∂a = 0 for b = 0,
 * where y is the constant 1 (so too where a is NaN), and ∂y/∂b = 0 for b ≥ 0, its limit for b > 0. Both formulas would
 * multiply 0 by ∞ there, so they see 1 in the place of a.
 */
export class Power extends ElementwisePair {
  override get domain(): Domain {
    return interval(0.25, 2);
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.pow(b);
  }

  left(a: Variable, b: Variable): Variable {
    const constant = b.eq(0).logicalAnd(a.eq(0).logicalOr(a.isnan()));
    return where(constant, 0, where(constant, 1, a).pow(b.sub(1)).mul(b));
  }

  right(a: Variable, b: Variable): Variable {
    const edge = a.eq(0).logicalAnd(b.ge(0));
    return where(edge, 0, this.output).mul(where(edge, 1, a).log());
  }
}

/**
 * y = 1/√x = x^(−½), for x > 0.
 *
 * y′ = −½·x^(−3/2) = −½·y³.
 */
export class Rsqrt extends Elementwise {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.rsqrt();
  }

  derivative(_: Variable, y: Variable): Variable {
    return y.square().mul(y).mul(-0.5);
  }
}

/** The rules of powers. */
export const powerRules: Pick<Primitives<Variable>, 'pow' | 'rsqrt'> = {
  pow: (x, exponent) =>
    typeof exponent === 'number' ? new Pow(exponent).apply(x) : new Power().apply(x, exponent),
  rsqrt: (x) => new Rsqrt().apply(x),
};
