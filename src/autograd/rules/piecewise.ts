/**
 * The rules of functions that choose: each piece is linear, and the convention at each kink is stated. A mask
 * selects the gradient rather than multiplying it, so a gradient of Infinity next to a 0 does not become NaN.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients, type Three, type Two } from '../function.js';
import type { Variable } from '../variable.js';
import { notDifferentiable } from './kinds.js';

/** The comparisons. */
type Relation = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** A comparison of the values: a truth value, whatever its operands need. */
const relation = (name: Relation): ((a: Variable, b: Variable) => Variable) => {
  const compare = notDifferentiable((a: Variable, b: Variable) => a.data[name](b.data));
  return (a, b) => compare(a, a, b);
};

/**
 * y = |x|.
 *
 * y′ = 1 for x > 0 and −1 for x < 0. Convention at the kink: |·|′(0) = 0.
 */
export class Abs extends Function {
  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.abs();
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [where(x.gt(0), grad, where(x.lt(0), grad.neg(), 0))];
  }
}

/**
 * y = max(x, 0).
 *
 * y′ = 1 for x > 0 and 0 for x < 0. Convention at the kink: relu′(0) = 0. Where x is NaN, so is y, and the
 * gradient passes.
 */
export class Relu extends Function {
  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.relu();
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [where(x.le(0), 0, grad)];
  }
}

/**
 * y = min(max(x, low), high).
 *
 * y′ = 1 for low < x < high and 0 outside. Convention at the kinks: the gradient passes at both bounds.
 */
export class Clamp extends Function {
  readonly #low: number;
  readonly #high: number;

  constructor(low: number, high: number) {
    super();
    this.#low = low;
    this.#high = high;
  }

  override get domain(): Domain {
    return interval(-2, 2, { except: [this.#low, this.#high] });
  }

  forward(x: Tensor): Tensor {
    return x.clamp({ min: this.#low, max: this.#high });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [where(x.ge(this.#low), where(x.le(this.#high), grad, 0), 0)];
  }
}

/**
 * y = max(a, b).
 *
 * The gradient goes to the larger operand. Convention where they tie: half to each.
 */
export class Maximum extends Function<Two> {
  override get domain(): Domain {
    return interval(-2, 2, { distinct: true });
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.maximum(b);
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => where(a.eq(b), grad.div(2), where(a.lt(b), 0, grad)),
      () => where(a.eq(b), grad.div(2), where(b.lt(a), 0, grad)),
    );
  }
}

/**
 * y = min(a, b).
 *
 * The gradient goes to the smaller operand. Convention where they tie: half to each.
 */
export class Minimum extends Function<Two> {
  override get domain(): Domain {
    return interval(-2, 2, { distinct: true });
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.minimum(b);
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => where(a.eq(b), grad.div(2), where(a.gt(b), 0, grad)),
      () => where(a.eq(b), grad.div(2), where(b.gt(a), 0, grad)),
    );
  }
}

/**
 * y = a where the condition holds, else b.
 *
 * Linear in a and b: each gets the gradient where it was chosen. The condition has none.
 */
export class Where extends Function<Three> {
  forward(condition: Tensor, a: Tensor, b: Tensor): Tensor {
    return where(condition, a, b);
  }

  override jvp(_: Tensor, da: Tensor, db: Tensor): Tensor {
    const [condition] = this.inputs;
    return where(condition.data, da, db);
  }

  backward(grad: Variable): Gradients {
    const [condition] = this.inputs;
    return this.whereNeeded(
      () => grad,
      () => where(condition, grad, 0),
      () => where(condition, 0, grad),
    );
  }
}

/** The rules of functions that choose. */
export const piecewiseRules: Pick<
  Primitives<Variable>,
  'abs' | 'relu' | 'clamp' | 'maximum' | 'minimum' | 'where' | Relation
> = {
  abs: (x) => new Abs().apply(x),
  relu: (x) => new Relu().apply(x),
  clamp: (x, min, max) => new Clamp(min, max).apply(x),
  maximum: (a, b) => new Maximum().apply(a, b),
  minimum: (a, b) => new Minimum().apply(a, b),
  where: (condition, a, b) => new Where().apply(condition, a, b),
  eq: relation('eq'),
  ne: relation('ne'),
  lt: relation('lt'),
  le: relation('le'),
  gt: relation('gt'),
  ge: relation('ge'),
};
