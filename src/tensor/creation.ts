/**
 * Tensors from nothing: from arrays, and filled by rule.
 *
 * @module
 */
import { ArgumentError, describe, DtypeError, formatShape, ShapeError } from '../errors.js';
import { sizeOf } from '../kernels/layout.js';
import { allocate } from '../kernels/storage.js';
import type { Data, Dtype, Shape } from '../kernels/types.js';
import { checkDtype, checkInteger, checkNumber, checkOptions, checkShape } from './check.js';
import { fromData, scalar, type NestedArray, type Tensor } from './tensor.js';

/** The typed arrays a tensor can be made from. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** Options of a creation function. */
export interface CreationOptions {
  /** The type of the elements. Default `float32`. */
  readonly dtype?: Dtype;
}

/** Options of {@link tensor}. */
export interface TensorOptions extends CreationOptions {
  /** The shape, for a flat array; needed with a typed array unless it is a vector. */
  readonly shape?: readonly number[];
}

/** More nesting than this is a mistake, such as an array that holds itself. */
const DEEPEST = 64;

/**
 * A tensor from a number, from nested arrays, or from a typed array with a shape. The data is copied.
 *
 * @param data - numbers or booleans, nested as deep as there are dims; all rows of a dim as long
 * @param options - `dtype`: default `float32`, for booleans `bool`, for a Float64Array `float64`, for an
 * Int32Array `int32`; the other typed arrays need it said. `shape`: for flat data.
 * @throws `ShapeError` for ragged nesting or a shape of another size, `DtypeError` for elements that the dtype
 * does not hold
 *
 * @example
 * ```ts
 * import { tensor } from 'gradus';
 * tensor([[1, 2], [3, 4]]).shape; // => [2, 2]
 * tensor([true, false]).dtype; // => 'bool'
 * tensor(new Float64Array([1, 2, 3, 4]), { shape: [2, 2] }).dtype; // => 'float64'
 * ```
 */
export function tensor(data: NestedArray | NumericArray, options?: TensorOptions): Tensor {
  const given = checkOptions('tensor', options, ['dtype', 'shape'], "{ dtype: 'float64' }");
  const wanted = given.dtype === undefined ? undefined : checkDtype('tensor', given.dtype);
  if (ArrayBuffer.isView(data)) {
    checkNumeric(data);
    const { shape = [data.length] } = given;
    return fromFlat(data, wanted ?? dtypeOfTyped(data), shape);
  }
  const found = shapeOfNested(data);
  const flat = flatten(data, found);
  const { shape = found } = given;
  return fromFlat(flat, wanted ?? (typeof flat[0] === 'boolean' ? 'bool' : 'float32'), shape);
}

/** A typed array of numbers: neither of bigints nor a DataView. */
function checkNumeric(data: NumericArray): void {
  const given: unknown = data;
  if (given instanceof DataView || given instanceof BigInt64Array || given instanceof BigUint64Array) {
    throw new ArgumentError(`tensor: data is ${describe(given)}; accepted are typed arrays of numbers`);
  }
}

function dtypeOfTyped(data: NumericArray): Dtype {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  throw new DtypeError(
    `tensor: data is a ${data.constructor.name}, which no dtype matches; give one, as { dtype: 'float32' }`,
  );
}

/** The shape that the first element of each level announces. */
function shapeOfNested(data: NestedArray): Shape {
  const shape: number[] = [];
  let level: unknown = data;
  while (Array.isArray(level)) {
    shape.push(level.length);
    if (shape.length > DEEPEST) throw new ShapeError(`tensor: data is nested more than ${DEEPEST} deep`);
    level = (level as unknown[])[0];
  }
  return shape;
}

