/**
 * How activations are computed on tensors.
 *
 * @module
 */
import * as activations from '../../kernels/activations.js';
import type { ActivationPrimitives } from '../algebra/activations.js';
import type { Tensor } from '../tensor.js';
import { unary } from './support.js';

/** How activations are computed on tensors. */
export const activationPrimitives: ActivationPrimitives<Tensor> = {
  leakyRelu: (x, slope) => unary(activations.leakyRelu(slope))(x),
  elu: (x, alpha, scale, inputScale) => unary(activations.elu(alpha, scale, inputScale))(x),
  softplus: (x, beta, threshold) => unary(activations.softplus(beta, threshold))(x),
  silu: unary(activations.silu),
  gelu: (x, approximate) => unary(approximate === 'tanh' ? activations.geluTanh : activations.gelu)(x),
  mish: unary(activations.mish),
  softsign: unary(activations.softsign),
};
