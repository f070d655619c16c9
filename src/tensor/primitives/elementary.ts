/**
 * How elementary functions are computed on tensors.
 *
 * @module
 */
import * as elementary from '../../kernels/elementary.js';
import { each, eachPair } from '../../kernels/pointwise.js';
import type { ElementaryPrimitives } from '../algebra/elementary.js';
import type { Tensor } from '../tensor.js';
import { binary, unary } from './support.js';

/** How elementary functions are computed on tensors. */
export const elementaryPrimitives: ElementaryPrimitives<Tensor> = {
  expm1: unary(each(elementary.expm1)),
  exp2: unary(each(elementary.exp2)),
  log1p: unary(each(elementary.log1p)),
  log2: unary(each(elementary.log2)),
  log10: unary(each(elementary.log10)),
  sin: unary(each(elementary.sin)),
  cos: unary(each(elementary.cos)),
  tan: unary(each(elementary.tan)),
  asin: unary(each(elementary.asin)),
  acos: unary(each(elementary.acos)),
  atan: unary(each(elementary.atan)),
  sinh: unary(each(elementary.sinh)),
  cosh: unary(each(elementary.cosh)),
  asinh: unary(each(elementary.asinh)),
  acosh: unary(each(elementary.acosh)),
  atanh: unary(each(elementary.atanh)),
  erf: unary(each(elementary.erf)),
  erfc: unary(each(elementary.erfc)),
  atan2: binary('atan2', eachPair(elementary.atan2)),
  hypot: binary('hypot', eachPair(elementary.hypot)),
  logaddexp: binary('logaddexp', eachPair(elementary.logaddexp)),
  xlogy: binary('xlogy', eachPair(elementary.xlogy)),
};
