/**
 * Second derivatives of a function with one result.
 *
 * @module
 */
import type { Variable } from '../variable.js';
import { byRows } from './jacobian.js';
import { pushed } from './jvp.js';
import {
  asGiven,
  gradientOf,
  record,
  values,
  vectorsFor,
  type DerivativeOptions,
  type FunctionAt,
  type ListLike,
  type Outputs,
  type Point,
} from './point.js';

/**
 * The Hessian of a function with one result at a point: for inputs x and y, the tensor ∂²f/∂x∂y of shape
 * [...x.shape, ...y.shape].
 *
 * Each row is a backward walk over the recorded gradient. Nothing makes it symmetric but that the rules are right.
 *
 * @param fn - takes as many Variables as there are inputs, gives one of a single element
 * @param inputs - the point: a Tensor or Variable, or an array of them; float dtypes
 * @returns a Variable for one input; for a list `result[i][j]`
 * @throws `ShapeError` where fn gives more than one element; `ArgumentError`, `DtypeError` for what does not fit;
 * `AutogradError` under `strict` for an input that the output or its gradient does not depend on
 *
 * @example
 * ```ts
 * import { hessian, tensor } from 'gradus';
 * hessian((x) => x.pow(3).sum(), tensor([1, 2])).toArray(); // => [[6, 0], [0, 12]]
 * const [[xx, xy], [yx, yy]] = hessian((x, y) => x.square().mul(y), [tensor(3), tensor(5)]);
 * [xx.item(), xy.item(), yx.item(), yy.item()]; // => [10, 6, 6, 0]
 * ```
 */
export function hessian(
  fn: (input: Variable) => Variable,
  inputs: Point,
  options?: DerivativeOptions,
): Variable;
export function hessian<Inputs extends readonly Point[]>(
  fn: FunctionAt<Inputs, Variable>,
  inputs: readonly [...Inputs],
  options?: DerivativeOptions,
): ListLike<Inputs, ListLike<Inputs, Variable>>;
export function hessian(
  fn: (...inputs: never) => Variable,
  inputs: Point | readonly Point[],
  options?: DerivativeOptions,
): Outputs | readonly Outputs[] {
  const recorded = record('hessian', fn, inputs, options);
  const rows = byRows(gradientOf(recorded)).map((row) => asGiven(recorded.oneInput, row));
  return asGiven<Outputs>(recorded.oneInput, rows);
}

/** What {@link hvp} gives. */
export interface HvpResult<Output, Product> {
  /** What the function gives. */
  readonly output: Output;
  /** The Hessian–vector product, in the form of the inputs. */
  readonly hvp: Product;
}

/**
 * H·v for the Hessian H of a function with one result: without H itself, at the cost of a few walks.
 *
 * The forward walk over the recorded gradient, as in {@link jvp}: forward over reverse. With `createGraph` two more
 * backward walks instead.
 *
 * @param fn - takes as many Variables as there are inputs, gives one of a single element
 * @param inputs - the point: a Tensor or Variable, or an array of them; float dtypes
 * @param v - in the form, shapes and dtypes of the inputs; 1 where it is left out for an input of a single element
 * @returns `output`, the value, and `hvp`, in the form of the inputs
 * @throws as {@link hessian}
 *
 * @example
 * ```ts
 * import { hvp, tensor } from 'gradus';
 * const { output, hvp: curvature } = hvp((x) => x.pow(3).sum(), tensor([1, 2]), tensor([1, 10]));
 * output.item(); // => 9
 * curvature.toArray(); // => [6, 120]
 * ```
 */
export function hvp(
  fn: (input: Variable) => Variable,
  inputs: Point,
  v?: Point,
  options?: DerivativeOptions,
): HvpResult<Variable, Variable>;
export function hvp<Inputs extends readonly Point[]>(
  fn: FunctionAt<Inputs, Variable>,
  inputs: readonly [...Inputs],
  v?: ListLike<Inputs, Point>,
  options?: DerivativeOptions,
): HvpResult<Variable, ListLike<Inputs, Variable>>;
export function hvp(
  fn: (...inputs: never) => Variable,
  inputs: Point | readonly Point[],
  v?: Point | readonly Point[],
  options?: DerivativeOptions,
): HvpResult<Outputs, Outputs> {
  const recorded = record('hvp', fn, inputs, options);
  const vectors = vectorsFor(recorded, 'input', recorded.inputs, recorded.oneInput, v);
  const curvature = pushed(gradientOf(recorded), vectors);
  return { output: values(recorded), hvp: asGiven(recorded.oneInput, curvature) };
}
