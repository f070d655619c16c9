/**
 * Why questions about elements have no derivative.
 *
 * @module
 */
import type { Activations } from '../../tensor/algebra/activations.js';
import type { Logical } from '../../tensor/algebra/logical.js';
import type { Tensor } from '../../tensor/tensor.js';
import { truthValues, type NotDifferentiable, type Own } from './case.js';

/** The questions about elements: none has a derivative. */
export const logicalConstants: Readonly<
  Record<Own<Logical<Tensor>, Activations<Tensor>>, NotDifferentiable>
> = {
  isnan: truthValues,
  isinf: truthValues,
  isfinite: truthValues,
  isclose: truthValues,
  logicalNot: truthValues,
  logicalAnd: truthValues,
  logicalOr: truthValues,
  logicalXor: truthValues,
};
