/**
 * Why questions about elements have no derivative.
 *
 * @module
 */
import type { Activations } from '../../tensor/algebra/activations.js';
import type { Logical } from '../../tensor/algebra/logical.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { NotDifferentiable, Own } from './case.js';

/** The questions about elements: none has a derivative. */
export const logicalConstants: Readonly<
  Record<Own<Logical<Tensor>, Activations<Tensor>>, NotDifferentiable>
> = {};
