/**
 * How reductions are computed on tensors.
 *
 * @module
 */
import { kernels } from '../../kernels/index.js';
import { deviations, standardDeviation, variance } from '../../kernels/moments.js';
import { norm } from '../../kernels/norm.js';
import {
  allTrue,
  anyTrue,
  largest,
  pairwiseSum,
  product,
  smallest,
  wholeProduct,
  type Fold,
} from '../../kernels/reduce.js';
import type { ReductionPrimitives } from '../algebra/reductions.js';
import { isFloat } from '../check.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { inLines, reducedShape, reduction, whole } from './support.js';

/** A reduction of int32 and bool to int32: exact in float64, and refused where it does not fit. */
const counted =
  (name: string, fold: Fold, exact = fold) =>
  (x: Tensor, dims: readonly number[], keepDim: boolean): Tensor => {
    if (isFloat(x.dtype)) return reduction(fold)(x, dims, keepDim);
    const data = kernels.reduce(exact, viewOf(x), dims, 'float64');
    return fromData(whole(name, data), reducedShape(x.shape, dims, keepDim), 'int32');
  };

const prod = counted('prod', product, wholeProduct);

/** The reductions on tensors. */
export const reductionPrimitives: ReductionPrimitives<Tensor> = {
  sum: counted('sum', pairwiseSum),
  prod: (x, dim, keepDim) => prod(x, [dim], keepDim),
  amax: reduction(largest),
  amin: reduction(smallest),
  var: (x, dims, correction, keepDim) => reduction(variance(correction))(x, dims, keepDim),
  std: (x, dims, correction, keepDim) => reduction(standardDeviation(correction))(x, dims, keepDim),
  center: inLines(deviations),
  norm: (x, p, dims, keepDim) => reduction(norm(p))(x, dims, keepDim),
  any: reduction(anyTrue, 'bool'),
  all: reduction(allTrue, 'bool'),
};
