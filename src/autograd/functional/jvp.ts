/**
 * The Jacobian–vector product.
 *
 * @module
 */
import { zerosLike } from '../../tensor/creation.js';
import { pullBack } from '../pull.js';
import { pushForward } from '../push.js';
import { Variable } from '../variable.js';
import {
  asGiven,
  elementOf,
  orZero,
  record,
  values,
  vectorsFor,
  type DerivativeOptions,
  type FunctionAt,
  type Like,
  type ListLike,
  type Outputs,
  type Point,
  type Recorded,
} from './point.js';

/** What {@link jvp} gives. */
export interface JvpResult<Output, Product> {
  /** What the function gives. */
  readonly output: Output;
  /** The Jacobian–vector product, in the form of the output. */
  readonly jvp: Product;
}

/**
 * J·v for the Jacobian J of a function at a point: the derivative of the output as the point moves along v.
 *
 * By forward mode. The function is recorded once; then tangents are pushed through the graph in the order in which
 * it was made, each node giving the tangent of its output from those of its inputs. How a node does that:
 *
 * - linear operations apply themselves to the tangent, products go by the product rule, quotients by the quotient
 *   rule: nothing of `backward` is used;
 * - smooth elementwise functions multiply by the same f′(x) as in `backward`;
 * - any other rule, and a {@link Function} of your own without a `jvp`, has its `backward` transposed: v ↦ Jᵀ·v is
 *   linear, and its own vector–Jacobian product is J·v.
 *
 * So ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩, to rounding, proves of the first kind that `backward` is the adjoint of what is computed,
 * and of the whole graph that the backward walk adds up what is used twice and sums back what was broadcast: the
 * forward walk does neither. Of the other two kinds it proves only that. Whether f′ is right, or a `backward`, it cannot
 * say; finite differences do, in {@link gradcheck}.
 *
 * With `createGraph` the tangent is differentiable itself. Then all rules are transposed, in two backward walks.
 * Hooks of {@link Variable.registerHook} belong to the backward walk, and change nothing in the forward one.
 *
 * @param fn - takes as many Variables as there are inputs, gives one or several
 * @param inputs - the point: a Tensor or Variable, or an array of them; float dtypes
 * @param v - in the form, shapes and dtypes of the inputs; 1 where it is left out for an input of a single element
 * @returns `output`, the value, and `jvp`, both in the form fn gave: zeros for an output that does not depend on
 * the inputs
 * @throws `ArgumentError`, `ShapeError`, `DtypeError` for what does not fit; `AutogradError` for a rule whose
 * `backward` leaves the graph, and under `strict` for an output that depends on no input
 *
 * @example
 * ```ts
 * import { jvp, tensor } from 'gradus';
 * const x = tensor([1, 2, 3]);
 * const { output, jvp: slope } = jvp((a) => a.square(), x, tensor([1, 0, 10]));
 * output.toArray(); // => [1, 4, 9]
 * slope.toArray(); // => [2, 0, 60]
 * ```
 */
export function jvp<Output extends Outputs>(
  fn: (input: Variable) => Output,
  inputs: Point,
  v?: Point,
  options?: DerivativeOptions,
): JvpResult<Output, Like<Output, Variable>>;
export function jvp<Inputs extends readonly Point[], Output extends Outputs>(
  fn: FunctionAt<Inputs, Output>,
  inputs: readonly [...Inputs],
  v?: ListLike<Inputs, Point>,
  options?: DerivativeOptions,
): JvpResult<Output, Like<Output, Variable>>;
export function jvp(
  fn: (...inputs: never) => Outputs,
  inputs: Point | readonly Point[],
  v?: Point | readonly Point[],
  options?: DerivativeOptions,
): JvpResult<Outputs, Outputs> {
  const recorded = record('jvp', fn, inputs, options);
  const vectors = vectorsFor(recorded, 'input', recorded.inputs, recorded.oneInput, v);
  return { output: values(recorded), jvp: asGiven(recorded.oneOutput, pushed(recorded, vectors)) };
}

/** J·v for each output. */
export function pushed(recorded: Recorded, vectors: readonly Variable[]): readonly Variable[] {
  const { inputs, outputs, createGraph } = recorded;
  const tangents = createGraph
    ? transposedTwice(recorded, vectors)
    : pushForward(outputs, new Map(inputs.map((input, i) => [input, elementOf(vectors, i).data]))).map(
        (tangent) => tangent && new Variable(tangent),
      );
  return tangents.map((tangent, k) =>
    orZero(recorded, tangent, elementOf(outputs, k), () => `output ${k} depends on no input`),
  );
}

/** J·v as the derivative of w ↦ Jᵀ·w along v: differentiable, where the forward walk is not. */
function transposedTwice(
  { inputs, outputs }: Recorded,
  vectors: readonly Variable[],
): readonly (Variable | null)[] {
  const w = outputs.map((output) => new Variable(zerosLike(output.data), { requiresGrad: true }));
  const live = pullBack(outputs, inputs, w, true).flatMap((gradient, i) =>
    gradient === null ? [] : [{ gradient, vector: elementOf(vectors, i) }],
  );
  return pullBack(
    live.map(({ gradient }) => gradient),
    w,
    live.map(({ vector }) => vector),
    true,
  );
}
