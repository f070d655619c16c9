/**
 * The rules of reductions.
 *
 * @module
 */
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';

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

/** The rules of reductions. */
export const reductionRules: Pick<Primitives<Variable>, 'sum' | 'max' | 'min'> = {
  sum: (x, dims, keepDim) => new Sum(dims, keepDim).apply(x),
  max: (x, dims, keepDim) => new Max(dims, keepDim).apply(x),
  min: (x, dims, keepDim) => new Min(dims, keepDim).apply(x),
};
