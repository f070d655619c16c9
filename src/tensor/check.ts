/**
 * What operations ask of their arguments. Each check names the operation and the argument, and gives the
 * argument back in its canonical form.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../errors.js';
import { sameShape, sizeOf } from '../kernels/layout.js';
import type { Dtype, FloatDtype, Shape } from '../kernels/types.js';

export { sameShape };

/** Every dtype, in the order in which messages list them. */
export const DTYPES: readonly Dtype[] = ['float32', 'float64', 'int32', 'bool'];

/** The most elements a tensor can have: what a typed array of doubles can hold everywhere. */
const MOST_ELEMENTS = 2 ** 31;

/** Whether elements of the dtype are real numbers, so that derivatives make sense. */
export function isFloat(dtype: Dtype): dtype is FloatDtype {
  return dtype === 'float32' || dtype === 'float64';
}

/** A dtype, checked. */
export function checkDtype(operation: string, dtype: unknown): Dtype {
  const found = DTYPES.find((known) => known === dtype);
  if (found === undefined) {
    throw new DtypeError(`${operation}: dtype is ${describe(dtype)}; accepted are ${DTYPES.join(', ')}`);
  }
  return found;
}

/** A floating-point dtype, checked. */
export function checkFloatDtype(operation: string, dtype: unknown): FloatDtype {
  const known = checkDtype(operation, dtype);
  if (isFloat(known)) return known;
  throw new DtypeError(`${operation}: dtype is ${known}; accepted are float32 and float64`);
}

/** A shape: sizes that are integers and not negative; frozen, so that it can be shared. */
export function checkShape(operation: string, shape: unknown): Shape {
  if (!Array.isArray(shape)) {
    throw new ShapeError(
      `${operation}: shape is ${describe(shape)}; accepted is an array of sizes, as [2, 3]`,
    );
  }
  const sizes: number[] = [];
  for (const size of shape as unknown[]) {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) {
      throw new ShapeError(
        `${operation}: shape has the size ${describe(size)}; accepted are integers from 0 up`,
      );
    }
    sizes.push(size);
  }
  // Not `>`: sizes beyond 10³⁰⁸ make ∞, and ∞ × 0 is NaN.
  if (!(sizeOf(sizes) <= MOST_ELEMENTS)) {
    throw new ShapeError(`${operation}: shape ${formatShape(sizes)} has more than 2^31 elements`);
  }
  return Object.freeze(sizes);
}

/** An integer argument within bounds, both included. */
export function checkInteger(
  operation: string,
  argument: string,
  value: unknown,
  low: number,
  high: number,
): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(value)}; accepted is an integer from ${low} to ${high}`,
    );
  }
  return value;
}

/** A number that is not NaN. */
export function checkNumber(operation: string, argument: string, value: unknown): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a number`);
  }
  return value;
}

/** A number that stands for an element: NaN is one too. */
export function checkValue(operation: string, argument: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a number`);
}

/** A number that is neither NaN nor infinite. */
export function checkFinite(operation: string, argument: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a finite number`);
}

/** A number that is not negative and not NaN. */
export function checkTolerance(operation: string, argument: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted is a number from 0 up`);
}

/** A truth value. */
export function checkFlag(operation: string, argument: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ArgumentError(`${operation}: ${argument} is ${describe(value)}; accepted are true and false`);
}

/** An options object with no other names than these, or none: a misspelt name would change nothing, silently. */
export function checkOptions<Options extends object>(
  operation: string,
  options: Options | undefined,
  names: readonly (keyof Options & string)[],
  example: string,
): Partial<Options> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || (options as unknown) === null || Array.isArray(options)) {
    throw new ArgumentError(
      `${operation}: options is ${describe(options)}; accepted is an object, as ${example}`,
    );
  }
  const stranger = Object.keys(options).find((name) => !names.some((known) => known === name));
  if (stranger !== undefined) {
    throw new ArgumentError(`${operation}: options has ${stranger}; accepted are ${names.join(', ')}`);
  }
  return options;
}

/** A dim of a tensor of the given rank, where −1 is the last; counted from the front in the result. */
export function checkDim(operation: string, argument: string, dim: unknown, rank: number): number {
  if (typeof dim !== 'number' || !Number.isInteger(dim) || dim < -rank || dim >= rank) {
    const accepted = rank === 0 ? 'none: it is a scalar' : `an integer from ${-rank} to ${rank - 1}`;
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(dim)}; accepted for a tensor of ${rank} dims is ${accepted}`,
    );
  }
  return dim < 0 ? dim + rank : dim;
}

/**
 * The dims a reduction runs over, ascending: all of them where none is given. A scalar takes dim 0 and −1 as
 * PyTorch's does, and has nothing to reduce.
 */
export function checkDims(operation: string, dim: unknown, rank: number): readonly number[] {
  if (dim === undefined) return Array.from({ length: rank }, (_, i) => i);
  const given: readonly unknown[] = Array.isArray(dim) ? (dim as unknown[]) : [dim];
  if (given.length === 0 && rank > 0) {
    throw new ArgumentError(`${operation}: dim is an empty list; leave it out to reduce over every dim`);
  }
  const dims = given.map((one) => checkDim(operation, 'dim', one, Math.max(rank, 1)));
  if (new Set(dims).size !== dims.length) {
    throw new ArgumentError(`${operation}: dim names a dim twice: [${given.join(', ')}]`);
  }
  return rank === 0 ? [] : dims.sort((a, b) => a - b);
}

/** The shape two operands broadcast to, by NumPy's rule: aligned at the end, a size of 1 stretches. */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let dim = -rank; dim < 0; dim++) {
    const left = a[a.length + dim] ?? 1;
    const right = b[b.length + dim] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new ShapeError(
        `${operation}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ` +
          `sizes ${left} and ${right} at dim ${dim} differ and neither is 1`,
      );
    }
    shape.push(left === 1 ? right : left);
  }
  return Object.freeze(shape);
}

/** Whether a shape broadcasts to another as it stands. */
export function broadcastsTo(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((size, dim) => size === 1 || size === to[lead + dim]);
}

/** One dtype for all operands, or an error that offers the conversion. */
export function checkSameDtype(operation: string, dtypes: readonly Dtype[]): void {
  const [first] = dtypes;
  const other = dtypes.find((dtype) => dtype !== first);
  if (first === undefined || other === undefined) return;
  throw new DtypeError(
    `${operation}: dtypes ${first} and ${other} do not mix; convert one, as .to('${isFloat(first) ? first : other}')`,
  );
}

/** A floating-point operand. */
export function checkFloat(operation: string, dtype: Dtype): void {
  if (isFloat(dtype)) return;
  throw new DtypeError(
    `${operation}: dtype is ${dtype}; accepted are float32 and float64: convert it with .to('float32')`,
  );
}
