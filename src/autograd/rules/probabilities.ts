/**
 * The rules of sums of exponentials.
 *
 * @module
 */
import type { ProbabilityPrimitives } from '../../tensor/algebra/probabilities.js';
import { where } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { Reduction } from './reductions.js';

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
    if (infinite.any().item() === 0) return [x.primitives.softmax(x, this.dims).mul(g)];
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

/** The rules of sums of exponentials. */
export const probabilityRules: ProbabilityPrimitives<Variable> = {
  logsumexp: (x, dims, keepDim) => new LogSumExp(dims, keepDim).apply(x),
  softmax: (x, dims) => new Softmax(dims).apply(x),
  logSoftmax: (x, dims) => new LogSoftmax(dims).apply(x),
};
