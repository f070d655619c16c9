/**
 * The rules of reductions.
 *
 * @module
 */
import type { ReductionPrimitives } from '../../tensor/algebra/reductions.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { constant, Linear } from './kinds.js';
import { shifted } from './scans.js';

/** What reductions share: the dims, and the way back to a shape that broadcasts with the input. */
export abstract class Reduction extends Function {
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

  override jvp(tangent: Tensor): Tensor {
    return this.forward(tangent);
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    return [this.kept(grad).expand(x.shape)];
  }
}

/**
 * y = Π x over a dim.
 *
 * ∂y/∂xₖ is the product of all others: of those before k and those after k, each a running product. Nothing is divided, so
 * it is exact where elements are 0. In float64, since parts may leave the range of float32 where the whole does not.
 */
export class Prod extends Reduction {
  readonly #dim: number;

  constructor(dim: number, keepDim: boolean) {
    super([dim], keepDim);
    this.#dim = dim;
  }

  forward(x: Tensor): Tensor {
    return x.prod(this.#dim, { keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const wide = x.to('float64');
    const running = (reverse: boolean): Variable =>
      shifted(wide.primitives.cumprod(wide, this.#dim, reverse), this.#dim, reverse, 1);
    return [this.kept(grad).mul(running(false).mul(running(true)).to(x.dtype))];
  }
}

/** One element among many: the gradient goes to where it is. */
export abstract class Extremum extends Reduction {
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
export class Amax extends Extremum {
  forward(x: Tensor): Tensor {
    return x.amax(this.dims, { keepDim: this.keepDim });
  }
}

/**
 * y = min x over dims.
 *
 * Piecewise linear: the smallest element has the derivative 1, all others 0. Convention where several tie: they
 * share the gradient evenly.
 */
export class Amin extends Extremum {
  forward(x: Tensor): Tensor {
    return x.amin(this.dims, { keepDim: this.keepDim });
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
    const g = where(none, 0, this.kept(grad)).div(this.divisor);
    // d/y is at most √(n − c), whatever the size of x; g/y might overflow.
    return [
      x.primitives
        .center(x, this.dims)
        .div(where(none, 1, y))
        .mul(g),
    ];
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
 * y = (Σ |x|ᵖ)^(1/p) over dims, for a finite p that is neither 0 nor 1.
 *
 * yᵖ = Σ |x|ᵖ, so p·yᵖ⁻¹·∂y/∂x = p·|x|ᵖ⁻¹·sign(x) and ∂y/∂x = sign(x)·(|x|/y)ᵖ⁻¹, which is x/y for p = 2. Convention where
 * x = 0 or y = 0: the gradient is 0.
 */
export class Norm extends Reduction {
  readonly #p: number;

  constructor(p: number, dims: readonly number[], keepDim: boolean) {
    super(dims, keepDim);
    this.#p = p;
  }

  override get domain(): Domain {
    return interval(-2, 2, { except: [0] });
  }

  forward(x: Tensor): Tensor {
    return x.norm(this.#p, this.dims, { keepDim: this.keepDim });
  }

  backward(grad: Variable): Gradients {
    const [x] = this.inputs;
    const y = this.kept(this.output);
    const g = this.kept(grad);
    // Where the convention holds, 1 stands in for what would be 0/0 or 0 to a negative power.
    const flat = y.eq(0);
    const whole = where(flat, 1, y);
    if (this.#p === 2) return [where(flat, 0, g).mul(x.div(whole))];
    const size = where(x.eq(0), 1, x.abs())
      .div(whole)
      .pow(this.#p - 1);
    const slope = where(x.lt(0), size.neg(), where(x.eq(0), 0, size));
    return [where(flat, 0, g).mul(slope)];
  }
}

/** The rules of reductions; truth values have none. */
export const reductionRules: ReductionPrimitives<Variable> = {
  sum: (x, dims, keepDim) => new Sum(dims, keepDim).apply(x),
  prod: (x, dim, keepDim) => new Prod(dim, keepDim).apply(x),
  amax: (x, dims, keepDim) => new Amax(dims, keepDim).apply(x),
  amin: (x, dims, keepDim) => new Amin(dims, keepDim).apply(x),
  var: (x, dims, correction, keepDim) => new Var(dims, correction, keepDim).apply(x),
  std: (x, dims, correction, keepDim) => new Std(dims, correction, keepDim).apply(x),
  center: (x, dims) => new Center(dims).apply(x),
  norm: (x, p, dims, keepDim) => new Norm(p, dims, keepDim).apply(x),
  any: constant((x, ...how) => x.primitives.any(x, ...how)),
  all: constant((x, ...how) => x.primitives.all(x, ...how)),
};
