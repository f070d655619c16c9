/**
 * How elementary functions are computed on tensors.
 *
 * @module
 */
import type { ElementaryPrimitives } from '../algebra/elementary.js';
import type { Tensor } from '../tensor.js';

/** How elementary functions are computed on tensors. */
export const elementaryPrimitives: ElementaryPrimitives<Tensor> = {};
