/**
 * How scans are computed on tensors.
 *
 * @module
 */
import type { ScanPrimitives } from '../algebra/scans.js';
import type { Tensor } from '../tensor.js';

/** How scans are computed on tensors. */
export const scanPrimitives: ScanPrimitives<Tensor> = {};
