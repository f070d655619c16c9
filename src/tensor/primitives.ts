/**
 * How each primitive of the algebra is computed on tensors: the right kernel, called with the right views.
 * Arguments arrive checked and canonical (see `algebra.ts`).
 *
 * @module
 */
import { ArgumentError } from '../errors.js';
import * as elementary from '../kernels/elementary.js';
import { kernels } from '../kernels/index.js';
import {
  broadcastTo,
  contiguousStrides,
  gather,
  narrowView,
  permuteView,
  reshapeView,
  sizeOf,
} from '../kernels/layout.js';
import * as pointwise from '../kernels/pointwise.js';
import { largest, pairwiseSum, smallest, type Fold } from '../kernels/reduce.js';
import { allocate, type Dtype, type Shape, type View } from '../kernels/types.js';
import type { Primitives } from './algebra.js';
import { broadcastShapes } from './check.js';
import { fromData, fromView, viewOf, type Tensor } from './tensor.js';

/** One element in, one out. */
const unary =
  (f: pointwise.Unary) =>
  (x: Tensor): Tensor =>
    fromData(kernels.map(f, viewOf(x), x.dtype), x.shape, x.dtype);

/** Two elements in, one out, over broadcast operands. */
const binary =
  (name: string, f: pointwise.Binary) =>
  (a: Tensor, b: Tensor): Tensor => {
    const shape = broadcastShapes(name, a.shape, b.shape);
    return fromData(kernels.combine(f, broadcast(a, shape), broadcast(b, shape), a.dtype), shape, a.dtype);
  };

const maximum = binary('maximum', pointwise.maximum);
const minimum = binary('minimum', pointwise.minimum);

/** max(x, low); NaN stays NaN. */
const atLeast = (x: Tensor, low: number): Tensor =>
  low === -Infinity ? x : maximum(x, scalar(low, x.dtype));

/** min(x, high); NaN stays NaN. */
const atMost = (x: Tensor, high: number): Tensor =>
  high === Infinity ? x : minimum(x, scalar(high, x.dtype));

/** A number as a tensor. */
function scalar(value: number, dtype: Dtype): Tensor {
  return fromData(allocate(dtype, 1).fill(value), [], dtype);
}

/** Two elements in, a truth value out, over broadcast operands. */
const relation =
  (name: string, holds: pointwise.Binary) =>
  (a: Tensor, b: Tensor): Tensor => {
    const shape = broadcastShapes(name, a.shape, b.shape);
    return fromData(kernels.combine(holds, broadcast(a, shape), broadcast(b, shape), 'bool'), shape, 'bool');
  };

/** A fold over dims that keeps the dtype. */
const reduction =
  (fold: Fold) =>
  (x: Tensor, dims: readonly number[], keepDim: boolean): Tensor =>
    fromData(kernels.reduce(fold, viewOf(x), dims, x.dtype), reducedShape(x.shape, dims, keepDim), x.dtype);

const broadcast = (x: Tensor, shape: Shape): View => broadcastTo(viewOf(x), shape);

/** The shape that is left when dims are reduced. */
export function reducedShape(shape: Shape, dims: readonly number[], keepDim: boolean): Shape {
  return Object.freeze(
    keepDim
      ? shape.map((size, dim) => (dims.includes(dim) ? 1 : size))
      : shape.filter((_, dim) => !dims.includes(dim)),
  );
}

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

/** The product of the last two dims, for every index of the broadcast leading ones. */
function matmul(a: Tensor, b: Tensor): Tensor {
  const batch = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.size(-2);
  const columns = b.size(-1);
  const left = broadcast(a, [...batch, rows, a.size(-1)]);
  const right = broadcast(b, [...batch, b.size(-2), columns]);
  const shape = Object.freeze([...batch, rows, columns]);
  const out = allocate(a.dtype, sizeOf(shape));
  const matrices = sizeOf(batch);
  const leftStarts = startsOf(left, batch);
  const rightStarts = startsOf(right, batch);
  for (let i = 0; i < matrices; i++) {
    kernels.mm(matrixAt(left, leftStarts, i), matrixAt(right, rightStarts, i), out, i * rows * columns);
  }
  return fromData(out, shape, a.dtype);
}

