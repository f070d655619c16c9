/**
 * The rules of scans. The gradient of what runs forwards runs backwards.
 *
 * @module
 */
import type { ScanPrimitives } from '../../tensor/algebra/scans.js';
import { full } from '../../tensor/creation.js';
import { concat } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Function, type Gradients, type Two } from '../function.js';
import type { Variable } from '../variable.js';
import { constant, Linear } from './kinds.js';

/** Each element moved one place on in the direction of the scan; the first place gets `fill`, the last element is lost. */
export function shifted(x: Variable, dim: number, reverse: boolean, fill: number): Variable {
  const n = x.size(dim);
  if (n === 0) return x;
  const edge = full(
    x.shape.map((size, i) => (i === dim ? 1 : size)),
    fill,
    { dtype: x.dtype },
  );
  const rest = x.narrow(dim, reverse ? 1 : 0, n - 1);
  return concat<Variable>(reverse ? [rest, edge] : [edge, rest], dim);
}

/**
 * yₖ = Σ xⱼ over j ≤ k; over j ≥ k where it runs in reverse.
 *
 * Linear: xⱼ is in every yₖ with k ≥ j, so it gets the sum of their gradients, which runs the other way.
 */
export class Cumsum extends Linear {
  readonly #dim: number;
  readonly #reverse: boolean;

  constructor(dim: number, reverse: boolean) {
    super();
    this.#dim = dim;
    this.#reverse = reverse;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.cumsum(x, this.#dim, this.#reverse);
  }

  adjoint(grad: Variable): Variable {
    return grad.primitives.cumsum(grad, this.#dim, !this.#reverse);
  }
}

/**
 * yₖ = Π xⱼ over j ≤ k; over j ≥ k where it runs in reverse.
 *
 * For k ≥ j, ∂yₖ/∂xⱼ = yⱼ₋₁·(xⱼ₊₁·…·xₖ), so ∂L/∂xⱼ = yⱼ₋₁·rⱼ with rⱼ = gⱼ + xⱼ₊₁·(gⱼ₊₁ + xⱼ₊₂·(gⱼ₊₂ + …)): a recurrence that
 * runs the other way, rⱼ = gⱼ + xⱼ₊₁·rⱼ₊₁. Nothing is divided, so it is exact where elements are 0. In float64, since
 * parts may leave the range of float32 where the whole does not.
 */
export class Cumprod extends Function {
  readonly #dim: number;
  readonly #reverse: boolean;

  constructor(dim: number, reverse: boolean) {
    super();
    this.#dim = dim;
    this.#reverse = reverse;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.cumprod(x, this.#dim, this.#reverse);
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const [dim, reverse] = [this.#dim, this.#reverse];
    const wide = x.to('float64');
    const y = x === wide ? this.output : wide.primitives.cumprod(wide, dim, reverse);
    const next = shifted(wide, dim, !reverse, 0);
    const r = wide.primitives.recurrence(next, grad.to('float64'), dim, !reverse);
    return [shifted(y, dim, reverse, 1).mul(r).to(x.dtype)];
  }
}

/**
 * hₖ = bₖ + aₖ·hₖ₋₁ from h₋₁ = 0; hₖ = bₖ + aₖ·hₖ₊₁ where it runs in reverse.
 *
 * hₖ is in hₖ₊₁ with the factor aₖ₊₁, so what L changes by hₖ, its own gradient and all that follows, is λₖ = gₖ + aₖ₊₁·λₖ₊₁: a
 * recurrence that runs the other way. Then ∂L/∂bₖ = λₖ and ∂L/∂aₖ = λₖ·hₖ₋₁.
 */
export class Recurrence extends Function<Two> {
  readonly #dim: number;
  readonly #reverse: boolean;

  constructor(dim: number, reverse: boolean) {
    super();
    this.#dim = dim;
    this.#reverse = reverse;
  }

  forward(a: Tensor, b: Tensor): Tensor {
    return a.primitives.recurrence(a, b, this.#dim, this.#reverse);
  }

  backward(grad: Variable): Gradients {
    const [a] = this.inputs;
    const [dim, reverse] = [this.#dim, this.#reverse];
    const lambda = a.primitives.recurrence(shifted(a, dim, !reverse, 0), grad, dim, !reverse);
    return this.whereNeeded(
      () => lambda.mul(shifted(this.output, dim, reverse, 0)),
      () => lambda,
    );
  }
}

/** The rules of scans; indices have none. */
export const scanRules: ScanPrimitives<Variable> = {
  cumsum: (x, dim, reverse) => new Cumsum(dim, reverse).apply(x),
  cumprod: (x, dim, reverse) => new Cumprod(dim, reverse).apply(x),
  recurrence: (a, b, dim, reverse) => new Recurrence(dim, reverse).apply(a, b),
  argcummax: constant((x, dim) => x.primitives.argcummax(x, dim)),
  argcummin: constant((x, dim) => x.primitives.argcummin(x, dim)),
};
