/**
 * Derivatives by finite differences.
 *
 * @module
 */
import { isVariable } from '../autograd/function.js';
import { Variable } from '../autograd/variable.js';
import { ArgumentError, describe, DtypeError } from '../errors.js';
import { isFloat } from '../tensor/check.js';
import { tensor } from '../tensor/creation.js';
import { fromData, Tensor } from '../tensor/tensor.js';
import { carefulSlope, NOWHERE, quickSlope, type Slope } from './stencils.js';

/** A function to be checked: of Variables, giving one or several. */
export type DifferentiableFunction = (...inputs: Variable[]) => Variable | readonly Variable[];

/** What it is checked at. A Tensor of float64 is differentiated; one of int32 or bool is a constant. */
export type CheckInputs = readonly (Tensor | Variable)[];

/** Options of finite differences. */
export interface DifferenceOptions {
  /** The step, relative to max(1, |x|). Default 2⁻¹¹: near the best for a stencil of order 4 in float64. */
  readonly step?: number;
}

/** The step that balances the truncation error h⁴ and the rounding error u/h. */
const STEP = 1 / 2048;

/** Where a function does not look smooth it is read again, closer and closer. */
const CLOSER: readonly number[] = [1, 1 / 16, 1 / 256, 1 / 4096];

/** Last, next to 0, where a domain may end, with steps relative to |x|. */
const CLOSEST: readonly number[] = [1, 1 / 16];

/**
 * The Jacobian of a function by finite differences, in float64, by the five-point central stencil
 * (f(x − 2h) − 8f(x − h) + 8f(x + h) − f(x + 2h)) / 12h, whose error is h⁴f⁽⁵⁾/30. Where the values do not look like
 * those of a smooth function they are read again, closer, and on each side for itself. Where there is no derivative
 * the entry means nothing; where the function is not finite it is NaN.
 *
 * @param fn - takes Variables, gives one or several; several are taken one behind the other
 * @param inputs - where: float64 Tensors. Those of int32 and bool are constants.
 * @returns for each input that is differentiated, a matrix of [elements of the outputs, elements of the input]
 * @throws `DtypeError` for float32, in which differences say little
 *
 * @example
 * ```ts
 * import { numericalJacobian, tensor } from 'gradus';
 * const x = tensor([1, 2], { dtype: 'float64' });
 * const [jacobian] = numericalJacobian((v) => v.pow(3), [x]);
 * jacobian?.allClose(tensor([[3, 0], [0, 12]], { dtype: 'float64' }), { rtol: 1e-9, atol: 1e-9 }); // => true
 * ```
 */
export function numericalJacobian(
  fn: DifferentiableFunction,
  inputs: CheckInputs,
  options: DifferenceOptions = {},
): Tensor[] {
  const point = checkPoint('numericalJacobian', inputs);
  const center = evaluate('numericalJacobian', fn, point).values;
  return point.flatMap(({ value, differentiated }, i) => {
    if (!differentiated) return [];
    const columns = slopes(fn, point, i, center, options);
    const data = new Float64Array(center.length * columns.length);
    columns.forEach((column, j) => {
      column.forEach((slope, k) => (data[k * columns.length + j] = slope.value));
    });
    return [tensor(data, { shape: [center.length, value.numel()] })];
  });
}

/** One input of a check. */
export interface PointInput {
  readonly value: Tensor;
  readonly differentiated: boolean;
}

/** The inputs of a check, each told whether it is differentiated. */
export function checkPoint(operation: string, inputs: CheckInputs): readonly PointInput[] {
  if (!Array.isArray(inputs)) {
    throw new ArgumentError(`${operation}: inputs is ${describe(inputs)}; accepted is an array of Tensors`);
  }
  return (inputs as CheckInputs).map((input, i) => {
    const value = isVariable(input) ? input.data : input;
    if (!(value instanceof Tensor)) {
      throw new ArgumentError(
        `${operation}: input ${i} is ${describe(input)}; accepted is a Tensor or a Variable`,
      );
    }
    if (value.dtype === 'float32') {
      throw new DtypeError(
        `${operation}: input ${i} is float32, in which differences say little; accepted is float64: .to('float64')`,
      );
    }
    return { value, differentiated: isFloat(value.dtype) && (!isVariable(input) || input.requiresGrad) };
  });
}

/** New leaves at a point: those differentiated need a gradient. */
export function leavesAt(point: readonly PointInput[]): Variable[] {
  return point.map(({ value, differentiated }) => new Variable(value, { requiresGrad: differentiated }));
}

