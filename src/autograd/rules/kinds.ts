/**
 * Kinds of rules: what all linear, all bilinear, all elementwise functions have in common. A rule says which kind it is
 * by what it extends, and then gives only what is its own.
 *
 * @module
 */
import { zerosLike } from '../../tensor/creation.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Function, type Gradients, type Two } from '../function.js';
import type { Variable } from '../variable.js';

/** y = A·x for a linear map A: the gradient goes back by the adjoint Aᵀ, whatever x is. */
export abstract class Linear extends Function {
  /** Aᵀ·grad, in a shape that x broadcasts to. */
  abstract adjoint(grad: Variable): Variable;

  /** A linear map is its own derivative. */
  override jvp(tangent: Tensor): Tensor {
    return this.forward(tangent);
  }

  backward(grad: Variable): Gradients {
    return [this.adjoint(grad)];
  }
}

/** A product of a and b, linear in each: the gradient of one is a product of the gradient and the other. */
export abstract class Bilinear extends Function<Two> {
  /** The gradient with regard to a. */
  abstract left(grad: Variable, b: Variable): Variable;

  /** The gradient with regard to b. */
  abstract right(a: Variable, grad: Variable): Variable;

  /** The product rule: da·b + a·db. */
  override jvp(da: Tensor, db: Tensor): Tensor {
    const [a, b] = this.inputs;
    // Left out rather than multiplied by zeros: ∞ · 0 would be NaN.
    if (!b.requiresGrad) return this.forward(da, b.data);
    if (!a.requiresGrad) return this.forward(a.data, db);
    return this.forward(da, b.data).add(this.forward(a.data, db));
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => this.left(grad, b),
      () => this.right(a, grad),
    );
  }
}

/** y = f(x), element by element, for a smooth f: the gradient is multiplied by f′(x). */
export abstract class Elementwise extends Function {
  /** f′(x), where y = f(x) may make it simpler. */
  abstract derivative(x: Variable, y: Variable): Variable;

  override jvp(tangent: Tensor): Tensor {
    const [x] = this.inputs;
    return tangent.mul(this.derivative(x, this.output).data);
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [grad.mul(this.derivative(x, this.output))];
  }
}

/** y = f(a, b), element by element, for a smooth f: the gradient is multiplied by the two partial derivatives. */
export abstract class ElementwisePair extends Function<Two> {
  /** ∂y/∂a */
  abstract left(a: Variable, b: Variable): Variable;

  /** ∂y/∂b */
  abstract right(a: Variable, b: Variable): Variable;

  override jvp(da: Tensor, db: Tensor): Tensor {
    const [a, b] = this.inputs;
    // Left out rather than multiplied by zeros: ∞ · 0 would be NaN.
    if (!b.requiresGrad) return da.mul(this.left(a, b).data);
    if (!a.requiresGrad) return db.mul(this.right(a, b).data);
    return da.mul(this.left(a, b).data).add(db.mul(this.right(a, b).data));
  }

  backward(grad: Variable): Gradients {
    const [a, b] = this.inputs;
    return this.whereNeeded(
      () => grad.mul(this.left(a, b)),
      () => grad.mul(this.right(a, b)),
    );
  }
}

/** y = f(x), element by element, for an f that is constant between its steps: the gradient is 0, at the steps too. */
export abstract class Stepwise extends Function {
  override jvp(tangent: Tensor): Tensor {
    return zerosLike(tangent);
  }

  backward(): Gradients {
    const [x] = this.inputs;
    return [x.derive(zerosLike(x), null)];
  }
}

/** An operation that has no derivative, since its results are no real numbers: they are constants of the graph. */
export const notDifferentiable =
  <Arguments extends readonly unknown[]>(compute: (...operands: Arguments) => Tensor) =>
  (lead: Variable, ...operands: Arguments): Variable =>
    lead.derive(compute(...operands), null);

/** The same for an operation of one operand, and of what else it is told. */
export const constant =
  <How extends readonly unknown[]>(compute: (x: Tensor, ...how: How) => Tensor) =>
  (x: Variable, ...how: How): Variable =>
    x.derive(compute(x.data, ...how), null);
