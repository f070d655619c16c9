/**
 * How places in an order are found on tensors.
 *
 * @module
 */
import { kernels } from '../../kernels/index.js';
import { chosenIndices, indexOfMedian, sortedIndices } from '../../kernels/order.js';
import { indexOfLargest, indexOfSmallest } from '../../kernels/reduce.js';
import type { OrderingPrimitives } from '../algebra/ordering.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { inLines, reduction, scalar } from './support.js';

/** Each line becomes one of the given length. */
function resized(x: Tensor, dims: readonly number[], length: number): Tensor['shape'] {
  return Object.freeze(x.shape.map((size, dim) => (dims.includes(dim) ? length : size)));
}

function argmedian(x: Tensor, dims: readonly number[]): Tensor {
  const shape = resized(x, dims, 1);
  return fromData(kernels.along(indexOfMedian, viewOf(x), dims, 'int32', shape), shape, 'int32');
}

/** The places in an order, on tensors. */
export const orderingPrimitives: OrderingPrimitives<Tensor> = {
  argmax: reduction(indexOfLargest, 'int32'),
  argmin: reduction(indexOfSmallest, 'int32'),
  argmedian,
  argsort: (x, dims, descending) => inLines(sortedIndices(descending), 'int32')(x, dims),
  argtopk: (x, dims, k, largest, sorted) => {
    const shape = resized(x, dims, k);
    const data = kernels.along(chosenIndices(k, largest, sorted), viewOf(x), dims, 'int32', shape);
    return fromData(data, shape, 'int32');
  },
  median: (x) => {
    if (x.numel() === 0) return scalar(NaN, x.dtype);
    const line = x.reshape([x.numel()]);
    return line.narrow(0, argmedian(line, [0]).item(), 1).reshape([]);
  },
};
