/**
 * What operations ask of their operands: the checks that several families share.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../../errors.js';
import type { Algebra, Operand, ReductionOptions } from '../algebra.js';
import {
  broadcastShapes,
  checkDim,
  checkDims,
  checkFlag,
  checkFloat,
  checkOptions,
  checkSameDtype,
} from '../check.js';
import type { Tensor } from '../tensor.js';

/** The operand itself, if its dtype is a float one. */
export function float<Self extends Algebra<Self>>(operation: string, x: Self): Self {
  checkFloat(operation, x.dtype);
  return x;
}

/** The second operand of an arithmetic operation. */
export function arithmetic<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  other: Operand<Self>,
  argument = 'other',
): Self {
  checkFloat(operation, x.dtype);
  return comparable(operation, x, other, argument);
}

/** The second operand of a pointwise operation: the same dtype, and a shape that broadcasts. */
export function comparable<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  other: Operand<Self>,
  argument = 'other',
): Self {
  const that = x.lift(operation, argument, other);
  checkSameDtype(operation, [x.dtype, that.dtype]);
  broadcastShapes(operation, x.shape, that.shape);
  return that;
}

/** A tensor of truth values, of a shape that broadcasts with the first operand. */
export function truth<Self extends Algebra<Self>>(
  operation: string,
  argument: string,
  x: Self,
  mask: Self | Tensor,
): Self {
  const accepted = 'accepted is bool, as x.gt(0) gives';
  if (typeof mask === 'number') {
    throw new ArgumentError(`${operation}: ${argument} is ${describe(mask)}; ${accepted}`);
  }
  const that = x.lift(operation, argument, mask);
  if (that.dtype !== 'bool') {
    throw new DtypeError(`${operation}: ${argument} is ${that.dtype}; ${accepted}`);
  }
  broadcastShapes(operation, x.shape, that.shape);
  return that;
}

/** The second operand of a product of matrices or vectors. */
export function matrix<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  other: Self | Tensor,
  accepted = 'a matrix',
): Self {
  checkFloat(operation, x.dtype);
  if (typeof other === 'number') {
    throw new ArgumentError(
      `${operation}: other is ${describe(other)}; accepted is ${accepted}: mul takes a number`,
    );
  }
  const that = x.lift(operation, 'other', other);
  checkSameDtype(operation, [x.dtype, that.dtype]);
  return that;
}

export function keeps(operation: string, options: ReductionOptions | undefined): boolean {
  const { keepDim = false } = checkOptions(operation, options, ['keepDim'], '{ keepDim: true }');
  return checkFlag(operation, 'keepDim', keepDim);
}

/** The one dim that an operation runs along; a scalar takes 0 and −1, as PyTorch's does, and has none. */
export function singleDim<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: number,
): readonly number[] {
  const along = checkDim(operation, 'dim', dim, Math.max(x.ndim, 1));
  return x.ndim === 0 ? [] : [along];
}

/** The dims that an operation runs over, where it has to be told. */
export function someDims<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: unknown,
): readonly number[] {
  return checkDims(operation, dim === undefined ? null : dim, x.ndim);
}

export function extremumDims<Self extends Algebra<Self>>(
  operation: string,
  x: Self,
  dim: unknown,
): readonly number[] {
  const dims = checkDims(operation, dim, x.ndim);
  if (dims.some((one) => x.size(one) === 0)) {
    throw new ShapeError(
      `${operation}: shape is ${formatShape(x.shape)}; there is no element to choose from`,
    );
  }
  return dims;
}

export function list(operation: string, argument: string, value: readonly number[]): readonly number[] {
  const given: unknown = value;
  if (!Array.isArray(given)) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(given)}; accepted is an array of integers`,
    );
  }
  // By its index, which also visits the holes of a sparse array.
  for (let i = 0; i < given.length; i++) {
    const one: unknown = given[i];
    if (typeof one === 'number') continue;
    throw new ArgumentError(`${operation}: ${argument}[${i}] is ${describe(one)}; accepted are integers`);
  }
  return value;
}

/** `a` where the condition holds, else `b`, for operands that are known to fit: a number takes the other's dtype. */
export function choose<Self extends Algebra<Self>>(
  condition: Self,
  a: Self | number,
  b: Self | number,
): Self {
  const like = typeof a === 'number' ? b : a;
  if (typeof like === 'number')
    throw new ArgumentError('where: a and b are numbers; accepted is at least one tensor');
  return condition.primitives.where(condition, like.lift('where', 'a', a), like.lift('where', 'b', b));
}
