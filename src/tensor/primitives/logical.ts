/**
 * How logical operations are computed on tensors.
 *
 * @module
 */
import type { LogicalPrimitives } from '../algebra/logical.js';
import type { Tensor } from '../tensor.js';

/** How logical operations are computed on tensors. */
export const logicalPrimitives: LogicalPrimitives<Tensor> = {};
