/**
 * The rule of the median; and the operations that find places, which have no derivative.
 *
 * @module
 */
import type { OrderingPrimitives } from '../../tensor/algebra/ordering.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../variable.js';
import { constant } from './kinds.js';
import { Extremum } from './reductions.js';

/**
 * y = the lower median of all x.
 *
 * Piecewise linear: the element in the middle has the derivative 1, all others 0. Convention where several equal it: they
 * share the gradient evenly.
 */
export class Median extends Extremum {
  constructor(rank: number) {
    super(
      Array.from({ length: rank }, (_, dim) => dim),
      false,
    );
  }

  forward(x: Tensor): Tensor {
    return x.median();
  }
}

/** The rule of the median; indices have none. */
export const orderingRules: OrderingPrimitives<Variable> = {
  argmax: constant((x, ...how) => x.primitives.argmax(x, ...how)),
  argmin: constant((x, ...how) => x.primitives.argmin(x, ...how)),
  argmedian: constant((x, ...how) => x.primitives.argmedian(x, ...how)),
  argsort: constant((x, ...how) => x.primitives.argsort(x, ...how)),
  argtopk: constant((x, ...how) => x.primitives.argtopk(x, ...how)),
  median: (x) => new Median(x.ndim).apply(x),
};
