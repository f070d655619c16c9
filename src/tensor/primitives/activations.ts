/**
 * How activations are computed on tensors.
 *
 * @module
 */
import type { ActivationPrimitives } from '../algebra/activations.js';
import type { Tensor } from '../tensor.js';

/** How activations are computed on tensors. */
export const activationPrimitives: ActivationPrimitives<Tensor> = {};
