/**
 * The rules of functions that are constant between their steps, and of the remainders of a division, which are linear
 * between them.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients, type Two } from '../function.js';
import type { Variable } from '../variable.js';
import { Stepwise } from './kinds.js';

/** Away from the whole numbers. */
const BETWEEN_WHOLE = interval(-2, 2, { except: [-2, -1, 0, 1, 2] });

/**
 * y = sign x: 1 for x > 0, −1 for x < 0, else 0.
 *
 * y′ = 0. Convention at the step: sign′(0) = 0.
 */
export class Sign extends Stepwise {
  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.sign();
  }
}

/**
 * y = ⌊x⌋, the largest whole number that is not above x.
 *
 * y′ = 0. Convention at the steps, the whole numbers: 0.
 */
export class Floor extends Stepwise {
  override get domain(): Domain {
    return BETWEEN_WHOLE;
  }

  forward(x: Tensor): Tensor {
    return x.floor();
  }
}

/**
 * y = ⌈x⌉, the least whole number that is not below x.
 *
 * y′ = 0. Convention at the steps, the whole numbers: 0.
 */
export class Ceil extends Stepwise {
  override get domain(): Domain {
    return BETWEEN_WHOLE;
  }

  forward(x: Tensor): Tensor {
    return x.ceil();
  }
}

/**
 * y = the whole number nearest to x, the even one of two.
 *
 * y′ = 0. Convention at the steps, in the middle between whole numbers: 0.
 */
export class Round extends Stepwise {
  override get domain(): Domain {
    return interval(-2, 2, { except: [-1.5, -0.5, 0.5, 1.5] });
  }

  forward(x: Tensor): Tensor {
    return x.round();
  }
}

/**
 * y = x without its fraction: ⌊x⌋ for x ≥ 0, ⌈x⌉ for x ≤ 0.
 *
 * y′ = 0. Convention at the steps, the whole numbers but 0: 0.
 */
export class Trunc extends Stepwise {
  override get domain(): Domain {
    return BETWEEN_WHOLE;
  }

  forward(x: Tensor): Tensor {
    return x.trunc();
  }
}

/**
 * y = a − b·q, where q is a/b rounded to a whole number, in one way or another.
 *
 * Between the steps of q: ∂y/∂a = 1, ∂y/∂b = −q. Convention at the steps: the same, with q as it is there. q is found
 * again as (a − y)/b; a/b itself may round up to a whole number that it does not reach.
 */
abstract class Division extends Function<Two> {
  /** Where a/b is between 2 and 3, away from both. */
  override get domain(): Domain {
    return [
      { low: 5.125, high: 5.625 },
      { low: 2, high: 2.5 },
    ];
  }

  backward(grad: Variable): Gradients {
    return this.whereNeeded(
      () => grad,
      () => grad.mul(this.#quotient()).neg(),
    );
  }

  /** q, a constant of the graph. Where y is infinite, so is b, of another sign than a: the step is −1, from 0 down. */
  #quotient(): Tensor {
    const [{ data: a }, { data: b }] = this.inputs;
    const { data: y } = this.output;
    return where(y.isinf(), -1, a.sub(y).div(b).round());
  }
}

/**
 * y = a − b·trunc(a/b), with the sign of a.
 *
 * The quotient is constant between its steps, so ∂y/∂a = 1 and ∂y/∂b = −trunc(a/b). Convention at the jumps: the same.
 */
export class Fmod extends Division {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.fmod(b);
  }
}

/**
 * y = a − b·⌊a/b⌋, with the sign of b.
 *
 * The quotient is constant between its steps, so ∂y/∂a = 1 and ∂y/∂b = −⌊a/b⌋. Convention at the jumps: the same.
 */
export class Remainder extends Division {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.remainder(b);
  }
}

/** The rules of functions with steps. */
export const stepRules: Pick<
  Primitives<Variable>,
  'sign' | 'floor' | 'ceil' | 'round' | 'trunc' | 'fmod' | 'remainder'
> = {
  sign: (x) => new Sign().apply(x),
  floor: (x) => new Floor().apply(x),
  ceil: (x) => new Ceil().apply(x),
  round: (x) => new Round().apply(x),
  trunc: (x) => new Trunc().apply(x),
  fmod: (a, b) => new Fmod().apply(a, b),
  remainder: (a, b) => new Remainder().apply(a, b),
};
