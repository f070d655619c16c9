/**
 * What the functions of networks ask of their arguments. Each check names the function and the argument.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../../errors.js';
import type { Shape } from '../../kernels/types.js';
import type { Algebra } from '../../tensor/algebra.js';
import { checkInteger, isFloat, sameShape } from '../../tensor/check.js';
import { liftAll } from '../../tensor/functions.js';
import type { Tensor } from '../../tensor/tensor.js';

/** An operand that may be left out; `null` says so where others follow. */
export type OptionalOperand<T> = T | Tensor | null | undefined;

/** Brings operands to the carrier that all of them share. */
export type Lift<T> = (operand: T | Tensor) => T;

/**
 * How the operands become one carrier: Variables where one of them is a Variable, else Tensors. They are checked to be
 * the one or the other; those that are optional may be `null` or left out.
 */
export function carriers<T extends Algebra<T>>(
  operation: string,
  required: Readonly<Record<string, T | Tensor>>,
  optional: Readonly<Record<string, OptionalOperand<T>>> = {},
): Lift<T> {
  const given = [...Object.entries(required), ...presentOf(optional)];
  const [lead] = liftAll<T>(operation, given);
  if (lead === undefined) throw new ArgumentError(`${operation}: no operand is given`);
  return (operand) => lead.lift(operation, 'operand', operand);
}

/** As {@link carriers}, for operands that all have the same float dtype. */
export function floats<T extends Algebra<T>>(
  operation: string,
  required: Readonly<Record<string, T | Tensor>>,
  optional: Readonly<Record<string, OptionalOperand<T>>> = {},
): Lift<T> {
  const lift = carriers<T>(operation, required, optional);
  checkFloats(operation, [...Object.entries(required), ...presentOf(optional)]);
  return lift;
}

/** The operands, by their names, all have the same float dtype. */
export function checkFloats(
  operation: string,
  operands: readonly (readonly [argument: string, value: { readonly dtype: Tensor['dtype'] }])[],
): void {
  for (const [argument, { dtype }] of operands) {
    if (isFloat(dtype)) continue;
    throw new DtypeError(
      `${operation}: ${argument} is ${dtype}; accepted are float32 and float64: convert it with .to('float32')`,
    );
  }
  const [first] = operands;
  const other = operands.find(([, { dtype }]) => dtype !== first?.[1].dtype);
  if (first === undefined || other === undefined) return;
  throw new DtypeError(
    `${operation}: ${first[0]} is ${first[1].dtype} and ${other[0]} is ${other[1].dtype}; ` +
      `accepted is one dtype: convert one, as .to('${first[1].dtype}')`,
  );
}

function presentOf<T>(optional: Readonly<Record<string, OptionalOperand<T>>>): [string, T | Tensor][] {
  return Object.entries(optional).flatMap(([argument, value]): [string, T | Tensor][] =>
    value === undefined || value === null ? [] : [[argument, value]],
  );
}

/** An operand has exactly this shape, which `accepted` describes. */
export function checkExactShape(
  operation: string,
  argument: string,
  operand: { readonly shape: Shape } | null | undefined,
  shape: Shape,
  accepted: string,
): void {
  if (operand === null || operand === undefined || sameShape(operand.shape, shape)) return;
  throw new ShapeError(
    `${operation}: ${argument} has shape ${formatShape(operand.shape)}; accepted is ${formatShape(shape)}, ${accepted}`,
  );
}

/** An integer for every spatial dim, or one for each. */
export type Each = number | readonly number[];

/** A number, or one for each of the spatial dims, as a list of that length. */
export function checkEach(
  operation: string,
  argument: string,
  given: unknown,
  dims: number,
  low: number,
): readonly number[] {
  const most = 2 ** 31 - 1;
  if (!Array.isArray(given)) {
    if (typeof given !== 'number') {
      throw new ArgumentError(
        `${operation}: ${argument} is ${describe(given)}; accepted is an integer, or an array of ${dims}`,
      );
    }
    return new Array<number>(dims).fill(checkInteger(operation, argument, given, low, most));
  }
  if (given.length !== dims) {
    throw new ArgumentError(
      `${operation}: ${argument} is an array of ${given.length}; accepted is an integer, or an array of ${dims}`,
    );
  }
  // Array.from also visits the holes of a sparse array.
  return Array.from(given as unknown[], (one, i) =>
    checkInteger(operation, `${argument}[${i}]`, one, low, most),
  );
}

/** A number from 0 to 1. */
export function checkProbability(operation: string, argument: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new ArgumentError(
    `${operation}: ${argument} is ${describe(value)}; accepted is a number from 0 to 1`,
  );
}
