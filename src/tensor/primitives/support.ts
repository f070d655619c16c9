/**
 * The shapes of primitives: what kernels of one kind have in common.
 *
 * @module
 */
import { ArgumentError } from '../../errors.js';
import type { Lines } from '../../kernels/along.js';
import { kernels } from '../../kernels/index.js';
import { broadcastTo } from '../../kernels/layout.js';
import type * as pointwise from '../../kernels/pointwise.js';
import type { Fold } from '../../kernels/reduce.js';
import { allocate } from '../../kernels/storage.js';
import type { Data, Dtype, Shape, View } from '../../kernels/types.js';
import { broadcastShapes } from '../check.js';
import { fromData, viewOf, type Tensor } from '../tensor.js';

/** One element in, one out. */
export const unary =
  (f: pointwise.Unary) =>
  (x: Tensor): Tensor =>
    fromData(kernels.map(f, viewOf(x), x.dtype), x.shape, x.dtype);

/** One element in, a truth value out. */
export const question =
  (holds: pointwise.Unary) =>
  (x: Tensor): Tensor =>
    fromData(kernels.map(holds, viewOf(x), 'bool'), x.shape, 'bool');

/** Two elements in, one out, over broadcast operands. */
export const binary =
  (name: string, f: pointwise.Binary) =>
  (a: Tensor, b: Tensor): Tensor => {
    const shape = broadcastShapes(name, a.shape, b.shape);
    return fromData(kernels.combine(f, broadcast(a, shape), broadcast(b, shape), a.dtype), shape, a.dtype);
  };

/** A number as a tensor. */
export function scalar(value: number, dtype: Dtype): Tensor {
  return fromData(allocate(dtype, 1).fill(value), [], dtype);
}

/** Two elements in, a truth value out, over broadcast operands. */
export const relation =
  (name: string, holds: pointwise.Binary) =>
  (a: Tensor, b: Tensor): Tensor => {
    const shape = broadcastShapes(name, a.shape, b.shape);
    return fromData(kernels.combine(holds, broadcast(a, shape), broadcast(b, shape), 'bool'), shape, 'bool');
  };

/** A fold over dims; the dtype stays, unless another is named. */
export const reduction =
  (fold: Fold, dtype?: Dtype) =>
  (x: Tensor, dims: readonly number[], keepDim: boolean): Tensor => {
    const made = dtype ?? x.dtype;
    return fromData(kernels.reduce(fold, viewOf(x), dims, made), reducedShape(x.shape, dims, keepDim), made);
  };

/** As many elements out as in, line by line along dims; the dtype stays, unless another is named. */
export const inLines =
  (lines: Lines, dtype?: Dtype) =>
  (x: Tensor, dims: readonly number[]): Tensor =>
    fromData(kernels.along(lines, viewOf(x), dims, dtype ?? x.dtype), x.shape, dtype ?? x.dtype);

/** Integers computed exactly, as int32; refused where one does not fit. */
export function whole(operation: string, exact: Data): Int32Array {
  const data = Int32Array.from(exact);
  if (data.every((value, i) => value === exact[i])) return data;
  throw new ArgumentError(`${operation}: a result does not fit int32; convert with .to('float64') first`);
}

export const broadcast = (x: Tensor, shape: Shape): View => broadcastTo(viewOf(x), shape);

/** The shape that is left when dims are reduced. */
export function reducedShape(shape: Shape, dims: readonly number[], keepDim: boolean): Shape {
  return Object.freeze(
    keepDim
      ? shape.map((size, dim) => (dims.includes(dim) ? 1 : size))
      : shape.filter((_, dim) => !dims.includes(dim)),
  );
}
