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

/** A stencil that meets a kink or leaves the domain is tried again closer; last with a step relative to |x|. */
const CLOSER: readonly number[] = [1, 1 / 16, 1 / 256];

/** One-sided slopes of a smooth function agree to h³; these differ by a kink if by more than this. */
const KINK = 1e-6;

/** How rounding in f shows in a slope: so many units in the last place of f, divided by h. */
const ROUNDING = 16 / 2 ** 52;

/** One derivative, measured. */
export interface Slope {
  /** The five-point central difference; NaN where the function is not finite. */
  readonly value: number;
  /** The slope from the left. */
  readonly left: number;
  /** The slope from the right. */
  readonly right: number;
  /** Whether the slopes differ however close the stencil: there is no derivative to compare with. */
  readonly kink: boolean;
  /** The step used. */
  readonly step: number;
  /** How large an error rounding may have made. */
  readonly noise: number;
}

/**
 * The Jacobian of a function by finite differences, in float64, by the five-point central stencil
 * (f(x − 2h) − 8f(x − h) + 8f(x + h) − f(x + 2h)) / 12h, whose error is h⁴f⁽⁵⁾/30.
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
  const input = point[i]?.value;
  if (input === undefined) return [];
  const elements = Float64Array.from(input.toTypedArray());
  const at = (j: number, x: number): Float64Array => {
    const moved = elements.slice();
    moved[j] = x;
    const value = fromData(moved, input.shape, 'float64');
    const here = point.map((other, place) => (place === i ? { value, differentiated: true } : other));
    return evaluate('numericalJacobian', fn, here).values;
  };
  return Array.from(elements, (x, j) => {
    const relative = options.step ?? STEP;
    const widest = relative * Math.max(1, Math.abs(x));
    const column: Slope[] = [];
    for (const wide of [...CLOSER.map((closer) => widest * closer), relative * Math.abs(x)]) {
      if (!(wide > 0)) continue;
      const h = x + wide - x; // what is really added, since x + wide is rounded
      const stencil = [at(j, x - 2 * h), at(j, x - h), at(j, x + h), at(j, x + 2 * h)] as const;
      let smooth = true;
      for (let k = 0; k < center.length; k++) {
        // An output that was smooth at a wider step keeps it: rounding grows as the stencil shrinks.
        const before = column[k];
        if (before !== undefined && isSmooth(before)) continue;
        const slope = slopeOf(center[k] ?? NaN, stencil, k, h);
        column[k] = slope;
        smooth &&= isSmooth(slope);
      }
      if (smooth) break;
    }
    return column;
  });
}

/** All outputs at x − 2h, x − h, x + h and x + 2h. */
type Stencil = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

function isSmooth(slope: Slope): boolean {
  return !slope.kink && Number.isFinite(slope.value);
}

/** The slope of output `k` from its values at x and at x − 2h, x − h, x + h, x + 2h. */
function slopeOf(f0: number, [L2, L1, R1, R2]: Stencil, k: number, h: number): Slope {
  const [l2, l1, r1, r2] = [L2[k] ?? NaN, L1[k] ?? NaN, R1[k] ?? NaN, R2[k] ?? NaN];
  const value = (l2 - r2 + 8 * (r1 - l1)) / (12 * h);
  const left = (3 * f0 - 4 * l1 + l2) / (2 * h);
  const right = (4 * r1 - r2 - 3 * f0) / (2 * h);
  const largest = Math.max(Math.abs(f0), Math.abs(l2), Math.abs(l1), Math.abs(r1), Math.abs(r2));
  const noise = (ROUNDING * largest) / h;
  const kink = Math.abs(right - left) > KINK * Math.max(Math.abs(left), Math.abs(right)) + noise;
  return { value, left, right, kink, step: h, noise };
}