/** The elements in row-major order, every level checked against the shape. */
function flatten(data: NestedArray, shape: Shape): (number | boolean)[] {
  const flat: (number | boolean)[] = [];
  let kind: string | undefined;
  const visit = (value: unknown, path: readonly number[]): void => {
    const at = (): string => `data${path.map((i) => `[${i}]`).join('')}`;
    const length = shape[path.length];
    if (length !== undefined) {
      if (!Array.isArray(value) || value.length !== length) {
        const came = Array.isArray(value) ? `an array of ${value.length}` : describe(value);
        throw new ShapeError(
          `tensor: ${at()} is ${came}, where the first row makes it an array of ${length}`,
        );
      }
      for (let i = 0; i < length; i++) visit((value as unknown[])[i], [...path, i]);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      kind ??= typeof value;
      if (typeof value !== kind) {
        throw new DtypeError(`tensor: ${at()} is ${describe(value)} among elements of type ${kind}`);
      }
      flat.push(value);
    } else if (Array.isArray(value)) {
      throw new ShapeError(`tensor: ${at()} is an array, where the first row has an element`);
    } else {
      throw new ArgumentError(`tensor: ${at()} is ${describe(value)}; accepted are numbers and booleans`);
    }
  };
  visit(data, []);
  return flat;
}

function fromFlat(
  flat: ArrayLike<number | boolean>,
  dtype: Dtype,
  shape: readonly number[],
  operation = 'tensor',
): Tensor {
  const checked = checkShape(operation, shape);
  if (sizeOf(checked) !== flat.length) {
    throw new ShapeError(
      `${operation}: data has ${flat.length} elements, but shape ${formatShape(checked)} holds ${sizeOf(checked)}`,
    );
  }
  const data = allocate(dtype, flat.length);
  for (let i = 0; i < flat.length; i++) data[i] = Number(flat[i]);
  if (dtype === 'int32' || dtype === 'bool') checkHeld(operation, data, flat, dtype);
  return fromData(data, checked, dtype);
}

/** int32 and bool hold only some numbers; anything else would change silently. */
function checkHeld(operation: string, data: Data, flat: ArrayLike<number | boolean>, dtype: Dtype): void {
  for (let i = 0; i < flat.length; i++) {
    const came = Number(flat[i]);
    if (data[i] !== came || (dtype === 'bool' && came > 1)) {
      const accepted = dtype === 'bool' ? 'true, false, 0 and 1' : 'integers from -2147483648 to 2147483647';
      throw new DtypeError(
        `${operation}: element ${i} is ${came}, which ${dtype} does not hold; accepted are ${accepted}`,
      );
    }
  }
}

/**
 * A tensor with every element the same.
 *
 * @example
 * ```ts
 * import { full } from 'gradus';
 * full([2], 7).toArray(); // => [7, 7]
 * ```
 */
export function full(shape: readonly number[], value: number, options?: CreationOptions): Tensor {
  return filled('full', shape, value, options);
}

/** A tensor of zeros. */
export function zeros(shape: readonly number[], options?: CreationOptions): Tensor {
  return filled('zeros', shape, 0, options);
}

/** A tensor of ones. */
export function ones(shape: readonly number[], options?: CreationOptions): Tensor {
  return filled('ones', shape, 1, options);
}

function filled(name: string, shape: readonly number[], value: number, options?: CreationOptions): Tensor {
  const { dtype = 'float32' } = checkOptions(name, options, ['dtype'], "{ dtype: 'float64' }");
  const sizes = checkShape(name, shape);
  if (typeof value !== 'number') {
    throw new ArgumentError(`${name}: value is ${describe(value)}; accepted is a number`);
  }
  // One element, seen from everywhere: the strides are 0 until an operation asks for storage.
  return scalar(name, 'value', value, checkDtype(name, dtype)).expand(sizes).clone();
}

/** Anything with a shape and a dtype: a Tensor or a Variable. */
export interface Shaped {
  /** Its shape. */
  readonly shape: Shape;
  /** Its dtype. */
  readonly dtype: Dtype;
}

/** Zeros in the shape and dtype of another tensor. */
export function zerosLike(other: Shaped, options?: CreationOptions): Tensor {
  return filledLike('zerosLike', other, 0, options);
}

/** Ones in the shape and dtype of another tensor. */
export function onesLike(other: Shaped, options?: CreationOptions): Tensor {
  return filledLike('onesLike', other, 1, options);
}

