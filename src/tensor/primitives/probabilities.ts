/**
 * How sums of exponentials are computed on tensors.
 *
 * @module
 */
import * as exponentials from '../../kernels/softmax.js';
import type { ProbabilityPrimitives } from '../algebra/probabilities.js';
import type { Tensor } from '../tensor.js';
import { inLines, reduction } from './support.js';

/** The sums of exponentials on tensors. */
export const probabilityPrimitives: ProbabilityPrimitives<Tensor> = {
  logsumexp: (x, dims, keepDim) => reduction(exponentials.logSumExp())(x, dims, keepDim),
  softmax: inLines(exponentials.softmax),
  logSoftmax: inLines(exponentials.logSoftmax),
};
