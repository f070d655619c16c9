/**
 * Variable: a tensor in the graph.
 *
 * @module
 */
import { ArgumentError, AutogradError, describe, DtypeError, formatShape, ShapeError } from '../errors.js';
import type { Data, Dtype, Shape } from '../kernels/types.js';
import { Algebra, type Operand, type Primitives } from '../tensor/algebra.js';
import { isFloat, sameShape } from '../tensor/check.js';
import { onesLike } from '../tensor/creation.js';
import { formatTensor } from '../tensor/format.js';
import { scalar, Tensor, type NestedArray } from '../tensor/tensor.js';
import type { Function } from './function.js';
import { differentiable } from './rules/index.js';
import { isWantedLeaf, walk } from './walk.js';

/** Options of a new Variable. */
export interface VariableOptions {
  /** Whether `backward` gives it a gradient. Default `false`. */
  readonly requiresGrad?: boolean;
}

/** Options of {@link Variable.backward}. */
export interface BackwardOptions {
  /** Record the walk itself, so that the gradients can be differentiated. Default `false`. */
  readonly createGraph?: boolean;
}

/** Sees the gradient of a Variable when it is complete. A Variable that it returns takes its place. */
export type Hook = (grad: Variable) => Variable | undefined;

/** Takes a hook away again. */
export interface HookHandle {
  /** From now on the hook is not called. */
  remove(): void;
}

/**
 * A tensor that remembers how it was made, so that gradients can be found by walking back.
 *
 * @example
 * ```ts
 * import { tensor, Variable } from 'gradus';
 * const x = new Variable(tensor([1, 2, 3]), { requiresGrad: true });
 * x.pow(3).sum().backward();
 * x.grad?.data.toArray(); // => [3, 12, 27]
 * ```
 */
export class Variable extends Algebra<Variable> {
  #data: Tensor;
  #gradFn: Function<readonly Variable[]> | null = null;
  #requiresGrad: boolean;
  #grad: Variable | null = null;
  #retains = false;
  #hooks: readonly Hook[] = NO_HOOKS;

  /**
   * A leaf of the graph.
   *
   * @param data - its value; a float dtype if it needs a gradient
   * @throws `ArgumentError` unless `data` is a Tensor, `DtypeError` for a gradient of int32 or bool
   */
  constructor(data: Tensor, options?: VariableOptions) {
    super();
    if (!(data instanceof Tensor)) {
      throw new ArgumentError(
        `Variable: data is ${describe(data)}; accepted is a Tensor, as tensor([1, 2]) makes`,
      );
    }
    this.#requiresGrad = options?.requiresGrad ?? false;
    if (this.#requiresGrad && !isFloat(data.dtype)) {
      throw new DtypeError(`Variable: dtype is ${data.dtype}; only float32 and float64 can need a gradient`);
    }
    this.#data = data;
  }

  /** The value. */
  get data(): Tensor {
    return this.#data;
  }

  /**
   * A new value for a leaf, as an update step gives it: of the same shape and dtype. Graphs that used the old
   * value keep it.
   *
   * @throws `AutogradError` unless this is a leaf, `ShapeError`, `DtypeError` where the new value does not fit
   */
  set data(value: Tensor) {
    if (this.#gradFn !== null) {
      throw new AutogradError(
        `Variable.data: assigned on the output of ${this.#gradFn.name}; only a leaf takes a new value: detach() first`,
      );
    }
    if (!(value instanceof Tensor)) {
      throw new ArgumentError(`Variable.data: assigned ${describe(value)}; accepted is a Tensor`);
    }
    if (!sameShape(value.shape, this.shape)) {
      throw new ShapeError(
        `Variable.data: assigned shape ${formatShape(value.shape)}; accepted is ${formatShape(this.shape)}`,
      );
    }
    if (value.dtype !== this.dtype) {
      throw new DtypeError(`Variable.data: assigned dtype ${value.dtype}; accepted is ${this.dtype}`);
    }
    this.#data = value;
  }

  /** The gradient that `backward` has accumulated here, or `null`: on leaves, and where it is retained. */
  get grad(): Variable | null {
    return this.#grad;
  }

  /** The Function that made it, or `null` for a leaf. */
  get gradFn(): Function<readonly Variable[]> | null {
    return this.#gradFn;
  }

  /** Whether it, or something it was made of, needs a gradient. */
  get requiresGrad(): boolean {
    return this.#requiresGrad;
  }

  /** Whether it was not made by a recorded operation. */
  get isLeaf(): boolean {
    return this.#gradFn === null;
  }

  override get shape(): Shape {
    return this.#data.shape;
  }

  override get dtype(): Dtype {
    return this.#data.dtype;
  }

  /** The rules: how operations on Variables are computed and recorded. */
  override get primitives(): Primitives<Variable> {
    return differentiable;
  }

  /** An operand as a Variable: a Tensor or a number is a constant. */
  override lift(operation: string, argument: string, value: Operand<Variable>): Variable {
    if (value instanceof Variable) return value;
    if (value instanceof Tensor) return new Variable(value);
    if (typeof value === 'number') return new Variable(scalar(operation, argument, value, this.dtype));
    throw new ArgumentError(
      `${operation}: ${argument} is ${describe(value)}; accepted is a Variable, a Tensor or a number`,
    );
  }

