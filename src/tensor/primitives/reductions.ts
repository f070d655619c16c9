/**
 * How reductions are computed on tensors.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import { kernels } from '../../kernels/index.js';
import * as moments from '../../kernels/moments.js';
import { largest, pairwiseSum, smallest } from '../../kernels/reduce.js';
import * as exponentials from '../../kernels/softmax.js';
import type { ReductionPrimitives } from '../algebra/reductions.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { inLines, reducedShape, reduction } from './support.js';

/** Sums of int32 and bool are int32: added exactly, and refused where they do not fit. */
function sum(x: Tensor, dims: readonly number[], keepDim: boolean): Tensor {
  const shape = reducedShape(x.shape, dims, keepDim);
  if (x.dtype === 'float32' || x.dtype === 'float64') {
    return fromData(kernels.reduce(pairwiseSum, viewOf(x), dims, x.dtype), shape, x.dtype);
  }
  const exact = kernels.reduce(pairwiseSum, viewOf(x), dims, 'float64');
  const data = Int32Array.from(exact);
  if (!data.every((value, i) => value === exact[i])) {
    throw new ArgumentError(`sum: the sum does not fit int32; add as .to('float64')`);
  }
  return fromData(data, shape, 'int32');
}

/** The reductions on tensors. */
export const reductionPrimitives: ReductionPrimitives<Tensor> = {
  sum,
  max: reduction(largest),
  min: reduction(smallest),
  var: (x, dims, correction, keepDim) => reduction(moments.variance(correction))(x, dims, keepDim),
  std: (x, dims, correction, keepDim) => reduction(moments.standardDeviation(correction))(x, dims, keepDim),
  center: inLines(moments.deviations),
  logsumexp: reduction(exponentials.logSumExp),
  softmax: inLines(exponentials.softmax),
  logSoftmax: inLines(exponentials.logSoftmax),
};
