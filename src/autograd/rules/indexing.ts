/**
 * The rules of the two ways between elements and their places: both are linear, and each is the adjoint of the other.
 *
 * @module
 */
import type { Shape } from '../../kernels/types.js';
import type { Primitives } from '../../tensor/algebra.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../variable.js';
import { Linear } from './kinds.js';

/**
 * yᵢ = x at place pᵢ; 0 where pᵢ = −1.
 *
 * Each element of x gets the sum of the gradients of all that was read from it.
 */
export class PickPlaces extends Linear {
  readonly #places: Int32Array;
  readonly #shape: Shape;

  constructor(places: Int32Array, shape: Shape) {
    super();
    this.#places = places;
    this.#shape = shape;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.pick(x, this.#places, this.#shape);
  }

  adjoint(grad: Variable): Variable {
    const [x] = this.inputs;
    return grad.primitives.place(grad, this.#places, x.shape);
  }
}

/**
 * y = 0, then y at place pᵢ grows by xᵢ for each i; what has the place −1 is left out.
 *
 * Each element of x gets the gradient at its place.
 */
export class AddPlaces extends Linear {
  readonly #places: Int32Array;
  readonly #shape: Shape;

  constructor(places: Int32Array, shape: Shape) {
    super();
    this.#places = places;
    this.#shape = shape;
  }

  forward(x: Tensor): Tensor {
    return x.primitives.place(x, this.#places, this.#shape);
  }

  adjoint(grad: Variable): Variable {
    const [x] = this.inputs;
    return grad.primitives.pick(grad, this.#places, x.shape);
  }
}

/** The rules of the two ways between elements and their places. */
export const indexingRules: Pick<Primitives<Variable>, 'pick' | 'place'> = {
  pick: (x, places, shape) => new PickPlaces(places, shape).apply(x),
  place: (x, places, shape) => new AddPlaces(places, shape).apply(x),
};
