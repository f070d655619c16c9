/**
 * What operations that index ask of their indices.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../../errors.js';
import { firstBeyond, wrapped } from '../../kernels/places.js';
import type { Data, Shape } from '../../kernels/types.js';
import { checkDim, checkInteger } from '../check.js';
import type { Tensor } from '../tensor.js';
import { Carrier } from './carrier.js';

/** Indices as an argument: an int32 tensor, or an array of integers, which is a vector. */
export type Indices<Self> = Self | Tensor | readonly number[];

/** Indices, read. */
export interface IndexList {
  readonly shape: Shape;
  /** In row-major order. */
  readonly values: Int32Array;
}

/** Indices, checked to be integers of int32 but not to be within a dim. */
export function readIndices(operation: string, argument: string, value: unknown): IndexList {
  if (Array.isArray(value)) {
    const given = value as readonly unknown[];
    const values = new Int32Array(given.length);
    for (let i = 0; i < values.length; i++) {
      const one = given[i];
      values[i] = typeof one === 'number' ? one : NaN;
      if (values[i] !== one) checkInteger(operation, `${argument}[${i}]`, one, -(2 ** 31), 2 ** 31 - 1);
    }
    return { shape: [values.length], values };
  }
  if (!(value instanceof Carrier)) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(value)}; accepted is an int32 tensor, or an array of integers`,
    );
  }
  const values = value.dtype === 'int32' ? value.toTypedArray() : undefined;
  if (!(values instanceof Int32Array)) {
    throw new DtypeError(
      `${operation}: ${argument} is ${value.dtype}; accepted is int32: convert it with .to('int32')`,
    );
  }
  return { shape: value.shape, values };
}

/** Truth values, read: a bool tensor. */
export function readMask(
  operation: string,
  argument: string,
  value: unknown,
): { readonly shape: Shape; readonly values: Data } {
  if (!(value instanceof Carrier)) {
    throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a bool tensor`);
  }
  if (value.dtype !== 'bool') {
    throw new DtypeError(`${operation}: ${argument} is ${value.dtype}; accepted is bool, as x.gt(0) gives`);
  }
  return { shape: value.shape, values: value.toTypedArray() };
}

/** That every index is one of a dim, from 0 or, where they may count from the end, from −size. */
export function checkWithin(
  operation: string,
  indices: Int32Array,
  dim: number | undefined,
  size: number,
  { negative }: { readonly negative: boolean },
): void {
  const low = negative ? -size : 0;
  const index = firstBeyond(indices, low, size);
  if (index === undefined) return;
  const where = dim === undefined ? `${size} elements` : `dim ${dim} of size ${size}`;
  const accepted = size === 0 ? 'none: it is empty' : `${low} to ${size - 1}`;
  throw new ArgumentError(
    `${operation}: index ${index} is out of range for ${where}; accepted are ${accepted}`,
  );
}

/** One index of a dim, where −1 is the last, counted from the front. */
export function checkIndex(operation: string, index: unknown, dim: number, size: number): number {
  const whole = checkInteger(operation, 'index', index, -(2 ** 31), 2 ** 31 - 1);
  checkWithin(operation, Int32Array.of(whole), dim, size, { negative: true });
  return whole < 0 ? whole + size : whole;
}

/** One dim or several, none of them twice, counted from the front in the order given. */
export function distinctDims(operation: string, argument: string, value: unknown, rank: number): number[] {
  const given: unknown[] = Array.isArray(value) ? Array.from(value as unknown[]) : [value];
  const dims = given.map((dim) => checkDim(operation, argument, dim, Math.max(rank, 1)));
  if (new Set(dims).size !== dims.length) {
    throw new ArgumentError(`${operation}: ${argument} names a dim twice: [${given.join(', ')}]`);
  }
  return dims;
}

/** Indices of a dim that may count from its end, counted from the front. */
export function indicesWithin(
  operation: string,
  indices: Int32Array,
  dim: number | undefined,
  size: number,
): Int32Array {
  checkWithin(operation, indices, dim, size, { negative: true });
  return wrapped(indices, size);
}

/** A vector of indices; a scalar stands for a vector of one. */
export function readVector(operation: string, argument: string, value: unknown): Int32Array {
  const { shape, values } = readIndices(operation, argument, value);
  if (shape.length <= 1) return values;
  throw new ShapeError(
    `${operation}: ${argument} has shape ${formatShape(shape)}; accepted are at most 1 dim`,
  );
}

/** A shape in which a scalar counts as a vector of one element, as index tensors see it. */
export function atLeastOneDim(shape: Shape): Shape {
  return shape.length === 0 ? [1] : shape;
}