/** Where in storage each matrix of a batch starts, in row-major order of the batch dims. */
function startsOf(view: View, batch: Shape): ArrayLike<number> {
  const places = Int32Array.from({ length: sizeOf(batch) }, (_, i) => i);
  const strides = contiguousStrides(batch);
  return places.map((place) =>
    batch.reduce((at, size, dim) => {
      const index = Math.floor(place / (strides[dim] ?? 1)) % size;
      return at + index * (view.strides[dim] ?? 0);
    }, view.offset),
  );
}

function matrixAt(view: View, starts: ArrayLike<number>, i: number): View {
  return {
    data: view.data,
    shape: view.shape.slice(-2),
    strides: view.strides.slice(-2),
    offset: starts[i] ?? 0,
  };
}

function concat(xs: readonly Tensor[], dim: number): Tensor {
  const [first] = xs;
  if (first === undefined) throw new ArgumentError('concat: tensors is empty; accepted is at least one');
  const along = xs.reduce((total, x) => total + x.size(dim), 0);
  const shape = Object.freeze(first.shape.map((size, i) => (i === dim ? along : size)));
  const out = allocate(first.dtype, sizeOf(shape));
  const outer = sizeOf(shape.slice(0, dim));
  const inner = sizeOf(shape.slice(dim + 1));
  let at = 0;
  for (const x of xs) {
    const run = x.size(dim) * inner;
    const elements = gather(viewOf(x), x.dtype);
    for (let o = 0; o < outer; o++)
      out.set(elements.subarray(o * run, (o + 1) * run), o * along * inner + at);
    at += run;
  }
  return fromData(out, shape, first.dtype);
}

/** The primitives on tensors. */
export const primitives: Primitives<Tensor> = {
  neg: unary(pointwise.neg),
  abs: unary(pointwise.abs),
  exp: unary(pointwise.each(elementary.exp)),
  log: unary(pointwise.each(elementary.log)),
  sqrt: unary(pointwise.sqrt),
  tanh: unary(pointwise.each(elementary.tanh)),
  sigmoid: unary(pointwise.each(elementary.sigmoid)),
  relu: (x) => atLeast(x, 0),
  pow: (x, exponent) => unary(pointwise.power(exponent))(x),
  clamp: (x, min, max) => atMost(atLeast(x, min), max),
  add: binary('add', pointwise.add),
  sub: binary('sub', pointwise.sub),
  mul: binary('mul', pointwise.mul),
  div: binary('div', pointwise.div),
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
  sum,
  max: reduction(largest),
  min: reduction(smallest),
  mm: matmul,
  matmul,
  permute: (x, dims) => fromView(permuteView(viewOf(x), dims), x.dtype),
  reshape: (x, shape) => {
    const view = reshapeView(viewOf(x), shape);
    return view === undefined
      ? fromData(gather(viewOf(x), x.dtype), shape, x.dtype)
      : fromView(view, x.dtype);
  },
  expand: (x, shape) => fromView(broadcast(x, shape), x.dtype),
  narrow: (x, dim, start, length) => fromView(narrowView(viewOf(x), dim, start, length), x.dtype),
  concat,
  clone: (x) => fromData(gather(viewOf(x), x.dtype), x.shape, x.dtype),
  to: (x, dtype) => fromData(convert(x, dtype), x.shape, dtype),
};

/** To bool: not zero. To int32: towards zero, and refused where it does not fit. To a float: rounded once. */
function convert(x: Tensor, dtype: Tensor['dtype']): ReturnType<typeof allocate> {
  if (dtype === 'bool')
    return kernels.map(
      pointwise.each((value) => (value === 0 ? 0 : 1)),
      viewOf(x),
      dtype,
    );
  if (dtype !== 'int32' || x.dtype === 'bool') return gather(viewOf(x), dtype);
  return kernels.map(
    pointwise.each((value) => {
      const whole = Math.trunc(value);
      if (whole >= -(2 ** 31) && whole < 2 ** 31) return whole;
      throw new ArgumentError(`to: the element ${value} does not fit int32`);
    }),
    viewOf(x),
    dtype,
  );
}
