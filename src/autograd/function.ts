/**
 * Function: a node of the graph, and the form in which every rule is written.
 *
 * @module
 */
import { AutogradError, describe } from '../errors.js';
import { Algebra } from '../tensor/algebra.js';
import { isFloat } from '../tensor/check.js';
import { Tensor } from '../tensor/tensor.js';
import { everywhere, type Domain } from './domain.js';
import { isGradEnabled, withRecording } from './grad-mode.js';
import type { Variable } from './variable.js';

/** The inputs of a rule with one operand. */
export type One = readonly [x: Variable];

/** The inputs of a rule with two operands. */
export type Two = readonly [a: Variable, b: Variable];

/** The inputs of a rule with three operands. */
export type Three = readonly [a: Variable, b: Variable, c: Variable];

/** One gradient for each input; `null` where there is none. */
export type Gradients = readonly (Variable | null)[];

/** Nodes are numbered as they are made. Only the order of the numbers matters, never their values. */
let made = 0;

/**
 * A differentiable function, and the node of the graph that one application of it makes.
 *
 * A subclass gives `forward`, on Tensors, and `backward`, on Variables. Attributes go to its constructor, and
 * each application needs a new instance. `backward` uses differentiable operations only, so that the rule can
 * be differentiated itself.
 *
 * @typeParam Inputs - the Variables it is applied to: {@link One} (unless said otherwise), {@link Two}, …
 *
 * @example
 * ```ts
 * import { Function, tensor, Variable, type Tensor } from 'gradus';
 * class Exp extends Function {
 *   forward(x: Tensor): Tensor { return x.exp(); }
 *   backward(grad: Variable): Variable[] { return [grad.mul(this.output)]; }
 * }
 * const x = new Variable(tensor([0, 1]), { requiresGrad: true });
 * new Exp().apply(x).sum().backward();
 * x.grad?.data.allClose(tensor([1, Math.E])); // => true
 * ```
 */
export abstract class Function<Inputs extends readonly Variable[] = One> {
  #order = 0;
  #inputs: readonly Variable[] = [];
  #operands: readonly Tensor[] = [];
  #output: Variable | null = null;

  /** The value, from the values of the inputs. */
  abstract forward(...inputs: { readonly [Place in keyof Inputs]: Tensor }): Tensor;

  /**
   * The gradients with regard to the inputs, from the gradient with regard to the output: the
   * vector–Jacobian product. A gradient may have any shape that its input broadcasts to; the walk sums it back.
   */
  abstract backward(grad: Variable): Gradients;

  /**
   * The tangent of the output, from the tangents of the inputs: the Jacobian–vector product, in which an input
   * that does not move has zeros. A rule need not have it: {@link jvp} then transposes `backward`. Where it does,
   * it says nothing that `backward` says, and the two prove each other by ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩.
   */
  jvp?(...tangents: { readonly [Place in keyof Inputs]: Tensor }): Tensor;

  /**
   * Where the rule is differentiable, and so where it is sampled when it is checked: a region for each input,
   * the last one standing for all further ones. Unless a rule says otherwise, [−2, 2].
   */
  get domain(): Domain {
    return everywhere;
  }

  /**
   * What it computes, in a line, as `'y = x³'`: `explainBackward` prints it. A rule need not have it; the library's own
   * rules have it in their docstrings, from where it is taken.
   */
  declare readonly formula?: string;

  /** The place of this node in the order in which all nodes were made; 0 before it is applied. */
  get order(): number {
    return this.#order;
  }

  /** How messages call the rule. */
  get name(): string {
    return this.constructor.name;
  }

  /**
   * The Variables it was applied to. Where a leaf's `data` has been assigned since, a Variable with the value it
   * had stands in its place, and passes the gradient on to it.
   */
  get inputs(): Inputs {
    const saved = this.#inputs.map((input, i) => {
      const operand = this.#operands[i];
      if (operand === undefined || input.data === operand) return input;
      // Recorded in a walk that is not recorded too: what stands for a leaf needs a gradient where the leaf does.
      return withRecording(true, () => new Snapshot(operand).apply(input));
    });
    // Only `apply` sets the inputs, and `forward` takes as many.
    return saved as readonly Variable[] as Inputs;
  }

  /** The Variables it was applied to, as the walk follows them. */
  get parents(): readonly Variable[] {
    return this.#inputs;
  }

  /** The Variable it made. */
  get output(): Variable {
    if (this.#output === null)
      throw new AutogradError(`${this.name}: output is read before the rule is applied`);
    return this.#output;
  }

  /** For each input, whether its gradient is wanted. */
  get needsInputGrad(): readonly boolean[] {
    return this.#inputs.map((input) => input.requiresGrad);
  }

  /**
   * Applies the function, once: computes the value, and records this instance as its maker unless nothing
   * needs a gradient. A Tensor among the inputs is a constant.
   *
   * @throws `AutogradError` for a second application, or where no input is a Variable
   */
  apply(...inputs: { readonly [Place in keyof Inputs]: Variable | Tensor }): Variable {
    if (this.#order !== 0)
      throw new AutogradError(`${this.name}: applied twice; make a new instance each time`);
    const lead = inputs.find((input): input is Variable => isVariable(input));
    if (lead === undefined) {
      throw new AutogradError(
        `${this.name}: got ${inputs.map(describe).join(', ') || 'no inputs'}; accepted are Variables, at least one`,
      );
    }
    const variables = inputs.map((input, i) => lead.lift(this.name, `input ${i}`, input));
    const operands = variables.map((variable) => variable.data);
    // `inputs` has the type of the rule's own operands, and `operands` their values in the same places.
    const value = this.forward(
      ...(operands as readonly Tensor[] as { readonly [Place in keyof Inputs]: Tensor }),
    );
    if (!(value instanceof Tensor)) {
      throw new AutogradError(`${this.name}: forward returned ${describe(value)}; accepted is a Tensor`);
    }
    this.#order = ++made;
    const recorded =
      isGradEnabled() && isFloat(value.dtype) && variables.some((variable) => variable.requiresGrad);
    this.#output = lead.derive(value, recorded ? this : null);
    if (recorded) {
      this.#inputs = variables;
      this.#operands = operands;
    }
    return this.#output;
  }

  /** Computes only the gradients that are wanted, so that a constant costs nothing. */
  protected whereNeeded(...gradients: readonly (() => Variable)[]): Gradients {
    return gradients.map((gradient, i) => (this.#inputs[i]?.requiresGrad === true ? gradient() : null));
  }
}

/** Whether a value is a Variable. (Importing the class here would close a circle of imports.) */
export function isVariable(value: unknown): value is Variable {
  return value instanceof Algebra && !(value instanceof Tensor);
}

/** The value a leaf had when a rule saved it; the gradient goes to the leaf. */
class Snapshot extends Function {
  readonly #value: Tensor;

  constructor(value: Tensor) {
    super();
    this.#value = value;
  }

  forward(): Tensor {
    return this.#value;
  }

  override jvp(tangent: Tensor): Tensor {
    return tangent;
  }

  backward(grad: Variable): Gradients {
    return [grad];
  }
}