/** What a function gives at a point: its outputs, and all their elements one behind the other. */
export function evaluate(
  operation: string,
  fn: DifferentiableFunction,
  point: readonly PointInput[],
): { leaves: Variable[]; outputs: readonly Variable[]; values: Float64Array } {
  if (typeof fn !== 'function') {
    throw new ArgumentError(`${operation}: fn is ${describe(fn)}; accepted is a function of Variables`);
  }
  const leaves = leavesAt(point);
  const returned = fn(...leaves);
  const outputs: readonly unknown[] = Array.isArray(returned) ? (returned as unknown[]) : [returned];
  const checked = outputs.map((output, k) => {
    if (!isVariable(output)) {
      throw new ArgumentError(
        `${operation}: output ${k} of fn is ${describe(output)}; accepted is a Variable`,
      );
    }
    if (output.dtype !== 'float64') {
      throw new DtypeError(`${operation}: output ${k} of fn is ${output.dtype}; accepted is float64`);
    }
    return output;
  });
  return { leaves, outputs: checked, values: elementsOf(checked) };
}

/** The elements of the outputs, one behind the other. */
function elementsOf(outputs: readonly Variable[]): Float64Array {
  const values = new Float64Array(outputs.reduce((sum, output) => sum + output.numel(), 0));
  let place = 0;
  for (const output of outputs) {
    values.set(output.toTypedArray(), place);
    place += output.numel();
  }
  return values;
}

/**
 * For each element of input `i`, the slope of each element of the outputs.
 *
 * @param center - what the function gives at the point itself
 */
export function slopes(
  fn: DifferentiableFunction,
  point: readonly PointInput[],
  i: number,
  center: Float64Array,
  options: DifferenceOptions,
): readonly (readonly Slope[])[] {
  const around = surroundings(fn, point, i, center, options);
  const least = roundedIn(center);
  return around.map(({ read, widest, careful }) => {
    const { h, left, right } = read(widest, 2);
    let looked: readonly Slope[] | undefined;
    return Array.from(center, (f0, k) => {
      const quick = quickSlope(f0, { h, left: left.map(at(k)), right: right.map(at(k)) }, least);
      return quick ?? (looked ??= careful())[k] ?? NOWHERE;
    });
  });
}

/** The same for element `j` alone, with a close look at every element of the outputs. */
export function carefulSlopes(
  fn: DifferentiableFunction,
  point: readonly PointInput[],
  i: number,
  j: number,
  center: Float64Array,
  options: DifferenceOptions,
): readonly Slope[] {
  return surroundings(fn, point, i, center, options)[j]?.careful() ?? [];
}

/**
 * How large the terms of an output may be that cancel in it: a sixteenth of the largest output, or of 1 if that is less.
 * Larger terms show in how values scatter; a huge output says nothing of those beside it.
 */
const roundedIn = (center: Float64Array): number =>
  center.reduce((most, x) => (Number.isFinite(x) ? Math.min(1, Math.max(most, Math.abs(x))) : most), 0) / 16;

const at =
  (k: number) =>
  (values: Float64Array): number =>
    values[k] ?? NaN;

/** The outputs around a point, as one element moves. */
interface Surroundings {
  readonly widest: number;
  /** The outputs at so many steps of a width on each side. */
  readonly read: (width: number, steps: number) => Record<'left' | 'right', Float64Array[]> & { h: number };
  readonly careful: () => readonly Slope[];
}

function surroundings(
  fn: DifferentiableFunction,
  point: readonly PointInput[],
  i: number,
  center: Float64Array,
  options: DifferenceOptions,
): readonly Surroundings[] {
  const input = point[i]?.value;
  if (input === undefined) return [];
  const elements = Float64Array.from(input.toTypedArray());
  const moved = (j: number, x: number): Float64Array => {
    const values = elements.slice();
    values[j] = x;
    const value = fromData(values, input.shape, 'float64');
    const here = point.map((other, place) => (place === i ? { value, differentiated: true } : other));
    return evaluate('numericalJacobian', fn, here).values;
  };
  const relative = options.step ?? STEP;
  return Array.from(elements, (x, j) => {
    const widest = relative * Math.max(1, Math.abs(x));
    const read: Surroundings['read'] = (width, steps) => {
      const h = x + width - x; // what is really added, since x + width is rounded
      const side = (sign: number): Float64Array[] =>
        Array.from({ length: steps }, (_, step) => moved(j, x + sign * (step + 1) * h));
      return { h, left: side(-1), right: side(1) };
    };
    const careful = (): readonly Slope[] => {
      const closer = CLOSER.map((part) => widest * part);
      const closest = CLOSEST.map((part) => relative * part * Math.abs(x));
      const least = closer.at(-1) ?? widest;
      const widths = [...closer, ...closest.filter((width) => width > 0 && width < least)];
      const readings = widths.map((width) => read(width, 4));
      return Array.from(center, (f0, k) =>
        carefulSlope(
          f0,
          readings.map(({ h, left, right }) => ({ h, left: left.map(at(k)), right: right.map(at(k)) })),
          roundedIn(center),
        ),
      );
    };
    return { widest, read, careful };
  });
}
