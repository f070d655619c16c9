/**
 * The rules of + − × ÷, and of what lies between two numbers. The walk sums gradients back over broadcast dims; no rule here has to.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Domain } from '../domain.js';
import { Function, type Gradients, type Three, type Two } from '../function.js';
import type { Variable } from '../variable.js';
import { Bilinear, Linear } from './kinds.js';

/**
 * y = −x.
 *
 * Linear: ∂y/∂x = −1.
 */
export class Neg extends Linear {
  forward(x: Tensor): Tensor {
    return x.neg();
  }

  adjoint(grad: Variable): Variable {
    return grad.neg();
  }
}

/**
 * y = a + b.
 *
 * Linear: ∂y/∂a = 1, ∂y/∂b = 1.
 */
export class Add extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.add(b);
  }

  override jvp(da: Tensor, db: Tensor): Tensor {
    return da.add(db);
  }

  backward(grad: Variable): Gradients {
    return [grad, grad];
  }
}

/**
 * y = a − b.
 *
 * Linear: ∂y/∂a = 1, ∂y/∂b = −1.
 */
export class Sub extends Function<Two> {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.sub(b);
  }

  override jvp(da: Tensor, db: Tensor): Tensor {
    return da.sub(db);
  }

  backward(grad: Variable): Gradients {
    return this.whereNeeded(
      () => grad,
      () => grad.neg(),
    );
  }
}

/**
 * y = a + α·b for a number α.
 *
 * Linear: ∂y/∂a = 1, ∂y/∂b = α.
 */
export class AddScaled extends Function<Two> {
  constructor(readonly alpha: number) {
    super();
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.add(b, { alpha: this.alpha });
  }

  override jvp(da: Tensor, db: Tensor): Tensor {
    return this.forward(da, db);
  }

  backward(grad: Variable): Gradients {
    return this.whereNeeded(
      () => grad,
      () => grad.mul(this.alpha),
    );
  }
}

/**
 * y = a·b, element by element.
 *
 * Bilinear, by the product rule: ∂y/∂a = b, ∂y/∂b = a.
 */
export class Mul extends Bilinear {
  forward(a: Tensor, b: Tensor): Tensor {
    return a.mul(b);
  }

  left(grad: Variable, b: Variable): Variable {
    return grad.mul(b);
  }

  right(a: Variable, grad: Variable): Variable {
    return grad.mul(a);
  }
}

/**
 * y = a/b.
 *
 * By the quotient rule: ∂y/∂a = 1/b, ∂y/∂b = −a/b² = −y/b. The pole b = 0 gives what IEEE division gives.
 */
export class Div extends Function<Two> {
  override get domain(): Domain {
    return [
      { low: -2, high: 2 },
      { low: -2, high: 2, except: [0] },
    ];
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.div(b);
  }

  override jvp(da: Tensor, db: Tensor): Tensor {
    const [, b] = this.inputs;
    return da.sub(this.output.data.mul(db)).div(b.data);
  }

  backward(grad: Variable): Gradients {
    const [, b] = this.inputs;
    return this.whereNeeded(
      () => grad.div(b),
      () => grad.mul(this.output).div(b).neg(),
    );
  }
}

/**
 * y = a + w·(b − a).
 *
 * Linear in a and b together, and in w: ∂y/∂a = 1 − w, ∂y/∂b = w, ∂y/∂w = b − a.
 */
export class Lerp extends Function<Three> {
  forward(a: Tensor, b: Tensor, w: Tensor): Tensor {
    return a.lerp(b, w);
  }

  override jvp(da: Tensor, db: Tensor, dw: Tensor): Tensor {
    const [a, b, w] = this.inputs;
    return da.lerp(db, w.data).add(b.data.sub(a.data).mul(dw));
  }

  backward(grad: Variable): Gradients {
    const [a, b, w] = this.inputs;
    return this.whereNeeded(
      () => grad.mul(w.neg().add(1)),
      () => grad.mul(w),
      () => grad.mul(b.sub(a)),
    );
  }
}

/** The rules of + − × ÷ and of what lies between two numbers. */
export const arithmeticRules: Pick<
  Primitives<Variable>,
  'neg' | 'add' | 'sub' | 'addScaled' | 'mul' | 'div' | 'lerp'
> = {
  neg: (x) => new Neg().apply(x),
  add: (a, b) => new Add().apply(a, b),
  sub: (a, b) => new Sub().apply(a, b),
  addScaled: (a, b, alpha) => new AddScaled(alpha).apply(a, b),
  mul: (a, b) => new Mul().apply(a, b),
  div: (a, b) => new Div().apply(a, b),
  lerp: (a, b, weight) => new Lerp().apply(a, b, weight),
};
