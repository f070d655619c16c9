/**
 * How matrix functions are computed on tensors.
 *
 * @module
 */
import type { LinearAlgebraPrimitives } from '../algebra/linear-algebra.js';
import type { Tensor } from '../tensor.js';

/** How matrix functions are computed on tensors. */
export const linearAlgebraPrimitives: LinearAlgebraPrimitives<Tensor> = {};