  /** What a Function makes of its result: a Variable with that maker, or a constant. */
  derive(data: Tensor, gradFn: Function<readonly Variable[]> | null): Variable {
    const made = new Variable(data);
    made.#gradFn = gradFn;
    made.#requiresGrad = gradFn !== null;
    return made;
  }

  override item(): number {
    return this.#data.item();
  }

  override toArray(): NestedArray {
    return this.#data.toArray();
  }

  override toTypedArray(): Data {
    return this.#data.toTypedArray();
  }

  /**
   * Adds to `grad` of every leaf that this depends on the gradient of this with regard to it.
   *
   * @param gradOutput - the gradient to start from, in the shape of this; 1 where this is a scalar
   * @throws `AutogradError` where this needs no gradient or is no scalar and `gradOutput` is missing;
   * `ShapeError`, `DtypeError` where `gradOutput` does not fit
   *
   * @example
   * ```ts
   * import { tensor, Variable } from 'gradus';
   * const x = new Variable(tensor([1, 2]), { requiresGrad: true });
   * x.mul(x).backward(tensor([1, 10]));
   * x.grad?.toArray(); // => [2, 40]
   * ```
   */
  backward(gradOutput?: Variable | Tensor, options?: BackwardOptions): void {
    const createGraph = options?.createGraph ?? false;
    const start = startingGradient('backward', this, gradOutput);
    walk([[this, start]], {
      createGraph,
      wants: isWantedLeaf,
      receive: (variable, gradient) => {
        if (variable.retainsGrad) variable.#accumulate(gradient);
      },
    });
  }

  #accumulate(gradient: Variable): void {
    // Without a graph the gradient gets a Variable of its own: the walk may hand one to several leaves.
    const own = gradient.#requiresGrad ? gradient : new Variable(gradient.#data);
    this.#grad = this.#grad === null ? own : this.#grad.add(own);
  }

  /** Forgets the gradient. */
  zeroGrad(): void {
    this.#grad = null;
  }

  /** The same value as a constant: nothing walks further back from here. */
  detach(): Variable {
    return new Variable(this.#data);
  }

  /** Whether `backward` keeps the gradient here: on every leaf that needs one, and where {@link retainGrad} asked for it. */
  get retainsGrad(): boolean {
    return this.#retains || isWantedLeaf(this);
  }

  /** Has `backward` keep the gradient here too, where this is not a leaf. */
  retainGrad(): void {
    if (!this.#requiresGrad) {
      throw new AutogradError(
        'retainGrad: the Variable needs no gradient; make it from one with requiresGrad: true',
      );
    }
    this.#retains = true;
  }

  /**
   * Calls a function with the gradient of this, whenever a walk has completed it. What the function returns, of
   * the same shape and dtype, takes its place; returning nothing leaves it.
   *
   * @throws `AutogradError` where this needs no gradient
   *
   * @example
   * ```ts
   * import { tensor, Variable } from 'gradus';
   * const x = new Variable(tensor([1, 2]), { requiresGrad: true });
   * x.registerHook((grad) => grad.mul(10));
   * x.sum().backward();
   * x.grad?.toArray(); // => [10, 10]
   * ```
   */
  registerHook(hook: Hook): HookHandle {
    if (typeof hook !== 'function') {
      throw new ArgumentError(`registerHook: hook is ${describe(hook)}; accepted is a function`);
    }
    if (!this.#requiresGrad) {
      throw new AutogradError(
        'registerHook: the Variable needs no gradient, so the hook would never be called',
      );
    }
    // Wrapped, so that a function registered twice is two hooks.
    const own: Hook = (grad) => hook(grad);
    this.#hooks = [...this.#hooks, own];
    return {
      remove: () => {
        this.#hooks = this.#hooks.filter((other) => other !== own);
      },
    };
  }

  /** The hooks, in the order in which they were registered. */
  get hooks(): readonly Hook[] {
    return this.#hooks;
  }

  /** The value as {@link Tensor.toString} prints it, and how it stands in the graph. */
  override toString(): string {
    const note =
      this.#gradFn !== null
        ? [`gradFn=${this.#gradFn.name}`]
        : this.#requiresGrad
          ? ['requiresGrad=true']
          : [];
    return formatTensor('variable', this.shape, this.dtype, this.#data.toTypedArray(), note);
  }
}

const NO_HOOKS: readonly Hook[] = [];

/** The gradient a walk starts from: given, or 1 for a scalar. */
export function startingGradient(
  operation: string,
  output: Variable,
  given: Variable | Tensor | undefined,
): Variable {
  if (!output.requiresGrad) {
    throw new AutogradError(
      `${operation}: the output needs no gradient; make a Variable it depends on with { requiresGrad: true }`,
    );
  }
  if (given === undefined) {
    if (output.ndim === 0) return new Variable(onesLike(output));
    throw new AutogradError(
      `${operation}: the output has shape ${formatShape(output.shape)} and no gradOutput is given; ` +
        `accepted is a scalar, or a gradOutput of that shape`,
    );
  }
  const gradient = output.lift(operation, 'gradOutput', given);
  if (!sameShape(gradient.shape, output.shape)) {
    throw new ShapeError(
      `${operation}: gradOutput has shape ${formatShape(gradient.shape)}; ` +
        `accepted is the output's, ${formatShape(output.shape)}`,
    );
  }
  if (gradient.dtype !== output.dtype) {
    throw new DtypeError(
      `${operation}: gradOutput is ${gradient.dtype}; accepted is the output's, ${output.dtype}`,
    );
  }
  return gradient;
}
