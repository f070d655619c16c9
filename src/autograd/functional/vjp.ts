/**
 * The vector–Jacobian product.
 *
 * @module
 */
import type { Variable } from '../variable.js';
import {
  asGiven,
  pulled,
  record,
  values,
  vectorsFor,
  type DerivativeOptions,
  type FunctionAt,
  type Like,
  type ListLike,
  type Outputs,
  type Point,
} from './point.js';

/** What {@link vjp} gives. */
export interface VjpResult<Output, Product> {
  /** What the function gives. */
  readonly output: Output;
  /** The vector–Jacobian product, in the form of the inputs. */
  readonly vjp: Product;
}

/**
 * Jᵀ·v for the Jacobian J of a function at a point: one backward walk, whatever the size of J.
 *
 * The function is evaluated on Variables of its own: the `grad` of Variables given as inputs is not touched.
 *
 * @param fn - takes as many Variables as there are inputs, gives one or several
 * @param inputs - the point: a Tensor or Variable, or an array of them; float dtypes
 * @param v - in the form, shapes and dtypes of the output; 1 where it is left out for an output of a single element
 * @returns `output`, the value in the form fn gave it, and `vjp`, in the form of the inputs: zeros for an input that
 * the output does not depend on
 * @throws `ArgumentError`, `ShapeError`, `DtypeError` for what does not fit; `AutogradError` under `strict` for an
 * input that no output depends on
 *
 * @example
 * ```ts
 * import { tensor, vjp } from 'gradus';
 * const [x, y] = [tensor([1, 2]), tensor([3, 4])];
 * const { output, vjp: [ofX, ofY] } = vjp((a, b) => a.mul(b), [x, y], tensor([1, 10]));
 * output.toArray(); // => [3, 8]
 * ofX.toArray(); // => [3, 40]
 * ofY.toArray(); // => [1, 20]
 * vjp((a) => a.square().sum(), x).vjp.toArray(); // => [2, 4]
 * ```
 */
export function vjp<Output extends Outputs>(
  fn: (input: Variable) => Output,
  inputs: Point,
  v?: Like<Output, Point>,
  options?: DerivativeOptions,
): VjpResult<Output, Variable>;
export function vjp<Inputs extends readonly Point[], Output extends Outputs>(
  fn: FunctionAt<Inputs, Output>,
  inputs: readonly [...Inputs],
  v?: Like<Output, Point>,
  options?: DerivativeOptions,
): VjpResult<Output, ListLike<Inputs, Variable>>;
export function vjp(
  fn: (...inputs: never) => Outputs,
  inputs: Point | readonly Point[],
  v?: Point | readonly Point[],
  options?: DerivativeOptions,
): VjpResult<Outputs, Outputs> {
  const recorded = record('vjp', fn, inputs, options);
  const cotangents = vectorsFor(recorded, 'output', recorded.outputs, recorded.oneOutput, v);
  return { output: values(recorded), vjp: asGiven(recorded.oneInput, pulled(recorded, cotangents)) };
}