function filledLike(name: string, other: Shaped, value: number, options?: CreationOptions): Tensor {
  const { shape, dtype } = shapedLike(name, other);
  const { dtype: wanted = dtype } = checkOptions(name, options, ['dtype'], "{ dtype: 'float64' }");
  return filled(name, shape, value, { dtype: wanted });
}

function shapedLike(name: string, other: unknown): Shaped {
  if (typeof other === 'object' && other !== null && 'shape' in other && 'dtype' in other)
    return other as Shaped;
  throw new ArgumentError(`${name}: other is ${describe(other)}; accepted is a Tensor or a Variable`);
}

/**
 * The numbers start, start + step, … up to but without end. Element i is start + i·step, computed in float64
 * and rounded to the dtype once.
 *
 * @throws `ArgumentError` for a step of 0 or one that leads away from end
 *
 * @example
 * ```ts
 * import { arange } from 'gradus';
 * arange(3).toArray(); // => [0, 1, 2]
 * arange(1, 2, 0.25).toArray(); // => [1, 1.25, 1.5, 1.75]
 * ```
 */
export function arange(end: number, options?: CreationOptions): Tensor;
export function arange(start: number, end: number, options?: CreationOptions): Tensor;
export function arange(start: number, end: number, step: number, options?: CreationOptions): Tensor;
export function arange(...given: (number | CreationOptions | undefined)[]): Tensor {
  const firstOther = given.findIndex((value) => typeof value !== 'number');
  const split = firstOther === -1 ? given.length : firstOther;
  const numbers = given.slice(0, split) as readonly number[];
  const [options, ...rest] = given.slice(split);
  if (numbers.length > 3 || rest.some((value) => value !== undefined)) {
    throw new ArgumentError(
      'arange: accepted are end, or start and end, or start, end and step; then options',
    );
  }
  const { dtype = 'float32' } = checkOptions(
    'arange',
    options as CreationOptions | undefined,
    ['dtype'],
    "{ dtype: 'int32' }",
  );
  checkDtype('arange', dtype);
  const [first = NaN, second, third = 1] = numbers;
  const start = checkNumber('arange', 'start', second === undefined ? 0 : first);
  const end = checkNumber('arange', 'end', second ?? first);
  const step = checkNumber('arange', 'step', third);
  const count = Math.ceil((end - start) / step);
  if (step === 0 || !Number.isFinite(count) || count < 0) {
    throw new ArgumentError(
      `arange: no finite number of steps of ${step} leads from ${start} to ${end}; accepted is a step towards end`,
    );
  }
  const [length = 0] = checkShape('arange', [count]);
  const values = Float64Array.from({ length }, (_, i) => start + i * step);
  return fromFlat(values, dtype, [length], 'arange');
}

/**
 * The identity matrix [n, n], or [n, m] with ones on its diagonal.
 *
 * @example
 * ```ts
 * import { eye } from 'gradus';
 * eye(2).toArray(); // => [[1, 0], [0, 1]]
 * ```
 */
export function eye(n: number, options?: CreationOptions): Tensor;
export function eye(n: number, m: number, options?: CreationOptions): Tensor;
export function eye(n: number, mOrOptions?: number | CreationOptions, more?: CreationOptions): Tensor {
  const options = typeof mOrOptions === 'number' ? more : mOrOptions;
  const { dtype = 'float32' } = checkOptions('eye', options, ['dtype'], "{ dtype: 'float64' }");
  const rows = checkInteger('eye', 'n', n, 0, 2 ** 31);
  const columns = typeof mOrOptions === 'number' ? checkInteger('eye', 'm', mOrOptions, 0, 2 ** 31) : rows;
  const shape = checkShape('eye', [rows, columns]);
  const data = allocate(checkDtype('eye', dtype), sizeOf(shape));
  for (let i = 0; i < Math.min(rows, columns); i++) data[i * columns + i] = 1;
  return fromData(data, shape, dtype);
}
