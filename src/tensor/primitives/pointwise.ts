/**
 * How pointwise operations are computed on tensors.
 *
 * @module
 */
import * as elementary from '../../kernels/elementary.js';
import { kernels } from '../../kernels/index.js';
import * as pointwise from '../../kernels/pointwise.js';
import type { PointwisePrimitives } from '../algebra/pointwise.js';
import { broadcastShapes } from '../check.js';
import { fromData, type Tensor } from '../tensor.js';
import { binary, broadcast, relation, scalar, unary } from './support.js';

const maximum = binary('maximum', pointwise.maximum);
const minimum = binary('minimum', pointwise.minimum);
const raise = binary('pow', pointwise.eachPair(elementary.pow));

/** max(x, low); NaN stays NaN. */
const atLeast = (x: Tensor, low: number): Tensor =>
  low === -Infinity ? x : maximum(x, scalar(low, x.dtype));

/** min(x, high); NaN stays NaN. */
const atMost = (x: Tensor, high: number): Tensor =>
  high === Infinity ? x : minimum(x, scalar(high, x.dtype));

/** The pointwise primitives on tensors. */
export const pointwisePrimitives: PointwisePrimitives<Tensor> = {
  neg: unary(pointwise.neg),
  abs: unary(pointwise.abs),
  exp: unary(pointwise.exp),
  log: unary(pointwise.log),
  sqrt: unary(pointwise.sqrt),
  rsqrt: unary(pointwise.rsqrt),
  sign: unary(pointwise.sign),
  floor: unary(pointwise.floor),
  ceil: unary(pointwise.ceil),
  round: unary(pointwise.round),
  trunc: unary(pointwise.trunc),
  tanh: unary(pointwise.tanh),
  sigmoid: unary(pointwise.sigmoid),
  relu: (x) => atLeast(x, 0),
  pow: (x, exponent) =>
    typeof exponent === 'number' ? unary(pointwise.power(exponent))(x) : raise(x, exponent),
  clamp: (x, min, max) => atMost(atLeast(x, min), max),
  add: binary('add', pointwise.add),
  sub: binary('sub', pointwise.sub),
  addScaled: (a, b, alpha) => {
    const shape = broadcastShapes('add', a.shape, b.shape);
    return fromData(
      kernels.addScaled(broadcast(a, shape), broadcast(b, shape), alpha, a.dtype),
      shape,
      a.dtype,
    );
  },
  mul: binary('mul', pointwise.mul),
  div: binary('div', pointwise.div),
  fmod: binary('fmod', pointwise.fmod),
  remainder: binary('remainder', pointwise.eachPair(elementary.remainder)),
  lerp: (a, b, weight) => {
    const shape = broadcastShapes('lerp', weight.shape, broadcastShapes('lerp', a.shape, b.shape));
    const views = [broadcast(a, shape), broadcast(b, shape), broadcast(weight, shape)] as const;
    return fromData(kernels.lerp(...views, a.dtype), shape, a.dtype);
  },
  maximum,
  minimum,
  eq: relation('eq', pointwise.eq),
  ne: relation('ne', pointwise.ne),
  lt: relation('lt', pointwise.lt),
  le: relation('le', pointwise.le),
  gt: relation('gt', pointwise.gt),
  ge: relation('ge', pointwise.ge),
  where: (condition, a, b) => {
    const shape = broadcastShapes('where', condition.shape, broadcastShapes('where', a.shape, b.shape));
    const views = [broadcast(condition, shape), broadcast(a, shape), broadcast(b, shape)] as const;
    return fromData(kernels.select(...views, a.dtype), shape, a.dtype);
  },
};
