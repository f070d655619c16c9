/**
 * The rules of the smooth functions of one element.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { Elementwise } from './kinds.js';

/**
 * y = eˣ.
 *
 * y′ = eˣ = y.
 */
export class Exp extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.exp();
  }

  derivative(_: Variable, y: Variable): Variable {
    return y;
  }
}

/**
 * y = ln x, for x > 0.
 *
 * x = e^y, so 1 = e^y·y′ and y′ = 1/x.
 */
export class Log extends Function {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.log();
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [grad.div(x)];
  }
}

/**
 * y = √x, for x > 0.
 *
 * x = y², so 1 = 2y·y′ and y′ = 1/(2y). At 0 it is Infinity.
 */
export class Sqrt extends Function {
  override get domain(): Domain {
    return interval(0.25, 4);
  }

  forward(x: Tensor): Tensor {
    return x.sqrt();
  }

  backward(grad: Variable): Gradients {
    return [grad.div(this.output.mul(2))];
  }
}

/**
 * y = tanh x.
 *
 * tanh = sinh/cosh, so y′ = (cosh² − sinh²)/cosh² = 1 − y².
 */
export class Tanh extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.tanh();
  }

  derivative(_: Variable, y: Variable): Variable {
    return y.square().neg().add(1);
  }
}

/**
 * y = 1/(1 + e⁻ˣ).
 *
 * y′ = e⁻ˣ/(1 + e⁻ˣ)² = y·(1 − y) = σ(x)·σ(−x), of which the last form cancels nowhere: 1 − y would lose all digits
 * of a large x.
 */
export class Sigmoid extends Elementwise {
  forward(x: Tensor): Tensor {
    return x.sigmoid();
  }

  derivative(x: Variable, y: Variable): Variable {
    return y.mul(x.neg().sigmoid());
  }
}

/** The rules of the smooth functions of one element. */
export const elementaryRules: Pick<Primitives<Variable>, 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid'> = {
  exp: (x) => new Exp().apply(x),
  log: (x) => new Log().apply(x),
  sqrt: (x) => new Sqrt().apply(x),
  tanh: (x) => new Tanh().apply(x),
  sigmoid: (x) => new Sigmoid().apply(x),
};
