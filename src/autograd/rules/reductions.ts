/**
 * The rules of reductions.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { Linear } from './kinds.js';

/** What reductions share: the dims, and the way back to a shape that broadcasts with the input. */
abstract class Reduction extends Function {
  protected readonly dims: readonly number[];
  protected readonly keepDim: boolean;

  /**
   * @param dims - the dims reduced, counted from the front
   * @param keepDim - whether they stay, with size 1
   */
  constructor(dims: readonly number[], keepDim: boolean) {
    super();
    this.dims = dims;
    this.keepDim = keepDim;
  }

  /** Something in the output's shape, with the reduced dims back as size 1. */
  protected kept(reduced: Variable): Variable {
    const [x] = this.inputs;
    return reduced.reshape(x.shape.map((size, dim) => (this.dims.includes(dim) ? 1 : size)));
  }
}

/**
 * y = Σ x over dims.
 *
 * Linear: every element has the derivative 1, so each gets the gradient of the sum it went into.
 */
export class Sum extends Reduction {
  forward(x: Tensor): Tensor {
    return x.sum(this.dims, { keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [this.kept(grad).expand(x.shape)];
  }
}

/** The largest and the smallest element: the gradient goes to where they are. */
abstract class Extremum extends Reduction {
  override get domain(): Domain {
    return interval(-2, 2, { distinct: true });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const hit = x.eq(this.kept(this.output)).to(grad.dtype);
    // NaN equals nothing: where it wins there are 0 hits, and the gradient is 0 · ∞ = NaN too.
    return [
      this.kept(grad)
        .div(hit.sum(this.dims, { keepDim: true }))
        .mul(hit),
    ];
  }
}

/**
 * y = max x over dims.
 *
 * Piecewise linear: the largest element has the derivative 1, all others 0. Convention where several tie: they
 * share the gradient evenly.
 */
export class Max extends Extremum {
  forward(x: Tensor): Tensor {
    return x.max(this.dims, { keepDim: this.keepDim });
  }
}

/**
 * y = min x over dims.
 *
 * Piecewise linear: the smallest element has the derivative 1, all others 0. Convention where several tie: they
 * share the gradient evenly.
 */
export class Min extends Extremum {
  forward(x: Tensor): Tensor {
    return x.min(this.dims, { keepDim: this.keepDim });
  }
}

/** What has the dims reduced, and a correction of the divisor. */
abstract class Spread extends Reduction {
  protected readonly correction: number;

  constructor(dims: readonly number[], correction: number, keepDim: boolean) {
    super(dims, keepDim);
    this.correction = correction;
  }

  /** n − correction, at least 0. */
  protected get divisor(): number {
    const [x] = this.inputs;
    return Math.max(0, this.dims.reduce((n, dim) => n * x.size(dim), 1) - this.correction);
  }
}

/**
 * y = Σ (x − mean)² / (n − c) over dims.
 *
 * With d = x − mean, Σ d = 0, so that the mean's own part, −(2/n)·Σ d, vanishes: ∂y/∂x = 2d/(n − c).
 */
export class Var extends Spread {
  forward(x: Tensor): Tensor {
    return x.var(this.dims, { correction: this.correction, keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const slope = this.kept(grad).mul(2).div(this.divisor);
    return [x.primitives.center(x, this.dims).mul(slope)];
  }
}

/**
 * y = √(Σ (x − mean)² / (n − c)) over dims.
 *
 * y² is the variance, so 2y·∂y/∂x = 2d/(n − c) and ∂y/∂x = d/((n − c)·y). Convention where y = 0: the gradient is 0.
 */
export class Std extends Spread {
  override get domain(): Domain {
    return interval(-2, 2, { distinct: true });
  }

  forward(x: Tensor): Tensor {
    return x.std(this.dims, { correction: this.correction, keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const y = this.kept(this.output);
    const none = y.eq(0);
    const slope = where(none, 0, this.kept(grad))
      .div(where(none, 1, y))
      .div(this.divisor);
    return [x.primitives.center(x, this.dims).mul(slope)];
  }
}

/**
 * y = x − mean x over dims.
 *
 * A projection, and symmetric: ∂yᵢ/∂xⱼ = δᵢⱼ − 1/n, so the gradient goes back by the same map.
 */
export class Center extends Linear {
  readonly #dims: readonly number[];

  constructor(dims: readonly number[]) {
    super();
    this.#dims = dims;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.center(x, this.#dims);
  }

  adjoint(grad: Variable): Variable {
    return grad.primitives.center(grad, this.#dims);
  }
}

/**
 * y = ln Σ eˣ over dims.
 *
 * e^y = Σ eˣ, so e^y·∂y/∂x = eˣ and ∂y/∂x = eˣ⁻ʸ = softmax(x). Convention where y is infinite: the elements that equal
 * it share the gradient evenly.
 */
export class LogSumExp extends Reduction {
  forward(x: Tensor): Tensor {
    return x.logsumexp(this.dims, { keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const y = this.kept(this.output);
    const g = this.kept(grad);
    const infinite = y.abs().eq(Infinity);
    if (infinite.to('float64').sum().item() === 0) return [x.primitives.softmax(x, this.dims).mul(g)];
    const equal = x.eq(y).to(x.dtype);
    const shares = equal.div(equal.sum(this.dims, { keepDim: true }));
    return [where(infinite, shares, x.primitives.softmax(where(infinite, 0, x), this.dims)).mul(g)];
  }
}

/**
 * y = eˣ / Σ eˣ along dims.
 *
 * ∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ), so ∂L/∂xⱼ = Σᵢ gᵢ·yᵢ·(δᵢⱼ − yⱼ) = yⱼ·(gⱼ − Σ g·y).
 */
export class Softmax extends Function {
  readonly #dims: readonly number[];

  constructor(dims: readonly number[]) {
    super();
    this.#dims = dims;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.softmax(x, this.#dims);
  }

  backward(grad: Variable): Gradients {
    const y = this.output;
    return [y.mul(grad.sub(y.mul(grad).sum(this.#dims, { keepDim: true })))];
  }
}

/**
 * y = x − ln Σ eˣ along dims.
 *
 * ∂yᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ, so ∂L/∂xⱼ = gⱼ − softmax(x)ⱼ·Σ g.
 */
export class LogSoftmax extends Function {
  readonly #dims: readonly number[];

  constructor(dims: readonly number[]) {
    super();
    this.#dims = dims;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.logSoftmax(x, this.#dims);
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [grad.sub(x.primitives.softmax(x, this.#dims).mul(grad.sum(this.#dims, { keepDim: true })))];
  }
}

/** The rules of reductions. */
export const reductionRules: Pick<
  Primitives<Variable>,
  'sum' | 'max' | 'min' | 'var' | 'std' | 'center' | 'logsumexp' | 'softmax' | 'logSoftmax'
> = {
  sum: (x, dims, keepDim) => new Sum(dims, keepDim).apply(x),
  max: (x, dims, keepDim) => new Max(dims, keepDim).apply(x),
  min: (x, dims, keepDim) => new Min(dims, keepDim).apply(x),
  var: (x, dims, correction, keepDim) => new Var(dims, correction, keepDim).apply(x),
  std: (x, dims, correction, keepDim) => new Std(dims, correction, keepDim).apply(x),
  center: (x, dims) => new Center(dims).apply(x),
  logsumexp: (x, dims, keepDim) => new LogSumExp(dims, keepDim).apply(x),
  softmax: (x, dims) => new Softmax(dims).apply(x),
  logSoftmax: (x, dims) => new LogSoftmax(dims).apply(x),
};
