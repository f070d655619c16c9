/**
 * The rules of operations that only move elements. All are linear: the gradient moves back.
 *
 * @module
 */
import type { Dtype, Shape } from '../../kernels/types.js';
import type { Primitives } from '../../tensor/algebra.js';
import { zeros } from '../../tensor/creation.js';
import { concat } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';
import { interval, type Domain } from '../domain.js';
import { Function, type Gradients } from '../function.js';
import type { Variable } from '../variable.js';
import { Linear } from './kinds.js';

/**
 * The dims in another order.
 *
 * The gradient goes back by the inverse permutation.
 */
export class Permute extends Linear {
  readonly #dims: readonly number[];

  constructor(dims: readonly number[]) {
    super();
    this.#dims = dims;
  }

  forward(x: Tensor): Tensor {
    return x.permute(this.#dims);
  }

  adjoint(grad: Variable): Variable {
    return grad.permute(this.#dims.map((_, dim) => this.#dims.indexOf(dim)));
  }
}

/**
 * The same elements in row-major order under another shape.
 *
 * The gradient is reshaped back.
 */
export class Reshape extends Linear {
  readonly #shape: Shape;

  constructor(shape: Shape) {
    super();
    this.#shape = shape;
  }

  forward(x: Tensor): Tensor {
    return x.reshape(this.#shape);
  }

  adjoint(grad: Variable): Variable {
    const [x] = this.inputs;
    return grad.reshape(x.shape);
  }
}

/**
 * x repeated along size-1 and new dims.
 *
 * Each element gets the sum of the gradients of its copies: the walk sums what was broadcast.
 */
export class Expand extends Linear {
  readonly #shape: Shape;

  constructor(shape: Shape) {
    super();
    this.#shape = shape;
  }

  forward(x: Tensor): Tensor {
    return x.expand(this.#shape);
  }

  adjoint(grad: Variable): Variable {
    return grad;
  }
}

/**
 * The `length` indices from `start` on along a dim.
 *
 * The gradient goes back to its place, among zeros for the elements left out.
 */
export class Narrow extends Linear {
  readonly #dim: number;
  readonly #start: number;
  readonly #length: number;

  constructor(dim: number, start: number, length: number) {
    super();
    this.#dim = dim;
    this.#start = start;
    this.#length = length;
  }

  forward(x: Tensor): Tensor {
    return x.narrow(this.#dim, this.#start, this.#length);
  }

  adjoint(grad: Variable): Variable {
    const [x] = this.inputs;
    const zerosOf = (length: number): Tensor =>
      zeros(
        x.shape.map((size, dim) => (dim === this.#dim ? length : size)),
        { dtype: x.dtype },
      );
    const after = x.size(this.#dim) - this.#start - this.#length;
    return concat<Variable>([zerosOf(this.#start), grad, zerosOf(after)], this.#dim);
  }
}

/**
 * Tensors joined along a dim.
 *
 * Each gets its part of the gradient back.
 */
export class Concat extends Function<readonly Variable[]> {
  readonly #dim: number;

  constructor(dim: number) {
    super();
    this.#dim = dim;
  }

  forward(...inputs: readonly Tensor[]): Tensor {
    return concat(inputs, this.#dim);
  }

  override jvp(...tangents: readonly Tensor[]): Tensor {
    return concat(tangents, this.#dim);
  }

  backward(grad: Variable): Gradients {
    let start = 0;
    return this.inputs.map((input) => {
      const length = input.size(this.#dim);
      const part = grad.narrow(this.#dim, start, length);
      start += length;
      return part;
    });
  }
}

/**
 * The same values in storage of their own.
 *
 * The identity: the gradient passes.
 */
export class Clone extends Linear {
  forward(x: Tensor): Tensor {
    return x.clone();
  }

  adjoint(grad: Variable): Variable {
    return grad;
  }
}

/**
 * The values in another dtype.
 *
 * The identity, but for rounding: the gradient is converted back. Between floats only; int32 and bool carry no
 * gradient.
 */
export class To extends Linear {
  readonly #dtype: Dtype;

  constructor(dtype: Dtype) {
    super();
    this.#dtype = dtype;
  }

  override get domain(): Domain {
    return interval(-1, 1, { grid: 1 / 64 });
  }

  forward(x: Tensor): Tensor {
    return x.to(this.#dtype);
  }

  adjoint(grad: Variable): Variable {
    const [x] = this.inputs;
    return grad.to(x.dtype);
  }
}

/** The rules of operations that only move elements. */
export const layoutRules: Pick<
  Primitives<Variable>,
  'permute' | 'reshape' | 'expand' | 'narrow' | 'concat' | 'clone' | 'to'
> = {
  permute: (x, dims) => new Permute(dims).apply(x),
  reshape: (x, shape) => new Reshape(shape).apply(x),
  expand: (x, shape) => new Expand(shape).apply(x),
  narrow: (x, dim, start, length) => new Narrow(dim, start, length).apply(x),
  concat: (xs, dim) => new Concat(dim).apply(...xs),
  clone: (x) => new Clone().apply(x),
  to: (x, dtype) => new To(dtype).apply(x),
};
