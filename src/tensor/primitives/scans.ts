/**
 * How scans are computed on tensors.
 *
 * @module
 */
import { reversed, type Lines } from '../../kernels/along.js';
import { kernels } from '../../kernels/index.js';
import * as scans from '../../kernels/scan.js';
import type { ScanPrimitives } from '../algebra/scans.js';
import { isFloat } from '../check.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';
import { inLines, whole } from './support.js';

/** A running reduction; of int32 and bool to int32: exact in float64, and refused where it does not fit. */
const running =
  (name: string, lines: Lines) =>
  (x: Tensor, dim: number, reverse: boolean): Tensor => {
    const work = reverse ? reversed(lines) : lines;
    if (isFloat(x.dtype)) return inLines(work)(x, [dim]);
    return fromData(whole(name, kernels.along(work, viewOf(x), [dim], 'float64')), x.shape, 'int32');
  };

/** The scans on tensors. */
export const scanPrimitives: ScanPrimitives<Tensor> = {
  cumsum: running('cumsum', scans.runningSum),
  cumprod: running('cumprod', scans.runningProduct),
  recurrence: (a, b, dim, reverse) =>
    fromData(kernels.recurrence(viewOf(a), viewOf(b), dim, reverse, a.dtype), a.shape, a.dtype),
  argcummax: (x, dim) => inLines(scans.indexOfLargestSoFar, 'int32')(x, [dim]),
  argcummin: (x, dim) => inLines(scans.indexOfSmallestSoFar, 'int32')(x, [dim]),
};
