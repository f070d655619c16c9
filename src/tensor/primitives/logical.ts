/**
 * How logical operations are computed on tensors.
 *
 * @module
 */
import * as logical from '../../kernels/logical.js';
import type { LogicalPrimitives } from '../algebra/logical.js';
import type { Tensor } from '../tensor.js';
import { question, relation } from './support.js';

/** How logical operations are computed on tensors. */
export const logicalPrimitives: LogicalPrimitives<Tensor> = {
  isnan: question(logical.isNaN),
  isinf: question(logical.isInfinite),
  isfinite: question(logical.isFinite),
  isclose: (a, b, rtol, atol, equalNan) => relation('isclose', logical.close(rtol, atol, equalNan))(a, b),
  logicalNot: question(logical.not),
  logicalAnd: relation('logicalAnd', logical.and),
  logicalOr: relation('logicalOr', logical.or),
  logicalXor: relation('logicalXor', logical.xor),
};
